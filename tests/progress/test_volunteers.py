"""The wizard counts people with two days of the same task, and says which legs are due today."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from trainer.progress.volunteers import LEGS, noise_status
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.vocabulary import Arms, Eyes, Outcome, Side, Stance

FIRST = datetime(2026, 3, 4, 12).astimezone()
DAY = FIRST.date()
ANCHOR = Conditions("steady-stance", seconds=20.0)


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


def person(code: str, *series: tuple[Conditions, list[StoredTrial]]) -> History:
    return History(code, tuple(Series(conditions, tuple(found)) for conditions, found in series))


def both_legs(found: list[StoredTrial], **conditions: object):
    return [(replace(ANCHOR, side=leg, **conditions), found) for leg in LEGS]


def only(history: History):
    status = noise_status([history.patient_code], [history])
    return status, status.people[0]


def test_nobody_has_measured_anything() -> None:
    status = noise_status(["S1", "S2"], [])
    assert (status.task, status.counted, status.lacking) == (None, 0, 10)
    assert [volunteer.code for volunteer in status.people] == ["S1", "S2"]
    assert all(volunteer.due(DAY) == LEGS for volunteer in status.people)
    assert noise_status([], []).people == ()


def test_a_leg_is_due_on_two_days_once_each() -> None:
    _, after_one = only(person("S1", *both_legs(trials(0))))
    assert after_one.due(DAY) == ()
    assert after_one.due(DAY + timedelta(days=1)) == after_one.missing == LEGS
    assert not after_one.counts
    status, done = only(person("S1", *both_legs(trials(0) + trials(6))))
    assert done.days == dict.fromkeys(LEGS, (DAY, date(2026, 3, 10)))
    assert (done.missing, done.counts, status.counted, status.lacking) == ((), True, 1, 9)


def test_one_leg_with_two_days_is_in_the_pool_and_the_other_is_still_due() -> None:
    left, right = both_legs(trials(0) + trials(1))
    _, volunteer = only(person("S1", left, (right[0], trials(0))))
    assert volunteer.counts
    assert volunteer.due(DAY + timedelta(days=1)) == (Side.RIGHT,)


def test_a_day_without_a_value_is_no_day_and_is_not_repeated_on_it() -> None:
    failed = trials(0, outcome=Outcome.FOOT_DOWN, why="a foot went down", metrics={})
    _, volunteer = only(person("S1", *both_legs(trials(1) + failed)))
    assert volunteer.days == dict.fromkeys(LEGS, (DAY + timedelta(days=1),))
    assert volunteer.due(DAY) == ()
    assert volunteer.due(DAY + timedelta(days=2)) == LEGS


def test_a_set_that_was_begun_goes_on_today() -> None:
    _, volunteer = only(person("S1", *both_legs(trials(0, count=1))))
    assert volunteer.days == dict.fromkeys(LEGS, ())
    assert volunteer.due(DAY) == LEGS


@pytest.mark.parametrize(
    "other",
    [
        {"level": 4},
        {"arms": Arms.CROSSED},
        {"seconds": 30.0},
        {"eyes": Eyes.CLOSED},
        {"stance": Stance.TWO_LEG, "side": Side.BOTH},
        {"practice": True},
        {"activity": "bullseye"},
    ],
)
def test_another_task_does_not_help(other: dict[str, object]) -> None:
    usual = [person(f"S{n}", *both_legs(trials(0))) for n in range(2)]
    odd = person("S9", (replace(ANCHOR, **{"side": Side.LEFT, **other}), trials(0) + trials(1)))
    status = noise_status(["S0", "S1", "S9"], [*usual, odd])
    assert status.task is not None
    assert status.task.conditions.level == ANCHOR.level
    assert status.people[2].days == dict.fromkeys(LEGS, ())
    assert not status.people[2].counts


def test_days_under_other_conditions_are_told() -> None:
    history = person("S1", *both_legs(trials(0) + trials(1)), *both_legs(trials(2), level=4))
    _, volunteer = only(history)
    assert volunteer.otherwise == 1
    status = noise_status(["S1"], [history], level=4)
    assert status.task is not None
    assert status.task.conditions.level == 4
    assert status.people[0].otherwise == 2
    assert noise_status(["S1"], [history], level=5).task is None


def test_a_simulated_board_measures_nobody() -> None:
    status, volunteer = only(person("S1", *both_legs(trials(0, simulated=True))))
    assert status.task is None
    assert volunteer.due(DAY) == LEGS


def test_ten_people_are_enough() -> None:
    done = [person(f"S{n}", *both_legs(trials(0) + trials(1))) for n in range(11)]
    codes = [history.patient_code for history in done]
    assert noise_status(codes[:9], done).lacking == 1
    assert (noise_status(codes, done).counted, noise_status(codes, done).lacking) == (11, 0)
