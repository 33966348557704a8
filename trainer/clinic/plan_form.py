"""A plan as it is edited on a page: all of it is in the form, and nothing is stored until somebody
signs it or keeps it unsigned.

Each item remembers which one it goes on from, so that what was not touched stays as exact as it
was; the form itself says only which plan and which number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData

from games.screens.station.questions import Kind, Question
from trainer.clinic.fields import Field, Filled, filled, standing_in
from trainer.plans.prescribing import Item, contradiction, from_template, items_of, with_items
from trainer.plans.templates import TEMPLATES
from trainer.recording.exercises import UnknownExercise, exercise_named
from trainer.recording.plan import BoardItem, ExerciseItem, Plan
from trainer.sessions.forms.item import before_of, item_from, questions_of
from trainer.sessions.plan_known import PlanKnown
from trainer.texts import said, told

MOST_ITEMS = 30
TEMPLATE = "template:"
BOARD, EXERCISE = "board", "exercise"
OWN = "own"
TOO_MANY = "A plan has at most {most} items."
NO_NAME = "Say what is added."
HEAD = (
    Question("title", "Title", Kind.TEXT, required=True, longest=60),
    Question("minutes", "Minutes of a visit", Kind.NUMBER, True, low=1, high=120),
    Question("per_week", "Visits a week", Kind.NUMBER, True, low=1, high=7),
    Question("weeks", "Weeks", Kind.NUMBER, True, low=1, high=52),
    Question("anchor", "With the anchor test", Kind.YES_NO, True),
    Question("note", "Note", Kind.TEXT, longest=240),
)
"""What is asked of a plan as a whole; the limits are ours."""


@dataclass(frozen=True)
class ItemForm:
    """One item: what it goes on from, where that stands, and its fields."""

    base: Item
    origin: str
    filled: Filled

    @property
    def sort(self) -> str:
        """Board work, or an exercise."""
        return BOARD if isinstance(self.base, BoardItem) else EXERCISE

    @property
    def kind(self) -> str:
        """What the form says of it: "board:bullseye"."""
        return f"{self.sort}:{_name(self.base)}"

    @property
    def item(self) -> Item:
        """The item with what was typed, where nothing of it is wrong."""
        names = {each.question.name for each in self.filled.fields}
        known = {name: each for name, each in before_of(self.base).items() if name in names}
        # As the form shows it: what it rounds was not changed by anybody.
        shown = standing_in([each.question for each in self.filled.fields], known)
        return item_from(self.base, shown.answers, self.filled.answers)

    @property
    def problem(self) -> str:
        """Why no patient can do it; empty if one can, and while a field is wrong."""
        return "" if self.filled.wrong else said(contradiction(self.item))


@dataclass(frozen=True)
class Draft:
    """The plan that is worked on. `origin` is a plan's id or a template, `after` the id of the plan
    that counted when the work began; items of the board come first.
    """

    origin: str
    after: str
    base: Plan
    head: Filled
    items: tuple[ItemForm, ...]

    @property
    def wrong(self) -> bool:
        """Whether anything must be mended before it is a plan."""
        return self.head.wrong or any(each.filled.wrong or each.problem for each in self.items)

    def plan(self, plan_id: str, at: datetime) -> Plan:
        """The plan, unsigned, of a draft that is not `wrong`; `NotAPlan` with nothing in it."""
        told = self.head.answers
        whole = replace(
            self.base,
            title=str(told["title"]).strip(),
            minutes=float(str(told["minutes"])),
            per_week=int(float(str(told["per_week"]))),
            weeks=int(float(str(told["weeks"]))),
            anchor=bool(told["anchor"]),
            note=str(told.get("note", "")),
        )
        return with_items(whole, [each.item for each in self.items], plan_id, at)

    def with_items(self, items: Sequence[ItemForm]) -> "Draft":
        """The same with these items, numbered anew, board work first."""
        ordered = sorted(items, key=lambda each: each.sort != BOARD)
        return replace(self, items=tuple(_numbered(n, each) for n, each in enumerate(ordered, 1)))


def begun_from(origin: str, known: PlanKnown, at: datetime) -> Draft | None:
    """A plan or a template as it is before anybody changes it; None for what there is not."""
    base = _origin(origin, known, at)
    if base is None:
        return None
    head = {question.name: getattr(base, question.name) for question in HEAD}
    items = [_form_of(item, f"{origin}/{n}", known) for n, item in enumerate(items_of(base), 1)]
    after = known.counts.plan_id if known.counts else ""
    return Draft(origin, after, base, standing_in(HEAD, head), ()).with_items(items)


def sent(form: FormData, known: PlanKnown, at: datetime) -> Draft | None:
    """The plan in a form; None if it goes on from a plan that there is not."""
    origin = _text(form, "_from")
    base = _origin(origin, known, at)
    if base is None:
        return None
    head = filled(HEAD, form)
    items = tuple(_items_sent(form, known, at))
    return Draft(origin, _text(form, "_after"), base, head, items)


def acted(draft: Draft, act: str, form: FormData, known: PlanKnown) -> Draft:
    """The draft after a button that stores nothing: "up:2", "down:2", "remove:2", "add"; any other
    one changes nothing. ValueError, for people, for what cannot be added.
    """
    what, _, number = act.partition(":")
    items = list(draft.items)
    if what == "add":
        if len(items) >= MOST_ITEMS:
            raise ValueError(said(TOO_MANY).format(most=MOST_ITEMS))
        return draft.with_items([*items, _form_of(_added(form, known), "", known)])
    at = _number(number) - 1
    if not 0 <= at < len(items):
        return draft
    if what == "remove":
        items.pop(at)
    elif what in ("up", "down"):
        to = at + (1 if what == "down" else -1)
        if 0 <= to < len(items) and items[to].sort == items[at].sort:
            items.insert(to, items.pop(at))
    return draft.with_items(items)


def taken(draft: Draft, index: int, item: BoardItem, known: PlanKnown) -> Draft:
    """The draft with a suggestion in the place of the item that it is for."""
    items = list(draft.items)
    items[index] = _form_of(item, items[index].origin, known, items[index].base)
    return draft.with_items(items)


def _form_of(item: Item, origin: str, known: PlanKnown, base: Item | None = None) -> ItemForm:
    """An item with its fields; what they say is an item's, what they leave out `base`'s."""
    return ItemForm(base or item, origin, standing_in(_questions(item, known), before_of(item)))


def _items_sent(form: FormData, known: PlanKnown, at: datetime) -> Iterator[ItemForm]:
    for number in range(1, MOST_ITEMS + 1):
        kind, origin = _text(form, f"_item{number}_is"), _text(form, f"_item{number}_from")
        base = _base(kind, origin, known, at) if kind else None
        if base is not None:
            fields = filled(_questions(base, known), form, f"item{number}_")
            yield ItemForm(base, origin, fields)


def _base(kind: str, origin: str, known: PlanKnown, at: datetime) -> Item | None:
    """The item that stands where an item goes on from; the usual dose where it is none."""
    whole, _, number = origin.rpartition("/")
    plan = _origin(whole, known, at)
    items = items_of(plan) if plan is not None else ()
    at_number = _number(number)
    there = items[at_number - 1] if 0 < at_number <= len(items) else None
    sort, _, name = kind.partition(":")
    wanted = BoardItem if sort == BOARD else ExerciseItem
    if isinstance(there, wanted) and _name(there) == name:
        return there
    try:
        return _new(sort, name, known)
    except ValueError:
        return None


def _added(form: FormData, known: PlanKnown) -> Item:
    sort, _, name = _text(form, "add").partition(":")
    if name == OWN:
        name = f"other:{_text(form, 'add_own')}"
    return _new(sort, name, known)


def _new(sort: str, name: str, known: PlanKnown) -> Item:
    """An item with its usual dose; ValueError, for people, for what there is not."""
    if sort == EXERCISE:
        try:
            return ExerciseItem(exercise_named(name))
        except UnknownExercise as error:
            raise ValueError(told(str(error))) from None
    if name not in known.facts.activities:
        raise ValueError(said(NO_NAME))
    return BoardItem(name)


def _origin(origin: str, known: PlanKnown, at: datetime) -> Plan | None:
    if origin.startswith(TEMPLATE):
        template = TEMPLATES.get(origin.removeprefix(TEMPLATE))
        return from_template(template, "", at) if template else None
    return next((each for each in known.plans if each.plan_id == origin), None)


def _questions(item: Item, known: PlanKnown) -> list[Question]:
    name = item.activity if isinstance(item, BoardItem) else ""
    return questions_of(item, known.facts.activities.get(name))


def _numbered(number: int, item: ItemForm) -> ItemForm:
    fields = tuple(
        Field(each.question, f"item{number}_{each.question.name}", each.text, each.problem)
        for each in item.filled.fields
    )
    return replace(item, filled=Filled(fields))


def _number(text: str) -> int:
    """A number that a page wrote; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _name(item: Item) -> str:
    return item.activity if isinstance(item, BoardItem) else item.exercise


def _text(form: FormData, name: str) -> str:
    found = form.get(name, "")
    return found.strip() if isinstance(found, str) else ""
