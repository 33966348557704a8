"""The same container as a trial runs: every piece is whole in itself and is only ever appended."""

from trainer.recording.container.blocks import BlockType, block
from trainer.recording.container.payloads import End, Events, json_payload
from trainer.recording.container.plain import plain_bytes
from trainer.recording.container.preamble import preamble
from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap, TrialEvent, TrialHeader


class JournalForm:
    """Pieces of bytes for a journal, in the order header, samples and events, end."""

    @staticmethod
    def begin(header: TrialHeader) -> bytes:
        """The first piece."""
        return preamble() + block(BlockType.HEADER, json_payload(header))

    @staticmethod
    def samples(samples: Samples) -> bytes:
        """Samples that follow those before."""
        return block(BlockType.PLAIN_SAMPLES, plain_bytes(samples))

    @staticmethod
    def events(events: tuple[TrialEvent, ...]) -> bytes:
        """Events that follow those before."""
        return block(BlockType.EVENTS, json_payload(Events(events)))

    @staticmethod
    def end(samples: int, events: int, clock_map: ClockMap) -> bytes:
        """The last piece: how many samples and events belong to the trial."""
        return block(BlockType.END, json_payload(End(samples, events, clock_map)))
