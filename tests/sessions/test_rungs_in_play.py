"""The staircase of difficulty over whole simulated rounds, kept in a database as they come."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from games.engine.visit_rounds import NextRound
from games.registry import activity_named
from tests.sessions.simulated_visit import visited
from trainer.recording.conditions import EASIEST_RUNG, NOTHING_CHOSEN, Chosen, Conditions
from trainer.recording.trial import PastRound
from trainer.sessions.keeper import KeptTrial
from trainer.store.store import Store

ROUNDS, SECONDS = 5, 5.0
BULLSEYE = activity_named("bullseye")


def rounds_of(store: Store, skill: float, folder: Path) -> list[KeptTrial]:
    """One patient's first rounds, one after another on the same board."""
    asked = Conditions("bullseye", seconds=SECONDS)
    board = f"sim:patient?skill={skill}&seed=3"
    with visited(store, f"skill-{skill}", board, folder) as (visit, stimulus):
        return [
            visit.play_headless(BULLSEYE, asked, 1, stimulus, lambda _: None) for _ in range(ROUNDS)
        ]


def rung_of(kept: KeptTrial) -> int:
    return kept.recording.header.conditions.rung


def score_of(kept: KeptTrial) -> float:
    return kept.measures.value(BULLSEYE.headline.name) or 0.0


def test_rounds_get_harder_for_who_succeeds_and_no_round_that_failed_makes_them_so(
    store: Store, tmp_path: Path
) -> None:
    novice, skilled = (rounds_of(store, skill, tmp_path) for skill in (0.0, 0.9))
    for rounds in (novice, skilled):
        assert rung_of(rounds[0]) == EASIEST_RUNG
        for before, after in pairwise(rounds):
            success = not before.measures.why_not and score_of(before) >= 0.75 * SECONDS
            assert rung_of(after) - rung_of(before) <= int(success)
    assert [rung_of(kept) for kept in skilled] == [1, 2, 3, 4, 5]
    assert max(map(rung_of, novice)) < 5
    assert any(kept.measures.why_not for kept in novice)


def test_a_round_on_the_rim_makes_the_next_one_easier(store: Store, tmp_path: Path) -> None:
    """A novice on dome 5, where the board is on its rim a fifth of the time."""
    asked = Conditions("bullseye", level=5, seconds=5.0)
    board = "sim:patient?skill=0.1&level=5&seed=1"
    with visited(store, "K7", board, tmp_path, chosen=Chosen(rung=5)) as (visit, stimulus):
        kept = visit.play_headless(BULLSEYE, asked, 1, stimulus, lambda _: None)
        after = replace(visit, chosen=NOTHING_CHOSEN).setup(BULLSEYE, asked, 1)
    assert "on its rim" in kept.measures.why_not
    assert after.conditions.rung == 2


def test_the_ring_that_a_result_announces_is_that_of_the_next_round(
    store: Store, tmp_path: Path
) -> None:
    asked = Conditions("bullseye", seconds=SECONDS)
    with visited(store, "K8", "sim:patient?skill=0.9&seed=3", tmp_path) as (visit, stimulus):
        assert visit.stands(BULLSEYE, asked) == (NextRound(EASIEST_RUNG), False)
        for _ in range(2):
            known = visit._before(BULLSEYE, asked)
            kept = visit.play_headless(BULLSEYE, asked, 1, stimulus, lambda _: None)
            counted = not kept.measures.why_not
            outcome = kept.result.outcome
            this = PastRound(rung_of(kept), outcome, score_of(kept), counted, date.today())
            told = visit.preparation.next_round(BULLSEYE, asked, known, this)
            following = visit.setup(BULLSEYE, asked, 1).conditions
            assert (told.rung, told.feedback) == (following.rung, following.feedback)
            assert told.rung == rung_of(kept) + 1
            assert visit.stands(BULLSEYE, asked) == (told, counted)
            assert counted
        settled = replace(visit, chosen=Chosen(rung=7))
        assert settled.preparation.next_round(BULLSEYE, asked, known, this).rung == 7


def test_the_days_of_a_patient_are_counted_and_nobodys_for_a_stand_in(
    store: Store, tmp_path: Path
) -> None:
    asked = Conditions("bullseye", seconds=SECONDS)
    with visited(store, "K9", "sim:patient?skill=0.9&seed=3", tmp_path) as (visit, stimulus):
        assert visit.days_played() == {}
        for _ in range(2):
            visit.play_headless(BULLSEYE, asked, 1, stimulus, lambda _: None)
        assert visit.days_played() == {"bullseye": 1}
        assert replace(visit, patient_code="GUEST").days_played() == {}
