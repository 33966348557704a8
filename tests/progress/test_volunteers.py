"""Who measures the clinic's noise is told what can be done today, once a day for each leg."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from trainer.progress import own_noise
from trainer.progress.anchor import Task, task_of
from trainer.progress.volunteers import days_otherwise, due_today, on_boards
from trainer.recording.clinical import PRIMARY_METRICS
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.vocabulary import Arms, Eyes, Outcome, Side, Stance

FIRST = datetime(2026, 3, 4, 12).astimezone()
DAY = FIRST.date()
ANCHOR = Conditions("steady-stance", seconds=20.0)
TASK = task_of(ANCHOR, False)
LEGS = (Side.LEFT, Side.RIGHT)


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def trials(day: int, count: int = 3, **more: object) -> list[StoredTrial]:
    """Trials of one day that count."""
    return [
        replace(
            StoredTrial(
                trial_id=f"{day}-{n}",
                started_at=FIRST + timedelta(days=day, minutes=n),
                duration_s=23.0,
                outcome=Outcome.COMPLETED,
                headline="mean_tilt_velocity",
                metrics={"mean_tilt_velocity": 5.0 + n},
            ),
            **more,
        )
        for n in range(count)
    ]


def person(*series: tuple[Conditions, list[StoredTrial]]) -> History:
    return History("S1", tuple(Series(conditions, tuple(found)) for conditions, found in series))


def both_legs(found: list[StoredTrial], **conditions: object):
    return [(replace(ANCHOR, side=leg, **conditions), found) for leg in LEGS]


def due(history: History, task: Task, today: date) -> tuple[Side, ...]:
    return due_today(history, task, PRIMARY_METRICS[0], today)


def test_who_has_measured_nothing_does_both_legs() -> None:
    assert due(person(), TASK, DAY) == LEGS


def test_a_leg_is_due_on_two_days_once_each() -> None:
    after_one = person(*both_legs(trials(0)))
    assert due(after_one, TASK, DAY) == ()
    assert due(after_one, TASK, on(1)) == LEGS
    done = person(*both_legs(trials(0) + trials(6)))
    assert due(done, TASK, on(7)) == ()


def test_each_leg_has_its_own_days() -> None:
    left, right = both_legs(trials(0) + trials(1))
    assert due(person(left, (right[0], trials(0))), TASK, on(1)) == (Side.RIGHT,)


def test_a_day_that_gave_no_value_is_repeated_on_another_day() -> None:
    failed = trials(0, outcome=Outcome.FOOT_DOWN, why="a foot went down", metrics={})
    history = person(*both_legs(trials(1) + failed))
    assert due(history, TASK, DAY) == ()
    assert due(history, TASK, on(2)) == LEGS


def test_a_set_that_was_begun_goes_on_today() -> None:
    assert due(person(*both_legs(trials(0, count=1))), TASK, DAY) == LEGS


def test_a_void_trial_is_done_again() -> None:
    void = trials(0, voided="phone rang", why="voided: phone rang")
    assert due(person(*both_legs(void)), TASK, DAY) == LEGS


@pytest.mark.parametrize(
    "other",
    [
        {"level": 4},
        {"arms": Arms.CROSSED},
        {"seconds": 30.0},
        {"eyes": Eyes.CLOSED},
        {"practice": True},
        {"activity": "bullseye"},
    ],
)
def test_another_task_does_not_help_and_is_told_if_it_is_an_anchor(other) -> None:
    history = person(*both_legs(trials(0)), *both_legs(trials(1), **other))
    assert due(history, TASK, on(1)) == LEGS
    is_an_anchor = not {"eyes", "practice", "activity"} & set(other)
    assert days_otherwise(history, TASK) == int(is_an_anchor)


def test_a_day_with_the_task_is_no_day_under_other_conditions() -> None:
    history = person(*both_legs(trials(0)), *both_legs(trials(0), level=4))
    assert days_otherwise(history, TASK) == 0


def test_standing_on_both_legs_is_one_thing_to_measure() -> None:
    together = replace(ANCHOR, stance=Stance.TWO_LEG, side=Side.BOTH)
    task = task_of(together, False)
    assert due(person(), task, DAY) == (Side.BOTH,)
    assert due(person((together, trials(0) + trials(1))), task, on(2)) == ()


def test_a_simulated_board_measures_nobody_and_a_dome_can_be_asked_for() -> None:
    simulated = trials(0, simulated=True)
    history = person(*both_legs(simulated + trials(1)), *both_legs(trials(2), level=4))
    real = on_boards(history)
    assert {t.trial_id for s in real.series for t in s.trials} == {
        t.trial_id for t in trials(1) + trials(2)
    }
    assert {s.conditions.level for s in on_boards(history, 4).series} == {4}
    assert on_boards(person(*both_legs(simulated))).series == ()


def test_who_lacks_nothing_is_never_due() -> None:
    """What is missing and what is due today are told by two functions, which must agree."""
    for days in range(4):
        found = [trial for day in range(days) for trial in trials(day)]
        history = person(*both_legs(found))
        (row,) = own_noise([history], PRIMARY_METRICS[0]).volunteers
        assert bool(row.missing) is bool(due(history, TASK, on(9)))


def test_a_day_without_the_chosen_number_is_done_again_for_it() -> None:
    speed_alone = person(*both_legs(trials(0) + trials(1)))
    assert due_today(speed_alone, TASK, "mean_tilt_velocity", on(2)) == ()
    assert due_today(speed_alone, TASK, "osi", on(2)) == LEGS
    both = trials(0, metrics={"mean_tilt_velocity": 5.0, "osi": 2.0})
    once = person(*both_legs(both + trials(1)))
    assert due_today(once, TASK, "osi", on(2)) == LEGS
    assert due_today(once, TASK, "osi", on(1)) == ()
