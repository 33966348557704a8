"""The simulated firmware is as strict as the real one."""

from tests.command_table import START, TABLE, fits
from tests.scripted_board import ScriptedSource
from trainer.link.simulated_firmware import FirmwareIdentity, SimulatedFirmware
from trainer.wire.codec import FrameDecoder, encode
from trainer.wire.messages import Start


class CountedSource(ScriptedSource):
    begun = 0

    def begin(self, start: Start, now_us: float) -> None:
        super().begin(start, now_us)
        self.begun += 1


def test_the_simulated_firmware_answers_the_command_table() -> None:
    source, decoder = CountedSource(), FrameDecoder()
    firmware = SimulatedFirmware(FirmwareIdentity(7), source)
    for n, (command, expected) in enumerate(TABLE):
        firmware.receive(encode(command), n * 1e4)
        (answer,) = decoder.feed(firmware.send(n * 1e4)).messages
        assert fits(answer, expected), command
    assert source.begun == 1


def test_the_same_start_again_does_not_begin_the_stream_again() -> None:
    source, decoder = CountedSource(), FrameDecoder()
    firmware = SimulatedFirmware(FirmwareIdentity(7), source)
    seqs: list[int] = []
    for n in range(2):
        firmware.receive(encode(START), n * 1e6)
        seqs += decoder.feed(firmware.send((n + 1) * 1e6)).imu["seq"].tolist()
    assert seqs == list(range(len(seqs)))
