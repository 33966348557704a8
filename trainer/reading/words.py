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
    Eyes,
    Feedback,
    Footwear,
    Outcome,
    Side,
    Source,
    Stance,
    Support,
)
from trainer.texts import said, said_figures, said_number, told

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
STANCES = {
    Stance.SEATED: "seated",
    Stance.PARTIAL: "partial",
    Stance.TWO_LEG: "two leg",
    Stance.SINGLE_LEG: "single leg",
}
EYES = {Eyes.OPEN: "eyes open", Eyes.CLOSED: "eyes closed"}
SUPPORTS = {
    Support.NONE: "no support",
    Support.FINGERTIP: "support: fingertip",
    Support.RAIL: "support: rail",
}
ARMS = {arms: arms.words for arms in Arms}
STOOD_ON = {NO_DOME: "force plate", FLOOR: "floor"}
RIMS = {
    Source.ASSUMED: "assumed rim",
    Source.MEASURED: "measured rim",
    Source.SIMULATED: "simulated rim",
}
SIMULATED = "simulated board"
ON_DOME = {
    DomeStyle.CAPS: "dome {level}, {stiffness}",
    DomeStyle.HEMISPHERE: "hemisphere dome {level}, {stiffness}",
}
STYLES = {DomeStyle.CAPS: "caps dome", DomeStyle.HEMISPHERE: "hemisphere dome"}
BAREFOOT, IN_SHOES = "barefoot", "in shoes"
STEM_HOLE, ON_RUNG, IN_RING = "stem hole {hole}", "rung {rung}", "ring {deg}°"
OF_WEIGHT, WEIGHT_ASKED = "{pct} % of body weight", "{pct} % of body weight asked for"
PRACTICE, CALIBRATED, UNCALIBRATED = "practice", "calibrated", "uncalibrated"
LASTED = "{seconds} s of {asked} s"
NOT_COUNTED = "does not count: {why}"
STOPPED_FOR = "stopped for {pain}"


def ended(outcome: Outcome) -> str:
    return said(ENDINGS.get(outcome, outcome.value.replace("_", " ")))


def headline_value(trial: "StoredTrial") -> float | None:
    return trial.metrics.get(trial.headline)


def length(outcome: Outcome, asked_s: float, lasted_s: float) -> str:
    """How much of the time that was asked for a trial lasted, without its lead-in."""
    lasted = f"{max(lasted_s - LEAD_IN_S, 0.0):.1f}"
    seconds = f"{asked_s:g}" if outcome is Outcome.COMPLETED else lasted
    return said_figures(said(LASTED).format(seconds=seconds, asked=f"{asked_s:g}"))


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


def dome_words(c: Conditions) -> str:
    """`dome 2, +8.2 N·m/rad under 70 kg`: its number and how hard it is, in physical units."""
    stiffness = stiffness_words(Dome(c.level, c.dome_style))
    return said(ON_DOME[c.dome_style]).format(level=c.level, stiffness=stiffness)


def condition_words(c: Conditions) -> tuple[str, ...]:
    """The conditions one by one, without the usual ones."""
    rim = (said(RIMS[c.envelope_source]),) if c.level not in STOOD_ON else ()
    return (
        said(LEGS[c.side]),
        said(STANCES[c.stance]),
        said(EYES[c.eyes]),
        said(STOOD_ON[c.level]) if c.level in STOOD_ON else dome_words(c),
        said_number(f"{c.seconds:g} s"),
        *((said(SIMULATED),) if c.envelope_source is Source.SIMULATED else rim),
        *((said(SUPPORTS[c.support]),) if c.support is not Support.NONE else ()),
        *((said(ARMS[c.arms]),) if c.arms is not Arms.HIPS else ()),
        *((said(IN_SHOES),) if c.footwear is Footwear.SHOES else ()),
        *((_hole_words(c),) if c.stem_hole else ()),
        *((said(ON_RUNG).format(rung=c.rung),) if c.rung else ()),
        *((said(FEEDBACK[c.feedback]),) if c.feedback in FEEDBACK else ()),
        *((said(OF_WEIGHT).format(pct=f"{c.weight_pct:g}"),) if c.weight_pct else ()),
        *((_ring_words(c),) if c.ring_deg else ()),
        *((said(PRACTICE),) if c.practice else ()),
        *((said(UNCALIBRATED),) if not c.calibrated else ()),
    )


def _hole_words(c: Conditions) -> str:
    return said(STEM_HOLE).format(hole=said(hole_word(c.stem_hole, c.side)))


def _ring_words(c: Conditions) -> str:
    return said(IN_RING).format(deg=said_number(f"{c.ring_deg:.1f}"))


def shared_words(conditions: Sequence[Sequence[str]]) -> list[str]:
    """What all of these have in common, in their order; nothing where there are none."""
    first = conditions[0] if conditions else ()
    return [word for word in first if all(word in other for other in conditions)]


def counted(number_of: int, one: str, many: str = "") -> str:
    return f"{number_of} {said(one if number_of == 1 else many or one + 's')}"


def ending_words(trial: "StoredTrial") -> list[str]:
    """How it ended and why it does not count; nothing for a trial that does."""
    if trial.valid:
        return []
    known = trial.outcome is Outcome.COMPLETED or trial.why.startswith("the trial ")
    how = "" if known else f"{ended(trial.outcome)}; "
    return [how + said(NOT_COUNTED).format(why=told(trial.why))]


def pain_words(trial: "StoredTrial") -> list[str]:
    """What the patient said of the pain that stopped the trial."""
    if trial.pain is None or trial.outcome is not Outcome.PAIN:
        return []
    return [said(STOPPED_FOR).format(pain=told(trial.pain.words))]


def set_up_words(here: Conditions, usual: Conditions) -> tuple[str, ...]:
    """In what a set-up differs from the usual one; the dome is told elsewhere."""
    words = (
        ("support", said(SUPPORTS[here.support])),
        ("footwear", said(BAREFOOT if here.footwear is Footwear.BAREFOOT else IN_SHOES)),
        ("arms", said(ARMS[here.arms])),
        ("seconds", said_number(f"{here.seconds:g} s")),
        ("envelope_source", said(RIMS[here.envelope_source])),
        ("calibrated", said(CALIBRATED if here.calibrated else UNCALIBRATED)),
        ("dome_style", said(STYLES[here.dome_style])),
        ("weight_pct", said(WEIGHT_ASKED).format(pct=f"{here.weight_pct:g}")),
    )
    changed = [shown for name, shown in words if getattr(here, name) != getattr(usual, name)]
    if hole_word(here.stem_hole, here.side) != hole_word(usual.stem_hole, usual.side):
        changed.append(_hole_words(here))
    if here.ring_deg != usual.ring_deg and here.level == usual.level:
        changed.append(_ring_words(here))
    return tuple(changed)
