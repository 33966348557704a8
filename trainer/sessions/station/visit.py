"""A patient's visit in the window: what of it is shown before it begins, and the way through it."""

from dataclasses import dataclass

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.stones import Named
from games.worlds.stepping_stones import StoneState
from trainer.plans.agenda import fits, next_step
from trainer.plans.ordered import order_line
from trainer.plans.steps import STEP_WORDS, Placed, Step, StepKind, StepState
from trainer.plans.symptoms import LEG_WORDS
from trainer.recording.vocabulary import Side
from trainer.sessions.errors import SessionError
from trainer.sessions.forms.unlocking import WHY_LOCKED
from trainer.sessions.station.attendant import WindowAttendant
from trainer.sessions.station.front import Front
from trainer.sessions.station.told_pain import tell_pain
from trainer.sessions.visits.assembled import Assembled, Room, assembled, is_done
from trainer.sessions.visits.attendant import Went
from trainer.sessions.visits.opening import NoPlan
from trainer.sessions.visits.running import VisitRun
from trainer.sessions.visits.told import headline_words
from trainer.sessions.visits_kept import kept_of
from trainer.store.errors import StoreError
from trainer.texts import begun, said, said_back

NO_PLAN, PLAN, BEGIN, GO_ON = "No plan is signed yet.", "Plan", "Begin", "Go on: {step}"
OF_LEG = "{step}, {leg}"
DONE, ANOTHER = "Today's visit is done.", "Begin another visit today?"
ANOTHER_MORE = "The whole plan is done once more."
BEGIN_IT, LEAVE_IT_DONE = "Begin it", "Leave it"
TAKE_OVER, LEAVE_IT = "Take over", "Leave it there"
VISIT_LINE, VISITS = "{code} · visit {number}", "Visits: {kept}"
STONES = {
    StepState.DONE: StoneState.DONE,
    StepState.NOW: StoneState.NOW,
    StepState.LATER: StoneState.LATER,
    StepState.SKIPPED: StoneState.SKIPPED,
    StepState.LOCKED: StoneState.LOCKED,
}
RESTED_FOR = frozenset({StepState.DONE, StepState.NOW, StepState.LATER})


@dataclass(frozen=True)
class Prepared:
    """What a patient's page shows. `go` are the words of the main choice, empty without one, and
    `main` is what it is called there; `kept` says how the visits keep to the plan.
    """

    headline: str
    line: str
    go: str = ""
    locks: tuple[tuple[Side, str], ...] = ()
    placed: tuple[Placed, ...] = ()
    done: bool = False
    main: str = "go"
    kept: str = ""

    @property
    def stones(self) -> list[StoneState]:
        """Today's plan, a stone for each step, and a bench before one that a rest is due before."""
        found: list[StoneState] = []
        for each in self.placed:
            if each.step.rest_s > 0 and each.state in RESTED_FOR:
                found.append(StoneState.REST)
            found.append(STONES[each.state])
        return found

    @property
    def named(self) -> Named:
        """What the step now is called, and the first after it that is called otherwise."""
        left = [each.step for each in self.placed if each.state in (StepState.NOW, StepState.LATER)]
        names = list(dict.fromkeys(map(_called, left)))
        now, then = (*names, "", "")[:2]
        return Named(begun(now), then)


def prepared(room: Room, code: str) -> Prepared:
    """What is due for a patient today; nothing begins by it."""
    try:
        visit = assembled(room, code, begin=False)
    except NoPlan:
        return Prepared(NO_PLAN, code, said(PLAN), main="plan")
    chart = visit.reader.read()
    line = said(VISIT_LINE).format(code=code, number=chart.facts.visit)
    order = order_line(chart.background, chart.facts.board)
    more = [order, *visit.today.warnings, fits(chart.plan, chart.facts)]
    line = " · ".join(each for each in (line, *more) if each)
    locks = tuple((leg, said_back(why, WHY_LOCKED)) for leg, why in chart.facts.locks.items())
    visits = kept_of(room.store, code)
    kept = said(VISITS).format(kept=visits.words) if visits else ""
    if is_done(visit, chart):
        return Prepared(said(DONE), line, "", locks, chart.placed, done=True, kept=kept)
    go = _go_words(visit, next_step(chart.placed))
    return Prepared(headline_words(chart), line, go, locks, chart.placed, kept=kept)


def another_flow(front: Front, code: str) -> None:
    """Begin another visit on the same day, where somebody really means it."""
    choices = [Choice(BACK, LEAVE_IT_DONE, primary=True), Choice("begin", BEGIN_IT)]
    if front.ask(ANOTHER, choices, ANOTHER_MORE) == "begin":
        visit_flow(front, code, again=True)


def visit_flow(front: Front, code: str, *, again: bool = False) -> None:
    """Run today's visit until it is over or somebody leaves it; one that is done stays done, unless
    another one begins `again`.
    """
    try:
        visit = front.waiting(lambda: assembled(front.room, code, again=again))
        if visit.today.elsewhere and not _takes_over(front, visit.today.elsewhere):
            return
        chart = front.waiting(visit.reader.read)
        if is_done(visit, chart):
            return
        front.tell_all(visit.today.warnings)
        _run(front, code, visit)
    except (SessionError, StoreError, OSError) as error:
        front.tell(str(error))


def _run(front: Front, code: str, visit: Assembled) -> None:
    attendant = WindowAttendant(
        front, visit.kit, front.stimulus, lambda leg: tell_pain(front, code, leg), front.steering
    )
    run = VisitRun(visit.reader, attendant, visit.by_hand, front.room.name)
    try:
        if run.run() is Went.DONE:
            front.unread.log(attendant.line)
    finally:
        front.show_clock()


def _takes_over(front: Front, elsewhere: str) -> bool:
    """Whether this station goes on with a visit that another one has."""
    choices = [Choice(BACK, LEAVE_IT, primary=True), Choice("take", TAKE_OVER)]
    return front.ask(elsewhere, choices) == "take"


def _go_words(visit: Assembled, step: Step | None) -> str:
    if step is None:
        return ""
    if not visit.today.begun:
        return said(BEGIN)
    return said(GO_ON).format(step=_called(step))


def _called(step: Step) -> str:
    """A step in the window's language, with its leg."""
    words = said(STEP_WORDS[step.kind])
    if step.side is None or step.side not in LEG_WORDS or step.kind is StepKind.SETTLE:
        return words
    return said(OF_LEG).format(step=words, leg=said(LEG_WORDS[step.side]))
