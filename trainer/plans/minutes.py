"""How long a visit is thought to take, and where its minutes went.

The seconds of a trial are known; those that people take with their hands are assumptions of ours,
to be replaced by what the clinic's own timetables show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.plans.steps import Placed, Step, StepKind
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.plan import ExerciseItem
from trainer.recording.vocabulary import Side

GATE_S = 3.0
"""Assumed: the patient finds the middle before a trial starts."""
STEP_ON_S = 10.0
"""Assumed: another leg steps on, its cells being known; the same leg does so while it rests."""
JUDGE_S = 2.0
"""Assumed: what the screen shows after a trial is looked at and taken."""
FOOT_S, STRAP_S = 25.0, 15.0
"""Assumed: the foot is placed and its cells are noted; the thigh's strap is put on."""
BY_HAND_S: Mapping[StepKind, float] = {
    StepKind.SCREENING: 70.0,
    StepKind.SYMPTOMS: 40.0,
    StepKind.FLOOR_STANCE: 40.0,
    StepKind.SETTLE: 15.0,
    StepKind.PAIN_AFTER: 10.0,
    StepKind.EYE: 15.0,
    StepKind.NEXT_PLAN: 15.0,
    StepKind.NOTE: 10.0,
}
"""Assumed: seven questions and ten seconds on one leg; the questions of a visit, the shoe coming
off meanwhile; the stopwatch; a signature; one number; three marks by eye; a look at the plan; one
line.
"""
REPETITION_S = 3.0
"""Assumed for an exercise."""

OTHER_LEG: Mapping[Side, Side] = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


@dataclass(frozen=True)
class Row:
    """Where seconds go: a kind of step, what is planned with its rests, and what it took."""

    kind: StepKind
    steps: int
    planned_s: float
    actual_s: float | None


def by_hand(kind: StepKind, side: Side | None = None) -> Step:
    """A step that people do with their hands, with the seconds it is thought to take."""
    key = kind.value if side is None else f"{kind}:{side}"
    return Step(key, kind, side, planned_s=BY_HAND_S[kind])


def trial_s(seconds: float) -> float:
    """A trial of this length, from standing on the board to its result."""
    return GATE_S + LEAD_IN_S + seconds + JUDGE_S


def exercise_s(item: ExerciseItem) -> float:
    """All sets on one leg with the rests between them."""
    sets = item.sets * item.repetitions * REPETITION_S
    return sets + max(item.sets - 1, 0) * item.rest_s


def preparing_s(strap: bool) -> float:
    """Foot and strap."""
    return FOOT_S + STRAP_S * strap


def timed(steps: Iterable[tuple[Step, float]]) -> tuple[Step, ...]:
    """Trials in their order with what each takes and the rest before it.

    Beside each stands how long its leg rests after it. A leg rests while the other one stands, so
    that only what is missing of its rest is waited for.
    """
    found: list[Step] = []
    ready_s: dict[Side, float] = {}
    now_s, on = 0.0, None
    for step, rest_after_s in steps:
        if step.conditions is None:
            now_s += step.planned_s
            found.append(step)
            continue
        side = step.conditions.side
        legs = (side,) if side in OTHER_LEG else tuple(OTHER_LEG)
        on_s = STEP_ON_S * (side is not on)
        on = side
        rest_s = max(0.0, *(ready_s.get(leg, 0.0) - now_s - on_s for leg in legs))
        planned_s = on_s + trial_s(step.conditions.seconds)
        now_s += rest_s + planned_s
        ready_s |= dict.fromkeys(legs, now_s + rest_after_s)
        found.append(replace(step, rest_s=rest_s, planned_s=planned_s))
    return tuple(found)


def planned_s(steps: Iterable[Step]) -> float:
    """All steps with their rests."""
    return sum(step.rest_s + step.planned_s for step in steps)


def timetable(placed: Sequence[Placed], took: Sequence[tuple[Step, float]]) -> tuple[Row, ...]:
    """A row for each kind of step: what is planned, beside the seconds that steps took.

    `took` has a step as often as it was gone to. A kind of which nothing was timed has no actual
    seconds; one that is on the agenda no more, such as a place that was tried, has no planned ones.
    """
    steps = [each.step for each in placed]
    rows = []
    for kind in dict.fromkeys(step.kind for step in (*steps, *(step for step, _ in took))):
        mine = [step for step in steps if step.kind is kind]
        seconds = [seconds for step, seconds in took if step.kind is kind]
        rows.append(Row(kind, len(mine), planned_s(mine), sum(seconds) if seconds else None))
    return tuple(rows)


def clock_words(seconds: float) -> str:
    """Minutes and seconds: "9:40"."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
