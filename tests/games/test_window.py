"""The window's loop on a scripted feed, with keys pressed by script."""

from typing import ClassVar

import pygame
import pytest

from games.engine.after.over import JUDGING_S, Ended
from games.engine.draw.chrome import JUDGING_KEYS, LEAVING_KEYS, PLAYING_KEYS, key_areas
from games.engine.draw.field import FieldMap
from games.engine.draw.lettering import Lettering
from games.engine.input import NAMED, Hand, eased, pressed
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from games.engine.words import TOUCH_NOTED
from games.registry import activity_named
from games.screens.instruction import KEYS as INSTRUCTION_KEYS
from games.screens.result import AGAIN_KEYS, ResultScreen
from tests.games.playing import Kept, kept_on, setup_of
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed
from tools.gallery import RIM
from tools.scripted import ScriptedFeed, sway
from trainer.recording.interfaces import Steering
from trainer.recording.trial import PastScores, TrialResult
from trainer.recording.vocabulary import EventKind, Outcome


def play(window: Window, activity: str, feed: ScriptedFeed, seconds: float = 2.0):
    setup = setup_of(activity, seconds=seconds)
    kept = kept_on(feed, setup)
    kept.before = PastScores((1.0, 1.2))
    round_ = Round(activity_named(activity), setup, feed, kept, steering=Steering())
    return play_in_window(round_, window), kept


SPACE = pygame.K_SPACE


@pytest.mark.parametrize("activity", ["bullseye", "steady-stance"])
def test_a_round_from_instruction_to_result(window: Window, activity: str) -> None:
    ended, kept = play(window, activity, TypingFeed(sway(2.0), {1.0: ENTER, 11.0: ESCAPE}))
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED
    assert kept.results == [ended.result]
    assert not ended.again


def test_enter_on_the_result_asks_for_one_more_and_needs_no_instruction_then(window) -> None:
    ended, _ = play(window, "bullseye", TypingFeed(sway(2.0), {1.0: ENTER, 11.0: ENTER}))
    assert ended.again
    ended, kept = play(window, "bullseye", TypingFeed(sway(2.0), {10.0: ESCAPE}))
    assert ended.result is not None
    assert len(kept.results) == 1


def test_leaving_the_instruction_records_nothing(window: Window) -> None:
    ended, kept = play(window, "bullseye", TypingFeed(sway(2.0), {1.0: ESCAPE}))
    assert ended == Ended(None)
    assert kept.begun == 0


def test_leaving_a_running_trial_keeps_it_as_stopped(window: Window) -> None:
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 6.0: ESCAPE, 6.5: ESCAPE})
    ended, kept = play(window, "bullseye", feed, seconds=20.0)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.STOPPED
    assert len(kept.results) == 1


def test_the_therapist_corrects_a_result_before_it_is_kept(window: Window) -> None:
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 11.0: pygame.K_t, 12.0: ESCAPE})
    ended, kept = play(window, "steady-stance", feed)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.TOUCH
    outcomes = [e.data["outcome"] for e in kept.events if e.kind is EventKind.OUTCOME]
    assert outcomes == ["completed", "touch"]


def test_a_result_nobody_looks_at_is_kept_after_a_minute(window: Window) -> None:
    late = {1.0: ENTER, 11.0 + JUDGING_S: pygame.K_t, 12.0 + JUDGING_S: ESCAPE}
    ended, kept = play(window, "steady-stance", TypingFeed(sway(2.0), late))
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED
    assert len(kept.results) == 1


def test_nothing_begins_while_the_rail_stop_is_open(window: Window) -> None:
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 20.0: ESCAPE}, rail_opens_s=0.0)
    ended, kept = play(window, "bullseye", feed)
    assert ended.result is None
    assert kept.begun == 0


def test_the_stop_key_pauses_and_enter_goes_on(window: Window) -> None:
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 6.5: SPACE, 11.0: ENTER, 24.0: ESCAPE})
    ended, kept = play(window, "bullseye", feed, seconds=4.0)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED
    kinds = [event.kind for event in kept.events]
    assert EventKind.PAUSE in kinds
    assert EventKind.RESUME in kinds


