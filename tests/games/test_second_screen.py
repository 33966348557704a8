"""The therapist's window: its buttons do what the keys do, and none reaches the patient's."""

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

import pygame
import pytest

from games.engine.draw.chrome import JUDGING_KEYS, LEAVING_KEYS, PLAYING_KEYS
from games.engine.draw.keys import KeyRows
from games.engine.loop import play_in_window
from games.engine.pain_talk import PLACE_KEYS
from games.engine.player import Round
from games.engine.second.facts import Facts
from games.engine.second.screen import PERIOD_NS, SecondScreen
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from games.engine.words import TOUCH_NOTED
from games.registry import activity_named
from tests.games.beside import NOTE, Presses, PressingBeside, beside, post, press
from tests.games.playing import Kept, kept_on, setup_of
from tests.games.sound.hearing import Silence
from tests.unseen_window import unseen
from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.recording.eye import EyeScore, Glance, Part
from trainer.recording.interfaces import Steering
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import EventKind, Outcome

KEYS = {name for name, _ in (*JUDGING_KEYS, *PLAYING_KEYS, *LEAVING_KEYS)}


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr("games.engine.sound.speaker.Speaker", lambda muted: Silence())
    with unseen(second=True) as opened:
        pygame.event.clear()
        yield opened


class Played:
    """One round, played in the second window alone."""

    def __init__(
        self,
        window: Window,
        presses: Presses,
        activity: str = "steady-stance",
        seconds: float = 2.0,
        **more,
    ) -> None:
        self.feed = PressingBeside(window, presses)
        setup = setup_of(activity, seconds=seconds)
        self.kept: Kept = kept_on(self.feed, setup)
        self.notes: list[str] = []
        round_ = Round(activity_named(activity), setup, self.feed, self.kept, **more)
        self.ended = play_in_window(round_, window)

    @property
    def kinds(self) -> list[EventKind]:
        return [event.kind for event in self.kept.events]

    @property
    def outcomes(self) -> list[str]:
        return [e.data["outcome"] for e in self.kept.events if e.kind is EventKind.OUTCOME]


@pytest.mark.parametrize(
    ("key", "outcome"),
    [("T", Outcome.TOUCH), ("F", Outcome.FOOT_DOWN), ("R", Outcome.RIM_REST)],
    ids=["touch", "foot down", "rim"],
)
def test_a_button_judges_the_result_and_takes_it_back(window, key: str, outcome: Outcome) -> None:
    presses = {1.0: "Enter", 11.0: key, 12.0: "C", 13.0: key, 14.0: "Esc"}
    played = Played(window, presses)
    assert played.ended.result is not None
    assert played.ended.result.outcome is outcome
    assert played.outcomes == ["completed", outcome.value, "completed", outcome.value]


def test_the_buttons_stop_a_trial_and_let_it_go_on(window: Window) -> None:
    presses = {1.0: "Enter", 6.5: "Space", 11.0: "Enter", 24.0: "Esc"}
    played = Played(window, presses, "bullseye", seconds=4.0)
    assert played.ended.result is not None
    assert played.ended.result.outcome is Outcome.COMPLETED
    assert [kind in played.kinds for kind in (EventKind.PAUSE, EventKind.RESUME)] == [True, True]


def test_pain_is_asked_and_answered_there(window: Window) -> None:
    presses = {1.0: "Enter", 6.0: "P", 7.0: "X", 8.0: "L", 9.0: "Esc"}
    played = Played(window, presses, seconds=20.0)
    told = [event.data for event in played.kept.events if event.kind is EventKind.PAIN]
    assert told == [Pain(10, PLACE_KEYS["L"]).event(0).data]


