"""A trial of 2 s in the window, and what is pressed after it."""

from dataclasses import replace

import pytest

from games.engine.after.over import Ended
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from tests.games.playing import Kept, kept_on, setup_of
from tests.games.typing_feed import TypingFeed
from tools.scripted import held, sway, then
from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.recording.samples import FLAG_BUTTON_DOWN, Sample
from trainer.recording.trial import PastScores
from trainer.recording.vocabulary import Outcome

OVER = 11.0
"""By then a trial of 2 s, begun by a key after a second, has ended."""
JUDGING_S = 12.0
"""A shorter minute; `test_window` waits for the whole one."""


LEANS_OUT = then(then(sway(2.0), 12.0, held(7.0, 0.0)), 14.0, sway(2.0))


def shorten_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("over", "pain"):
        monkeypatch.setattr(f"games.engine.after.{module}.JUDGING_S", JUDGING_S)


class PressedFeed(TypingFeed):
    """The event button is held down for a tenth of a second at these times."""

    button_at_s: tuple[float, ...] = ()
    held_s = 0.1

    def latest(self) -> Sample | None:
        newest, now_s = super().latest(), self.now_ns() / 1e9
        if newest is None or not any(at <= now_s < at + self.held_s for at in self.button_at_s):
            return newest
        return replace(newest, flags=newest.flags | FLAG_BUTTON_DOWN)


def play(
    window: Window,
    feed: TypingFeed,
    activity: str = "steady-stance",
    today: tuple[Outcome, ...] = (),
) -> tuple[Ended, Kept]:
    setup = setup_of(activity, seconds=2.0)
    kept = kept_on(feed, setup)
    kept.before = PastScores((1.0, 1.2), today)
    played = Round(activity_named(activity), setup, feed, kept, set_of=TRIALS_IN_SET)
    return play_in_window(played, window), kept
