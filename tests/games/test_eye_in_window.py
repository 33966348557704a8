"""The therapist scores by eye in the window: by key, mouse and touch, in the trial and after it."""

import pygame

from games.engine.draw.eye_panel import EyePanel
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from tests.games.playing import Kept, kept_on, setup_of
from tests.games.typing_feed import ENTER, ESCAPE, LONGEST_S, key
from tools.scripted import ScriptedFeed, held
from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.recording.eye import EyeScore, Glance, Part
from trainer.recording.vocabulary import EventKind

MEASURING_S, OVER_S, LATER_S = 7.5, 14.0, 15.0
"""When a trial of 5 s, begun by a key after a second, measures, and when it has ended."""
EVENTS = dict[float, pygame.event.Event]


class Pressing(ScriptedFeed):
    """A scripted board beside somebody who presses keys and buttons at set times."""

    def __init__(self, presses: EVENTS) -> None:
        super().__init__(held(0.1, 0.0))
        self._presses = dict(presses)

    def pump(self) -> None:
        super().pump()
        assert self.now_ns() < LONGEST_S * 1e9, "nobody ends this any more"
        for at_s in [at for at in self._presses if at <= self.now_ns() / 1e9]:
            pygame.event.post(self._presses.pop(at_s))


def pressed(window: Window, name: str, *, touch: bool = False) -> pygame.event.Event:
    """A press on one of the buttons; a screen that is touched sends the mouse's event, too."""
    panel = EyePanel(window.layout, window.layout.lettering(setup_of("step_down").station))
    place = dict(panel.areas)[name].center
    return pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=place, touch=touch)


def scored(window: Window, presses: EVENTS, activity: str = "step_down") -> Kept:
    setup = setup_of(activity, seconds=5.0)
    feed = Pressing({1.0: key(ENTER), **presses})
    kept = kept_on(feed, setup)
    play_in_window(Round(activity_named(activity), setup, feed, kept, set_of=TRIALS_IN_SET), window)
    return kept


def score_of(kept: Kept) -> EyeScore:
    said = [event for event in kept.events if event.kind is EventKind.EYE]
    return EyeScore.after(Glance.of(event.data) for event in said)


LEAVES = {LATER_S + 3.0: key(ESCAPE)}


def test_by_key_mouse_and_touch_while_it_is_done(window) -> None:
    kept = scored(
        window,
        {
            MEASURING_S: key(pygame.K_2),
            MEASURING_S + 1.0: pressed(window, "3"),
            MEASURING_S + 2.0: pressed(window, "6", touch=True),
            **LEAVES,
        },
    )
    assert score_of(kept).gave_way == {Part.PELVIS: True, Part.KNEE: False, Part.TRUNK: True}
    assert kept.measured().value("eye_trunk_leans") == 1.0


def test_in_the_rest_after_it_a_score_is_given_changed_and_taken_back(window) -> None:
    kept = scored(
        window,
        {
            MEASURING_S: key(pygame.K_2),
            MEASURING_S + 0.5: key(pygame.K_4),
            OVER_S: key(pygame.K_2),
            OVER_S + 0.5: pressed(window, "3"),
            OVER_S + 1.0: key(pygame.K_6),
            **LEAVES,
        },
    )
    assert score_of(kept).gave_way == {Part.KNEE: False, Part.TRUNK: True}
    assert len(kept.results) == 1


def test_before_it_and_once_it_is_kept_for_good_nothing_is_scored(window, monkeypatch) -> None:
    monkeypatch.setattr("games.engine.after.over.JUDGING_S", 2.0)
    kept = scored(window, {0.5: key(pygame.K_2), LATER_S + 1.0: key(pygame.K_2), **LEAVES})
    assert not score_of(kept)


def test_where_nothing_is_scored_by_eye_the_keys_mean_nothing(window) -> None:
    kept = scored(window, {MEASURING_S: key(pygame.K_2), **LEAVES}, "steady-stance")
    assert not score_of(kept)