def test_what_is_seen_is_scored_there(window: Window) -> None:
    presses = {1.0: "Enter", 7.5: "2", 8.0: "3", 15.0: "6", 18.0: "Esc"}
    played = Played(window, presses, "step_down", seconds=5.0, set_of=TRIALS_IN_SET)
    said = [event for event in played.kept.events if event.kind is EventKind.EYE]
    score = EyeScore.after(Glance.of(event.data) for event in said)
    assert score.gave_way == {Part.PELVIS: True, Part.KNEE: False, Part.TRUNK: True}


def test_the_buttons_are_those_that_work_at_that_moment(window: Window) -> None:
    presses = {1.0: "Enter", 11.0: "F", 12.0: "Esc"}
    feed = Played(window, presses).feed
    assert feed.offered_at(0.5) == {"Enter", "P", "M", "Esc"}
    assert feed.offered_at(6.0) == KEYS
    assert feed.offered_at(10.5) == {"T", "F", "R", "P", "D", "Esc"}
    assert feed.offered_at(11.5) == {"T", "F", "R", "P", "D", "Esc", "C"}
    beside(window).refresh(10**15)
    assert beside(window).areas == [], "after the round nobody is asked for anything"


def test_a_note_is_typed_without_meaning_keys_and_handed_over(window: Window) -> None:
    class Typing(PressingBeside):
        def pump(self) -> None:
            super().pump()
            if self.now_ns() >= 7e9 and self.typed:
                for letter in self.typed:
                    post(window, pygame.KEYDOWN, key=ord(letter))
                    post(window, pygame.TEXTINPUT, text=letter)
                post(window, pygame.KEYDOWN, key=pygame.K_BACKSPACE)
                post(window, pygame.KEYDOWN, key=pygame.K_RETURN)
                self.typed = ""

        typed = "tired f tx"

    feed = Typing(window, {1.0: "Enter", 6.0: NOTE, 12.0: "Esc"})
    setup, notes = setup_of("bullseye", seconds=4.0), []
    kept = kept_on(feed, setup)
    played = Round(activity_named("bullseye"), setup, feed, kept, notes=notes.append)
    ended = play_in_window(played, window)
    assert notes == ["tired f t"]
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED, "no key of the note meant anything"


def test_without_anybody_who_keeps_notes_there_is_no_field(window: Window) -> None:
    Played(window, {0.5: NOTE, 1.0: "Enter", 6.0: "Esc", 7.0: "Esc"}, "bullseye")
    assert not beside(window).note.is_open
    assert beside(window).note.taker is None


def test_a_note_that_is_left_alone_gives_the_keys_back(window: Window) -> None:
    second = beside(window)
    second.note.taker = lambda _text: None
    second.refresh(0)
    press(window, NOTE)
    assert window.events() == []
    post(window, pygame.KEYDOWN, key=pygame.K_SPACE)
    assert window.events() == []
    second.refresh(11_000_000_000)
    post(window, pygame.KEYDOWN, key=pygame.K_SPACE)
    assert [event.key for event in window.events()] == [pygame.K_SPACE]


def test_pointer_and_finger_over_it_never_reach_the_patients_window(window: Window) -> None:
    beside(window).refresh(0)
    for kind in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP, pygame.FINGERDOWN, pygame.FINGERMOTION):
        post(window, kind, pos=(5, 5))
    post(window, pygame.MOUSEBUTTONDOWN, button=1, pos=(5, 5))
    assert window.events() == []


def test_a_pointer_over_it_does_not_tilt_a_simulated_board(window: Window) -> None:
    steering = Steering()

    class Moving(PressingBeside):
        def pump(self) -> None:
            super().pump()
            post(window, pygame.MOUSEMOTION, pos=(400, 300))

    feed = Moving(window, {1.0: "Enter", 6.0: "Esc", 7.0: "Esc"})
    setup = setup_of("bullseye", seconds=20.0)
    kept = kept_on(feed, setup)
    play_in_window(Round(activity_named("bullseye"), setup, feed, kept, steering=steering), window)
    assert steering.wished() == (0.0, 0.0)


