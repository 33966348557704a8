"""A trial that is over: for a minute the therapist can correct how it ended, then it is kept.

The screens of this package share it. It is handed to its keeper earlier if somebody goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from games.engine.control import Judge
from games.engine.input import BUTTON, Wish
from games.engine.player import LivePlayer
from games.engine.scene import Onlooker, Stage
from games.engine.show import Show
from games.engine.words import Hindrance
from games.screens.message import StoppedScreen
from trainer.recording.pain import Pain
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome

JUDGING_S = 60.0
"""For how long a result can still be corrected before it is kept for good."""

LATE_PRESS_S = 3.0
"""A press of the button this soon after the end was meant for the trial: it begins nothing."""


@dataclass(frozen=True)
class Ended:
    """How a round ended; `result` is None if nobody began it.

    `again` asks for one more round; `closed` says that the window was closed. `why_not` says why
    the trial does not count, `shown_s` for how long what follows the trial was shown.
    """

    result: TrialResult | None
    again: bool = False
    closed: bool = False
    why_not: str = ""
    shown_s: float = 0.0

    @property
    def goes_on_after_pain(self) -> bool:
        """Whether the therapist has said go on with a leg that pain had stopped."""
        return self.again and self.result is not None and self.result.outcome is Outcome.PAIN


class Over:
    """The trial, and where its screens are shown. `kept` says that it is kept for good."""

    def __init__(self, show: Show, player: LivePlayer, onlooker: Onlooker, stage: Stage) -> None:
        self.show, self.player, self.onlooker, self.stage = show, player, onlooker, stage
        self.kept = False
        self._began_ns = show.feed.now_ns()
        if player.trial.outcome is Outcome.STOPPED and show.button_down:
            # Held until the trial was over: who has only the button says here why, and pain first.
            show.walk()
        self._stopped_screen = StoppedScreen(stage)

    @property
    def shown_s(self) -> float:
        """Seconds since the trial was over."""
        return (self.show.feed.now_ns() - self._began_ns) / 1e9

    @property
    def rail_open(self) -> bool:
        return self.show.feed.status().rail_open

    @property
    def hindrance(self) -> Hindrance | None:
        """Why the trial has not started, if it has not."""
        return self.onlooker.why_not_started

    def draw(self, draw: Callable[..., None], *shown: object) -> None:
        """Draw a screen; what the rail's stop says comes first, as long as it is open."""
        if self.rail_open:
            self.show.paint_at_once(self._stopped_screen.draw)
        else:
            self.show.paint(draw, *shown)

    def end(self, again: bool = False, closed: bool = False) -> Ended:
        """Nobody looks at it any longer: hand it to its keeper."""
        why_not = self.player.measured().why_not
        return Ended(self.player.close(), again, closed, why_not, self.shown_s)

    def keep(self, pain: Pain | None = None) -> None:
        """Keep it for good, with what was said of the pain that ended it."""
        self.kept = True
        if pain is not None:
            self.player.tell(pain)
        self.player.close()

    def keeps_now(self) -> bool:
        """Keep the trial when its minute is over; True if it was kept just now."""
        if self.kept or self.shown_s <= JUDGING_S:
            return False
        self.keep()
        return True

    def corrected(self, wish: Wish | Outcome | None) -> bool:
        """Judge the trial, or take a judgement back; True if how it ended has changed.

        The key of the present judgement takes it back, too. Pain is heard whenever it is said.
        """
        trial = self.player.trial
        if self.kept and wish is not Outcome.PAIN:
            return False
        before = trial.outcome
        if wish is Wish.TAKE_BACK or (isinstance(wish, Outcome) and wish is before):
            self.take_back()
        elif isinstance(wish, Outcome):
            trial.control(Judge(wish))
        return trial.outcome is not before

    def take_back(self) -> None:
        """Undo what a person judged; what the trial itself found stands."""
        trial = self.player.trial
        if trial.found is not None and trial.found is not trial.outcome:
            trial.control(Judge(trial.found))

    @property
    def judged(self) -> Outcome | None:
        """The therapist's judgement, if there is one that stands."""
        trial = self.player.trial
        return trial.outcome if trial.outcome is not trial.found else None

    def pressed_late(self, name: str) -> bool:
        """Whether a key is the button, pressed so soon that it was meant for the trial."""
        after_s = self.show.pressed_at_s - self._began_ns / 1e9
        return name == BUTTON and after_s <= LATE_PRESS_S
