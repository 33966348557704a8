"""What a frame draws of a known motion: through wire bytes, acquisition and prediction to a flip.

Time is cranked by hand. The board's bytes come one by one, or held back and handed over in bursts
as USB converters do it; the board's resonator is off. Frames come at 60 a second and look at the
board just before they are due, as the game's own rhythm lets them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from tests.known_motions import LEAD_IN, tilt_at
from tests.scripted_board import CrankedClock
from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.acquisition.feed import LONGEST_PREDICTION_S, BoardFeed
from trainer.link.connection import Connection
from trainer.link.simulated_firmware import BoardLink, FirmwareIdentity, SimulatedFirmware
from trainer.link.stream import StreamRequest
from trainer.recording.columns import FloatArray
from trainer.recording.sensor import UNCALIBRATED, SensorSetup
from trainer.simulation.imu import Imu
from trainer.simulation.pose import Motion
from trainer.simulation.sensed import ImuErrors
from trainer.wire.messages import ImuSample, Start

SETUP = SensorSetup()
FRAMES_PER_S = 60
DRAWING_S = 0.0055
"""From the look at the board to the flip: 4 ms of drawing, and what sleeping may take longer."""
WIRE_S = 0.001
"""A frame's way over the wire and through the driver."""
RESONATOR_FAST = 0.004
FLAWS = ImuErrors(
    accel_gain=(1.002, 0.998, 1.001),
    gyro_gain=(1.003, 0.997, 1.002),
    gyro_bias_deg_s=(1.8, -2.6, 0.9),
    lever_arm_m=(0.005, 0.0, 0.02),
    clock_error=-0.005,
)
"""What a good calibration leaves, a sensor under the dome's centre, and all of its noise.

Both clocks are off, but the newest conversion's age beats quickly, at 9 Hz. A beat as slow as the
motion tilts VQF by up to 0.15 degrees, which prediction has nothing to do with.
"""


@dataclass(frozen=True)
class Way:
    """How late things are: bytes handed over every `burst_s` (0: at once), the screen's delay."""

    burst_s: float = 0.0
    screen_s: float = 0.0


@dataclass(frozen=True)
class Drawn:
    """n frames: when their light appears, and four tilts (n, 2) for that moment.

    `predicted` is drawn, `newest` and `straight` would be, `true` is where the board is.
    """

    at_s: FloatArray
    predicted: FloatArray
    newest: FloatArray
    straight: FloatArray
    true: FloatArray
    motion: Motion


class MovedSource:
    """The slots of a sensor that goes through a motion; it begins when the stream does."""

    def __init__(self, motion: Motion, errors: ImuErrors, seed: int) -> None:
        self._imu = Imu(SETUP, errors, seed)
        self._imu.meet(motion)
        self._seconds = motion.t_s[-1]

    def begin(self, start: Start, now_us: float) -> None:
        hz = start.imu_rate_hz * (1.0 + RESONATOR_FAST)
        readings = self._imu.read(np.arange(int(self._seconds * hz)) / hz)
        self._period_us, self._began_us, self._slot = 1e6 / start.imu_rate_hz, now_us, 0
        self.began_ns = now_us * 1e3 / (1.0 + RESONATOR_FAST)
        self._accel, self._gyro = readings.accel_counts.tolist(), readings.gyro_counts.tolist()

    def due(self, now_us: float) -> Iterable[ImuSample]:
        while self._slot < len(self._accel):
            device_us = self._began_us + self._slot * self._period_us
            if device_us > now_us:
                return
            accel, gyro = tuple(self._accel[self._slot]), tuple(self._gyro[self._slot])
            yield ImuSample(0, self._slot, round(device_us), 1, 0, accel, gyro)
            self._slot += 1


