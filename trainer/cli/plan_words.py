"""Plans in everyday words for the terminal."""

from collections.abc import Iterator

from trainer.cli.terminal import local
from trainer.plans.item_words import dose_words, how_words
from trainer.plans.prescribing import Item, items_of
from trainer.recording.exercises import exercise_title
from trainer.recording.plan import BoardItem, Plan


def plan_lines(plan: Plan) -> Iterator[str]:
    """A plan from its title to where its doses come from."""
    yield f"{plan.title}: {state_of(plan)}"
    anchor = "anchor test, " if plan.anchor else "no anchor test, "
    yield (
        f"  {anchor}{plan.minutes:g} minutes a visit, {plan.per_week} times a week for "
        f"{plan.weeks} weeks"
    )
    for number, item in enumerate(items_of(plan), 1):
        yield f"  {number}. {item_words(item)}"
    if plan.source:
        yield f"  doses: {plan.source}"
    if plan.population:
        yield f"  tried on: {plan.population}"


def state_of(plan: Plan) -> str:
    """Whether and by whom a plan is signed."""
    if plan.signed:
        return f"signed by {plan.signed_by} on {local(plan.signed_at)}"
    return f"made on {local(plan.made_at)}, not signed"


def item_words(item: Item) -> str:
    """One item with its dose; an activity by the name that is typed for it."""
    name = item.activity if isinstance(item, BoardItem) else exercise_title(item.exercise)
    return ", ".join((name, *dose_words(item), *how_words(item)))
