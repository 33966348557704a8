"""What is asked of a board and whether its messages answer it: identify, start, all commands."""

from typing import Any

from trainer.link.base import BoardAbsent, CommandRefused, Link, SenselessBoard, WrongFirmware
from trainer.wire.codec import SCHEMA_HASH, Decoded, FrameDecoder, WireCounts, encode
from trainer.wire.declaration import declaration_of
from trainer.wire.frozen import (
    PROTOCOL_MAJOR,
    Hello,
    Identify,
    Nack,
    NackReason,
    PlacementCode,
    SensorEntry,
    SensorKind,
)
from trainer.wire.messages import Ack, Start

ACCEL_RANGES_G, GYRO_RANGES_DEG_S = (2, 4, 8, 16), (250, 500, 1000, 2000)
FASTEST_CELLS_HZ = 100

HELLO_WITHIN_S = 4.0
"""A Uno that was reset by opening its port needs 1.7 s to boot."""
ANSWER_WITHIN_S = 0.3
TRIES = 10
"""A board answers within milliseconds; a busy computer may hold board or program up for seconds."""
ASK_EVERY_S = 0.25
FRAME_BREAK = b"\0"
"""Sent before a command, it ends a half frame that the board may hold."""


def identify(link: Link, within_s: float = HELLO_WITHIN_S) -> Hello:
    """The board's hello; `BoardAbsent` if nothing on the link answers as a board."""
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


def check_hello(hello: Hello, name: str) -> None:
    """`WrongFirmware` with what to flash, unless both ends speak the same schema.

    `SenselessBoard` if a sensor's description of itself is impossible.
    """
    version = ".".join(str(part) for part in hello.firmware)
    flash = "flash the firmware of this version (arduino/README.md)"
    if hello.protocol_major != PROTOCOL_MAJOR:
        raise WrongFirmware(
            f"{name} runs firmware {version} with protocol {hello.protocol_major}, this program "
            f"speaks protocol {PROTOCOL_MAJOR}: {flash}"
        )
    if hello.schema_hash != SCHEMA_HASH:
        raise WrongFirmware(
            f"{name} runs firmware {version} with schema {hello.schema_hash:08x}, this program "
            f"speaks {SCHEMA_HASH:08x}: {flash}"
        )
    for entry in hello.sensors:
        problem = _nonsense(entry) if entry.present else ""
        if problem:
            raise SenselessBoard(f"{name} says that {problem}, which is impossible: {flash}")


def _nonsense(entry: SensorEntry) -> str:
    """What is impossible in a sensor's entry; empty if nothing is."""
    if entry.kind == SensorKind.LOAD_CELLS and entry.rate_hz > FASTEST_CELLS_HZ:
        return f"its load cells are read {entry.rate_hz} times a second"
    if entry.kind != SensorKind.IMU:
        return ""
    if entry.accel_range_g not in ACCEL_RANGES_G:
        return f"motion sensor {entry.index} has a range of {entry.accel_range_g} g"
    if entry.gyro_range_deg_s not in GYRO_RANGES_DEG_S:
        return f"motion sensor {entry.index} has a range of {entry.gyro_range_deg_s} deg/s"
    if entry.placement not in tuple(PlacementCode):
        return f"motion sensor {entry.index} has the unknown placement {entry.placement}"
    return ""


def says_started(messages: list[Any]) -> bool:
    """Whether a start was acknowledged."""
    return any(isinstance(m, Ack) and m.command == _type_id(Start) for m in messages)


def lacks_sensor(messages: list[Any]) -> bool:
    """Whether a start was refused because the leading sensor is missing."""
    return any(
        isinstance(m, Nack)
        and m.command == _type_id(Start)
        and m.reason == NackReason.SENSOR_MISSING
        for m in messages
    )


def answers(answer: Any, command: Any) -> bool:
    """Whether this message answers that command, be it yes or no."""
    if isinstance(answer, Ack | Nack):
        return answer.command == _type_id(type(command)) and answer.tag == command.tag
    return bool(getattr(answer, "tag", None) == command.tag)


def checked(answer: Any, name: str) -> Any:
    """The answer itself; `CommandRefused` with the reason for a nack. `name` is the board's."""
    if isinstance(answer, Nack):
        raise CommandRefused(f"{name} refused a command: {_reason(answer.reason)}", answer.reason)
    return answer


def _reason(code: int) -> str:
    try:
        return NackReason(code).name.replace("_", " ").lower()
    except ValueError:
        return f"reason {code}"


def _type_id(cls: type) -> int:
    return declaration_of(cls).type_id


class Dialogue:
    """Messages over one link, and commands with their answers."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._decoder = FrameDecoder()
        self._early: list[Decoded] = []
        self._tag = 0

    @property
    def counts(self) -> WireCounts:
        """Frames, faulty frames and unknown messages so far."""
        return self._decoder.counts

    def new_tag(self) -> int:
        """A tag for the next command."""
        self._tag = self._tag % 255 + 1
        return self._tag

    def command(self, message: Any, tries: int = TRIES, within_s: float = ANSWER_WITHIN_S) -> Any:
        """Send, retry, and wait for the answer; `CommandRefused` for nack or silence.

        What arrives meanwhile is kept for `take_early`.
        """
        for _ in range(tries):
            self._link.write(FRAME_BREAK + encode(message))
            deadline = self._link.clock.now_ns() + int(within_s * 1e9)
            over = False
            while not over:
                # What came while the computer held this program up is read, however late it is.
                over = self._link.clock.now_ns() >= deadline
                self._link.wait(0.01)
                decoded = self.read()
                self._early.append(decoded)
                for answer in decoded.messages:
                    if answers(answer, message):
                        return checked(answer, self._link.name)
        raise CommandRefused(f"{self._link.name} does not answer commands: unplug it and try again")

    def read(self) -> Decoded:
        """What has arrived by now, without waiting."""
        return self._decoder.feed(self._link.read())

    def take_early(self) -> list[Decoded]:
        """What arrived while a command waited for its answer, once."""
        early, self._early = self._early, []
        return early

    def forget_half_frame(self) -> None:
        """The line was cut."""
        self._decoder.forget()
