"""The rung of the next round follows from the earlier ones, and settles where 75 % succeed."""

import random
from dataclasses import replace
from datetime import date

import pytest

from games.engine.difficulty import next_rung, too_hard
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.trial import PastRound
from trainer.recording.vocabulary import Feedback, Outcome

ENOUGH = 15.0
TODAY, LAST_WEEK = date(2026, 3, 11), date(2026, 3, 4)


def played(
    rung: int,
    value: float | None = 20.0,
    *,
    outcome: Outcome = Outcome.COMPLETED,
    counted: bool = True,
    day: date = TODAY,
    rim_time_pct: float = 0.0,
) -> PastRound:
    return PastRound(rung, outcome, value, counted, day, rim_time_pct=rim_time_pct)


def after(*rounds: PastRound) -> int:
    return next_rung(rounds, TODAY, ENOUGH)


def test_a_patient_begins_on_the_easiest_rung() -> None:
    assert after() == EASIEST_RUNG


def test_a_success_is_one_rung_up_and_a_failure_three_down() -> None:
    assert after(played(5)) == 6
    assert after(played(5, ENOUGH)) == 6
    assert after(played(5, ENOUGH - 0.1)) == 2
    assert after(played(5), played(6, 3.0)) == 3


def test_the_rung_stays_on_the_ladder() -> None:
    assert after(played(HARDEST_RUNG)) == HARDEST_RUNG
    assert after(played(2, 1.0)) == EASIEST_RUNG


def test_a_day_begins_one_rung_easier_than_the_previous_one_ended() -> None:
    assert after(played(5, day=LAST_WEEK)) == 5
    assert after(played(8, 1.0, day=LAST_WEEK)) == 4
    assert after(played(5, day=LAST_WEEK), played(5)) == 6


def test_a_round_that_does_not_count_makes_nothing_harder() -> None:
    assert after(played(5), played(6, None, counted=False)) == 6


@pytest.mark.parametrize(
    "outcome", [Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST, Outcome.NOT_HELD]
)
def test_a_round_that_ended_with_a_hand_a_foot_or_the_rim_or_never_began_was_too_hard(
    outcome: Outcome,
) -> None:
    assert after(played(5), played(6, None, outcome=outcome, counted=False)) == 3


def test_who_cannot_hold_the_ring_of_a_rung_comes_back_down_to_one_that_can_be_held() -> None:
    rounds = [played(8)]
    while (rung := after(*rounds)) > 4:
        rounds.append(played(rung, None, outcome=Outcome.NOT_HELD, counted=False))
    assert len(rounds) == 3


def test_a_round_on_the_rim_was_too_hard_unless_it_counts() -> None:
    assert after(played(5), played(6, None, counted=False, rim_time_pct=5.1)) == 3
    assert after(played(5), played(6, None, counted=False, rim_time_pct=4.9)) == 6
    assert after(played(5), played(6, rim_time_pct=60.0)) == 7


@pytest.mark.parametrize("outcome", [Outcome.PAIN, Outcome.STOPPED, Outcome.INTERRUPTED])
def test_pain_a_stop_and_a_lost_board_say_nothing_about_the_difficulty(outcome: Outcome) -> None:
    assert after(played(5), played(6, None, outcome=outcome, counted=False)) == 6
    on_rim = played(6, None, outcome=outcome, counted=False, rim_time_pct=60.0)
    assert after(played(5), on_rim) == 6


@pytest.mark.parametrize(("skill", "expected"), [(5.0, 5.0), (6.5, 6.5), (8.0, 8.0)])
def test_the_staircase_stays_around_the_rung_of_75_percent_success(
    skill: float, expected: float
) -> None:
    chance = random.Random(1)
    rounds: list[PastRound] = []
    for _ in range(4000):
        rung = next_rung(rounds[-20:], TODAY, ENOUGH)
        # A person who succeeds in three of four on the rung of their skill.
        likely = 0.75 + 0.1 * (skill - rung)
        rounds.append(played(rung, 20.0 if chance.random() < likely else 0.0))
    settled = [one.rung for one in rounds[100:]]
    successes = sum(1 for one in rounds[100:] if one.value == 20.0) / len(settled)
    assert sum(settled) / len(settled) == pytest.approx(expected, abs=0.8)
    assert successes == pytest.approx(0.75, abs=0.03)


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        ([played(1, 3.0), played(1, 3.0)], True),
        ([played(1, 3.0), played(1, outcome=Outcome.STOPPED, counted=False), played(1, 3.0)], True),
        ([played(1, 3.0, outcome=Outcome.NOT_HELD), played(1, outcome=Outcome.FOOT_DOWN)], True),
        ([played(2, 3.0), played(1, 3.0)], False),
        ([played(1, 3.0), played(1, 20.0)], False),
        ([played(1, 3.0, day=LAST_WEEK), played(1, 3.0)], False),
        ([played(1, 3.0)], False),
        ([], False),
    ],
)
def test_the_easiest_rung_is_too_hard_for_who_fails_on_it_twice_running(
    rounds: list[PastRound], expected: bool
) -> None:
    assert too_hard(rounds, TODAY, ENOUGH) is expected


def test_rounds_by_feel_do_not_say_that_the_easiest_rung_is_too_hard() -> None:
    by_feel = replace(played(1, 3.0), feedback=Feedback.FEEL)
    assert not too_hard([played(1, 3.0), by_feel], TODAY, ENOUGH)
