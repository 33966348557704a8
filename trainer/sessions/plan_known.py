"""What is known around a patient's plan: all plans, and what can be done at a usual visit here."""

from dataclasses import dataclass

from trainer.plans.facts import Facts
from trainer.plans.places import Place, ladder
from trainer.recording.background import Background
from trainer.recording.clinical import Episode
from trainer.recording.plan import Plan
from trainer.recording.vocabulary import Stance
from trainer.sessions.board import OpenBoard
from trainer.sessions.visits.on_hand import activity_facts, board_facts
from trainer.store.store import Store

USUAL_VISIT = 4
"""One without learning, and on the involved leg alone."""


@dataclass(frozen=True)
class PlanKnown:
    """All plans, oldest first, which of them counts, and the facts of a usual visit here.

    `anchor` is the place of the anchor test that was signed; the facts have one in any case.
    """

    plans: tuple[Plan, ...]
    counts: Plan | None
    facts: Facts
    anchor: Place | None
    background: Background | None


def plan_known(store: Store, code: str, board: OpenBoard | None) -> PlanKnown:
    """As the database has it now, for the board on hand, or for any; `StoreError`.

    While the anchor's place is not settled its minutes are those of any other place.
    """
    known = board_facts(board, store.newest_weight(code) is not None)
    episode = store.episode(code)
    anchor = _place(episode)
    facts = Facts(
        USUAL_VISIT,
        activity_facts(),
        known,
        episode.involved if episode else None,
        anchor or next(reversed(ladder(known.levels, known.plate)), None),
        screened=True,
    )
    return PlanKnown(store.plans(code), store.plan(code), facts, anchor, store.background(code))


def _place(episode: Episode | None) -> Place | None:
    if episode is None or episode.level is None:
        return None
    return Place(episode.level, episode.stance or Stance.SINGLE_LEG)