def test_a_touch_in_a_running_round_is_told_for_a_while(window: Window, monkeypatch) -> None:
    told: list[float] = []
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 8.0: pygame.K_t, 20.0: ESCAPE, 22.0: ESCAPE})
    write = Lettering.write

    def noting(self: Lettering, onto, text, *rest, **more):
        if text == TOUCH_NOTED:
            told.append(feed.now_ns() / 1e9)
        return write(self, onto, text, *rest, **more)

    monkeypatch.setattr(Lettering, "write", noting)
    play(window, "bullseye", feed, seconds=20.0)
    assert (told[0], told[-1]) == pytest.approx((8.0, 12.0), abs=0.1)


def test_the_pointer_is_hidden_in_a_trial_unless_it_was_just_moved(window: Window) -> None:
    seen: dict[float, bool] = {}

    class Moving(TypingFeed):
        moves: ClassVar = [8.0]

        def pump(self) -> None:
            super().pump()
            now_s = self.now_ns() / 1e9
            seen[now_s] = pygame.mouse.get_visible()
            if self.moves and now_s >= self.moves[0]:
                self.moves.pop()
                pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=(1, 1)))

    setup = setup_of("bullseye", seconds=20.0)
    feed = Moving(sway(2.0), {1.0: ENTER, 20.0: ESCAPE, 22.0: ESCAPE})
    play_in_window(Round(activity_named("bullseye"), setup, feed, kept_on(feed, setup)), window)

    def at(second: float) -> bool:
        return next(visible for t_s, visible in seen.items() if t_s >= second)

    assert [at(s) for s in (0.5, 4.0, 10.0, 15.0, 21.0)] == [True, False, True, False, True]


def test_a_failure_while_playing_still_keeps_the_trial(window: Window) -> None:
    class Failing(TypingFeed):
        def predict(self, at_ns: int):
            if self.now_ns() > 5e9:
                raise RuntimeError("the board burst")
            return super().predict(at_ns)

    kept = Kept()
    feed = Failing(sway(2.0), {1.0: ENTER})
    with pytest.raises(RuntimeError, match="burst"):
        play_in_window(Round(activity_named("bullseye"), setup_of("bullseye"), feed, kept), window)
    assert [result.outcome for result in kept.results] == [Outcome.STOPPED]


def test_a_result_that_cannot_be_kept_shows_why_and_is_tried_once(window: Window) -> None:
    setup, feed = setup_of("bullseye", seconds=2.0), TypingFeed(sway(2.0), {1.0: ENTER, 11: ESCAPE})
    kept = kept_on(feed, setup)
    tried: list[TrialResult] = []

    def full(result: TrialResult) -> None:
        tried.append(result)
        raise OSError("no room anywhere")

    kept.finish = full  # type: ignore[method-assign]
    with pytest.raises(OSError, match="no room anywhere"):
        play_in_window(Round(activity_named("bullseye"), setup, feed, kept), window)
    assert len(tried) == 1


def test_the_same_key_at_the_result_takes_it_back_and_another_changes_it(window: Window) -> None:
    presses = {1.0: ENTER, 11.0: pygame.K_f, 11.5: pygame.K_t, 12.0: pygame.K_t, 12.5: pygame.K_r}
    _, kept = play(window, "steady-stance", TypingFeed(sway(2.0), {**presses, 13.0: ESCAPE}))
    outcomes = [e.data["outcome"] for e in kept.events if e.kind is EventKind.OUTCOME]
    assert outcomes == ["completed", "foot_down", "touch", "completed", "rim_rest"]


def test_a_trial_broken_off_by_a_wrong_key_is_stopped_when_that_is_taken_back(window) -> None:
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 6.0: pygame.K_f, 7.0: pygame.K_f, 8.0: ESCAPE})
    ended, _ = play(window, "steady-stance", feed, seconds=20.0)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.STOPPED


class ClosingFeed(TypingFeed):
    """Somebody closes the window at this time."""

    closed_at_s = 6.0

    def pump(self) -> None:
        super().pump()
        if self.now_ns() / 1e9 >= self.closed_at_s:
            pygame.event.post(pygame.event.Event(pygame.QUIT))