class BurstLink(BoardLink):
    """Hands its bytes over in bursts."""

    def __init__(self, source: MovedSource, burst_s: float) -> None:
        super().__init__("moved", SimulatedFirmware(FirmwareIdentity(7), source), CrankedClock())
        self._burst_ns = round(burst_s * 1e9)

    def read(self) -> bytes:
        now_ns = self._clock.now_ns()
        if self._burst_ns:
            now_ns -= now_ns % self._burst_ns
        return self._firmware.send(self._board_us(now_ns - WIRE_S * 1e9))

    def _now_us(self) -> float:
        return self._board_us(self._clock.now_ns())

    def _board_us(self, host_ns: float) -> float:
        return host_ns / 1e3 * (1.0 + RESONATOR_FAST)


def drawn(motion: Motion, way: Way, errors: ImuErrors = FLAWS, seed: int = 1) -> Drawn:
    """All frames of a motion, from a second after its lead-in on."""
    source = MovedSource(motion, errors, seed)
    link = BurstLink(source, way.burst_s)
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    board = tilting_board(SETUP, BoardSetup(UNCALIBRATED))
    feed = BoardFeed(connection, board)
    rows: list[tuple[float, ...]] = []
    for flip_ns in _frames(link.clock.now_ns, lambda until: _read(feed, link, until), motion):
        light_ns = flip_ns + round(way.screen_s * 1e9)
        newest, ahead = feed.latest(), feed.predict(light_ns)
        if newest is None:
            continue
        clock = board.clock
        horizon_s = (clock.live_clock_map().device_us(light_ns) - clock.newest_motion_us()) / 1e6
        horizon_s = min(horizon_s, LONGEST_PREDICTION_S)
        rows.append(
            (
                (light_ns - source.began_ns) / 1e9,
                *(ahead.ap_deg, ahead.ml_deg),
                *(newest.ap_deg, newest.ml_deg),
                newest.ap_deg + horizon_s * newest.ap_rate_deg_s,
                newest.ml_deg + horizon_s * newest.ml_rate_deg_s,
            )
        )
    table = np.array(rows)
    table = table[table[:, 0] > LEAD_IN.ends_s + 1.0]
    at_s = table[:, 0]
    true = tilt_at(motion, at_s)
    return Drawn(at_s, table[:, 1:3], table[:, 3:5], table[:, 5:7], true, motion)


def _frames(
    now_ns: Callable[[], int], read_until: Callable[[int], None], motion: Motion
) -> Iterator[int]:
    """The flips, each when the frame looks at the board."""
    period_ns, early_ns = 1_000_000_000 // FRAMES_PER_S, round(DRAWING_S * 1e9)
    flip_ns = now_ns() + period_ns
    last_ns = now_ns() + round((motion.t_s[-1] - 0.1) * 1e9)
    while flip_ns < last_ns:
        read_until(flip_ns - early_ns)
        yield flip_ns
        flip_ns += period_ns


def _read(feed: BoardFeed, link: BurstLink, until_ns: int) -> None:
    """What the reader thread does until the frame looks, and the frame's own look."""
    clock = link.clock
    step_ns = link._burst_ns or 2_000_000
    while clock.now_ns() < until_ns:
        turn_ns = min(clock.now_ns() // step_ns * step_ns + step_ns, until_ns)
        clock.sleep((turn_ns - clock.now_ns()) / 1e9)
        feed.pump()
        feed._tend_port()


def rms_deg(error: FloatArray) -> float:
    """RMS length of n rows of two."""
    return float(np.sqrt(np.mean(np.sum(error**2, axis=1))))


def lag_ms(shown: FloatArray, frames: Drawn, reach_ms: float = 60.0) -> float:
    """How late the shown tilt is: the shift of the truth that fits it best by least squares."""
    shifts_ms = np.arange(-reach_ms, reach_ms + 1.0)
    errors = [
        rms_deg(shown - tilt_at(frames.motion, frames.at_s - shift / 1e3)) ** 2
        for shift in shifts_ms
    ]
    least = int(np.clip(np.argmin(errors), 1, len(errors) - 2))
    before, here, after = errors[least - 1 : least + 2]
    return float(shifts_ms[least] + 0.5 * (before - after) / (before - 2 * here + after))
