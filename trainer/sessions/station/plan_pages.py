"""The pages of a patient's plan: the plan itself, its items, templates, and what can be added."""

from collections.abc import Iterable

from games.desk.buttons import Choice
from games.desk.kit import Kit
from games.desk.page import BACK
from games.desk.signs import Sign
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.paragraphs import ParagraphsPage
from trainer.plans.agenda import agenda_of
from trainer.plans.anchor_words import anchor_words
from trainer.plans.bouts import said_reason, why_left_out
from trainer.plans.facts import ActivityFacts, Facts
from trainer.plans.item_words import dose_words, how_words
from trainer.plans.minutes import clock_words, planned_s
from trainer.plans.ordered import order_line, order_remark
from trainer.plans.prescribing import Item, items_of
from trainer.plans.templates import TEMPLATES
from trainer.plans.tested import anchor_problem
from trainer.recording.exercises import EXERCISES, exercise_title
from trainer.recording.history import local_day
from trainer.recording.plan import BoardItem, Plan, Template
from trainer.sessions.plan_known import PlanKnown
from trainer.texts import said, said_day, said_number

NEW_FROM, ADD_WHAT = "Begin a plan from", "What is added?"
SIGNED, NOT_SIGNED = "Signed by {who} on {day}", "Not signed, made on {day}"
OTHER_COUNTS = "the plan signed by {who} on {day} counts"
LASTS = "a usual visit takes {planned} of {minutes} minutes"
OFTEN = "{per_week} times a week for {weeks} weeks"
LEFT_OUT_HERE, COUNTS, EARLIER_PLANS = "left out here", "this one counts", "Earlier plans"
SIGN, ADD, NEW, EARLIER, LEAVE = "Sign", "Add", "New plan", "Earlier", "Back"
TAKE_IT = "Take it"
DONE_THERE, DOSES, TRIED_ON, MIND = "What is done", "Doses", "Tried on", "Mind"
TRIED_BY = "tried on: {people}"
ANCHOR, NO_ANCHOR = "Anchor test", "not part of it"
ITEM, PLAN_AT = "item/", "plan/"


def plan_page(kit: Kit, code: str, plan: Plan, known: PlanKnown) -> ListPage:
    """The plan that is worked on; its rows are called `item/N`, counted from 1."""
    signs = [] if plan.signed else [Choice("sign", SIGN, primary=True)]
    actions = [
        *signs,
        Choice("add", ADD),
        Choice("new", NEW),
        Choice("earlier", EARLIER, enabled=any(each != plan for each in known.plans)),
        Choice(BACK, LEAVE, primary=plan.signed),
    ]
    title, main = f"{said(plan.title)} · {code}", BACK if plan.signed else "sign"
    rows, lead = [*_anchor(plan, known), *_rows(plan, known)], _lead(plan, known)
    return ListPage(kit, title, rows, actions, lead=lead, main=main)


def earlier_page(kit: Kit, known: PlanKnown) -> ListPage:
    """All plans, the newest first; rows are called `plan/N`, N from the oldest."""
    rows = [
        ListRow(
            f"{PLAN_AT}{at}",
            plan.title,
            state_of(plan),
            Sign.DONE if plan == known.counts else None,
            said(COUNTS) if plan == known.counts else "",
        )
        for at, plan in enumerate(known.plans)
    ]
    return ListPage(kit, EARLIER_PLANS, rows[::-1], [Choice(BACK, LEAVE)])


def old_plan_page(kit: Kit, plan: Plan, known: PlanKnown) -> ListPage:
    """An earlier plan, to be read."""
    rows = [
        ListRow(each.name, each.title, each.line, enabled=False)
        for each in (*_anchor(plan, known), *_rows(plan, known))
    ]
    return ListPage(kit, plan.title, rows, [Choice(BACK, LEAVE)], lead=state_of(plan))


def templates_page(kit: Kit) -> ListPage:
    """Every template; a row is called by the template's name."""
    rows = [
        ListRow(each.name, each.title, said(TRIED_BY).format(people=said(each.population)))
        for each in TEMPLATES.values()
    ]
    return ListPage(kit, NEW_FROM, rows, [Choice(BACK, LEAVE)])


