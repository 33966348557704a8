"""The trials of one made-up patient: each is set up after the earlier ones, and may go wrong."""

import math
from dataclasses import dataclass, replace
from datetime import datetime

from games.registry import activity_named
from trainer.demo.boards import DemoBoard
from trainer.demo.chance import Chance
from trainer.demo.person import Person
from trainer.demo.round import About, Mishap, Trouble, played
from trainer.demo.stories import PainAt, Story
from trainer.plans.steps import Step
from trainer.recording.conditions import FootPlacement
from trainer.recording.history import StoredTrial, local_day
from trainer.recording.pain import pain_in
from trainer.recording.vocabulary import Outcome, Side
from trainer.store.values import FinishedTrial

FEET = FootPlacement("M24", "M9")
LINK_SHARE, TOUCH_SHARE, VOID_SHARE = 0.008, 0.015, 0.008
"""Of all trials so many end with a lost link or a hand on the rail, or are declared void."""
EARLIEST_S, LATEST_S = 5.0, 17.0
"""Of running time: when a mishap comes."""


@dataclass(frozen=True)
class Player:
    """Who plays, on which board, and what the story makes of it."""

    code: str
    story: Story
    board: DemoBoard
    person: Person
    chance: Chance

    def play(
        self, step: Step, visit: int, visit_id: str, at: datetime, pain: PainAt | None
    ) -> FinishedTrial:
        """A step's trial at the visit of this number, from 0; `pain` ends it."""
        assert step.conditions is not None
        chance, day = self.chance, local_day(at)
        activity = activity_named(step.conditions.activity)
        seed = chance.random.randrange(2**31)
        setup = self.person.setup(activity, step.conditions, step.chosen, day, seed)
        hold = self.person.hold(setup.conditions, self._effect(step.side, visit))
        trial = played(
            activity,
            setup,
            About(chance.new_id(), self.code, visit_id, at, self.board, FEET),
            hold if pain is None else replace(hold, falls_s=math.inf),
            chance.motion(),
            self._trouble(pain),
        )
        self.person.remember(trial, day)
        return trial

    def _effect(self, side: Side | None, visit: int) -> float:
        involved = self.story.involved
        if involved in (side, Side.BOTH) or side is Side.BOTH:
            return self.story.weaker + self.story.effect_at(visit)
        return 0.0

    def _trouble(self, pain: PainAt | None) -> Trouble | None:
        random = self.chance.random
        at_s, drawn = random.uniform(EARLIEST_S, LATEST_S), random.random()
        if pain is not None:
            return Trouble(Mishap.PAIN, at_s, pain.pain)
        for mishap, share in (
            (Mishap.LINK, LINK_SHARE),
            (Mishap.TOUCH, TOUCH_SHARE),
            (Mishap.VOID, VOID_SHARE),
        ):
            if drawn < share:
                return Trouble(mishap) if mishap is Mishap.VOID else Trouble(mishap, at_s)
            drawn -= share
        return None


def as_stored(trial: FinishedTrial) -> StoredTrial:
    """A trial as the agenda reads it from the database."""
    recording, result = trial.recording, trial.result
    return StoredTrial(
        trial.trial_id,
        recording.header.started_at,
        result.duration_s,
        result.outcome,
        result.headline,
        {metric.name: metric.value for metric in trial.metrics},
        why=trial.why_not,
        voided=recording.voided_reason(),
        simulated=True,
        pain=pain_in(recording.events) if result.outcome is Outcome.PAIN else None,
    )
