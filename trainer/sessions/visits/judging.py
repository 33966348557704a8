"""Judges a visit's plan on the board that is there, and again when it is another one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from trainer.plans.bouts import problems
from trainer.plans.facts import BoardFacts
from trainer.sessions.visits.chart import Chart
from trainer.sessions.visits.opening import plan_problems

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

    @property
    def known_boards(self) -> frozenset[BoardFacts]:
        """The boards that were there."""
        return frozenset(board for board in self._boards if board.known)

    def judge(self, chart: Chart) -> None:
        """Say what of the plan cannot be done, each thing once: what no board can do at once, the
        rest as soon as the board is known. `SessionError` if nothing of it can on the first board.
        """
        plan, facts = chart.plan, chart.facts
        if self._boards[-1:] == [facts.board]:
            return
        first = not self.known_boards
        self._boards.append(facts.board)
        found = plan_problems(plan, facts) if first else problems(plan, facts)
        new = [line for line in found if line not in self._told]
        self._told |= set(new)
        self.say(*new)
