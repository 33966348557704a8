"""An hour on one board: nothing is lost, nothing grows, and the clock map follows its clock.

The real firmware streams in real time from all its sensors, with a resonator half a percent off,
and its 32-bit clock wraps half-way. The long form takes as many minutes as `SOAK_MINUTES` in the
environment says.
"""

import os
import sys

import numpy as np
import pytest

from tests.end_to_end.soak import Heard, soak
from tests.virtual_uno.building import Built
from tests.virtual_uno.outcome import Report
from tests.virtual_uno.setup import BodySensor, LoadCells, Setup
from tests.virtual_uno.virtual_uno import VirtualUno
from trainer.recording.samples import LONGEST_SILENCE_S
from trainer.sessions.listening import BACK

SOAK_S = 60 * float(os.environ.get("SOAK_MINUTES", "60"))
SOAK_TRIAL_S = 60.0
QUICK_S, QUICK_TRIAL_S = 16.0, 4.0
CLOCK_S, CLOCK_TRIES = 5.0, 4
PATIENCE_S = 600
TOO_BUSY = "the computer was too busy for its simulator to keep time"
MOST_GROWTH_MB_PER_MIN = 0.1
"""Less than four bytes for each sample."""
MOST_DRIFT_MS = 0.5
"""Of the clock map's error, whose constant part is told only: see `clock_errors_ms`."""
MOST_QUICK_ERROR_MS = 2.0
"""The median; half a percent alone would be 80 ms by the end."""
MAP_MEMORY_S = 60.0
"""For so long the map remembers arrivals from before a slip of the simulator's clock."""
WRAP_US = 1 << 32
BEFORE_SAMPLES_S = 5.0
"""Handshake and stillness, roughly."""
AFTER_LAST_LOOK = 5000
"""Samples: the board goes on while the last journal is closed and read back."""
NO_DATA = "no data from the board: check its cable"
NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}


def run(built: Built, seconds: float, trial_s: float) -> tuple[Heard, Report]:
    setup = Setup(
        **NOISE,
        body=BodySensor(sensor_clock_pct=0.7, **NOISE),
        cells=LoadCells(),
        mcu_clock_pct=0.5,
        start_us=WRAP_US - round(1e6 * (BEFORE_SAMPLES_S + seconds / 2)),
    )
    with VirtualUno(built, setup) as uno:
        heard = soak(uno.port, seconds, trial_s, say)
        return heard, uno.report()


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def assert_nothing_is_lost(heard: Heard, report: Report) -> None:
    assert_only_the_simulator_paused(heard, report)
    assert (heard.lost, heard.rejected, heard.bad_frames, heard.unknown_messages) == (0, 0, 0, 0)
    assert (heard.generations, heard.epochs) == (1, 1)
    assert heard.rows == heard.last_seq - heard.first_seq + 1
    assert heard.missing_rows == 0
    assert report.missed_deadlines == 0
    # Its own count of slots: only what came after the last trial may be missing.
    assert 0 <= report.board.slots - (heard.last_seq + 1) < AFTER_LAST_LOOK
    for trial in heard.trials:
        assert trial.journalled == trial.samples > 0
        assert (trial.missing, trial.missing_load, trial.missing_body) == (0, 0, 0)


def assert_only_the_simulator_paused(heard: Heard, report: Report) -> None:
    """A board that falls silent is told; here the computer may have left its simulator no time."""
    stalls = heard.said.count(BACK)
    assert set(heard.said) <= {NO_DATA, BACK}
    assert stalls * 1e3 * LONGEST_SILENCE_S <= report.pace.slips_ms().sum()


def clock_errors_ms(heard: Heard, report: Report) -> np.ndarray:
    """How far the map was off, a value a second, where the simulator itself had kept time.

    A ping takes 0.4 ms and more to the board and back, and nobody knows which way took longer.
    """
    device_us, mapped_ns = heard.mapped
    pace = report.pace
    judged = pace.undisturbed(device_us, heard.first_us, MAP_MEMORY_S)
    errors_ms = (mapped_ns - pace.shown_ns(device_us))[judged] / 1e6
    say(
        f"clock error {words(errors_ms)}, judged {len(errors_ms)} of {len(judged)} times; the "
        f"simulator slipped {pace.agreements - 1} times, {words(pace.slips_ms())}"
    )
    return errors_ms


def assert_no_drift(errors_ms: np.ndarray) -> None:
    assert len(errors_ms), f"{TOO_BUSY}: run this alone"
    assert np.all(np.abs(errors_ms - np.median(errors_ms)) < MOST_DRIFT_MS)


def words(values_ms: np.ndarray) -> str:
    if not len(values_ms):
        return "none"
    return f"{values_ms.min():.3f} to {values_ms.max():.3f} ms, median {np.median(values_ms):.3f}"


@pytest.mark.timeout(QUICK_S + PATIENCE_S)
def test_no_sample_is_lost_in_trial_after_trial_while_the_boards_clock_wraps(built: Built) -> None:
    heard, report = run(built, QUICK_S, QUICK_TRIAL_S)
    assert_nothing_is_lost(heard, report)


def test_the_clock_map_is_right_where_the_simulator_keeps_time(built: Built) -> None:
    for _ in range(CLOCK_TRIES):
        errors_ms = clock_errors_ms(*run(built, CLOCK_S, CLOCK_S))
        if len(errors_ms):
            assert abs(np.median(errors_ms)) < MOST_QUICK_ERROR_MS
            return
    # A simulator that slips is no board: its clock stands still meanwhile.
    pytest.skip(TOO_BUSY)


@pytest.mark.soak
@pytest.mark.timeout(1.05 * SOAK_S + PATIENCE_S)
def test_an_hour_loses_no_sample_grows_by_nothing_and_keeps_the_clock_map(built: Built) -> None:
    heard, report = run(built, SOAK_S, SOAK_TRIAL_S)
    resident, with_freed = heard.growth_mb_per_min()
    say(f"grew by {resident:.3f} MB/min, {with_freed:.3f} with what was freed")
    say(f"the simulator was held for {report.held_s:.1f} s")
    errors_ms = clock_errors_ms(heard, report)
    assert_nothing_is_lost(heard, report)
    assert resident < MOST_GROWTH_MB_PER_MIN
    assert_no_drift(errors_ms)
