"""Judges a visit's plan on the board that is there, and again when it is another one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from trainer.plans.bouts import problems
from trainer.plans.facts import ALL_DOMES, BoardFacts, Facts
from trainer.recording.plan import Plan
from trainer.recording.vocabulary import Surface
from trainer.sessions.errors import SessionError
from trainer.sessions.visits.chart import Chart
from trainer.texts import said

NOTHING_HERE = "nothing of this plan can be done here: {why}"
OTHER_BOARD = "steps are left for the board that was there before: the visit stays open for it"


@dataclass
class Judged:
    """What was found of one visit's plan. `say` tells the therapist."""

    say: Callable[..., None]
    _boards: list[BoardFacts] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)

    @property
    def begun(self) -> bool:
        """Whether it was judged at all."""
        return bool(self._boards)

    def known_boards(self, chart: Chart) -> frozenset[BoardFacts]:
        """The boards that were there, in this run and, as far as its trials tell, before it."""
        return self._seen | frozenset(_boards_played_on(chart.facts))

    @property
    def _seen(self) -> frozenset[BoardFacts]:
        return frozenset(board for board in self._boards if board.known)

    def judge(self, chart: Chart) -> None:
        """Say what of the plan cannot be done, each thing once: what no board can do at once, the
        rest as soon as the board is known. `SessionError` if nothing of it can on the first board.
        """
        plan, facts = chart.plan, chart.facts
        if self._boards[-1:] == [facts.board]:
            return
        first = not self._seen
        self._boards.append(facts.board)
        found = plan_problems(plan, facts) if first else problems(plan, facts)
        new = [line for line in found if line not in self._told]
        self._told |= set(new)
        self.say(*new)


def _boards_played_on(facts: Facts) -> Iterator[BoardFacts]:
    """What a visit's trials tell of their boards: a program that was started again has seen none of
    them, and a visit whose steps wait for one of these stays open all the same.
    """
    for each in facts.played:
        asked, activity = each.conditions, facts.activities.get(each.conditions.activity)
        if activity is not None and activity.surface is not Surface.FLOOR:
            on_plate = activity.surface is Surface.PLATE
            levels = () if on_plate else ALL_DOMES
            yield BoardFacts(levels, on_plate, bool(asked.weight_pct), activity.by_thigh)


def plan_problems(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """What of the plan cannot be done here; `SessionError` if nothing of it can."""
    found = problems(plan, facts)
    items = len(plan.board) + len(plan.exercises)
    if items and not plan.anchor and len(found) >= items:
        raise SessionError(said(NOTHING_HERE).format(why="; ".join(found)))
    return found
