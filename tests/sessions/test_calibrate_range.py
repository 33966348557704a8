"""`range`: a patient's reach all the way round, bounded by the rim, refused with gaps."""

import math
from datetime import date

import numpy as np
import pytest

from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, Knots, Run, assert_refused, followed, opened
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.sensor import UNCALIBRATED
from trainer.recording.vocabulary import Side, Source
from trainer.sessions.calibration.range import RangeOf, range_guide

RIM = assumed_rim(3, board_id=7)
TODAY = date(2026, 3, 4)
WHICH = RangeOf(Conditions("", Side.LEFT, level=3), RIM, TODAY)


def weak_inside(direction: float) -> float:
    """A left leg that hardly lets the right edge go down."""
    return 7.0 - 3.5 * math.exp(-(((direction - 90.0) / 40.0) ** 2))


def circling(reach_deg, *arcs_deg: float, from_s: float = 5.0, speed: float = 60.0) -> Knots:
    """Level, then circles about level that go as far as `reach_deg`, then level again."""
    knots, t, at = [(0.0, 0.0, 0.0), (from_s, 0.0, 0.0)], from_s + 1.0, 0.0
    for arc in arcs_deg:
        for step in np.arange(0, abs(arc) + 1, 3.0):
            direction = (at + math.copysign(step, arc)) % 360.0
            tilt, along = reach_deg(direction), math.radians(direction)
            knots.append((t + step / speed, tilt * math.cos(along), tilt * math.sin(along)))
        at, t = at + arc, t + abs(arc) / speed + 0.5
    return [*knots, (t + 1.0, 0.0, 0.0), (t + 60.0, 0.0, 0.0)]


def run_of(knots: Knots, calibration=CALIBRATED) -> Run:
    board = opened(TiltedSource([], knots=knots), calibration)
    return followed(lambda keep: range_guide(board, keep, WHICH))


def test_the_reach_of_each_direction_is_found_within_a_few_tenths_of_a_degree() -> None:
    run = run_of(circling(weak_inside, 400, -400))
    assert run.finished.passed, run.finished
    done = run.kept[0]
    assert (done.side, done.day, done.source) == (Side.LEFT, TODAY, Source.MEASURED)
    along = np.radians(done.directions_deg)
    truth = np.array([weak_inside(direction) for direction in done.directions_deg])
    assert np.abs(done.limit_deg(np.cos(along), np.sin(along)) - truth).max() < 0.5
    assert max(done.tilt_deg) < min(RIM.tilt_deg)


def test_the_picture_grows_with_the_reach() -> None:
    run = run_of(circling(weak_inside, 400, -400))
    largest = [max(m.reach.tilt_deg) for m in run.moments if m.reach]
    assert largest == sorted(largest)
    assert largest[-1] == pytest.approx(7.0, abs=0.2)


def test_half_a_circle_is_refused_with_the_directions_that_are_missing(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.range.PATIENCE_S", 15.0)
    run = run_of(circling(weak_inside, 180, -180))
    assert_refused(run, "left", "missing", "baps calibrate range again")
    assert "right" not in run.finished.advice.split("(")[1].split(")")[0].split(", ")


def test_a_reach_beyond_the_rim_tells_of_another_dome() -> None:
    run = run_of(circling(lambda _: 15.0, 400, -400))
    assert_refused(run, "beyond the assumed rim of dome 3", "--level", "baps calibrate rim")


def test_a_reach_onto_the_rim_is_bounded_by_it() -> None:
    run = run_of(circling(lambda _: RIM.tilt_deg[0] + 0.5, 400, -400))
    assert max(run.kept[0].tilt_deg) <= RIM.tilt_deg[0]


def test_a_board_that_is_not_calibrated_is_refused() -> None:
    run = run_of(circling(weak_inside, 400), calibration=UNCALIBRATED)
    assert_refused(run, "baps calibrate level, then front")
