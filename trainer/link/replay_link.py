"""An earlier recording as a board: the bytes it sent, and the state its tilt began from."""

from collections.abc import Iterable

from trainer.link.base import HostClock
from trainer.link.board_link import BoardLink
from trainer.link.simulated_firmware import FirmwareIdentity, SimulatedFirmware
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording, StartState
from trainer.recording.vocabulary import EventKind
from trainer.wire.messages import Event, ImuSample, Start
from trainer.wire.messages import EventKind as WireEvent

_WIRE_KINDS = {
    EventKind.BUTTON: WireEvent.BUTTON,
    EventKind.RAIL_STOP: WireEvent.RAIL_STOP,
    EventKind.FAULT: WireEvent.FAULT,
}


class RecordedSource:
    """Slots of a recording, at `speed` times the pace they had."""

    def __init__(self, recording: Recording, speed: float) -> None:
        self._samples = recording.samples
        self._events = [e for e in recording.events if e.kind in _WIRE_KINDS and "code" in e.data]
        self._speed = speed
        self._began_us = 0.0
        self._next = 0

    def begin(self, start: Start, now_us: float) -> None:
        """The tape starts to turn; a second start goes on where it was."""
        if self._next == 0:
            self._began_us = now_us

    def due(self, now_us: float) -> Iterable[ImuSample | Event]:
        """Samples and board events that the tape has reached."""
        times = self._samples.device_us
        if self.ended:
            return
        reached_us = times[0] + (now_us - self._began_us) * self._speed
        while self._next < len(times) and times[self._next] <= reached_us:
            yield from self._events_before(self._next)
            yield _sample(self._samples, self._next)
            self._next += 1

    @property
    def ended(self) -> bool:
        """Whether everything was sent."""
        return self._next >= len(self._samples)

    def _events_before(self, index: int) -> Iterable[Event]:
        while self._events and self._events[0].index <= index:
            event = self._events.pop(0)
            numbers = {name: int(str(event.data[name])) for name in ("code", "sensor", "state")}
            device_us = int(self._samples.device_us[index])
            yield Event(kind=_WIRE_KINDS[event.kind], device_us=device_us, **numbers)


class ReplayLink(BoardLink):
    """`replay:FILE?speed=1` and `replay:trial:ID`."""

    def __init__(self, name: str, recording: Recording, clock: HostClock, speed: float) -> None:
        source = RecordedSource(recording, speed)
        identity = FirmwareIdentity(recording.header.board.board_id)
        super().__init__(name, SimulatedFirmware(identity, source), clock)
        self._source = source
        self.recording = recording

    @property
    def ended(self) -> bool:
        """At the end of the tape."""
        return self._source.ended

    @property
    def start_state(self) -> StartState:
        """What acquisition takes instead of a stillness."""
        return self.recording.start_of_samples()


def _sample(samples: Samples, index: int) -> ImuSample:
    return ImuSample(
        sensor=0,
        seq=int(samples.seq[index]),
        device_us=int(samples.device_us[index]),
        flags=int(samples.flags[index]),
        overruns=0,
        accel=tuple(samples.accel_counts[index].tolist()),
        gyro=tuple(samples.gyro_counts[index].tolist()),
    )
