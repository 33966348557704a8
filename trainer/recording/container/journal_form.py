"""The same container as a trial runs: every piece is whole in itself and is only ever appended."""

from trainer.recording.container.blocks import BlockType, block
from trainer.recording.container.payloads import End, Events, json_payload
from trainer.recording.container.plain import plain_bytes
from trainer.recording.container.preamble import preamble, version_for
from trainer.recording.container.streams import PLAIN_BLOCKS, AnySamples
from trainer.recording.trial import TrialEvent, TrialHeader


class JournalForm:
    """Pieces of bytes for a journal, in the order header, samples and events, end."""

    @staticmethod
    def begin(header: TrialHeader) -> bytes:
        """The first piece."""
        return preamble(version_for(header)) + block(BlockType.HEADER, json_payload(header))

    @staticmethod
    def samples(samples: AnySamples) -> bytes:
        """Samples of one sensor that follow those before."""
        return block(PLAIN_BLOCKS[type(samples)], plain_bytes(samples))

    @staticmethod
    def events(events: tuple[TrialEvent, ...]) -> bytes:
        """Events that follow those before."""
        return block(BlockType.EVENTS, json_payload(Events(events)))

    @staticmethod
    def end(end: End) -> bytes:
        """The last piece: how much of all that belongs to the trial."""
        return block(BlockType.END, json_payload(end))
