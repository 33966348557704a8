"""`baps plan edit`, `add-item` and `remove-item`: each makes a new, unsigned plan."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

import click

from trainer.cli.db import opened_store
from trainer.cli.options import FiniteRange, json_option, words
from trainer.cli.plan_shown import newest_plan, shown_plan
from trainer.plans.prescribing import (
    LEAST_WEIGHT_PCT,
    LONGEST_REST_S,
    LONGEST_S,
    MOST_ROUNDS,
    MOST_WEIGHT_PCT,
    SHORTEST_S,
    Item,
    NotAPlan,
    item_at,
    with_item,
    with_more,
    without_item,
)
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.exercises import (
    HEAVIEST_LOAD_KG,
    MOST_EFFORT,
    MOST_REPETITIONS,
    MOST_SETS,
    UnknownExercise,
    exercise_named,
)
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan
from trainer.recording.vocabulary import Arms, Eyes, Feedback, Stance, Support

F = TypeVar("F", bound=Callable[..., Any])
FIELD_OF = {"rest": "rest_s"}
"""Options whose field has another name."""

_OPTIONS = (
    click.option("--legs", type=words(Legs), help="which legs do it; each: the other one first"),
    click.option("--rounds", type=click.IntRange(1, MOST_ROUNDS), help="rounds a leg"),
    click.option("--seconds", type=FiniteRange(SHORTEST_S, LONGEST_S), help="5 to 600, of a round"),
    click.option("--rest", type=FiniteRange(0, LONGEST_REST_S), help="seconds after each"),
    click.option("--stance", type=words(Stance), help="how the patient stands or sits"),
    click.option("--eyes", type=words(Eyes), help="eyes open or closed"),
    click.option("--support", type=words(Support), help="what the hands may hold"),
    click.option("--level", type=click.IntRange(1, 5), help="dome [default: the anchor's]"),
    click.option("--arms", type=words(Arms), help="where the arms are"),
    click.option("--feedback", type=words(Feedback), help="what tells where the board is"),
    click.option(
        "--rung",
        type=click.IntRange(EASIEST_RUNG, HARDEST_RUNG),
        help="how hard, 1 to 12 [default: follows the earlier rounds]",
    ),
    click.option(
        "--weight-pct",
        type=FiniteRange(LEAST_WEIGHT_PCT, MOST_WEIGHT_PCT),
        help="of the body weight, in %",
    ),
    click.option("--sets", type=click.IntRange(1, MOST_SETS), help="sets of an exercise"),
    click.option("--repetitions", type=click.IntRange(1, MOST_REPETITIONS), help="in each set"),
    click.option("--load-kg", type=FiniteRange(0, HEAVIEST_LOAD_KG), help="weight to move"),
    click.option("--effort", type=FiniteRange(0, MOST_EFFORT), help="how hard it may be, 0 to 10"),
    click.option("--note", metavar="TEXT", help="what else belongs to it"),
)

WORDS_OF: Mapping[str, Callable[[str], Any]] = {
    "legs": Legs,
    "stance": Stance,
    "eyes": Eyes,
    "support": Support,
    "arms": Arms,
    "feedback": Feedback,
}


def dose_options(function: F) -> F:
    """All that can be said of an item."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command("edit", short_help="change an item of the newest plan")
@click.argument("code")
@click.option("--item", type=click.IntRange(min=1), required=True, help="its number, as shown")
@dose_options
@json_option
def edit(code: str, item: int, as_json: bool, **given: Any) -> None:
    """Change an item of the newest plan of patient CODE. That makes a new plan, to be signed again.

    \b
    Example:
      baps plan edit K7 --item 1 --rounds 3 --rest 45
    """
    _changed(
        code,
        lambda plan, *new: with_item(plan, item, _dosed(item_at(plan, item), given), *new),
        as_json,
    )


@click.command("remove-item", short_help="take an item out of the newest plan")
@click.argument("code")
@click.option("--item", type=click.IntRange(min=1), required=True, help="its number, as shown")
@json_option
def remove_item(code: str, item: int, as_json: bool) -> None:
    """Take an item out of the newest plan of patient CODE. That makes a new plan, to be signed
    again.

    \b
    Example:
      baps plan remove-item K7 --item 2
    """
    _changed(code, lambda plan, *new: without_item(plan, item, *new), as_json)


@click.command("add-item", short_help="put board work or an exercise into the newest plan")
@click.argument("code")
@click.argument("name")
@dose_options
@json_option
def add_item(code: str, name: str, as_json: bool, **given: Any) -> None:
    """Put an activity or an exercise into the newest plan of patient CODE. That makes a new plan,
    to be signed again.

    NAME is one of baps activities, or an exercise as in baps note exercise.

    \b
    Examples:
      baps plan add-item K7 slalom --rounds 2 --seconds 40 --level 3
      baps plan add-item K7 clam --sets 3 --repetitions 12 --effort 6
    """
    _changed(code, lambda plan, *new: with_more(plan, _dosed(_named(name), given), *new), as_json)


def _changed(code: str, change: Callable[[Plan, str, datetime], Plan], as_json: bool) -> None:
    with opened_store() as store:
        before = newest_plan(store, code)
        try:
            plan = change(before, str(uuid4()), datetime.now(UTC))
        except NotAPlan as error:
            raise click.UsageError(str(error)) from None
        store.add_plan(code, plan)
    shown_plan(code, plan, as_json)


def _named(name: str) -> Item:
    """An item of this activity or exercise with the usual dose; refused for what there is not."""
    from games.registry import UnknownActivity
    from trainer.cli.trial import named_activity

    try:
        return ExerciseItem(exercise_named(name))
    except UnknownExercise as no_exercise:
        try:
            return BoardItem(named_activity(name).name)
        except UnknownActivity as no_activity:
            # The one that came nearer is told.
            near = [e for e in (no_activity, no_exercise) if "did you mean" in str(e)]
            raise click.UsageError(str((near or [no_activity])[0])) from None


def _dosed(item: Item, given: Mapping[str, Any]) -> Item:
    """The item with what was said; a usage error for what it has not."""
    said = {name: value for name, value in given.items() if value is not None}
    known = {field.name for field in fields(item)}
    changes = {}
    for name, value in said.items():
        field = FIELD_OF.get(name, name)
        if field not in known:
            kind = "an exercise" if isinstance(item, ExerciseItem) else "board work"
            raise click.UsageError(f"{kind} has no --{name.replace('_', '-')}")
        changes[field] = WORDS_OF[name](value) if name in WORDS_OF else value
    return replace(item, **changes)
