"""Real wobble-board recordings as motion: the direction of gravity, and the gyroscope to match.

The recordings hold acceleration alone. Its direction below 4 Hz (second-order Butterworth, run both
ways) is taken for gravity's, drawn through smoothly to a pose each millisecond; the gyroscope is
the derivative of that curve, so the two agree exactly. Replays and the virtual Uno's motion files
use it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray
from trainer.simulation.board_state import TICK_S, LeadIn, SimulationError, smooth_steps
from trainer.simulation.pose import Motion, cross, joined, level, motion_from_tilt

GRAVITY_BELOW_HZ = 4.0
RECORDED_LEAD_IN = LeadIn(still_s=6.0, fade_s=0.5)
_ORDER = 2
_FEWEST_SAMPLES = 20
_LEAST_G = 0.2
"""Weaker than this the smoothed acceleration has no direction worth the name."""
_LONGEST_BRIDGE_S = 0.25
"""The curve is drawn across a weaker stretch of this length at most."""


@dataclass(frozen=True)
class WobbleRecording:
    """One recording: `accel_g` (n, 3) in board axes, at `rate_hz`."""

    accel_g: FloatArray
    rate_hz: float


def read_wobble_recording(path: Path) -> WobbleRecording:
    """Read a wobble-board JSON; SimulationError, naming the file, for anything else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SimulationError(f"{path}: cannot be read ({error.strerror})") from None
    except ValueError:
        raise SimulationError(f"{path}: is not JSON") from None
    if not isinstance(content, Mapping) or not isinstance(content.get("data"), Mapping):
        raise SimulationError(f"{path}: is not a wobble-board recording, it has no `data`")
    return WobbleRecording(_accel_g(path, content["data"]), _rate_hz(path, content))


def motion_of_recording(recording: WobbleRecording, name: str = "the recording") -> Motion:
    """The gravity direction of a recording, a pose each millisecond, and its gyroscope.

    `name` is what errors call it. The turn about the vertical, which nothing shows, is zero.
    """
    if recording.rate_hz <= 2.0 * GRAVITY_BELOW_HZ:
        raise SimulationError(f"{name}: {recording.rate_hz:g} Hz is too slow to find gravity in")
    # Brings scipy.stats and a second, which most commands need not wait for.
    from scipy.signal import butter, sosfiltfilt  # noqa: PLC0415

    sections = butter(_ORDER, GRAVITY_BELOW_HZ, fs=recording.rate_hz, output="sos")
    smooth = sosfiltfilt(sections, recording.accel_g, axis=0)
    length = np.linalg.norm(smooth, axis=1, keepdims=True)
    at_s = np.arange(len(smooth)) / recording.rate_hz
    shows_down = length[:, 0] >= _LEAST_G
    _check_bridges(at_s, shows_down, name)
    return _drawn_through(at_s[shows_down], (smooth / length)[shows_down])


def _check_bridges(at_s: FloatArray, shows_down: npt.NDArray[np.bool_], name: str) -> None:
    """SimulationError with its moment where too long a stretch is near free fall."""
    known_s = at_s[shows_down]
    ends = len(known_s) > 1 and shows_down[0] and shows_down[-1]
    if ends and np.diff(known_s).max() <= _LONGEST_BRIDGE_S:
        return
    moment_s = at_s[np.argmin(shows_down)]
    if ends:
        moment_s = known_s[np.argmax(np.diff(known_s))]
    raise SimulationError(
        f"{name}: its acceleration at {moment_s:.2f} s is too weak to show where down is: "
        "cut the recording there"
    )


def read_wobble_board(path: Path) -> Motion:
    """A wobble-board JSON as motion, from its first sample on; SimulationError names the file."""
    return motion_of_recording(read_wobble_recording(path), str(path))


def with_lead_in(motion: Motion, lead_in: LeadIn = RECORDED_LEAD_IN) -> Motion:
    """Level stillness, then the motion, whose tilt grows to its full size over the fade."""
    fading = min(len(motion), round(lead_in.fade_s / TICK_S))
    return joined(level(lead_in.still_s), _faded(motion[:fading]), motion[fading:])


def _faded(motion: Motion) -> Motion:
    if not len(motion):
        return motion
    fade_s = len(motion) * TICK_S
    share, growth = smooth_steps(motion.t_s / fade_s)
    (ap, ml), (ap_rate, ml_rate) = motion.tilt(), motion.rates()
    growth_per_s = growth / fade_s
    shown = motion_from_tilt(
        share * ap,
        share * ml,
        share * ap_rate + growth_per_s * ap,
        share * ml_rate + growth_per_s * ml,
    )
    about_vertical = np.sum(motion.gyro_deg_s * motion.down, axis=1, keepdims=True)
    return Motion(shown.down, shown.gyro_deg_s + share[:, np.newaxis] * about_vertical * shown.down)


def _drawn_through(recorded_s: FloatArray, up: FloatArray) -> Motion:
    at_s = TICK_S * np.arange(math.floor(recorded_s[-1] / TICK_S + 1e-6) + 1)
    from scipy.interpolate import CubicSpline  # noqa: PLC0415

    curve = CubicSpline(recorded_s, up)
    place, speed = curve(at_s), curve(at_s, 1)
    length = np.linalg.norm(place, axis=1, keepdims=True)
    down = -place / length
    # The part of the speed along the curve's own direction changes its length alone and drops out
    # of the cross product.
    return Motion(down, np.degrees(cross(-speed / length, down)))


def _accel_g(path: Path, data: Mapping[str, object]) -> FloatArray:
    columns = [_column(path, axis, data.get(axis)) for axis in ("x", "y", "z")]
    lengths = {len(column) for column in columns}
    if len(lengths) > 1 or min(lengths) < _FEWEST_SAMPLES:
        counted = ", ".join(str(len(column)) for column in columns)
        raise SimulationError(
            f"{path}: x, y and z have {counted} numbers; they must be equally long,"
            f" {_FEWEST_SAMPLES} at least"
        )
    return np.stack(columns, axis=1) / 1000.0


def _column(path: Path, axis: str, values: object) -> FloatArray:
    if not isinstance(values, list):
        raise SimulationError(f"{path}: `data` has no list `{axis}`")
    for at, value in enumerate(values):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value):
            raise SimulationError(f"{path}: `{axis}` number {at + 1} is {value!r}, not a number")
    return np.array(values, dtype=np.float64)


def _rate_hz(path: Path, content: Mapping[str, object]) -> float:
    rate = content.get("frequency")
    if not isinstance(rate, int | float) or isinstance(rate, bool) or not 0 < rate < math.inf:
        raise SimulationError(f"{path}: `frequency` is {rate!r}, not a number of samples a second")
    return float(rate)
