"""Plans in everyday words for the terminal."""

from collections.abc import Iterator

from trainer.cli.terminal import local
from trainer.plans.prescribing import Item, items_of
from trainer.recording.exercises import exercise_title
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan
from trainer.recording.vocabulary import Eyes, Stance, Support

LEGS = {
    Legs.INVOLVED: "the involved leg",
    Legs.OTHER: "the other leg",
    Legs.EACH: "each leg",
    Legs.BOTH: "both legs",
}


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
    """One item with its dose; what is usual is left out."""
    words = _board_words(item) if isinstance(item, BoardItem) else _exercise_words(item)
    return ", ".join((*words, *((item.note,) if item.note else ())))


def _board_words(item: BoardItem) -> tuple[str, ...]:
    return (
        item.activity,
        LEGS[item.legs],
        f"{item.rounds} × {item.seconds:g} s, rest {item.rest_s:g} s",
        *((item.stance.replace("_", " "),) if item.stance is not Stance.SINGLE_LEG else ()),
        *(("eyes closed",) if item.eyes is Eyes.CLOSED else ()),
        *((f"support: {item.support}",) if item.support is not Support.NONE else ()),
        "the anchor's dome" if item.level is None else f"dome {item.level}",
        *((item.arms.words,) if item.arms else ()),
        *((f"feedback: {item.feedback}",) if item.feedback else ()),
        *((f"rung {item.rung}",) if item.rung else ()),
        *((f"{item.weight_pct:g} % of the body weight",) if item.weight_pct else ()),
    )


def _exercise_words(item: ExerciseItem) -> tuple[str, ...]:
    return (
        exercise_title(item.exercise),
        LEGS[item.legs],
        f"{item.sets} × {item.repetitions}, rest {item.rest_s:g} s",
        *((f"{item.load_kg:g} kg",) if item.load_kg else ()),
        *((f"effort {item.effort:g} of 10",) if item.effort is not None else ()),
    )
