"""The involved leg is compared with the other leg as that was at its baseline."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.progress.days import (
    ANCHOR,
    EPISODE,
    OTHER_LEG,
    SPEED,
    history,
    leg,
    logs,
    usual_clinic,
)
from trainer.progress import progress_of
from trainer.progress.values import Symmetry
from trainer.recording.vocabulary import Side

CLINIC = usual_clinic()
Days = Sequence[Sequence[float | None]]
STEADY = logs([0.5, 0.0, 0.0, 0.0, 0.0])
IMPROVING = logs([0.5, 0.0, 0.0, -0.5, -0.5], level=16.0)


def symmetry(left: Days, right: Days, involved: Side | None = Side.LEFT) -> Symmetry:
    patient = history(leg(left, ANCHOR), leg(right, OTHER_LEG))
    return progress_of(patient, replace(EPISODE, involved=involved), CLINIC).symmetry


def test_the_reference_is_frozen_at_the_baseline() -> None:
    fallen = logs([0.5, 0.0, 0.0, 0.6, 0.7])
    assert symmetry(IMPROVING, STEADY).percent == pytest.approx(100 * 16 * 0.60653 / 8, rel=1e-4)
    assert symmetry(IMPROVING, fallen).percent == symmetry(IMPROVING, STEADY).percent


def test_a_good_leg_that_fell_is_flagged() -> None:
    assert symmetry(IMPROVING, STEADY).reference_changed == ""
    fallen = symmetry(IMPROVING, logs([0.5, 0.0, 0.0, 0.6, 0.7]))
    assert "the right leg itself has got worse" in fallen.reference_changed
    risen = symmetry(IMPROVING, logs([0.5, 0.0, 0.0, -0.6, -0.7]))
    assert "has got better" in risen.reference_changed


@pytest.mark.parametrize("now", [-0.6, 0.0, 0.6])
def test_a_good_leg_that_fails_for_a_while_leaves_the_reference_where_it_was(now: float) -> None:
    bad = logs([0.5, *[0.0] * 11], level=16.0)
    failing: list[list[float | None]] = [[None] * 3] * 3
    good = [*logs([0.5, 0.0, 0.0]), *failing, *logs([now] * 6)]
    assert symmetry(bad, STEADY).percent == pytest.approx(200)
    found = symmetry(bad, good)
    assert found.percent == pytest.approx(200)
    assert "the right leg failed more often for a while" in found.reference_changed


def test_a_good_leg_that_fails_now_is_flagged_and_stays_the_reference() -> None:
    failing: list[list[float | None]] = [[None] * 3] * 3
    found = symmetry(IMPROVING, [*logs([0.5, 0.0, 0.0]), *failing])
    assert found.percent == symmetry(IMPROVING, STEADY).percent
    assert "the right leg now fails more often than at its baseline" in found.reference_changed


def test_a_good_leg_that_failed_at_its_baseline_and_stands_now_is_flagged() -> None:
    failing: list[list[float | None]] = [[None] * 3] * 3
    found = symmetry(STEADY, [*failing, *logs([0.0, 0.0, 0.0])])
    assert found.percent == pytest.approx(100)
    assert "now fails less often than at its baseline" in found.reference_changed


def test_failing_before_the_first_baseline_is_no_change_since() -> None:
    assert symmetry(STEADY, [[None] * 3, *logs([0.0] * 5)]).reference_changed == ""


def test_the_percentage_says_what_it_is_of() -> None:
    found = symmetry(IMPROVING, STEADY)
    assert (found.metric, found.of) == (SPEED, "speed of the board; less is steadier")
    failing: list[list[float | None]] = [[None] * 3] * 4
    assert symmetry(failing, failing).of == "time to failure; more is steadier"
    assert symmetry(STEADY, STEADY[:2]).of == ""


def test_one_bad_visit_of_the_good_leg_is_not_flagged() -> None:
    assert symmetry(IMPROVING, logs([0.5, 0.0, 0.0, 0.0, 0.7])).reference_changed == ""


@pytest.mark.parametrize(
    ("involved", "why"), [(None, "nobody said"), (Side.BOTH, "both legs are involved")]
)
def test_without_one_involved_leg_there_is_no_index(involved: Side | None, why: str) -> None:
    found = symmetry(STEADY, STEADY, involved)
    assert found.percent is None
    assert why in found.why_not


def test_a_missing_leg_or_baseline_is_told() -> None:
    alone = progress_of(history(leg(STEADY)), replace(EPISODE, involved=Side.LEFT), CLINIC)
    assert alone.symmetry.why_not == "there is no anchor test of the right leg"
    assert symmetry(STEADY, STEADY[:2]).why_not == "the right leg has no baseline yet"
    assert symmetry([[8.0]], STEADY).why_not == "the left leg has no value yet"


def test_a_time_is_not_compared_with_a_speed() -> None:
    failing = history(leg([[None] * 3] * 4), leg(STEADY, OTHER_LEG))
    found = progress_of(failing, replace(EPISODE, involved=Side.LEFT), CLINIC).symmetry
    assert found.percent is None
    assert found.why_not == "one leg is judged by its time to failure, the other is not"
