"""A patient's plan in the window: read it, change it, sign it.

A plan is never changed: what is changed here is a new plan, kept when somebody signs it or says so.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import FormPage
from games.screens.station.questions import Kind, Question
from trainer.plans.item_words import how_words
from trainer.plans.prescribing import (
    Item,
    NotAPlan,
    from_template,
    item_at,
    moved,
    signed,
    with_item,
    with_more,
    without_item,
)
from trainer.plans.templates import TEMPLATES
from trainer.recording.plan import BoardItem, ExerciseItem, Plan
from trainer.sessions.forms.item import before_of, item_from, questions_of
from trainer.sessions.plan_known import PlanKnown, plan_known
from trainer.sessions.station.front import Front
from trainer.sessions.station.plan_pages import (
    ITEM,
    LEAVE,
    PLAN_AT,
    SIGN,
    activities_page,
    earlier_page,
    exercises_page,
    item_title,
    old_plan_page,
    plan_page,
    template_page,
    templates_page,
    title_of,
)
from trainer.store.errors import PlanSignedMeanwhile
from trainer.texts import begun, said

CHANGE, EARLIER, LATER, REMOVE = "Change", "Up", "Down", "Remove"
ADD_WHICH, ON_BOARD, EXERCISE = "What is added?", "Work on the board", "An exercise"
WHO_SIGNS, SIGNATURE = "Sign the plan", "Name or initials of whoever signs"
CHANGED, KEEP, DISCARD = "The changed plan is not signed.", "Keep it unsigned", "Discard it"
CHANGED_MORE = "Until somebody signs it, the plan that was signed before counts."
MEANWHILE = "{who} has signed another plan meanwhile: {title}."
MEANWHILE_MORE = "If you sign now, yours counts from the next visit on."
SIGN_OVER, SHOW_THEIRS = "Sign mine", "Show that one"
LONGEST_NAME = 40
WithItem = Callable[[Plan, Item, str, datetime], Plan]


def plan_flow(front: Front, code: str) -> None:
    """Until somebody goes back."""
    known = front.kept(lambda: _known(front, code))
    if known is not None:
        _Prescribing(front, code, known).run()


class _Prescribing:
    """The plan that is worked on; `changed` says that the database does not have it."""

    def __init__(self, front: Front, code: str, known: PlanKnown) -> None:
        self._front, self._code = front, code
        self._plan: Plan | None = None
        self._take(known)

    def run(self) -> None:
        """Until somebody leaves the plan; without one it begins with the templates."""
        if self._plan is None:
            self._new()
        acts = {"new": self._new, "add": self._add, "sign": self._sign, "earlier": self._earlier}
        while self._plan is not None:
            page = plan_page(self._front.kit, self._code, self._plan, self._known)
            taken = self._front.show(page)
            if taken in acts:
                acts[taken]()
            elif taken.startswith(ITEM):
                self._item(int(taken.removeprefix(ITEM)))
            elif taken == BACK and self._may_leave():
                return

    def _take(self, known: PlanKnown) -> None:
        """Go on from what the database has."""
        self._known, self._changed = known, False
        self._plan = known.plans[-1] if known.plans else None

    def _change(self, change: Callable[[Plan, str, datetime], Plan]) -> bool:
        """Make the changed plan; False, after saying why, where that is no plan."""
        assert self._plan is not None
        try:
            self._plan = change(self._plan, str(uuid4()), datetime.now(UTC))
        except NotAPlan as error:
            self._front.tell(str(error))
            return False
        self._changed = True
        return True

    def _new(self) -> None:
        """A template is read before it is taken."""
        front = self._front
        while (taken := front.show(templates_page(front.kit))) != BACK:
            template = TEMPLATES[taken]
            page = template_page(front.kit, template, self._known)
            if front.show(page) == "take":
                self._plan = from_template(template, str(uuid4()), datetime.now(UTC))
                self._changed = True
                return

    def _item(self, number: int) -> None:
        """What becomes of one item."""
        assert self._plan is not None
        item, facts = item_at(self._plan, number), self._known.facts
        choices = [
            Choice("change", CHANGE, primary=True),
            Choice("up", EARLIER, enabled=self._may_move(number, -1)),
            Choice("down", LATER, enabled=self._may_move(number, 1)),
            Choice("remove", REMOVE),
            Choice(BACK, LEAVE),
        ]
        taken = self._front.ask(begun(item_title(item, facts)), choices, ", ".join(how_words(item)))
        if taken == "change":
            self._dose(item, lambda plan, new, *made: with_item(plan, number, new, *made))
        elif taken in ("up", "down"):
            by = 1 if taken == "down" else -1
            self._change(lambda plan, *made: moved(plan, number, by, *made))
        elif taken == "remove":
            self._change(lambda plan, *made: without_item(plan, number, *made))

    def _may_move(self, number: int, by: int) -> bool:
        assert self._plan is not None
        try:
            moved(self._plan, number, by, "", self._plan.made_at)
        except NotAPlan:
            return False
        return True

    def _add(self) -> None:
        """An activity or an exercise, with its usual dose to begin with."""
        front = self._front
        choices = [
            Choice("board", ON_BOARD, primary=True),
            Choice("exercise", EXERCISE),
            Choice(BACK, LEAVE),
        ]
        sort = front.ask(ADD_WHICH, choices)
        if sort == BACK:
            return
        known = self._known.facts.activities.values()
        page = activities_page(front.kit, known) if sort == "board" else exercises_page(front.kit)
        name = front.show(page)
        if name != BACK:
            item = BoardItem(name) if sort == "board" else ExerciseItem(name)
            self._dose(item, with_more)

    def _dose(self, item: Item, change: WithItem) -> None:
        """Ask for an item's dose until it makes a plan, or somebody goes back."""
        front, facts = self._front, self._known.facts
        known = facts.activities.get(item.activity) if isinstance(item, BoardItem) else None
        page = FormPage(
            front.kit, begun(title_of(item, facts)), questions_of(item, known), before_of(item)
        )
        before = dict(page.answers)
        while front.show(page) != BACK:
            dosed = item_from(item, before, page.answers)
            if self._change(partial(_with_dose, change, dosed)):
                return

    def _earlier(self) -> None:
        """All plans, and each to be read; a single one at once."""
        front, known = self._front, self._known
        if len(known.plans) == 1:
            front.show(old_plan_page(front.kit, known.plans[0], known))
            return
        while True:
            taken = front.show(earlier_page(front.kit, known))
            if taken == BACK:
                return
            plan = known.plans[int(taken.removeprefix(PLAN_AT))]
            front.show(old_plan_page(front.kit, plan, known))

    def _may_leave(self) -> bool:
        """Nothing was changed, or somebody has said what becomes of it."""
        if not self._changed:
            return True
        choices = [
            Choice("sign", SIGN, primary=True),
            Choice("keep", KEEP),
            Choice("discard", DISCARD),
            Choice(BACK, LEAVE),
        ]
        taken = self._front.ask(CHANGED, choices, CHANGED_MORE)
        if taken == "sign":
            return self._sign()
        if taken == "keep" and self._plan is not None:
            return bool(self._added(self._plan))
        return taken == "discard"

    def _sign(self) -> bool:
        """Ask who signs, and store the signed plan; False if it is not signed."""
        front = self._front
        asked = Question("by", SIGNATURE, Kind.TEXT, True, longest=LONGEST_NAME, upper=True)
        before = {"by": front.room.operator} if front.room.operator else {}
        page = FormPage(front.kit, WHO_SIGNS, [asked], before, SIGN)
        if front.show(page) == BACK:
            return False
        by = str(page.answers["by"])
        front.signed_by(by)
        assert self._plan is not None
        return self._store_over(signed(self._plan, str(uuid4()), by, datetime.now(UTC)))

    def _store_over(self, plan: Plan) -> bool:
        """Store a signed plan over the one that was seen; another one is told as often as somebody
        signs it meanwhile.
        """
        seen: PlanKnown | None = self._known
        while seen is not None:
            after = seen.counts.plan_id if seen.counts else ""
            added = self._added(plan, after)
            if added is True:
                return True
            seen = self._signed_over() if added is False else None
        return False

    def _signed_over(self) -> PlanKnown | None:
        """What the database has by now, if mine is to count over it."""
        known = self._front.kept(lambda: _known(self._front, self._code))
        theirs = known.counts if known else None
        if known is None or theirs is None:
            return None
        words = said(MEANWHILE).format(who=theirs.signed_by, title=said(theirs.title))
        choices = [
            Choice("mine", SIGN_OVER, primary=True),
            Choice("theirs", SHOW_THEIRS),
            Choice(BACK, LEAVE),
        ]
        taken = self._front.ask(words, choices, MEANWHILE_MORE)
        if taken == "theirs":
            self._take(known)
        return known if taken == "mine" else None

    def _added(self, plan: Plan, after: str | None = None) -> bool | None:
        """Keep the plan; False if another one than `after` counts by now, and None, after saying
        why, where the database refuses.
        """

        def add() -> PlanKnown | bool:
            try:
                self._front.room.store.add_plan(self._code, plan, after)
            except PlanSignedMeanwhile:
                return False
            return _known(self._front, self._code)

        known = self._front.kept(add)
        if isinstance(known, PlanKnown):
            self._take(known)
            return True
        return known


def _with_dose(change: WithItem, item: Item, plan: Plan, plan_id: str, at: datetime) -> Plan:
    return change(plan, item, plan_id, at)


def _known(front: Front, code: str) -> PlanKnown:
    return plan_known(front.room.store, code, front.room.board.board())
