"""Plays one step of a visit on the board that is there: its set-up, its seed, what follows it."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from games.engine.activity import Activity
from games.engine.follow import Follow
from games.engine.setup import Station
from games.registry import activities
from trainer.plans.steps import Step, StepKind
from trainer.plans.symptoms import LEG_WORDS
from trainer.recording.interfaces import Standing
from trainer.recording.vocabulary import Side
from trainer.sessions.board import OpenBoard
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.visit import Visit
from trainer.store.places import Places
from trainer.store.spool import Spool
from trainer.store.store import Store
from trainer.texts import said

STANDING_LEGS = {**LEG_WORDS, Side.BOTH: "both legs"}
THEN, THEN_ON = "then: {what}", "then: {leg}, {what}"
NEXT_WORDS = {
    StepKind.FLOOR_STANCE: "one leg on the floor",
    StepKind.SETTLE: "a moment's rest",
    StepKind.EXERCISE: "exercises",
    StepKind.PAIN_AFTER: "one question",
    StepKind.EYE: "one question",
    StepKind.NEXT_PLAN: "that is all",
    StepKind.NOTE: "that is all",
}
"""What comes after a trial, as the patient reads it."""


def follow_of(following: Step | None) -> Follow:
    """The rest before a step, and the step in words."""
    if following is None:
        return Follow(0.0, said(THEN).format(what=said(NEXT_WORDS[StepKind.NOTE])))
    conditions = following.conditions
    if conditions is None or following.side is None:
        what = said(NEXT_WORDS.get(following.kind, NEXT_WORDS[StepKind.NOTE]))
        return Follow(following.rest_s, said(THEN).format(what=what))
    what = said(activities()[conditions.activity].title)
    leg = said(STANDING_LEGS[following.side])
    return Follow(following.rest_s, said(THEN_ON).format(leg=leg, what=what))


def seed_of(base: str, step: Step) -> int:
    """The same for the same step of the same visit, so that a visit can be played again."""
    return zlib.crc32(f"{base}:{step.key}".encode()) & 0x7FFFFFFF


def activity_of(step: Step) -> Activity:
    """What a step plays; the agenda leaves out what no longer exists."""
    assert step.conditions is not None
    return activities()[step.conditions.activity]


@dataclass(frozen=True)
class TrialKit:
    """What every trial of a visit is set up from. `standing` tells a simulated patient how to
    stand; a person reads it on the screen.
    """

    code: str
    visit_id: str
    seed: str
    store: Store | None
    places: Places
    station: Station
    standing: Standing
    say: Callable[[str], None]

    def visit(self, board: OpenBoard, step: Step) -> Visit:
        """This visit on this board, with what the step settles."""
        return Visit(
            board,
            self.code,
            StoreDelivery(self.store, self.places.spool, self.say),
            self.places.journals,
            self.say,
            self.store,
            Spool(self.places.spool),
            self.station,
            chosen=step.chosen,
            visit_id=self.visit_id,
            standing=self.standing,
        )

    def seed_of(self, step: Step) -> int:
        """The seed of a step's trial."""
        return seed_of(self.seed, step)
