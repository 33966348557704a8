"""A trial in a plan: what follows is told, and nobody has to type for it."""

from dataclasses import replace

import pygame
import pytest

from games.engine.after import assessment, training
from games.engine.after.over import Ended
from games.engine.follow import RESULT_S, Follow
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from games.screens.rest import RestScreen
from games.screens.result import ResultScreen
from tests.games.playing import kept_on, setup_of
from tests.games.typing_feed import ENTER, TypingFeed
from tools.scripted import sway
from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.recording.samples import FLAG_BUTTON_DOWN, Sample

T = pygame.K_t
OVER = 11.0
"""By then a trial of 2 s, begun by a key after a second, has ended."""
THEN = "then: right leg, Bullseye"


class PressedFeed(TypingFeed):
    """The event button is held down for a tenth of a second at these times."""

    def __init__(self, *button_at_s: float) -> None:
        super().__init__(sway(2.0), {})
        self._button_at_s = button_at_s

    def latest(self) -> Sample | None:
        newest, now_s = super().latest(), self.now_ns() / 1e9
        if newest is None or not any(at <= now_s < at + 0.1 for at in self._button_at_s):
            return newest
        return replace(newest, flags=newest.flags | FLAG_BUTTON_DOWN)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What the patient reads after trials."""
    texts: set[str] = set()

    class Rest(RestScreen):
        def draw(self, onto: pygame.Surface, t_s: float) -> None:
            super().draw(onto, t_s)
            texts.update(text for text, _ in self._stage.lettering.written)

    class Result(ResultScreen):
        def draw(self, onto: pygame.Surface, t_s: float, asking=None) -> None:
            super().draw(onto, t_s, asking)
            texts.update(text for text, _ in self._stage.lettering.written)
            assert asking is None

    monkeypatch.setattr(assessment, "RestScreen", Rest)
    monkeypatch.setattr(training, "ResultScreen", Result)
    return texts


def play(window: Window, feed: TypingFeed, activity: str, follow: Follow) -> Ended:
    setup = setup_of(activity, seconds=2.0)
    kept = kept_on(feed, setup)
    played = Round(activity_named(activity), setup, feed, kept, set_of=TRIALS_IN_SET, follow=follow)
    return play_in_window(played, window)


def test_a_plan_goes_on_from_a_result_by_itself_and_says_what_comes(window, read) -> None:
    feed = TypingFeed(sway(2.0), {1.0: ENTER})
    ended = play(window, feed, "bullseye", Follow(30.0, THEN))
    assert ended.again
    assert RESULT_S < feed.now_ns() / 1e9 < OVER + RESULT_S
    assert THEN in read
    assert not {"One more round?", "Rest for a moment, then try again"} & read


def test_a_result_that_a_therapist_works_at_waits_for_a_key(window, read) -> None:
    pressed = {1.0: ENTER, OVER: T, OVER + RESULT_S + 5: ENTER}
    feed = TypingFeed(sway(2.0), pressed)
    assert play(window, feed, "bullseye", Follow(30.0, THEN)).again
    assert feed.now_ns() / 1e9 > OVER + RESULT_S + 4


def test_an_assessments_rest_is_the_plans_and_leads_to_the_other_leg(window, read) -> None:
    feed = PressedFeed(1.0, OVER + 5.0, OVER + 12.0)
    ended = play(window, feed, "steady-stance", Follow(10.0, "then: left leg, Steady stance"))
    assert ended.again
    assert feed.now_ns() / 1e9 == pytest.approx(OVER + 12.0, abs=0.2)
    assert {"then: left leg, Steady stance", "1 of 3 · rest"} <= read


def test_the_button_alone_begins_a_trial_and_goes_on(window, read) -> None:
    feed = PressedFeed(1.0, OVER + 4.0)
    assert play(window, feed, "bullseye", Follow(30.0, THEN)).again
    assert feed.now_ns() / 1e9 == pytest.approx(OVER + 4.0, abs=0.2)
