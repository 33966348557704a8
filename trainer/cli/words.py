"""Numbers, conditions and outcomes in everyday words for the terminal."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from trainer.motion.dome_balance import stiffness_words
from trainer.recording.conditions import FLOOR, LEAD_IN_S, NO_DOME, Conditions
from trainer.recording.dome import Dome
from trainer.recording.shown import shown
from trainer.recording.stem_hole import hole_word
from trainer.recording.vocabulary import Arms, DomeStyle, Footwear, Outcome, Side, Source, Support

if TYPE_CHECKING:
    from trainer.store import StoredTrial

READABLE: Mapping[str, tuple[str, str]] = {
    "time_on_target_s": ("time near the target", "s"),
    "time_standing_s": ("time standing", "s"),
    "osi": ("tilt away from level", "°"),
    "apsi": ("tilt toes to heel", "°"),
    "mlsi": ("tilt side to side", "°"),
    "mean_tilt_velocity": ("speed of the board", "°/s"),
    "rim_contacts": ("rim contacts", ""),
    "time_in_ring_pct": ("share of the time in the ring", "%"),
    "rim_time_pct": ("time on the rim", "%"),
    "time_to_failure_s": ("time to the first failure", "s"),
    "rms": ("sway", "mm"),
    "rms_ap": ("sway toes to heel", "mm"),
    "rms_ml": ("sway side to side", "mm"),
    "mean_velocity": ("speed of the sway", "mm/s"),
    "prediction_ellipse_area_95": ("area of the sway", "mm²"),
    "thigh_repetitions": ("squats", ""),
    "thigh_medial_lean_at_30": ("thigh leans in at 30° of bend", "°"),
    "pelvis_drop_deg": ("pelvis drops on the other side", "°"),
    "thigh_flexion_peak": ("depth, thigh from upright", "°"),
    "repetition_time_s": ("a squat takes", "s"),
    "thigh_inward_turn_at_30": ("thigh turns in, only change counts", "°"),
    "thigh_lean_mean": ("thigh leans in while standing", "°"),
    "thigh_lean_sd": ("spread of that lean", "°"),
    "support_pct": ("weight a hand on the rail carries", "%"),
}
"""Metrics by name: words and unit, the most important first."""

ON_BOARD = ("rim_contacts", "osi", "mean_tilt_velocity", "time_to_failure_s")
ON_PLATE = ("rms", "mean_velocity", "prediction_ellipse_area_95", "support_pct")
"""What a therapist reads first, in its order."""
WORN = ("thigh_lean_mean", "thigh_lean_sd")
"""What a thigh sensor adds to a board's numbers."""
_PARTS: Mapping[str, Mapping[str, str]] = {
    "osi": {"apsi": "toes to heel {}", "mlsi": "side to side {}"},
    "rms": {"rms_ap": "toes to heel {}", "rms_ml": "side to side {}"},
    "rim_contacts": {"rim_time_pct": "{} of the time"},
}
"""A metric is read with its parts beside it."""
EDGE_NOT_KNEE = "inside and outside: edge of the board, not the knee"


def number_with_parts(name: str, values: Mapping[str, float], censored: Collection[str]) -> str:
    """A metric with its unit and its parts; "or longer" for a time that was still running."""
    whole = with_unit(name, values[name]) + (" or longer" if name in censored else "")
    parts = [
        words.format(with_unit(part, values[part]))
        for part, words in _PARTS.get(name, {}).items()
        if part in values
    ]
    return f"{whole} ({', '.join(parts)})" if parts else whole


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
ARMS = {
    Arms.HIPS: "hands on hips",
    Arms.CROSSED: "arms crossed",
    Arms.SIDES: "arms at sides",
    Arms.FREE: "arms free",
}
LEGS = {Side.LEFT: "left leg", Side.RIGHT: "right leg", Side.BOTH: "both legs"}


def ended(outcome: Outcome) -> str:
    return ENDINGS.get(outcome, outcome.value.replace("_", " "))


def title(name: str) -> str:
    """A metric's name in words, with its unit."""
    if name not in READABLE:
        return name
    words, unit = READABLE[name]
    return f"{words}, {unit}"


def number(name: str, value: float | None) -> str:
    """A metric's value, rounded as everywhere; a dash if there is none."""
    return "–" if value is None else shown(name, value)


def with_unit(name: str, value: float) -> str:
    unit = READABLE[name][1] if name in READABLE else ""
    space = "" if unit.startswith("°") or not unit else " "
    return f"{number(name, value)}{space}{unit}"


def headline_value(trial: "StoredTrial") -> float | None:
    return trial.metrics.get(trial.headline)


def length(outcome: Outcome, asked_s: float, lasted_s: float) -> str:
    """How much of the time that was asked for a trial lasted, without its lead-in."""
    if outcome is Outcome.COMPLETED:
        return f"{asked_s:g} s of {asked_s:g} s"
    return f"{max(lasted_s - LEAD_IN_S, 0.0):.1f} s of {asked_s:g} s"


def is_assessment(activity: str) -> bool:
    """Whether an activity measures; one that no longer exists is told as a training."""
    from games.engine.activity import Kind  # slow
    from games.registry import activities

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
        *((ARMS[c.arms],) if c.arms is not Arms.HIPS else ()),
        *(("in shoes",) if c.footwear is Footwear.SHOES else ()),
        *((f"stem hole {hole_word(c.stem_hole, c.side)}",) if c.stem_hole else ()),
        *((f"rung {c.rung}",) if c.rung else ()),
        *((f"ring {c.ring_deg:.1f}°",) if c.ring_deg else ()),
        *(("practice",) if c.practice else ()),
        *(("uncalibrated",) if not c.calibrated else ()),
    )
