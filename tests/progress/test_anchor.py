"""Only one task on both legs may carry a verdict, and nothing else ever mixes into it."""

from dataclasses import replace
from typing import Any

import pytest

from tests.progress.days import ANCHOR, EPISODE, OTHER_LEG, at, flat, held, history, leg
from trainer.progress.anchor import anchor_task, legs_of, task_of
from trainer.recording.clinical import Episode
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.history import History, Series
from trainer.recording.vocabulary import Arms, Eyes, Footwear, Side, Source, Stance, Support

DAYS = flat([8.0, 7.5, 7.0])


def anchor_conditions(patient: History, episode: Episode) -> tuple[Conditions, ...]:
    """Under which conditions each leg's anchor stands, the left leg's first."""
    task = anchor_task(patient, episode)
    return tuple(one.conditions for one in legs_of(patient, episode, task)) if task else ()


@pytest.mark.parametrize(
    "other",
    [
        {"level": 3},
        {"envelope_source": Source.MEASURED},
        {"seconds": 30.0},
        {"arms": Arms.CROSSED},
        {"stem_hole": 1},
        {"calibrated": True},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_condition_is_another_task_and_never_mixes(other: dict[str, Any]) -> None:
    different = replace(ANCHOR, **other)
    mixed = history(leg(DAYS), leg(DAYS[:2], different))
    assert anchor_conditions(mixed, EPISODE) == (ANCHOR,)
    task = anchor_task(mixed, EPISODE)
    assert task is not None
    assert [len(one.trials) for one in legs_of(mixed, EPISODE, task)] == [9]


@pytest.mark.parametrize(
    "never",
    [
        {"activity": "bullseye"},
        {"eyes": Eyes.CLOSED},
        {"footwear": Footwear.SHOES},
        {"support": Support.FINGERTIP},
        {"practice": True},
        {"stance": Stance.PARTIAL},
        {"stance": Stance.SEATED},
    ],
    ids=str,
)
def test_what_is_no_anchor_carries_no_verdict(never: dict[str, Any]) -> None:
    assert anchor_conditions(history(leg(DAYS, replace(ANCHOR, **never))), EPISODE) == ()


def test_a_plate_and_two_legs_can_be_the_anchor_of_the_weakest() -> None:
    plate = replace(ANCHOR, activity="quiet-stance", level=NO_DOME)
    two_legs = replace(ANCHOR, side=Side.BOTH, stance=Stance.TWO_LEG)
    assert anchor_conditions(history(leg(DAYS, plate)), EPISODE) == (plate,)
    assert anchor_conditions(history(leg(DAYS, two_legs)), EPISODE) == (two_legs,)


def test_the_task_of_the_most_days_is_compared_and_of_equal_ones_the_higher_dome() -> None:
    higher = replace(ANCHOR, level=3)
    assert anchor_conditions(history(leg(DAYS), leg(DAYS[:2], higher)), EPISODE) == (ANCHOR,)
    assert anchor_conditions(history(leg(DAYS), leg(DAYS, higher)), EPISODE) == (higher,)


def test_the_anchor_that_had_three_days_first_stays() -> None:
    higher = replace(ANCHOR, level=3)
    later = Series(higher, tuple(held(at(100 + 4 * n), 8.0) for n in range(6)))
    assert anchor_conditions(history(later, leg(DAYS)), EPISODE) == (ANCHOR,)
    assert anchor_conditions(history(later, leg(DAYS[:2])), EPISODE) == (higher,)


def test_many_trials_on_one_day_are_one_day() -> None:
    higher = replace(ANCHOR, level=3)
    crowded = leg([[8.0] * 9], higher)
    assert anchor_conditions(history(leg(DAYS[:2]), crowded), EPISODE) == (ANCHOR,)


def test_the_level_of_the_episode_goes_first() -> None:
    higher = replace(ANCHOR, level=3)
    both = history(leg(DAYS), leg(DAYS[:1], higher))
    assert anchor_conditions(both, replace(EPISODE, level=3)) == (higher,)
    assert anchor_conditions(both, replace(EPISODE, level=4)) == ()


def test_the_stance_that_was_signed_goes_before_the_leg_that_has_more_days() -> None:
    two_legs = replace(ANCHOR, side=Side.BOTH, stance=Stance.TWO_LEG)
    both = history(leg(DAYS), leg(DAYS[:1], two_legs))
    signed = replace(EPISODE, level=ANCHOR.level, stance=Stance.TWO_LEG)
    assert anchor_conditions(both, replace(signed, stance=None)) == (ANCHOR,)
    assert anchor_conditions(both, signed) == (two_legs,)
    assert anchor_conditions(history(leg(DAYS)), signed) == ()


def test_the_same_hole_under_the_other_foot_is_the_same_task() -> None:
    inside_left, inside_right = replace(ANCHOR, stem_hole=2), replace(OTHER_LEG, stem_hole=4)
    assert task_of(inside_left, False) == task_of(inside_right, False)
    assert task_of(inside_left, False) != task_of(replace(OTHER_LEG, stem_hole=2), False)
    both = history(leg(DAYS, inside_left), leg(DAYS, inside_right))
    assert anchor_conditions(both, EPISODE) == (inside_left, inside_right)


def test_the_left_leg_comes_before_the_right() -> None:
    both = history(leg(DAYS, OTHER_LEG), leg(DAYS))
    assert anchor_conditions(both, EPISODE) == (ANCHOR, OTHER_LEG)


def test_trials_of_a_simulated_board_are_a_task_of_their_own() -> None:
    real = leg(DAYS[:2])
    simulated = tuple(replace(trial, simulated=True) for trial in leg(DAYS).trials)
    mixed = history(Series(ANCHOR, (*real.trials, *simulated)))
    task = anchor_task(mixed, EPISODE)
    assert task is not None
    assert not task.simulated
    assert [len(one.trials) for one in legs_of(mixed, EPISODE, task)] == [6]
    alone = anchor_task(history(Series(ANCHOR, simulated)), EPISODE)
    assert alone is not None
    assert alone.simulated


def test_trials_before_the_episode_are_not_compared() -> None:
    later = replace(EPISODE, begun_at=at(3))
    task = anchor_task(history(leg(DAYS)), later)
    assert task is not None
    assert [len(one.trials) for one in legs_of(history(leg(DAYS)), later, task)] == [6]
    assert anchor_task(history(leg(DAYS)), replace(EPISODE, begun_at=at(99))) is None


def test_practice_stands_beside_its_leg_and_is_not_judged() -> None:
    practised = Series(replace(ANCHOR, practice=True), (held(at(0), 9.0),))
    task = anchor_task(history(practised, leg(DAYS)), EPISODE)
    assert task is not None
    (found,) = legs_of(history(practised, leg(DAYS)), EPISODE, task)
    assert (len(found.practice), len(found.trials)) == (1, 9)