@pytest.mark.parametrize("at_s", [3.5, 6.0, 12.0])
def test_closing_the_window_ends_at_once_and_keeps_the_trial(window: Window, at_s: float) -> None:
    feed = ClosingFeed(sway(2.0), {1.0: ENTER})
    feed.closed_at_s = at_s
    ended, kept = play(window, "bullseye", feed, seconds=3.0)
    assert ended.closed
    assert not ended.again
    assert feed.now_ns() / 1e9 == pytest.approx(at_s, abs=0.1)
    expected = Outcome.COMPLETED if at_s > 11 else Outcome.STOPPED
    assert [result.outcome for result in kept.results] == [expected]


def test_closing_the_instruction_records_nothing(window: Window) -> None:
    feed = ClosingFeed(sway(2.0), {})
    assert play(window, "bullseye", feed)[0] == Ended(None, closed=True)


def test_a_click_on_a_shown_key_is_that_key(window: Window) -> None:
    lettering = window.layout.lettering(LIKELY_STATION)
    areas = key_areas(window.layout, lettering, JUDGING_KEYS, PLAYING_KEYS, LEAVING_KEYS)
    assert {name for name, _ in areas} == {*"TFRPM", "Space", "Enter", "Esc"}
    for name, area in areas:
        assert pygame.Rect((0, 0), window.surface.get_size()).contains(area)
        click = pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=area.center)
        assert pressed(click, areas, area.center) == name in NAMED.values()
    nowhere = pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(5, 5))
    assert pressed(nowhere, areas, (5, 5)) is None


def test_a_round_can_be_played_by_clicks_alone(window: Window) -> None:
    lettering = window.layout.lettering(LIKELY_STATION)
    enter = dict(key_areas(window.layout, lettering, INSTRUCTION_KEYS))["Enter"].center
    escape = dict(key_areas(window.layout, lettering, JUDGING_KEYS, AGAIN_KEYS))["Esc"].center

    class ClickingFeed(ScriptedFeed):
        # The keys of the result are hidden until somebody touches the mouse.
        clicks: ClassVar = {1.0: enter, 11.0: escape, 11.5: escape}

        def pump(self) -> None:
            super().pump()
            for at_s in [at for at in self.clicks if at <= self.now_ns() / 1e9]:
                at = self.clicks.pop(at_s)
                pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=at))

    feed = ClickingFeed(sway(2.0))
    ended, kept = play(window, "bullseye", feed)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED
    assert len(kept.results) == 1
    assert feed.now_ns() / 1e9 == pytest.approx(11.5, abs=0.1), "a hidden key is not clicked"


def test_the_number_on_the_result_screen_is_the_one_measured_from_the_recording(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[float | None] = []

    class Seen(ResultScreen):
        def __init__(self, stage, result, numbers, *rest, **more) -> None:
            shown.append(numbers.value)
            super().__init__(stage, result, numbers, *rest, **more)

    monkeypatch.setattr("games.engine.after.training.ResultScreen", Seen)
    _, kept = play(window, "bullseye", TypingFeed(sway(4.0), {1.0: ENTER, 60.0: ESCAPE}))
    assert shown == [kept.measured().value("time_on_target_s")]


def test_the_mouse_steers_towards_where_it_points(window: Window) -> None:
    steering, field = Steering(), FieldMap.of(window.layout, RIM)
    hand = Hand(steering, field, RIM)
    hand.take(pygame.event.Event(pygame.MOUSEMOTION), field.at(3.0, -2.0))
    assert steering.wished() == pytest.approx((3.0, -2.0))
    hand.take(pygame.event.Event(pygame.MOUSEMOTION), (0.0, field.centre[1]))
    assert steering.wished()[1] == pytest.approx(-1.05 * max(RIM.tilt_deg))


def test_a_held_key_leans_and_a_released_one_comes_back() -> None:
    assert eased(0.0, 1, 0.1) == pytest.approx(0.22)
    assert eased(0.9, 1, 0.1) == 1.0
    assert eased(0.9, 0, 0.1) == pytest.approx(0.6)
    assert eased(0.1, 0, 0.1) == 0.0
