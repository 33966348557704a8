"""The ten-minute script: the steps of one visit in their order, how far they are, which is next.

`agenda_of` is asked again after each trial: while the anchor's place is searched, what comes next
depends on the last try. A step that is done stays done, and its key stays the same.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from trainer.plans.bouts import bouts_of
from trainer.plans.facts import Facts, Played
from trainer.plans.minutes import by_hand, clock_words, exercise_s, planned_s, preparing_s, timed
from trainer.plans.steps import Placed, Step, StepKind, StepState
from trainer.plans.tested import learns, tests_of
from trainer.progress.anchor import ACTIVITIES
from trainer.recording.conditions import Conditions
from trainer.recording.exercises import UnknownExercise, exercise_named
from trainer.recording.plan import Plan
from trainer.recording.visit import MarkKind, VisitMark
from trainer.recording.vocabulary import Eyes
from trainer.texts import said, said_number

LEFT_OUT = "{count} of {of} bouts are left out today, because {why} takes the time"
TOO_LONG = "today's steps are thought to take {planned} min, more than the plan's {minutes} min"
LEARNING, SCREENING = "learning", "the screening"


def agenda_of(plan: Plan, facts: Facts) -> tuple[Step, ...]:
    """Today's steps in their order, without the bouts that do not fit the plan's minutes.

    What cannot be played here has no step: `bouts.problems` says why, `fits` what is left out.
    """
    steps = _whole(plan, facts)
    out = _left_out(plan, facts, steps)
    return tuple(step for step in steps if step not in out)


def fits(plan: Plan, facts: Facts) -> str:
    """What is left out today, or that it takes longer than the plan's minutes; empty if neither."""
    steps = _whole(plan, facts)
    out = _left_out(plan, facts, steps)
    told = []
    if out:
        why = LEARNING if plan.anchor and learns(facts) else SCREENING
        bouts = sum(step.kind is StepKind.BOUT for step in steps)
        told.append(said(LEFT_OUT).format(why=said(why), count=len(out), of=bouts))
    if (seconds := planned_s(steps) - planned_s(out)) > 60 * plan.minutes:
        planned, minutes = clock_words(seconds), said_number(f"{plan.minutes:g}")
        told.append(said(TOO_LONG).format(planned=planned, minutes=minutes))
    return "; ".join(told)


def placed(agenda: Sequence[Step], facts: Facts, marks: Iterable[VisitMark]) -> tuple[Placed, ...]:
    """Each step and how far it is; the first one that is left is now.

    The visit's trials that say anything are given to the steps they fit, oldest first, and to one
    that was skipped only when no other is left. Of several marks of a step the last one counts:
    they come in the order in which they were made, for a clock may have been set back.
    """
    newest = {mark.step: mark for mark in marks}
    skipped = {key: mark.words for key, mark in newest.items() if mark.kind is MarkKind.SKIPPED}
    done = set(trials_of(agenda, facts.played, skipped))
    done |= {
        step.key
        for step in agenda
        if step.conditions is None and step.key in newest and newest[step.key].kind is MarkKind.DONE
    }
    found: list[Placed] = []
    now = StepState.NOW
    for step in agenda:
        state, why = _state(step, done, skipped, facts)
        if state is StepState.LATER:
            state, now = now, StepState.LATER
        found.append(Placed(step, state, why))
    return tuple(found)


def next_step(steps: Iterable[Placed]) -> Step | None:
    """The step that is now; None when nothing is left."""
    return next((each.step for each in steps if each.state is StepState.NOW), None)


def trials_of(
    agenda: Sequence[Step], played: Sequence[Played], skipped: Collection[str] = ()
) -> dict[str, Played]:
    """The trial of each step that was played, by the step's key; see `placed`."""
    trials = [step for step in agenda if step.conditions is not None]
    # A skipped step takes a trial only when all others have theirs.
    waiting = sorted(trials, key=lambda step: step.key in skipped)
    found: dict[str, Played] = {}
    for each in played:
        if not each.counts:
            continue
        fitting = (s for s in waiting if s.key not in found and _fits(s, each.conditions))
        if step := next(fitting, None):
            found[step.key] = each
    return found


def _state(
    step: Step, done: set[str], skipped: Mapping[str, str], facts: Facts
) -> tuple[StepState, str]:
    if step.key in done:
        return StepState.DONE, ""
    if step.key in skipped:
        return StepState.SKIPPED, skipped[step.key]
    if why := facts.locked(step.side):
        return StepState.LOCKED, why
    return StepState.LATER, ""


def _fits(step: Step, made: Conditions) -> bool:
    """Whether a trial is what a step asked for. A bout may be played with more support, and a
    learning trial at any place of the anchor test.
    """
    asked = step.conditions
    if asked is None or (asked.side, asked.practice) != (made.side, made.practice):
        return False
    if step.kind is StepKind.LEARN:
        return made.activity in ACTIVITIES and made.eyes is Eyes.OPEN
    same = all(
        getattr(asked, name) == getattr(made, name)
        for name in ("activity", "stance", "eyes", "level", "seconds", "weight_pct")
    )
    if step.kind is StepKind.ANCHOR:
        return same and (asked.support, asked.footwear) == (made.support, made.footwear)
    return same


def _whole(plan: Plan, facts: Facts) -> tuple[Step, ...]:
    tests = tests_of(facts) if plan.anchor else ()
    screening = by_hand(StepKind.SCREENING)
    first = () if facts.screened and screening.key not in facts.marked else (screening,)
    strapped = facts.board.known and facts.board.strap
    prepare = Step(StepKind.PREPARE.value, StepKind.PREPARE, planned_s=preparing_s(strapped))
    last = (StepKind.PAIN_AFTER, StepKind.EYE, StepKind.NEXT_PLAN, StepKind.NOTE)
    return (
        *first,
        by_hand(StepKind.SYMPTOMS),
        prepare,
        *timed((*tests, *bouts_of(plan, facts))),
        *_exercises(plan, facts),
        *map(by_hand, last),
    )


def _exercises(plan: Plan, facts: Facts) -> Iterator[Step]:
    """A step for all sets of an exercise on one leg; one for both where both do it together."""
    for index, item in enumerate(plan.exercises):
        try:
            exercise_named(item.exercise)
        except UnknownExercise:
            continue
        for side in item.legs.sides(facts.involved):
            key, kind = f"exercise:{index}:{side}", StepKind.EXERCISE
            yield Step(key, kind, side, exercise=item, planned_s=exercise_s(item))


def _left_out(plan: Plan, facts: Facts, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The last bouts, as many as learning and screening leave no time for."""
    takes_time = (plan.anchor and learns(facts)) or not facts.screened
    out: list[Step] = []
    over_s = planned_s(steps) - 60 * plan.minutes
    for step in reversed(steps):
        if takes_time and over_s > 0 and step.kind is StepKind.BOUT:
            out.append(step)
            over_s -= planned_s([step])
    return tuple(out)
