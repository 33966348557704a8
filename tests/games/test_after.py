"""What follows a trial in the window: an assessment's rest, judging, and the next round."""

import numpy as np
import pygame
import pytest

from games.engine.after import assessment, over, training
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.visit_rounds import NextRound, Rounds
from games.registry import activity_named
from games.screens.rest import RestScreen
from tests.games.ended_trials import LEANS_OUT, OVER, PressedFeed, play, shorten_minute
from tests.games.playing import kept_on, setup_of
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed
from tools.scripted import at_rest, sway, then
from trainer.metrics.repeats import REST_S
from trainer.recording.trial import PastRound
from trainer.recording.vocabulary import EventKind, Outcome

C, D, F, G, P, T = (getattr(pygame, f"K_{letter}") for letter in "cdfgpt")


@pytest.fixture(autouse=True)
def short_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_minute(monkeypatch)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the patient reads on rest screens."""
    texts: list[str] = []

    class Seen(RestScreen):
        def draw(self, onto: pygame.Surface, t_s: float) -> None:
            super().draw(onto, t_s)
            style = self._stage.lettering.written
            texts[:] = [text for text, each in style if each.from_board]

    monkeypatch.setattr(assessment, "RestScreen", Seen)
    return texts


def test_an_assessment_thanks_and_rests_and_shows_no_number_of_it(window, written) -> None:
    feed = TypingFeed(sway(2.0), {1.0: ENTER, OVER: ENTER})
    ended, kept = play(window, feed, today=(Outcome.FOOT_DOWN,))
    assert ended.again
    assert {"Thank you.", "2 of 3 · rest"} <= set(written)
    numbers = {kept.measured().value(name) for name in ("osi", "mean_tilt_velocity")}
    shown = {f"{number:.4g}" for number in numbers if number is not None}
    assert len(shown) == 2
    assert not shown & set(written)
    assert not {"Best", "Last", "Now", "One more round?"} & set(written)


def test_the_button_begins_the_next_trial_only_when_the_rest_is_over(window) -> None:
    feed = PressedFeed(sway(2.0), {1.0: ENTER})
    feed.button_at_s = (OVER, OVER + REST_S)
    ended, _ = play(window, feed)
    assert ended.again
    assert feed.now_ns() / 1e9 == pytest.approx(OVER + REST_S, abs=0.2)


def test_after_the_third_nothing_goes_on_and_a_key_shows_the_details(window, monkeypatch) -> None:
    drawn: list[str] = []

    class Seen(assessment.DetailsScreen):
        def draw(self, onto: pygame.Surface) -> None:
            super().draw(onto)
            drawn.append("details")

    monkeypatch.setattr(assessment, "DetailsScreen", Seen)
    presses = {1.0: ENTER, OVER: ENTER, OVER + 1: D, OVER + 1.2: D, OVER + 1.5: ESCAPE}
    ended, kept = play(window, TypingFeed(sway(2.0), presses), today=(Outcome.COMPLETED,) * 2)
    assert not ended.again
    assert 8 < len(drawn) < 16
    assert len(kept.results) == 1


def test_without_a_database_the_window_counts_its_set(window) -> None:
    for again in (True, True, False):
        feed = TypingFeed(sway(2.0), {1.0: ENTER, OVER: ENTER, OVER + 1: ESCAPE})
        assert play(window, feed)[0].again is again


def test_a_key_takes_any_judgement_back(window) -> None:
    presses = {1.0: ENTER, OVER: T, OVER + 1: C, OVER + 2: ESCAPE}
    ended, kept = play(window, TypingFeed(sway(2.0), presses), "bullseye")
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED
    outcomes = [e.data["outcome"] for e in kept.events if "outcome" in e.data]
    assert outcomes == ["completed", "touch", "completed"]


def test_no_key_takes_back_a_foot_that_the_board_itself_has_seen(window) -> None:
    resting = then(then(sway(2.0), 6.0, at_rest(0.0, 9.9)), 8.0, sway(2.0))
    feed = TypingFeed(resting, {1.0: ENTER, 14.0: ENTER, 20.0: C, 21.0: F, 22.0: F, 23.0: ESCAPE})
    ended, kept = play(window, feed, "bullseye")
    assert ended.result is not None
    assert ended.result.outcome is Outcome.FOOT_DOWN
    assert EventKind.RESUME in {event.kind for event in kept.events}
    assert kept.measured().why_not == "the trial ended with a foot down"


def test_a_press_just_after_the_end_was_meant_for_the_trial(window) -> None:
    feed = PressedFeed(sway(2.0), {1.0: ENTER, OVER + 4: ESCAPE})
    feed.button_at_s = tuple(np.arange(8.0, OVER - 0.5, 0.5))
    ended, _ = play(window, feed, "bullseye")
    assert not ended.again


@pytest.mark.parametrize("activity", ["bullseye", "steady-stance"])
def test_a_button_held_since_just_after_the_end_leaves_nothing(window, activity: str) -> None:
    feed = PressedFeed(sway(2.0), {1.0: ENTER, OVER + 6: ESCAPE})
    feed.button_at_s, feed.held_s = (OVER - 1.5,), 2.5
    ended, _ = play(window, feed, activity)
    assert ended.shown_s > 6.0, "Esc has left it"


def test_a_press_just_after_an_assessment_is_a_touch_of_which_nobody_knows_the_time(
    window,
) -> None:
    feed = PressedFeed(sway(2.0), {1.0: ENTER, OVER: ESCAPE})
    feed.button_at_s = (9.0,)
    ended, kept = play(window, feed)
    outcomes = [e.data["outcome"] for e in kept.events if "outcome" in e.data]
    assert outcomes == ["completed", "touch"]
    assert ended.result is not None
    assert ended.result.outcome is Outcome.TOUCH
    assert kept.measured().value("time_to_failure_s") is None


def test_a_press_just_after_an_assessment_is_taken_back_like_any_judgement(window) -> None:
    feed = PressedFeed(sway(2.0), {1.0: ENTER, 9.5: C, OVER: ESCAPE})
    feed.button_at_s = (9.0,)
    ended, _ = play(window, feed)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED


def test_a_press_just_after_a_failed_assessment_changes_nothing(window) -> None:
    feed = PressedFeed(sway(2.0), {1.0: ENTER, 6.0: F, OVER: ESCAPE})
    feed.button_at_s = (7.0,)
    ended, _ = play(window, feed)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.FOOT_DOWN


def test_as_long_as_the_rail_is_pressed_the_screen_says_stopped_and_no_result(
    window, monkeypatch
) -> None:
    drawn: list[str] = []

    class Stopped(over.StoppedScreen):
        def draw(self, onto: pygame.Surface) -> None:
            drawn.append("stopped")

    class Result(training.ResultScreen):
        def draw(self, onto: pygame.Surface, t_s: float, asking=None) -> None:
            drawn.append("result")

    monkeypatch.setattr(over, "StoppedScreen", Stopped)
    monkeypatch.setattr(training, "ResultScreen", Result)
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 8.0: ESCAPE}, rail_opens_s=6.0)
    ended, _ = play(window, feed, "bullseye")
    assert ended.result is not None
    assert ended.result.outcome is Outcome.STOPPED
    assert set(drawn) == {"stopped"}


def test_the_patient_begins_the_next_round_by_bringing_the_light_into_the_ring(window) -> None:
    ended, kept = play(window, TypingFeed(LEANS_OUT, {1.0: ENTER}), "bullseye")
    assert ended.again
    assert [result.outcome for result in kept.results] == [Outcome.COMPLETED]


def test_who_steps_off_the_board_has_ended_after_5_s(window) -> None:
    feed = TypingFeed(then(sway(2.0), 12.0, at_rest(0.0, 9.9)), {1.0: ENTER})
    ended, _ = play(window, feed, "bullseye")
    assert (ended.again, ended.closed) == (False, False)
    assert feed.now_ns() / 1e9 == pytest.approx(12.5 + 5.0, abs=0.5)


def test_a_result_that_a_therapist_works_at_does_not_end_by_itself(window) -> None:
    presses = {1.0: ENTER, 13.0: pygame.K_m, 13.5: T, 14.0: C, 30.0: ESCAPE}
    feed = TypingFeed(then(sway(2.0), 12.0, at_rest(0.0, 9.9)), presses)
    play(window, feed, "bullseye")
    assert feed.now_ns() / 1e9 == pytest.approx(30.0, abs=0.2)


def test_who_lost_balance_may_rest_beside_the_board_as_long_as_it_takes(window) -> None:
    off = then(sway(2.0), 12.0, at_rest(0.0, 9.9))
    feed = TypingFeed(off, {1.0: ENTER, 7.5: T, 40.0: ESCAPE})
    ended, _ = play(window, feed, "bullseye")
    assert ended.result is not None
    assert ended.result.outcome is Outcome.TOUCH
    assert feed.now_ns() / 1e9 == pytest.approx(40.0, abs=0.2)


def test_after_an_assessment_the_board_begins_nothing(window) -> None:
    feed = TypingFeed(LEANS_OUT, {1.0: ENTER, OVER + REST_S + 5: ESCAPE})
    ended, _ = play(window, feed)
    assert not ended.again
    assert feed.now_ns() / 1e9 == pytest.approx(OVER + REST_S + 5, abs=0.2)


def test_the_next_rounds_ring_is_told_and_offered_on_the_result(window, monkeypatch) -> None:
    shown: list[training.Numbers] = []

    class Seen(training.ResultScreen):
        def __init__(self, stage, result, numbers, *rest, **more) -> None:
            super().__init__(stage, result, numbers, *rest, **more)
            shown.append(numbers)

    asked: list[PastRound] = []

    def follows(this: PastRound) -> NextRound:
        asked.append(this)
        return NextRound(this.rung + 1)

    monkeypatch.setattr(training, "ResultScreen", Seen)
    setup, feed = setup_of("bullseye", seconds=2.0), TypingFeed(LEANS_OUT, {1.0: ENTER})
    kept = kept_on(feed, setup)
    round_ = Round(activity_named("bullseye"), setup, feed, kept, next_round=follows)
    play_in_window(round_, window)
    assert shown[0].next_round == NextRound(2)
    assert (asked[0].rung, asked[0].outcome, asked[0].counted) == (1, Outcome.COMPLETED, True)
    assert asked[0].value == pytest.approx(2.0, abs=0.01)
    assert shown[0].longest_s == pytest.approx(2.0, abs=0.01)
    assert window.rounds[("bullseye", "right")] == Rounds(1, 1)
