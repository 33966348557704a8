"""Asking a board who it is, and whether its firmware speaks our schema."""

from trainer.link.base import Link
from trainer.link.errors import BoardAbsent, WrongFirmware
from trainer.wire.codec import FrameDecoder, encode
from trainer.wire.frozen import PROTOCOL_MAJOR, Hello, Identify
from trainer.wire.schema import SCHEMA_HASH

ANSWER_WITHIN_S = 4.0
"""A Uno that was reset by opening its port needs 1.7 s to boot."""
ASK_EVERY_S = 0.25
FRAME_BREAK = b"\0"
"""Sent before a command, it ends whatever half frame the board may hold."""


def identify(link: Link, within_s: float = ANSWER_WITHIN_S) -> Hello:
    """The board's hello; `BoardAbsent` where nothing on the link answers as a board."""
    decoder = FrameDecoder()
    begun = link.clock.now_ns()
    asked = -1e9
    got_bytes = False
    while (elapsed := (link.clock.now_ns() - begun) / 1e9) < within_s:
        if elapsed - asked >= ASK_EVERY_S:
            link.write(FRAME_BREAK + encode(Identify()))
            asked = elapsed
        link.wait(0.02)
        data = link.read()
        got_bytes = got_bytes or bool(data)
        for message in decoder.feed(data).messages:
            if isinstance(message, Hello):
                return message
    if got_bytes:
        raise BoardAbsent(
            f"{link.name} sends bytes that are not ours: it is another device, "
            "or the board needs its firmware (arduino/README.md says how to flash it)"
        )
    raise BoardAbsent(f"{link.name} does not answer as a board: check cable, port and firmware")


def check_schema(hello: Hello, name: str) -> None:
    """`WrongFirmware` with what to flash, unless both ends speak the same schema."""
    if hello.protocol_major == PROTOCOL_MAJOR and hello.schema_hash == SCHEMA_HASH:
        return
    version = ".".join(str(part) for part in hello.firmware)
    raise WrongFirmware(
        f"{name} runs firmware {version} with schema {hello.schema_hash:08x}, this program speaks "
        f"{SCHEMA_HASH:08x}: flash the firmware of this version (arduino/README.md)"
    )