def test_the_pointer_is_seen_over_it_while_a_trial_hides_it(window: Window) -> None:
    window.point(False)
    post(window, pygame.WINDOWENTER)
    window.events()
    assert pygame.mouse.get_visible()
    post(window, pygame.WINDOWLEAVE)
    window.events()
    assert not pygame.mouse.get_visible()


def test_closing_it_closes_only_it_and_the_keys_are_on_the_picture_again(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[float, bool]] = []
    draw = KeyRows.draw

    def noting(self: KeyRows, onto: pygame.Surface, now_ns: int) -> None:
        seen.append((now_ns / 1e9, self.seen(now_ns)))
        draw(self, onto, now_ns)

    monkeypatch.setattr(KeyRows, "draw", noting)

    class Closing(PressingBeside):
        def pump(self) -> None:
            super().pump()
            if self.now_ns() >= 6e9 and window.second is not None:
                post(window, pygame.WINDOWCLOSE)
            if self.now_ns() >= 7e9 and self.keys:
                pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=self.keys.pop()))

        keys: ClassVar = [pygame.K_ESCAPE, pygame.K_ESCAPE, pygame.K_t]

    feed = Closing(window, {1.0: "Enter"})
    setup = setup_of("bullseye", seconds=20.0)
    kept = kept_on(feed, setup)
    ended = play_in_window(Round(activity_named("bullseye"), setup, feed, kept), window)
    assert not ended.closed
    assert window.second is None
    assert seen[0][0] == pytest.approx(6.0, abs=0.1), "never while it was open"
    assert any(shown for _, shown in seen)


def test_closing_the_patients_window_is_the_end_although_another_is_open(window: Window) -> None:
    pygame.event.post(pygame.event.Event(pygame.WINDOWCLOSE, window=None))
    assert pygame.QUIT in [event.type for event in window.events()]


def test_nothing_for_the_therapist_is_on_the_patients_picture(window, monkeypatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(
        "games.engine.draw.chrome.provenance_line", lambda setup: written.append("source") or ""
    )
    write = type(window.layout.lettering(LIKELY_STATION)).write

    def noting(self, onto, text, *rest, **more):
        if onto.get_size() == window.surface.get_size():
            written.append(text)
        return write(self, onto, text, *rest, **more)

    monkeypatch.setattr("games.engine.draw.lettering.Lettering.write", noting)
    presses = {1.0: "Enter", 7.0: "T", 12.0: "Esc"}
    Played(window, presses, "bullseye", seconds=3.0)
    told = {words for _, words in (*JUDGING_KEYS, *PLAYING_KEYS, *LEAVING_KEYS)} | {
        TOUCH_NOTED,
        "source",
    }
    assert not told & set(written)


def test_it_is_drawn_ten_times_a_second_at_most_and_only_if_something_changed(
    window: Window,
) -> None:
    second = beside(window)
    asked: list[int] = []

    def facts() -> Facts:
        asked.append(now_ns)
        return Facts(clock=f"0:{now_ns // 1_000_000_000:02d}")

    before = pygame.image.tobytes(second.surface, "RGB")
    changes = 0
    for frame in range(180):
        now_ns = round(frame * 1e9 / 60)
        second.refresh(now_ns, facts)
        after = pygame.image.tobytes(second.surface, "RGB")
        changes, before = changes + (after != before), after
    assert len(asked) <= 30
    assert all(b - a >= PERIOD_NS for a, b in pairwise(asked))
    assert 3 <= changes <= 4, "the clock changed three times"


def test_without_being_asked_for_there_is_no_second_window() -> None:
    with Window(LIKELY_STATION, sleep=lambda _seconds: None) as opened:
        assert opened.second is None


def test_it_is_closed_with_the_patients_window() -> None:
    with Window(LIKELY_STATION, sleep=lambda _seconds: None, second=True) as opened:
        second: SecondScreen = beside(opened)
    assert not second.is_open
