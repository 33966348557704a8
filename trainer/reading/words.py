"""Conditions, outcomes and how a trial ended, in everyday words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainer.motion.dome_balance import stiffness_words
from trainer.recording.conditions import FLOOR, LEAD_IN_S, NO_DOME, Conditions
from trainer.recording.dome import Dome
from trainer.recording.stem_hole import hole_word
from trainer.recording.vocabulary import (
    Arms,
    DomeStyle,
    Feedback,
    Footwear,
    Outcome,
    Side,
    Source,
    Support,
)
from trainer.texts import said

if TYPE_CHECKING:
    from trainer.recording.history import StoredTrial

EDGE_NOT_KNEE = "inside and outside: edge of the board, not the knee"


ENDINGS = {
    Outcome.COMPLETED: "completed",
    Outcome.TOUCH: "touched the rail",
    Outcome.FOOT_DOWN: "foot down",
    Outcome.RIM_REST: "rested on the rim",
    Outcome.PAIN: "stopped for pain",
    Outcome.STOPPED: "stopped early",
    Outcome.INTERRUPTED: "interrupted",
    Outcome.NOT_HELD: "never held level",
}
FEEDBACK = {Feedback.FEEL: "by feel", Feedback.EAR: "by ear"}
"""How a round was played, apart from by the light."""
LEGS = {Side.LEFT: "left leg", Side.RIGHT: "right leg", Side.BOTH: "both legs"}


def ended(outcome: Outcome) -> str:
    return ENDINGS.get(outcome, outcome.value.replace("_", " "))


def headline_value(trial: "StoredTrial") -> float | None:
    return trial.metrics.get(trial.headline)


def length(outcome: Outcome, asked_s: float, lasted_s: float) -> str:
    """How much of the time that was asked for a trial lasted, without its lead-in."""
    if outcome is Outcome.COMPLETED:
        return f"{asked_s:g} s of {asked_s:g} s"
    return f"{max(lasted_s - LEAD_IN_S, 0.0):.1f} s of {asked_s:g} s"


def activity_title(activity: str) -> str:
    """An activity as people call it, in their language; by its name once it no longer exists."""
    from games.registry import activities  # noqa: PLC0415  slow

    known = activities().get(activity)
    return said(known.title) if known else activity


def is_assessment(activity: str) -> bool:
    """Whether an activity measures; one that no longer exists is shown like a training."""
    from games.engine.activity import Kind  # noqa: PLC0415  slow
    from games.registry import activities  # noqa: PLC0415

    known = activities().get(activity)
    return known is not None and known.kind is Kind.ASSESSMENT


def _dome_words(c: Conditions) -> str:
    """`dome 2, +8.2 N·m/rad under 70 kg`: its number and how hard it is, in physical units."""
    stiffness = stiffness_words(Dome(c.level, c.dome_style))
    style = "" if c.dome_style is DomeStyle.CAPS else f"{c.dome_style} "
    return f"{style}dome {c.level}, {stiffness}"


def condition_words(c: Conditions) -> tuple[str, ...]:
    """The conditions one by one, without the usual ones."""
    stood_on = {NO_DOME: "force plate", FLOOR: "floor"}
    dome = stood_on.get(c.level) or _dome_words(c)
    rim = (f"{c.envelope_source} rim",) if c.level not in stood_on else ()
    return (
        LEGS[c.side],
        c.stance.value.replace("_", " "),
        f"eyes {c.eyes}",
        dome,
        f"{c.seconds:g} s",
        *(("simulated board",) if c.envelope_source is Source.SIMULATED else rim),
        *((f"support: {c.support}",) if c.support is not Support.NONE else ()),
        *((c.arms.words,) if c.arms is not Arms.HIPS else ()),
        *(("in shoes",) if c.footwear is Footwear.SHOES else ()),
        *((f"stem hole {hole_word(c.stem_hole, c.side)}",) if c.stem_hole else ()),
        *((f"rung {c.rung}",) if c.rung else ()),
        *((FEEDBACK[c.feedback],) if c.feedback in FEEDBACK else ()),
        *((f"{c.weight_pct:g} % of body weight",) if c.weight_pct else ()),
        *((f"ring {c.ring_deg:.1f}°",) if c.ring_deg else ()),
        *(("practice",) if c.practice else ()),
        *(("uncalibrated",) if not c.calibrated else ()),
    )


def shared_words(conditions: Sequence[Sequence[str]]) -> list[str]:
    """What all of these have in common, in their order; nothing where there are none."""
    first = conditions[0] if conditions else ()
    return [word for word in first if all(word in other for other in conditions)]


def counted(number_of: int, one: str, many: str = "") -> str:
    return f"{number_of} {one if number_of == 1 else many or one + 's'}"


def ending_words(trial: "StoredTrial") -> list[str]:
    """How it ended and why it does not count; nothing for a trial that does."""
    if trial.valid:
        return []
    known = trial.outcome is Outcome.COMPLETED or trial.why.startswith("the trial ")
    how = "" if known else f"{ended(trial.outcome)}; "
    return [f"{how}does not count: {trial.why}"]


def pain_words(trial: "StoredTrial") -> list[str]:
    """What the patient said of the pain that stopped the trial."""
    if trial.pain is None or trial.outcome is not Outcome.PAIN:
        return []
    return [f"stopped for {trial.pain.words}"]


def set_up_words(here: Conditions, usual: Conditions) -> tuple[str, ...]:
    """In what a set-up differs from the usual one; the dome is told elsewhere."""
    words = (
        ("support", "no support" if here.support is Support.NONE else f"support: {here.support}"),
        ("footwear", "barefoot" if here.footwear is Footwear.BAREFOOT else "in shoes"),
        ("arms", here.arms.words),
        ("seconds", f"{here.seconds:g} s"),
        ("envelope_source", f"{here.envelope_source} rim"),
        ("calibrated", "calibrated" if here.calibrated else "uncalibrated"),
        ("dome_style", f"{here.dome_style} dome"),
        ("weight_pct", f"{here.weight_pct:g} % of body weight asked for"),
    )
    changed = [said for name, said in words if getattr(here, name) != getattr(usual, name)]
    hole = hole_word(here.stem_hole, here.side)
    if hole != hole_word(usual.stem_hole, usual.side):
        changed.append(f"stem hole {hole}")
    if here.ring_deg != usual.ring_deg and here.level == usual.level:
        changed.append(f"ring {here.ring_deg:.1f}°")
    return tuple(changed)
