"""How well a patient keeps to the plan that counts: visits of each week, and rest that is on.

A visit is a day with a trial, or one on which exercises were done at an opened visit: to look at a
patient opens a visit, too, and is none.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from trainer.plans.adherence import Adherence, adherence
from trainer.recording.background import PrescribedRest
from trainer.recording.clinical import ExerciseDone
from trainer.recording.history import History, local_day
from trainer.recording.plan import Plan
from trainer.store.store import Store
from trainer.store.values import WhichMetrics
from trainer.texts import said, said_day

THIS_WEEK, SO_FAR, RESTED = "this week {done} of {asked}", "this week {done}", "none due this week"
ONE_WEEK, WEEKS = "1 week in a row", "{weeks} weeks in a row"
REST, REST_KEEPS = "prescribed rest until {day}", "prescribed rest until {day} keeps them"


@dataclass(frozen=True)
class VisitsKept:
    """The weeks of a plan up to today, and the last day of the rest that is on, if there is one."""

    adherence: Adherence
    rest_until: date | None = None

    @property
    def words(self) -> str:
        """ "this week 2 of 3, 3 weeks in a row; prescribed rest until 2 Dec 2026 keeps them", in
        the window's language; a streak of nothing is not mentioned.
        """
        week, streak = self.adherence.weeks[-1], self.adherence.streak
        resting = week.resting and self.rest_until is not None
        # A plan that is signed late in a week asks for nothing in it.
        this_week = RESTED if resting else THIS_WEEK if week.asked else SO_FAR
        words = said(this_week).format(done=week.done, asked=week.asked)
        if streak:
            words += ", " + said(ONE_WEEK if streak == 1 else WEEKS).format(weeks=streak)
        if self.rest_until is None:
            return words
        until = said_day(self.rest_until, short=True)
        return f"{words}; {said(REST_KEEPS if streak else REST).format(day=until)}"


def kept_of(store: Store, code: str) -> VisitsKept | None:
    """How a patient keeps to the plan; None where no plan is signed."""
    history = store.history(code, which=WhichMetrics.HEADLINE)
    return visits_kept(store, code, visit_days(store, code, history, store.exercises(code)))


def visit_days(
    store: Store, code: str, history: History, exercises: Iterable[ExerciseDone]
) -> frozenset[date]:
    """The local days on which the patient visited."""
    exercised = {local_day(each.done_at) for each in exercises if each.withdrawn is None}
    opened = {visit.day for visit in store.visits(code)}
    played = {local_day(trial.started_at) for one in history.series for trial in one.trials}
    return frozenset(played | (opened & exercised))


def visits_kept(
    store: Store, code: str, days: Collection[date], by: date | None = None
) -> VisitsKept | None:
    """How these days of visits keep to the plan up to a day, or else this computer's today; None
    where no plan is signed.
    """
    begun = begun_on(store.plans(code))
    if begun is None:
        return None
    day, per_week = begun
    rests = store.rests(code)
    today = by or local_day(datetime.now(UTC))
    kept = adherence(min(day, today), per_week, days, rests, today)
    return VisitsKept(kept, rest_until(rests, today))


def begun_on(plans: Iterable[Plan]) -> tuple[date, int] | None:
    """Since when visits are asked for as often as the plan that counts does, and how often.

    A plan that was only changed in its items goes on counting where the one before began.
    """
    found: tuple[date, int] | None = None
    for plan in plans:
        if plan.signed_at is not None and (found is None or found[1] != plan.per_week):
            found = local_day(plan.signed_at), plan.per_week
    return found


def rest_until(rests: Iterable[PrescribedRest], today: date) -> date | None:
    """The last day of the rest that is on today; None if none is."""
    return max((rest.to_day for rest in rests if rest.holds(today)), default=None)
