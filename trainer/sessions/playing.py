"""Rounds in a window, of whatever somebody chose: `baps play` and free play at the station."""

from collections.abc import Callable
from dataclasses import dataclass

from games.engine.activity import Activity
from games.engine.after.over import Ended
from games.engine.window import Window
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Steering, Stimulus
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.visit import Visit


def report_nothing(_activity: Activity, _kept: KeptTrial) -> None:
    """At a station nobody reads a terminal."""


@dataclass(frozen=True)
class Playing:
    """What all rounds of a visit are played with; `visit.chosen` is what was settled beforehand.

    `stimulus` is what a simulated patient sees, `steering` tilts a board that the window steers.
    `report` is called with each trial that was kept.
    """

    visit: Visit
    window: Window
    conditions: Conditions
    seed: int
    stimulus: Stimulus
    steering: Steering | None = None
    report: Callable[[Activity, KeptTrial], None] = report_nothing

    def rounds(self, activity: Activity) -> Ended:
        """Rounds of one activity, until nobody wants one more; `SessionError` if one is refused."""
        again = True
        while again:
            ended, kept = self.visit.play_in_window(
                activity, self.conditions, self.seed, self.window, self.steering, self.stimulus
            )
            if kept is not None:
                self.report(activity, kept)
            again = ended.again
        return ended
