"""Pain in a trial, after it and before it: asked about, kept, taken back."""

import pygame
import pytest

from games.engine.loop import play_in_window
from games.engine.player import Round
from games.registry import activity_named
from tests.games.ended_trials import JUDGING_S, OVER, play, shorten_minute
from tests.games.playing import Kept, setup_of
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed
from tools.scripted import sway
from trainer.recording.pain import Pain, pain_in
from trainer.recording.vocabulary import Outcome, PainPlace

C, G, P = (getattr(pygame, f"K_{letter}") for letter in "cgp")


@pytest.fixture(autouse=True)
def short_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_minute(monkeypatch)


def test_pain_is_asked_for_stored_and_waits_for_the_therapists_go(window) -> None:
    presses = {1.0: ENTER, 6.0: P, 7.0: ENTER, 7.5: pygame.K_KP3, 8.0: pygame.K_1, 9.0: ENTER}
    ended, kept = play(window, TypingFeed(sway(2.0), {**presses, 9.5: G}), "bullseye")
    assert ended.result is not None
    assert ended.result.outcome is Outcome.PAIN
    assert ended.again
    assert ended.goes_on_after_pain
    assert pain_in(kept.events) == Pain(3, PainPlace.KNEE_FRONT)


@pytest.mark.parametrize(
    ("answers", "pain"),
    [
        ((pygame.K_6, pygame.K_5), Pain(6, PainPlace.HIP)),
        ((pygame.K_x, pygame.K_5), Pain(10, PainPlace.HIP)),
        ((pygame.K_0, pygame.K_g), Pain(0, PainPlace.GAVE_WAY)),
    ],
)
def test_much_pain_or_a_knee_that_fails_ends_the_leg_for_the_day(window, answers, pain) -> None:
    presses = {1.0: ENTER, 6.0: P, 7.0: answers[0], 7.2: answers[1], 8.0: G, 8.5: ENTER}
    ended, kept = play(window, TypingFeed(sway(2.0), {**presses, 9.0: ESCAPE}))
    assert not ended.again
    assert pain_in(kept.events) == pain


def test_pain_nobody_answers_for_is_still_kept_as_pain(window) -> None:
    ended, kept = play(window, TypingFeed(sway(2.0), {1.0: ENTER, 6.0: P, 7.0: ESCAPE}))
    assert [result.outcome for result in kept.results] == [Outcome.PAIN]
    assert pain_in(kept.events) == Pain()
    assert not ended.again


def test_pain_pressed_by_mistake_is_taken_back(window) -> None:
    presses = {1.0: ENTER, OVER: P, OVER + 1: C, OVER + 2: ESCAPE}
    ended, kept = play(window, TypingFeed(sway(2.0), presses))
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED
    assert pain_in(kept.events) == Pain()


LATE = OVER + JUDGING_S + 5


@pytest.mark.parametrize("activity", ["bullseye", "steady-stance"])
def test_pain_is_heard_after_the_result_was_kept(window, activity: str) -> None:
    answers = {LATE + 1: pygame.K_7, LATE + 2: pygame.K_1, LATE + 3: ESCAPE}
    ended, kept = play(window, TypingFeed(sway(2.0), {1.0: ENTER, LATE: P, **answers}), activity)
    assert [result.outcome for result in kept.results] == [Outcome.COMPLETED]
    assert kept.amended == [ended.result]
    assert ended.result is not None
    assert ended.result.outcome is Outcome.PAIN
    assert pain_in(kept.events) == Pain(7, PainPlace.KNEE_FRONT)


def test_late_pain_pressed_by_mistake_changes_nothing_that_is_kept(window) -> None:
    presses = {1.0: ENTER, LATE: P, LATE + 1: C, LATE + 2: ESCAPE}
    ended, _ = play(window, TypingFeed(sway(2.0), presses), "bullseye")
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED


def test_pain_that_nobody_answers_for_is_kept_after_a_minute_and_what_follows_added(window) -> None:
    later = {LATE + 1: C, LATE + 2: pygame.K_4, LATE + 3: ESCAPE}
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 6.0: P, **later})

    class Watched(Kept):
        def finish(self, result) -> None:
            super().finish(result)
            finished.append((feed.now_ns() / 1e9, pain_in(self.events)))

    finished: list[tuple[float, Pain]] = []
    setup = setup_of("bullseye", seconds=2.0)
    kept = Watched(samples=lambda: feed.since(-1).samples, setup=setup)
    kept.activity = activity_named("bullseye")
    ended = play_in_window(Round(kept.activity, setup, feed, kept), window)
    ((at_s, pain),) = finished
    assert (at_s, pain) == (pytest.approx(6.0 + JUDGING_S, abs=0.2), Pain())
    assert kept.amended == [ended.result]
    assert kept.amended[0].outcome is Outcome.PAIN
    assert pain_in(kept.events) == Pain(4)


def test_pain_before_the_first_trial_is_asked_about_and_kept(window) -> None:
    presses = {1.0: P, 2.0: pygame.K_3, 3.0: pygame.K_1, 4.0: ESCAPE}
    ended, kept = play(window, TypingFeed(sway(2.0), presses))
    assert [result.outcome for result in kept.results] == [Outcome.PAIN]
    assert ended.result is not None
    assert pain_in(kept.events) == Pain(3, PainPlace.KNEE_FRONT)
