"""What the pages of a plan show: plans in words, what stands against them, and what is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from trainer.clinic.plan_form import Draft
from trainer.plans.agenda import agenda_of, fits
from trainer.plans.anchor_words import anchor_words
from trainer.plans.bouts import problems, said_reason, why_left_out
from trainer.plans.item_words import dose_words, how_words
from trainer.plans.minutes import clock_words, planned_s
from trainer.plans.ordered import order_words
from trainer.plans.prescribing import Item, NotAPlan, items_of
from trainer.plans.screening import findings
from trainer.recording.background import WeightBearing
from trainer.recording.exercises import exercise_title
from trainer.recording.history import local_day
from trainer.recording.plan import BoardItem, Plan
from trainer.sessions.plan_known import PlanKnown
from trainer.texts import begun, said, said_day, said_number, told

SIGNED, NOT_SIGNED = "Signed by {who} on {day}", "Not signed, made on {day}"
LASTS = "A usual visit takes {planned} of {minutes} minutes."
OFTEN = "{per_week} times a week for {weeks} weeks"
SENTENCE = (
    "I prescribe “{title}” to {code}: {per_week} times a week for {weeks} weeks, {planned} of "
    "{minutes} minutes a visit. It counts from the next visit on."
)
NOT_SCREENED = "The checklist before single-leg work was not gone through in this episode."
AGAINST = "Against single-leg work on a board: {why}."
ORDER = "The order is {order}."
OVER = "Its weeks were over on {day}: sign it again, or another one, if it is to go on."
NO_ANCHOR = "this plan leaves the anchor test out."


@dataclass(frozen=True)
class ItemShown:
    """One item in words, and what a therapist minds of it."""

    number: int
    title: str
    legs: str
    dose: str
    how: str
    minds: tuple[str, ...]


@dataclass(frozen=True)
class PlanShown:
    """A plan to be read."""

    plan_id: str
    title: str
    state: str
    often: str
    over: str
    lasts: str
    anchor: str
    source: str
    population: str
    note: str
    items: tuple[ItemShown, ...]


@dataclass(frozen=True)
class Counted:
    """What is said of a draft while somebody edits it.

    `sentence` is what a signature stands under; empty while the draft is no plan yet, and then
    `missing` or `wrong` say why. `minds` are sentences of single items.
    """

    lasts: str = ""
    over: str = ""
    missing: str = ""
    wrong: tuple[str, ...] = ()
    minds: tuple[str, ...] = ()
    sentence: str = ""


def shown(plan: Plan, known: PlanKnown, now: datetime) -> PlanShown:
    """A plan in words, at a usual visit."""
    return PlanShown(
        plan.plan_id,
        said(plan.title),
        state_of(plan),
        _often(plan),
        _over(plan, now),
        _lasts(plan, known),
        anchor_of(known, left_out=not plan.anchor),
        plan.source,
        plan.population,
        plan.note,
        tuple(_item(n, each, known) for n, each in enumerate(items_of(plan), 1)),
    )


def anchor_of(known: PlanKnown, *, left_out: bool) -> str:
    """What the anchor test is, and how often each leg has it, unless a plan leaves it out."""
    return said(NO_ANCHOR) if left_out else anchor_words(known.facts, known.anchor)


def counted(draft: Draft, known: PlanKnown, code: str, now: datetime) -> Counted:
    """The minutes, what stands against it, and the sentence that would be signed."""
    if draft.wrong:
        return Counted(wrong=tuple(_wrong(draft, known)), minds=tuple(_minds(draft, known)))
    try:
        plan = draft.plan("", now)
    except NotAPlan as error:
        return Counted(missing=begun(told(str(error))))
    minutes = said_number(f"{plan.minutes:g}")
    sentence = said(SENTENCE).format(
        title=said(plan.title),
        code=code,
        per_week=plan.per_week,
        weeks=plan.weeks,
        planned=_planned(plan, known),
        minutes=minutes,
    )
    cannot = problems(plan, known.facts)
    return Counted(
        _lasts(plan, known),
        begun(fits(plan, known.facts)),
        minds=(*map(begun, cannot), *_minds(draft, known)),
        sentence=sentence,
    )


def standing_against(known: PlanKnown) -> tuple[str, ...]:
    """An order of less than full weight, and what the checklist found."""
    told, ordered = [], known.background
    if ordered is not None and ordered.weight_bearing is not WeightBearing.FULL:
        told.append(said(ORDER).format(order=order_words(ordered)))
    if known.screening is None:
        return (*told, said(NOT_SCREENED))
    found = findings(known.screening, known.background)
    return (*told, *([said(AGAINST).format(why="; ".join(found))] if found else []))


def _over(plan: Plan, now: datetime) -> str:
    """That the weeks for which a plan was signed have passed; empty before."""
    if plan.signed_at is None:
        return ""
    ends = local_day(plan.signed_at) + timedelta(weeks=plan.weeks)
    return said(OVER).format(day=said_day(ends)) if ends <= local_day(now) else ""


def state_of(plan: Plan) -> str:
    """Whether and by whom a plan is signed."""
    if plan.signed_at is not None and plan.signed:
        day = said_day(local_day(plan.signed_at))
        return said(SIGNED).format(who=plan.signed_by, day=day)
    return said(NOT_SIGNED).format(day=said_day(local_day(plan.made_at)))


def title_of(item: Item, known: PlanKnown) -> str:
    """What is done, as people read it; the name of an activity that is gone."""
    if not isinstance(item, BoardItem):
        return begun(said(exercise_title(item.exercise)))
    activity = known.facts.activities.get(item.activity)
    return said(activity.title if activity else item.activity)


def _item(number: int, item: Item, known: PlanKnown) -> ItemShown:
    legs, dose = dose_words(item)
    cannot = why_left_out(item, known.facts)
    minds = (*([said_reason(cannot)] if cannot else ()), *known.against(item))
    return ItemShown(number, title_of(item, known), legs, dose, ", ".join(how_words(item)), minds)


def _minds(draft: Draft, known: PlanKnown) -> list[str]:
    """What stands against each item that is whole, with its number."""
    return [
        f"{number}. {title_of(each.base, known)}: {'; '.join(why)}"
        for number, each in enumerate(draft.items, 1)
        if not each.filled.wrong and (why := known.against(each.item))
    ]


def _wrong(draft: Draft, known: PlanKnown) -> Iterator[str]:
    """Each field that is not right yet, and each item that no patient can do."""
    for each in draft.head.fields:
        if each.problem:
            yield f"{said(each.question.words)}: {each.problem}"
    for number, item in enumerate(draft.items, 1):
        title = f"{number}. {title_of(item.base, known)}"
        if item.problem:
            yield f"{title}: {item.problem}"
        for each in item.filled.fields:
            if each.problem:
                yield f"{title}, {said(each.question.words)}: {each.problem}"


def _often(plan: Plan) -> str:
    return said(OFTEN).format(per_week=plan.per_week, weeks=plan.weeks)


def _lasts(plan: Plan, known: PlanKnown) -> str:
    minutes = said_number(f"{plan.minutes:g}")
    return said(LASTS).format(planned=_planned(plan, known), minutes=minutes)


def _planned(plan: Plan, known: PlanKnown) -> str:
    return clock_words(planned_s(agenda_of(plan, known.facts)))
