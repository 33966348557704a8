"""A strict little host: speaks to one board through pyserial and the codec, and nothing else."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import serial

from trainer.wire.codec import IMU_DTYPE, LOAD_DTYPE, FrameDecoder, encode
from trainer.wire.frozen import Hello, Identify, Nack
from trainer.wire.messages import Ack, BoardEventKind, Event, Ping, Pong, Start, Stop

Answer = TypeVar("Answer")
BAUD = 500_000
BOARD_IMU = 0
BODY_IMU = 1
_REPEAT_BOOTING_S = 0.3
# A start or stop that only seemed lost on a busy computer would be carried out twice.
_REPEAT_AWAKE_S = 2.0
# Gathering for a moment is cheaper than waking up for every sample of a board in a hurry.
_MOMENT_S = 0.004
_MOST_BYTES = 4096
# Far longer than anything takes: reached only where a board has stopped answering, or talks on
# without ever saying what is waited for.
_QUIET_S = 90.0
_GIVE_UP_S = 300.0


class BoardClient:
    """Keeps everything the board has sent, in order."""

    def __init__(self, port: str) -> None:
        self._serial = serial.Serial(port, BAUD, timeout=_MOMENT_S)
        self._decoder = FrameDecoder()
        self._imu: list[npt.NDArray[Any]] = []
        self._load: list[npt.NDArray[Any]] = []
        self._tag = 0
        self.messages: list[Any] = []

    def __enter__(self) -> "BoardClient":
        return self

    def __exit__(self, *_: object) -> None:
        self._serial.close()

    def close(self) -> None:
        """Let go of the port."""
        self._serial.close()

    @property
    def bad_frames(self) -> int:
        return self._decoder.counts.bad_frames

    @property
    def samples(self) -> npt.NDArray[Any]:
        """All samples of the board's sensor so far, as records of `IMU_DTYPE`."""
        return self._samples_of(BOARD_IMU)

    @property
    def body_samples(self) -> npt.NDArray[Any]:
        """All samples of the body sensor so far, as records of `IMU_DTYPE`."""
        return self._samples_of(BODY_IMU)

    def _samples_of(self, sensor: int) -> npt.NDArray[Any]:
        self._imu = [np.concatenate(self._imu)] if self._imu else []
        samples = self._imu[0] if self._imu else np.empty(0, IMU_DTYPE)
        return samples[samples["sensor"] == sensor]

    @property
    def loads(self) -> npt.NDArray[Any]:
        """All common readings of the load cells so far, as records of `LOAD_DTYPE`."""
        self._load = [np.concatenate(self._load)] if self._load else []
        return self._load[0] if self._load else np.empty(0, LOAD_DTYPE)

    def events(self) -> list[tuple[int, int, int]]:
        """(kind, code, state) of all events so far but the restart that each board begins with."""
        return [
            (m.kind, m.code, m.state)
            for m in self.messages
            if isinstance(m, Event) and m.kind != BoardEventKind.RESTARTED
        ]

    def faults(self) -> list[tuple[int, int, int]]:
        """(code, sensor or cell, state) of all faults so far."""
        return [
            (m.code, m.sensor, m.state)
            for m in self.messages
            if isinstance(m, Event) and m.kind == BoardEventKind.FAULT
        ]

    def write(self, data: bytes) -> None:
        self._serial.write(data)

    def pump(self) -> bool:
        """Take in what has come, waiting a moment where nothing has; whether anything has."""
        data = self._serial.read(_MOST_BYTES)
        decoded = self._decoder.feed(data)
        self.messages += decoded.messages
        if len(decoded.imu):
            self._imu.append(decoded.imu)
        if len(decoded.load):
            self._load.append(decoded.load)
        return bool(data)

    def wait_for(self, arrived: Callable[[], bool]) -> None:
        """Take in until something is there."""
        began = heard = time.monotonic()
        while not arrived():
            now = time.monotonic()
            assert now - heard < _QUIET_S, f"the board went quiet; last: {self.messages[-5:]}"
            assert now - began < _GIVE_UP_S, f"it never came; last: {self.messages[-5:]}"
            heard = now if self.pump() else heard

    def advance(self, seconds: float) -> None:
        """Take in until samples span this much device time."""
        self.wait_for(lambda: spans(self._imu, seconds))

    def advance_pinging(self, seconds: float, every_s: float, at_once: int = 1) -> None:
        """The same with pings all the time, so many at once; their answers are not waited for."""
        due_s = 0.0
        while due_s < seconds:
            self.advance(due_s)
            self.write(b"".join(encode(Ping(self.next_tag())) for _ in range(at_once)))
            due_s += every_s
        self.advance(seconds)

    def collect(self, seconds: float) -> npt.NDArray[Any]:
        """The board sensor's samples so far, once samples span this much device time."""
        self.advance(seconds)
        return self.samples

    def collect_loads(self, seconds: float) -> npt.NDArray[Any]:
        """All readings of the load cells so far, once they span this much device time."""
        self.wait_for(lambda: spans(self._load, seconds))
        return self.loads

    def ask(self, message: Any, answer: type[Answer]) -> Answer:
        """Send until the answer comes, as a real host does; a nack ends it, too."""
        first = len(self.messages)
        tag = getattr(message, "tag", None)
        repeat_s = _REPEAT_BOOTING_S if isinstance(message, Identify) else _REPEAT_AWAKE_S
        give_up = time.monotonic() + _QUIET_S
        while time.monotonic() < give_up:
            self.write(encode(message))
            repeat = time.monotonic() + repeat_s
            while time.monotonic() < repeat:
                self.pump()
                for candidate in self.messages[first:]:
                    if isinstance(candidate, answer) and getattr(candidate, "tag", tag) == tag:
                        return candidate
        raise AssertionError(f"no {answer.__name__} to {message}; got {self.messages[first:]}")

    def next_tag(self) -> int:
        self._tag = (self._tag + 1) % 256
        return self._tag

    def identify(self) -> Hello:
        return self.ask(Identify(), Hello)

    def start(
        self,
        rate_hz: int = 500,
        filter_setting: int = 2,
        body_hz: int = 0,
        load_hz: int = 0,
        cells: int = 0,
    ) -> Ack:
        """Begin streaming once the board has booted."""
        self.identify()
        asked = Start(self.next_tag(), rate_hz, body_hz, load_hz, filter_setting, cells)
        return self.ask(asked, Ack)

    def refused(self, message: Any) -> int:
        """The reason of the nack this message gets."""
        return self.ask(message, Nack).reason

    def stop(self) -> Ack:
        return self.ask(Stop(self.next_tag()), Ack)

    def ping(self) -> Pong:
        return self.ask(Ping(self.next_tag()), Pong)


def spans(pieces: list[npt.NDArray[Any]], seconds: float) -> bool:
    """Whether these records, in order, reach over this much of the board's clock, which wraps."""
    if not pieces:
        return False
    first, last = int(pieces[0]["device_us"][0]), int(pieces[-1]["device_us"][-1])
    return (last - first) % (1 << 32) / 1e6 >= seconds


def unwrapped(samples: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """The samples' 16-bit `seq` continued over its wraps."""
    return np.unwrap(samples["seq"].astype(np.int64), period=1 << 16)
