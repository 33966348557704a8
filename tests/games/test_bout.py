"""A bout ends when its last third is worse than its first: the rule, the screen, the keys."""

import random
from dataclasses import replace
from datetime import date, timedelta
from math import exp, log

import numpy as np
import pygame
import pytest

from games.engine.bout import bout_over
from games.engine.difficulty import EASIER, HARDER
from games.engine.draw.layout import Layout
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.setup import LIKELY_STATION
from games.engine.visit_rounds import NextRound
from games.engine.words import AGAIN, ENOUGH, ENOUGH_THERAPIST, TOO_HARD_THERAPIST
from games.engine.words import EASIER as EASIER_WORDS
from games.registry import activity_named
from games.screens.result import AGAIN_KEYS, REST_KEYS, ResultScreen
from games.screens.result_column import Numbers
from tests.games.ended_trials import LEANS_OUT, OVER, PressedFeed
from tests.games.playing import kept_on, setup_of
from tests.games.typing_feed import ENTER, ESCAPE
from tools.gallery import PLAYED
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.trial import PastRound, TrialResult
from trainer.recording.vocabulary import Feedback, Outcome

TODAY = date(2026, 3, 11)
RESTED = "6+ 7+ 8+ 9- 6+ 7+"
TIRED = "6+ 7+ 8+ 9- 6- 3-"


def rounds(words: str, **more) -> list[PastRound]:
    """Rounds written as rung and sign."""
    return [
        PastRound(int(word[:-1]), Outcome.COMPLETED, float(word[-1] == "+"), True, TODAY, **more)
        for word in words.split()
    ]


def over(played: list[PastRound]) -> bool:
    return bout_over(played, TODAY, enough=1.0)


def test_who_fails_in_the_end_where_the_first_rounds_were_passed_has_done_enough() -> None:
    assert over(rounds(TIRED))
    assert not over(rounds(RESTED))


def test_five_rounds_say_too_little() -> None:
    assert not over(rounds(TIRED)[1:])


def test_a_failure_above_what_was_passed_at_first_is_the_staircases_way_and_no_tiredness() -> None:
    assert not over(rounds("2+ 3+ 4+ 5+ 6- 6-"))


def test_who_failed_as_often_at_the_beginning_is_not_worse() -> None:
    assert not over(rounds("9- 6- 3+ 4+ 5- 2-"))


def test_feet_down_tell_and_rounds_that_say_nothing_do_not() -> None:
    down = [replace(one, outcome=Outcome.FOOT_DOWN, counted=False) for one in rounds("6- 3-")]
    assert over([*rounds("6+ 7+ 8+ 9-"), *down])
    lost = [replace(one, outcome=Outcome.INTERRUPTED, counted=False) for one in down]
    assert not over([*rounds("6+ 7+ 8+ 9-"), *lost])


def test_other_days_and_rounds_by_feel_are_left_out() -> None:
    yesterday = [replace(one, day=TODAY - timedelta(1)) for one in rounds("6+ 7+ 8+ 9-")]
    assert not over([*yesterday, *rounds("6- 3-")])
    felt = rounds("3- 1-", feedback=Feedback.FEEL)
    assert not over([*rounds("6+ 7+ 8+ 9+"), *felt])
    assert over([*rounds("6+ 7+"), *felt, *rounds("8+ 9- 6- 3-")])


def ended_within(count: int, tires_from: int, chance: random.Random) -> bool:
    """Whether a bout ends for somebody who loses a rung a round from some round on."""
    able = chance.choice((5.0, 7.0, 9.0))
    rung, played = round(able) - 1, list[PastRound]()
    for number in range(count):
        able -= 1.0 if number >= tires_from else 0.0
        likely = 1.0 / (1.0 + exp((rung - able) / 2.0 - log(3.0)))
        success = chance.random() < likely
        played += rounds(f"{rung}{'+' if success else '-'}")
        if over(played):
            return True
        rung = min(max(rung + (HARDER if success else EASIER), EASIEST_RUNG), HARDEST_RUNG)
    return False


def test_few_bouts_end_of_who_does_not_tire_and_most_of_who_does() -> None:
    chance = random.Random(3)
    bouts = range(400)
    assert np.mean([ended_within(10, 99, chance) for _ in bouts]) < 0.08
    assert np.mean([ended_within(16, 4, chance) for _ in bouts]) > 0.85


def result_screen(numbers: Numbers) -> ResultScreen:
    stage = PLAYED["bullseye-rung-4"].stage(Layout((640, 360)), LIKELY_STATION)
    return ResultScreen(
        stage,
        TrialResult(Outcome.COMPLETED, 23.0, "time_on_target_s"),
        numbers,
        (np.zeros(0), np.zeros(0)),
    )


@pytest.mark.parametrize("enough", [False, True])
def test_the_result_says_so_kindly_and_offers_no_ring(enough: bool) -> None:
    screen = result_screen(Numbers(9.0, next_round=NextRound(3, enough=enough)))
    screen.draw(pygame.Surface((640, 360)), 5.0)
    written = {text for text, _ in screen._stage.lettering.written}
    assert (screen.ring is None) is enough
    assert ({ENOUGH, ENOUGH_THERAPIST} <= written) is enough
    assert ({AGAIN, "Next: ring 3"} <= written) is not enough
    assert screen.keys[-1] == (REST_KEYS if enough else AGAIN_KEYS)


@pytest.mark.parametrize("too_hard", [False, True])
def test_who_fails_twice_on_the_easiest_rung_gets_something_easier_and_the_therapist_reads_what(
    too_hard: bool,
) -> None:
    screen = result_screen(Numbers(2.0, next_round=NextRound(1, too_hard=too_hard)))
    screen.draw(pygame.Surface((640, 360)), 5.0)
    written = {text for text, _ in screen._stage.lettering.written}
    assert (screen.ring is None) is too_hard
    assert ({EASIER_WORDS, TOO_HARD_THERAPIST} <= written) is too_hard


@pytest.mark.parametrize(("last", "again"), [(ENTER, True), (ESCAPE, False)])
def test_neither_ring_nor_button_begins_the_next_round_but_the_therapists_key_does(
    window, last: int, again: bool
) -> None:
    setup = setup_of("bullseye", seconds=2.0)
    feed = PressedFeed(LEANS_OUT, {1.0: ENTER, OVER + 14: last})
    feed.button_at_s = (OVER + 5, OVER + 12)
    played = Round(
        activity_named("bullseye"),
        setup,
        feed,
        kept_on(feed, setup),
        next_round=lambda this: NextRound(this.rung, enough=True),
    )
    assert play_in_window(played, window).again is again
    assert feed.now_ns() / 1e9 == pytest.approx(OVER + 14, abs=0.2)


def test_an_assessment_has_its_set_and_a_training_asks_for_its_own_success() -> None:
    bullseye, stance = activity_named("bullseye"), activity_named("steady-stance")
    assert bullseye.success(20.0) == 17.0
    held = {"+": 18.0, "-": 14.0}
    played = [
        replace(one, value=held[word[-1]])
        for one, word in zip(rounds(TIRED), TIRED.split(), strict=True)
    ]
    assert bullseye.enough(20.0, played, TODAY)
    assert not bullseye.enough(16.0, played, TODAY)
    assert not stance.enough(20.0, played, TODAY)
