"""The board work of a plan as steps, and why an item of a plan cannot be done here."""

from collections.abc import Iterator

from trainer.plans.facts import ActivityFacts, BoardFacts, Facts
from trainer.plans.steps import Step, StepKind
from trainer.plans.tested import NOT_ON_HAND, NOTHING_ON_HAND, anchor_problem
from trainer.recording.conditions import FLOOR, NO_DOME, Chosen, Conditions
from trainer.recording.exercises import UnknownExercise, exercise_named, exercise_title
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan
from trainer.recording.vocabulary import Side, Stance, Surface
from trainer.texts import said, said_back

NOT_PLAYED = "{what} is left out: {why}"
NO_ACTIVITY = "there is no activity of this name any more; make a new plan without it"
NO_EXERCISE = "there is no exercise {name}; make a new plan without it"
NO_DOMES = "it needs a dome, and the board on hand does not tilt"
NO_LEVEL = "dome {level} is not among the domes on hand ({levels})"
NO_PLATE = "it needs a force plate, and the board on hand is none"
NO_STRAP = "the thigh's strap moves its light, and none is worn"
NO_EYES = "it means nothing with eyes {eyes}"
NO_ONE_LEG = "it needs the other leg in the air, and the plan says stance {stance}"
NO_LEGS = "one leg stands alone or two stand together: the plan says {legs}, stance {stance}"
NO_PARTIAL = "a part of the body weight is asked for, which is for stance partial alone"
NO_CELLS = "nothing can tell a part of the body weight: calibrate load cells and enter the weight"
REASONS = (
    NOT_ON_HAND,
    NOTHING_ON_HAND,
    NO_ACTIVITY,
    NO_EXERCISE,
    NO_DOMES,
    NO_LEVEL,
    NO_PLATE,
    NO_STRAP,
    NO_EYES,
    NO_ONE_LEG,
    NO_LEGS,
    NO_PARTIAL,
    NO_CELLS,
)
"""Templates of what `anchor_problem` and `why_left_out` say."""


def problems(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """A sentence for each item of the plan that cannot be done, and for the anchor test if that
    cannot; the others still are.
    """
    test = anchor_problem(facts) if plan.anchor else ""
    found = [said_reason(test)] * bool(test)
    items: tuple[BoardItem | ExerciseItem, ...] = (*plan.board, *plan.exercises)
    found += [
        said(NOT_PLAYED).format(what=_title(item, facts), why=said_reason(why))
        for item in items
        if (why := why_left_out(item, facts))
    ]
    return tuple(dict.fromkeys(found))


def said_reason(why: str) -> str:
    """What `anchor_problem` or `why_left_out` says, in the window's language."""
    return said_back(why, REASONS)


def why_left_out(item: BoardItem | ExerciseItem, facts: Facts) -> str:
    """Why an item cannot be done here; empty if it can."""
    if isinstance(item, BoardItem):
        return _why_not(item, facts)
    try:
        exercise_named(item.exercise)
    except UnknownExercise:
        return NO_EXERCISE.format(name=repr(item.exercise))
    return ""


def bouts_of(plan: Plan, facts: Facts) -> Iterator[tuple[Step, float]]:
    """A step for each round of what can be played, and the rest after it, in their order: item by
    item, round by round, the uninvolved leg first.
    """
    for index, item in enumerate(plan.board):
        if _why_not(item, facts):
            continue
        for number in range(1, item.rounds + 1):
            for side in item.legs.sides(facts.involved):
                yield _bout(index, item, side, number, facts), item.rest_s


def _title(item: BoardItem | ExerciseItem, facts: Facts) -> str:
    """An item as people know it; what is unknown by the name that stands in the plan."""
    if isinstance(item, ExerciseItem):
        return said(exercise_title(item.exercise))
    known = facts.activities.get(item.activity)
    return said(known.title) if known else item.activity


def _bout(index: int, item: BoardItem, side: Side, number: int, facts: Facts) -> Step:
    activity = facts.activities[item.activity]
    conditions = Conditions(
        item.activity,
        side=side,
        stance=item.stance,
        eyes=item.eyes,
        support=item.support,
        arms=item.arms or facts.arms,
        level=level_of(item, facts),
        seconds=item.seconds or activity.seconds[0],
        weight_pct=item.weight_pct,
    )
    no_go = facts.no_go.get(side, ())
    chosen = Chosen(arms=item.arms, rung=item.rung, feedback=item.feedback, no_go=no_go)
    key = f"board:{index}:{side}:{number}"
    return Step(key, StepKind.BOUT, side, conditions, chosen, number=number, of=item.rounds)


def level_of(item: BoardItem, facts: Facts) -> int:
    """The dome of an item that can be played: its own, else the anchor's, else the easiest."""
    activity = facts.activities[item.activity]
    if activity.surface is not Surface.DOME:
        return NO_DOME if activity.surface is Surface.PLATE else FLOOR
    if item.level is not None:
        return item.level
    settled = facts.anchor.level if facts.anchor else NO_DOME
    return settled if settled in facts.board.levels else min(facts.board.levels)


def _why_not(item: BoardItem, facts: Facts) -> str:
    """Why an item cannot be played at all; empty if it can."""
    activity = facts.activities.get(item.activity)
    if activity is None:
        return NO_ACTIVITY
    return _not_by(item, activity) or _not_here(item, activity, facts.board)


def _not_by(item: BoardItem, activity: ActivityFacts) -> str:
    """What of the item contradicts itself or its activity."""
    if item.eyes not in activity.eyes:
        return NO_EYES.format(eyes=item.eyes)
    if activity.on_one_leg and item.stance is not Stance.SINGLE_LEG:
        return NO_ONE_LEG.format(stance=item.stance)
    alone = item.stance is Stance.SINGLE_LEG
    together = item.stance is Stance.TWO_LEG
    if (alone and item.legs is Legs.BOTH) or (together and item.legs is not Legs.BOTH):
        return NO_LEGS.format(legs=item.legs, stance=item.stance)
    return NO_PARTIAL if item.weight_pct and item.stance is not Stance.PARTIAL else ""


def _not_here(item: BoardItem, activity: ActivityFacts, board: BoardFacts) -> str:
    """What of the board on hand does not fit the item."""
    if activity.by_thigh and not board.strap:
        return NO_STRAP
    if activity.surface is Surface.PLATE and not board.plate:
        return NO_PLATE
    if activity.surface is Surface.DOME and not board.levels:
        return NO_DOMES
    on_dome = activity.surface is Surface.DOME and item.level is not None
    if on_dome and item.level not in board.levels:
        levels = ", ".join(map(str, board.levels))
        return NO_LEVEL.format(level=item.level, levels=levels)
    return NO_CELLS if item.weight_pct and not board.weighs else ""
