"""What a therapist reads of a patient before anything else: leg, week, pain, what is due, where the
foot goes, and how long it takes, or how much of that is left.
"""

from collections.abc import Iterator, Sequence

from trainer.plans.facts import Facts
from trainer.plans.minutes import planned_s
from trainer.plans.note_line import PainOfVisit
from trainer.plans.steps import Placed, StepKind, StepState
from trainer.recording.conditions import FootPlacement
from trainer.recording.vocabulary import Arms, Side
from trainer.texts import said

WHO = {
    Side.LEFT: "Left knee, week {week}.",
    Side.RIGHT: "Right knee, week {week}.",
    Side.BOTH: "Both knees, week {week}.",
}
NOBODY_SAID = "Week {week}."
PAIN = "Pain {pain}."
DUE = {
    frozenset({Side.LEFT}): "Anchor due: left only.",
    frozenset({Side.RIGHT}): "Anchor due: right only.",
    frozenset({Side.BOTH}): "Anchor due: two legs together.",
    frozenset({Side.LEFT, Side.RIGHT}): "Anchor due: both legs.",
}
NO_ANCHOR = "No anchor due."
TO_FIND = "The anchor's dome is to be found today."
DOME, PLATE = "Dome {level}", "Plate"
ABOUT, LEFT = "About {minutes} minutes.", "{left} of {minutes} minutes left."
FOOT = "heel {heel}, toe {toe}"
ARMS = {arms: arms.words for arms in Arms}


def headline(
    facts: Facts,
    placed: Sequence[Placed],
    week: int,
    pain: PainOfVisit,
    foot: FootPlacement | None,
) -> str:
    """ "Left knee, week 5. Pain 2→1. Anchor due: left only. Dome 2, heel N29, toe L6, hands on
    hips. About 10 minutes."

    `week` counts from the episode's first, which is 1; `pain` and `foot` are of the last visit.
    Once something of the visit is over, the minutes say what is left.
    """
    who = WHO[facts.involved] if facts.involved else NOBODY_SAID
    return " ".join(
        (
            said(who).format(week=week),
            *((said(PAIN).format(pain=pain.arrow),) if pain.arrow else ()),
            _due(facts, placed),
            *_where(facts, foot),
            _minutes(placed),
        )
    )


def _minutes(placed: Sequence[Placed]) -> str:
    """What a locked leg would do takes no time today."""
    over = [each.step for each in placed if each.state in (StepState.DONE, StepState.SKIPPED)]
    ahead = [each.step for each in placed if each.state in (StepState.NOW, StepState.LATER)]
    minutes, left = (max(round(planned_s(each) / 60), 1) for each in ((*over, *ahead), ahead))
    return said(LEFT if over else ABOUT).format(minutes=minutes, left=left)


def _due(facts: Facts, placed: Sequence[Placed]) -> str:
    steps = [each.step for each in placed]
    tests = [step for step in steps if step.kind in (StepKind.ANCHOR, StepKind.FLOOR_STANCE)]
    if tests and facts.anchor is None:
        return said(TO_FIND)
    return said(DUE.get(frozenset(step.side for step in tests if step.side), NO_ANCHOR))


def _where(facts: Facts, foot: FootPlacement | None) -> Iterator[str]:
    """Nothing while no place is settled, or where it is the floor."""
    if facts.anchor is None or facts.anchor.level < 0:
        return
    level = facts.anchor.level
    parts = [said(DOME).format(level=level) if level else said(PLATE)]
    if foot is not None:
        parts += [said(FOOT).format(heel=foot.heel_cell, toe=foot.toe_cell), said(ARMS[foot.arms])]
    yield ", ".join(parts) + "."
