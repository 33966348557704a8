"""Prints the table of `docs/prediction.md`: what each predictor measures on motions we know.

    python -m tests.benchmarks.compare_predictors

Samples go through the simulated sensor and the product's tilt filter; frames come at 60 a second.
The clocks are perfect here, so that only prediction is compared; `bench_cursor` has the rest.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from math import inf

import numpy as np

from tests.benchmarks.bench_cursor import FOLDER, MOVE_DEG, MOVE_S
from tests.benchmarks.predictors import (
    DOME_GROWTH_PER_S,
    Asked,
    Fitted,
    Predictor,
    agreed,
    damped_rate,
    kalman,
    newest,
    perfect,
    polynomial,
    product,
    straight,
)
from tests.drawn_cursor import FLAWS, FRAMES_PER_S, SETUP, WIRE_S, rms_deg
from tests.known_motions import (
    LEAD_IN,
    falls,
    knocks,
    moves,
    patients,
    recordings,
    rest,
    sway,
    tilt_at,
    tremor,
)
from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.columns import FloatArray
from trainer.recording.samples import Samples
from trainer.recording.sensor import UNCALIBRATED
from trainer.simulation.imu import read_all
from trainer.simulation.pose import Motion

RECORDED, PATIENT, SWAY, LARGE = "recording ", "patient ", "sway 4", "sway 15"
TREMOR, KNOCKS, MOVES, FALLS, REST = "tremor", "knocks", "moves", "falls", "rest"
CASES = {
    "bursts of 4 ms, a whole frame from look to light": (0.004, 0.0167),
    "bursts of 16 ms, 12 ms to the flip and 20 ms of screen": (0.016, 0.032),
}
"""Bursts, and the time from the look at the board to the light."""
HEADER = (
    "| predictor | sway ≤ 2 Hz, 4° | 15° | recordings | patients | 8 Hz tremor | knocks |"
    " move | fall | rest |\n|---|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    motions = {name: _delivered(motion) for name, motion in _motions()}
    for title, (burst_s, look_to_light_s) in CASES.items():
        asked = {
            name: _asked(delivered, burst_s, look_to_light_s) for name, delivered in motions.items()
        }
        far_ms = 1e3 * asked[SWAY].ahead_s
        print(f"\n{title}: {far_ms.mean():.0f} ms ahead, {far_ms.max():.0f} at most\n\n{HEADER}")
        base = {name: rms_deg(_error(newest, one)) for name, one in asked.items()}
        for name, predictor in _predictors(asked).items():
            print(_row(name, predictor, asked, base), flush=True)


def _motions() -> Iterator[tuple[str, Motion]]:
    yield SWAY, sway(40.0)
    yield LARGE, sway(40.0, rms_deg=15.0, seed=2)
    for name, motion in recordings(FOLDER):
        yield RECORDED + name, motion
    for name, motion in patients(20.0):
        yield PATIENT + name, motion
    yield TREMOR, tremor(15.0)
    yield KNOCKS, knocks(20.0)
    yield MOVES, moves(MOVE_S, MOVE_DEG)
    yield FALLS, falls(MOVE_DEG)
    yield REST, rest(20.0)


def _predictors(asked: Mapping[str, Asked]) -> dict[str, Predictor]:
    real = [one for name, one in asked.items() if name.startswith(RECORDED)]
    stood = [one for name, one in asked.items() if name.startswith(PATIENT)]
    return {
        "newest sample": newest,
        "straight line along the newest rate": straight,
        "rate that fades within 0.1 s": damped_rate(0.1),
        "rate and acceleration, line through 5 rates": polynomial(1, 5),
        "the same through 12": polynomial(1, 12),
        "and jerk, parabola through 12 rates": polynomial(2, 12),
        "Kalman, constant acceleration": kalman(1e3, inf),
        "Kalman, acceleration forgets in 0.06 s (Singer)": kalman(1e3, 0.06),
        "the same, quicker to believe": kalman(1e4, 0.06),
        "Kalman with the dome's dynamics": kalman(1e3, 0.04, DOME_GROWTH_PER_S),
        "fitted to the other nine recordings": Fitted(real),
        "fitted to the other patients": Fitted(stood),
        "fitted to both": Fitted([*real, *stood]),
        "**acceleration both stretches agree on**": product,
        "the same, without a look at the noise": agreed(4, 10, 0.1),
        "stretches of 4 and 10 ms": agreed(3, 6, 0.1),
        "stretches of 10 and 22 ms": agreed(6, 12, 0.1),
        "acceleration fades within 0.05 s": agreed(4, 10, 0.05),
        "acceleration hardly fades": agreed(4, 10, 1.0),
        "*fitted to this very motion*": Fitted([], hindsight=True),
        "*the true way, from the delivered tilt*": perfect,
    }


def _row(
    name: str, predictor: Predictor, asked: Mapping[str, Asked], base: Mapping[str, float]
) -> str:
    error = {one: rms_deg(_error(predictor, asked[one])) for one in asked}
    cells = [f"{error[SWAY]:.3f}° ({_lag_ms(predictor, asked[SWAY]):+.1f} ms)"]
    cells.append(f"{error[LARGE]:.2f}°")
    for kind in (RECORDED, PATIENT):
        shares = [error[one] / base[one] for one in asked if one.startswith(kind)]
        cells.append(f"{max(shares, default=0):.2f} ({np.mean(shares or [0]):.2f})")
    cells += [f"{error[TREMOR]:.2f}°", f"{error[KNOCKS]:.2f}°"]
    cells += [f"{_beyond_deg(predictor(asked[one])):.2f}°" for one in (MOVES, FALLS)]
    steps = np.diff(predictor(asked[REST]), axis=0)
    cells.append(f"{rms_deg(steps):.4f}°")
    return f"| {name} | {' | '.join(cells)} |"


def _delivered(motion: Motion) -> Asked:
    """The motion's samples, as a calibrated board delivers them; nothing asked yet."""
    readings = read_all(motion, SETUP, FLAWS, seed=1)
    n = len(readings.new_data)
    still = readings.gyro_counts[200 : round(LEAD_IN.still_s * SETUP.rate_hz) - 100]
    bias = tuple((still.mean(axis=0) / SETUP.counts_per_deg_s).tolist())
    tilt = TiltFilter(SETUP, UNCALIBRATED, bias).update(
        np.arange(n), readings.accel_counts, readings.gyro_counts
    )
    samples = Samples.zeros(n)
    samples.seq[:] = np.arange(n)
    samples.t_s[:] = np.arange(n) / SETUP.rate_hz - SETUP.delay_us / 1e6
    samples.ap_deg[:], samples.ml_deg[:] = tilt.ap_deg, tilt.ml_deg
    samples.ap_rate_deg_s[:], samples.ml_rate_deg_s[:] = tilt.ap_rate_deg_s, tilt.ml_rate_deg_s
    shown = np.column_stack((tilt.ap_deg, tilt.ml_deg))
    rates = np.column_stack((tilt.ap_rate_deg_s, tilt.ml_rate_deg_s))
    true: Callable[[FloatArray], FloatArray] = partial(tilt_at, motion)
    return Asked(samples, shown, rates, true, np.zeros(0, np.int64), np.zeros(0))


