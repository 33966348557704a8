"""`range`: a patient's deliberate reach all the way round, off the rim, confirmed by a person."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tests.posed_board import TiltedSource
from tests.sessions.calibrating import (
    CALIBRATED,
    RATE_HZ,
    Knots,
    Run,
    assert_refused,
    followed,
    opened,
)
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.motion.range import SMALLEST_DEG, RangeReach
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, assumed_rim
from trainer.recording.guidance import Answer, Guidance
from trainer.recording.sensor import UNCALIBRATED
from trainer.recording.vocabulary import Side, Source, Stance, Support
from trainer.sessions.board import open_board
from trainer.sessions.board_facts import facts_from
from trainer.sessions.calibration.range import RangeOf, range_guide

RIM = assumed_rim(3, board_id=7)
TODAY = date(2026, 3, 4)
STANDING = Conditions("", Side.LEFT, level=3)
WHICH = RangeOf(STANDING, RIM, TODAY)
SLOWLY = 30.0


def weak_inside(direction: float) -> float:
    """A left leg that hardly lets the right edge go down."""
    return 7.0 - 3.5 * math.exp(-(((direction - 90.0) / 40.0) ** 2))


def circling(reach_deg, *arcs_deg: float, from_s: float = 5.0, speed: float = SLOWLY) -> Knots:
    """Level, then circles about level that go as far as `reach_deg`, then level again."""
    knots, t, at = [(0.0, 0.0, 0.0), (from_s, 0.0, 0.0)], from_s + 1.0, 0.0
    for arc in arcs_deg:
        for step in np.arange(0, abs(arc) + 1, 3.0):
            direction = (at + math.copysign(step, arc)) % 360.0
            tilt, along = reach_deg(direction), math.radians(direction)
            knots.append((t + step / speed, tilt * math.cos(along), tilt * math.sin(along)))
        at, t = at + arc, t + abs(arc) / speed + 0.5
    return [*knots, (t + 1.0, 0.0, 0.0), (t + 60.0, 0.0, 0.0)]


def keep_it(moment: Guidance) -> Answer | None:
    """Somebody who confirms as soon as there is a shape."""
    return Answer.KEEP if Answer.KEEP in moment.answers else None


def run_of(knots: Knots, calibration=CALIBRATED, answer=keep_it, which: RangeOf = WHICH) -> Run:
    board = opened(TiltedSource([], knots=knots), calibration)
    return followed(lambda keep: range_guide(board, keep, which), answer)


def reach_in(done: Range, *directions: float) -> list[float]:
    along = np.radians(directions)
    return [float(deg) for deg in done.limit_deg(np.cos(along), np.sin(along))]


def test_the_reach_of_each_direction_is_found_and_never_claimed_larger_than_it_was() -> None:
    run = run_of(circling(weak_inside, 400, -400))
    assert run.finished.passed, run.finished
    done = run.kept[0]
    assert (done.side, done.day, done.source) == (Side.LEFT, TODAY, Source.MEASURED)
    truth = np.array([weak_inside(direction) for direction in done.directions_deg])
    found = np.array(reach_in(done, *done.directions_deg))
    assert (found - truth).max() < 0.3
    assert (truth - found).max() < 1.0
    assert max(done.tilt_deg) < min(RIM.tilt_deg)


def test_eight_sides_held_for_a_second_each_are_enough() -> None:
    knots: Knots = [(0.0, 0.0, 0.0), (5.0, 0.0, 0.0)]
    for at, direction in enumerate(range(0, 360, 45)):
        along, begun = math.radians(direction), 6.0 + 4.0 * at
        ap, ml = 6.0 * math.cos(along), 6.0 * math.sin(along)
        knots += [(begun + 1.0, ap, ml), (begun + 2.2, ap, ml), (begun + 3.5, 0.0, 0.0)]
    run = run_of([*knots, (100.0, 0.0, 0.0)])
    assert run.finished.passed, run.finished
    assert reach_in(run.kept[0], *range(0, 360, 45)) == pytest.approx([6.0] * 8, abs=0.2)


def test_a_range_keeps_dome_hole_stance_and_support() -> None:
    how = replace(STANDING, stem_hole=2, stance=Stance.SEATED, support=Support.FINGERTIP)
    run = run_of(circling(weak_inside, 400), which=replace(WHICH, conditions=how))
    done = run.kept[0]
    assert done.fits(how, TODAY)
    for other in (STANDING, replace(how, level=2), replace(how, support=Support.NONE)):
        assert not done.fits(other, TODAY)
    assert not done.fits(how, TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("stance", "support", "words"),
    [
        (Stance.SINGLE_LEG, Support.NONE, "Stand on the left foot. A hand near the rail. Tilt"),
        (Stance.SINGLE_LEG, Support.RAIL, "Stand on the left foot. Hold the rail. Tilt"),
        (Stance.PARTIAL, Support.NONE, "Stand with part of your weight on the left foot."),
        (Stance.SEATED, Support.NONE, "Sit with the left foot on the board. Tilt"),
    ],
)
def test_the_prompt_says_whether_to_sit_or_stand(stance, support, words: str) -> None:
    how = replace(STANDING, stance=stance, support=support)
    run = run_of(circling(weak_inside, 400), which=replace(WHICH, conditions=how))
    assert any(prompt.startswith(words) for prompt in run.prompts)


def test_the_picture_grows_with_the_reach() -> None:
    run = run_of(circling(weak_inside, 400, -400))
    largest = [max(m.reach.tilt_deg) for m in run.moments if m.reach]
    assert largest == sorted(largest)
    assert largest[-1] == pytest.approx(7.0, abs=0.3)


def test_nothing_is_kept_before_somebody_confirms_the_shape(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.range.CONFIRMING_S", 5.0)
    monkeypatch.setattr("trainer.sessions.calibration.range.PATIENCE_S", 50.0)
    run = run_of(circling(weak_inside, 400), answer=lambda _: None)
    assert_refused(run, "nobody confirmed the shape")
    assert run_of(
        circling(weak_inside, 400),
        answer=lambda _: None,
        which=replace(WHICH, confirmed=True),
    ).finished.passed


def test_a_key_where_it_hurts_takes_that_side_back_and_less_counts_there_afterwards() -> None:
    once = iter([Answer.PAIN])

    def hurts_to_the_right(moment: Guidance) -> Answer | None:
        if moment.reach and moment.reach.now_deg[1] > 6.5:
            return next(once, keep_it(moment))
        return keep_it(moment)

    def less_far(direction: float) -> float:
        return 4.0 if 45.0 < direction < 135.0 else 7.0

    knots = circling(lambda _: 7.0, 100)
    knots = [*knots[:-2], *circling(less_far, 400, from_s=knots[-2][0])[1:]]
    run = run_of(knots, answer=hurts_to_the_right)
    assert any("taken back: right" in notice for notice in run.notices)
    right, heel = reach_in(run.kept[0], 90.0, 180.0)
    assert right < 4.5
    assert heel > 6.5


def test_a_side_that_hurts_at_once_counts_as_the_smallest_reach() -> None:
    reach = RangeReach(RATE_HZ, RIM)
    assert reach.take_back(0.0, 1.8) == "right"
    assert reach.largest_deg[6] == SMALLEST_DEG


def test_half_a_circle_is_refused_with_the_directions_that_are_missing(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.range.PATIENCE_S", 25.0)
    run = run_of(circling(weak_inside, 180, -180))
    assert_refused(run, "left", "missing", "baps calibrate range again")
    assert "right" not in run.finished.advice.split("(")[1].split(")")[0].split(", ")


def test_a_quick_circle_is_no_reach(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.range.PATIENCE_S", 20.0)
    assert_refused(run_of(circling(weak_inside, 1080, speed=160.0)), "not every direction")


@pytest.mark.parametrize(("skill", "seed"), [(0.3, 3), (0.8, 3)])
def test_a_patient_who_merely_balances_yields_no_range(monkeypatch, skill, seed) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.range.PATIENCE_S", 40.0)
    uri = f"sim:patient?skill={skill}&seed={seed}&side=left&level=3"
    nobody_knows = facts_from(None, lambda _: None)
    board = open_board(uri, LinkContext(SimulatedClock()), nobody_knows)
    calibrated = replace(board, calibration=CALIBRATED)
    run = followed(lambda keep: range_guide(calibrated, keep, WHICH), keep_it)
    assert_refused(run, "not every direction was held for a second")
    board.close()


def test_a_reach_beyond_the_rim_tells_of_another_dome() -> None:
    run = run_of(circling(lambda _: 15.0, 400, -400))
    assert_refused(run, "beyond the assumed rim of dome 3", "--level", "baps calibrate rim")


def test_a_board_that_rests_on_its_rim_is_no_reach(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.range.PATIENCE_S", 30.0)
    run = run_of(circling(lambda _: RIM.tilt_deg[0] + 0.5, 400))
    assert_refused(run, "not every direction")


def test_a_board_that_is_not_calibrated_is_refused() -> None:
    run = run_of(circling(weak_inside, 400), calibration=UNCALIBRATED)
    assert_refused(run, "baps calibrate level, then front")
