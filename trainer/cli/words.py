"""Numbers, conditions and outcomes in everyday words for the terminal."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from trainer.recording.conditions import FLOOR, LEAD_IN_S, NO_DOME, Conditions
from trainer.recording.shown import shown
from trainer.recording.vocabulary import Arms, Footwear, Outcome, Side, Source, Support

if TYPE_CHECKING:
    from trainer.store import StoredTrial

READABLE: Mapping[str, tuple[str, str]] = {
    "time_on_target_s": ("time near the target", "s"),
    "time_steady_s": ("time steady", "s"),
    "time_standing_s": ("time standing", "s"),
    "osi": ("tilt away from level", "°"),
    "apsi": ("tilt toes to heel", "°"),
    "mlsi": ("tilt side to side", "°"),
    "mean_tilt_velocity": ("speed of the board", "°/s"),
    "inside_time_pct": ("time tilted far inside", "%"),
    "time_in_ring_pct": ("share of the time in the ring", "%"),
    "rim_time_pct": ("time on the rim", "%"),
    "time_to_failure_s": ("time before the first failure", "s"),
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

_BOARD = ("osi", "apsi", "mlsi", "mean_tilt_velocity", "inside_time_pct")
_PLATE = ("rms", "rms_ap", "rms_ml", "mean_velocity", "prediction_ellipse_area_95")


_FLOOR = (
    "thigh_medial_lean_at_30",
    "pelvis_drop_deg",
    "thigh_flexion_peak",
    "repetition_time_s",
    "thigh_inward_turn_at_30",
)
"""Thigh and pelvis side by side: no one of them is called good."""
_WORN = ("thigh_lean_mean", "thigh_lean_sd")


def read_first(names: Collection[str]) -> tuple[str, ...]:
    """Which of these metrics to show first: a board's, a force plate's, or those of a squat on the
    floor."""
    first: tuple[str, ...] = _FLOOR if "thigh_flexion_peak" in names else _PLATE
    if "osi" in names:
        first = _BOARD + _WORN
    return tuple(name for name in first if name in names)


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
    """How long a trial was, without its lead-in; the time that was asked for if completed."""
    if outcome is Outcome.COMPLETED:
        return f"{asked_s:g} s"
    return f"{max(lasted_s - LEAD_IN_S, 0.0):.1f} s"


def condition_words(c: Conditions) -> tuple[str, ...]:
    """The conditions one by one, without the usual ones."""
    stood_on = {NO_DOME: "force plate", FLOOR: "floor"}
    dome = (stood_on.get(c.level, f"dome {c.level}"),)
    rim = (f"{c.envelope_source} rim",) if c.level not in stood_on else ()
    return (
        LEGS[c.side],
        c.stance.value.replace("_", " "),
        f"eyes {c.eyes}",
        *dome,
        f"{c.seconds:g} s",
        *(("simulated board",) if c.envelope_source is Source.SIMULATED else rim),
        *((f"support: {c.support}",) if c.support is not Support.NONE else ()),
        *((ARMS[c.arms],) if c.arms is not Arms.HIPS else ()),
        *(("in shoes",) if c.footwear is Footwear.SHOES else ()),
        *((f"stem hole {c.stem_hole}",) if c.stem_hole else ()),
        *(("practice",) if c.practice else ()),
        *(("uncalibrated",) if not c.calibrated else ()),
    )