def _asked(delivered: Asked, burst_s: float, look_to_light_s: float) -> Asked:
    """A question for each frame: what had arrived at its look, and when its light appears."""
    last_s = len(delivered.samples) / SETUP.rate_hz - 0.2
    look_s = np.arange(LEAD_IN.ends_s + 1.0, last_s, 1 / FRAMES_PER_S)
    handed_s = np.floor(look_s / burst_s) * burst_s
    index = np.floor((handed_s - WIRE_S) * SETUP.rate_hz + 1e-9).astype(np.int64)
    light_s = look_s + look_to_light_s
    return replace(delivered, index=index, ahead_s=light_s - delivered.samples.t_s[index])


def _light_s(asked: Asked) -> FloatArray:
    return np.asarray(asked.samples.t_s[asked.index] + asked.ahead_s)


def _error(predictor: Predictor, asked: Asked) -> FloatArray:
    return predictor(asked) - asked.true_deg(_light_s(asked))


def _lag_ms(predictor: Predictor, asked: Asked) -> float:
    """By least squares, as in `lag_ms`."""
    shown, light_s = predictor(asked), _light_s(asked)
    shifts_ms = np.arange(-50.0, 51.0, 0.5)
    errors = [rms_deg(shown - asked.true_deg(light_s - shift / 1e3)) for shift in shifts_ms]
    return float(shifts_ms[np.argmin(errors)])


def _beyond_deg(tilt: FloatArray) -> float:
    return float(max(tilt[:, 0].max() - MOVE_DEG, -tilt[:, 0].min()))


if __name__ == "__main__":
    main()
