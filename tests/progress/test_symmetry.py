"""The involved leg is compared with the other leg as that was at its baseline."""

from dataclasses import replace

import pytest

from tests.progress.days import (
    ANCHOR,
    EPISODE,
    OTHER_LEG,
    history,
    leg,
    logs,
    usual_clinic,
)
from trainer.progress import progress_of
from trainer.progress.values import Symmetry
from trainer.recording.vocabulary import Side

CLINIC = usual_clinic()
STEADY = logs([0.5, 0.0, 0.0, 0.0, 0.0])
IMPROVING = logs([0.5, 0.0, 0.0, -0.5, -0.5], level=16.0)


def symmetry(
    left: list[list[float]], right: list[list[float]], involved: Side | None = Side.LEFT
) -> Symmetry:
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