def template_page(kit: Kit, template: Template, known: PlanKnown) -> ParagraphsPage:
    """A template with its doses, where these come from, for whom, and its warning."""
    facts = known.facts
    anchor = anchor_words(facts, known.anchor) if template.anchor else NO_ANCHOR
    items: Iterable[Item] = (*template.board, *template.exercises)
    done = "; ".join(_whole_words(item, facts) for item in items)
    paragraphs = [
        (ANCHOR, anchor),
        (DONE_THERE, done),
        (DOSES, template.source),
        (TRIED_ON, template.population),
        (MIND, template.warning),
    ]
    choices = [Choice("take", TAKE_IT, primary=True), Choice(BACK, LEAVE)]
    return ParagraphsPage(kit, template.title, paragraphs, choices)


def activities_page(kit: Kit, activities: Iterable[ActivityFacts]) -> ListPage:
    """Every activity that can be added; a row is called by its name."""
    rows = [ListRow(each.name, each.title) for each in activities]
    return ListPage(kit, ADD_WHAT, rows, [Choice(BACK, LEAVE)])


def exercises_page(kit: Kit) -> ListPage:
    """Every exercise that can be added; a row is called by its name."""
    rows = [ListRow(name, title) for name, title in EXERCISES.items()]
    return ListPage(kit, ADD_WHAT, rows, [Choice(BACK, LEAVE)])


def state_of(plan: Plan) -> str:
    """Whether and by whom a plan is signed."""
    if plan.signed_at is not None and plan.signed:
        return _signed(SIGNED, plan)
    return said(NOT_SIGNED).format(day=said_day(local_day(plan.made_at)))


def title_of(item: Item, facts: Facts) -> str:
    """An activity's or exercise's title; the name of an activity that is gone."""
    if not isinstance(item, BoardItem):
        return said(exercise_title(item.exercise))
    activity = facts.activities.get(item.activity)
    return said(activity.title if activity else item.activity)


def item_title(item: Item, facts: Facts) -> str:
    """What is done, on which legs, and how much."""
    return " · ".join((title_of(item, facts), *dose_words(item)))


def _whole_words(item: Item, facts: Facts) -> str:
    return ", ".join((title_of(item, facts), *dose_words(item), *how_words(item)))


def _anchor(plan: Plan, known: PlanKnown) -> list[ListRow]:
    """The anchor test, which is the same in every plan, or why it is left out here."""
    if not plan.anchor:
        return []
    if why := anchor_problem(known.facts):
        title = f"{said(ANCHOR)} · {said(LEFT_OUT_HERE)}"
        return [ListRow("anchor", title, said_reason(why), Sign.FAILED, enabled=False)]
    words = anchor_words(known.facts, known.anchor)
    return [ListRow("anchor", ANCHOR, words, enabled=False)]


def _rows(plan: Plan, known: PlanKnown) -> list[ListRow]:
    return [_row(number, item, known) for number, item in enumerate(items_of(plan), 1)]


def _row(number: int, item: Item, known: PlanKnown) -> ListRow:
    facts, remark = known.facts, order_remark(known.background, item)
    name, title = f"{ITEM}{number}", f"{number}. {item_title(item, facts)}"
    if why := why_left_out(item, facts):
        return ListRow(name, f"{title} · {said(LEFT_OUT_HERE)}", said_reason(why), Sign.FAILED)
    return ListRow(name, title, "; ".join(filter(None, (", ".join(how_words(item)), remark))))


def _lead(plan: Plan, known: PlanKnown) -> str:
    """Who signed it, how often and how long, and an order of partial weight."""
    often = said(OFTEN).format(per_week=plan.per_week, weeks=plan.weeks)
    parts = [state_of(plan)]
    if known.counts is not None and not plan.signed:
        parts.append(_signed(OTHER_COUNTS, known.counts))
    order = order_line(known.background, known.facts.board)
    return "; ".join((*parts, often, _lasts(plan, known.facts), *filter(None, [order])))


def _lasts(plan: Plan, facts: Facts) -> str:
    planned = clock_words(planned_s(agenda_of(plan, facts)))
    return said(LASTS).format(planned=planned, minutes=said_number(f"{plan.minutes:g}"))


def _signed(template: str, plan: Plan) -> str:
    assert plan.signed_at is not None
    return said(template).format(who=plan.signed_by, day=said_day(local_day(plan.signed_at)))
