"""What is known around a patient's plan: all plans, and what can be done at a usual visit here."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from trainer.plans.facts import Facts, played_in
from trainer.plans.ordered import order_remark
from trainer.plans.places import Place, ladder
from trainer.plans.prescribing import Item
from trainer.plans.screening import against_stance
from trainer.recording.background import Background, Screening
from trainer.recording.clinical import Episode
from trainer.recording.history import local_day
from trainer.recording.plan import BoardItem, Plan
from trainer.recording.vocabulary import Stance
from trainer.sessions.board import OpenBoard
from trainer.sessions.visits.counted import is_screened
from trainer.sessions.visits.on_hand import activity_facts, board_facts
from trainer.sessions.visits.suggesting import Offer, suggestions_of
from trainer.store.store import Store

USUAL_VISIT = 4
"""One without learning, and on the involved leg alone."""


@dataclass(frozen=True)
class PlanKnown:
    """All plans, oldest first, which of them counts, and the facts of a usual visit here.

    `anchor` is the place of the anchor test that was signed; the facts have one in any case.
    `screening` is the checklist of this episode, if it was gone through.
    """

    plans: tuple[Plan, ...]
    counts: Plan | None
    facts: Facts
    anchor: Place | None
    background: Background | None
    screening: Screening | None = None

    def against(self, item: Item) -> tuple[str, ...]:
        """What the checklist and the order of weight bearing say against board work, and what else
        a therapist minds of it; nothing is said of exercises.
        """
        if not isinstance(item, BoardItem):
            return ()
        stands = against_stance(self.screening, self.background, item.stance, item.weight_pct)
        remark = order_remark(self.background, item)
        return tuple(dict.fromkeys((*stands, *([remark] if remark else ()))))


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
    screening = store.screening(code)
    return PlanKnown(
        store.plans(code),
        store.plan(code),
        facts,
        anchor,
        store.background(code),
        screening if is_screened(screening, episode) else None,
    )


def offers_for(store: Store, code: str, plan: Plan, known: PlanKnown) -> tuple[Offer, ...]:
    """What may become harder in a plan, after all visits of the episode: the trials of the newest
    day are its last visit's.
    """
    episode = store.episode(code)
    since = episode.begun_at if episode else datetime.min.replace(tzinfo=UTC)
    trials = [p for p in played_in(store.history(code)) if p.trial.started_at >= since]
    last = max((local_day(each.trial.started_at) for each in trials), default=None)
    played = [each for each in trials if local_day(each.trial.started_at) == last]
    before = tuple(each for each in trials if each not in played)
    facts = replace(known.facts, before=before, played=tuple(played))
    return suggestions_of(plan, facts, store.entries(code))


def _place(episode: Episode | None) -> Place | None:
    if episode is None or episode.level is None:
        return None
    return Place(episode.level, episode.stance or Stance.SINGLE_LEG)
