"""Numbers, conditions and endings in the words of a person who reads a terminal."""

import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.vocabulary import Footwear, Outcome, Side, Source, Support

if TYPE_CHECKING:
    from trainer.store import StoredTrial

READABLE: Mapping[str, tuple[str, str, int]] = {
    "time_on_target_s": ("time in the ring", "s", 1),
    "time_steady_s": ("time steady", "s", 1),
    "time_standing_s": ("time standing", "s", 1),
    "osi": ("tilt away from level", "°", 1),
    "apsi": ("tilt toes to heel", "°", 1),
    "mlsi": ("tilt side to side", "°", 1),
    "mean_tilt_velocity": ("speed of the board", "°/s", 1),
    "inside_time_pct": ("time with the inside edge down", "%", 0),
    "time_in_ring_pct": ("share of the time in the ring", "%", 0),
    "rim_time_pct": ("time on the rim", "%", 0),
    "time_to_failure_s": ("time before the first failure", "s", 1),
    "rms": ("sway", "mm", 1),
    "rms_ap": ("sway toes to heel", "mm", 1),
    "rms_ml": ("sway side to side", "mm", 1),
    "mean_velocity": ("speed of the sway", "mm/s", 1),
    "prediction_ellipse_area_95": ("area of the sway", "mm²", 0),
    "support_pct": ("weight a hand on the rail carries", "%", 0),
}
"""Metrics by name: words, unit and decimals, in the order in which they matter to a reader."""

_BOARD = ("osi", "apsi", "mlsi", "mean_tilt_velocity", "inside_time_pct")
_PLATE = ("rms", "rms_ap", "rms_ml", "mean_velocity", "prediction_ellipse_area_95")


def read_first(names: Collection[str]) -> tuple[str, ...]:
    """Which of these metrics a person reads first: the board's, or those of a force plate."""
    return tuple(name for name in (_BOARD if "osi" in names else _PLATE) if name in names)


ENDINGS = {
    Outcome.COMPLETED: "completed",
    Outcome.TOUCH: "touched the rail",
    Outcome.FOOT_DOWN: "foot down",
    Outcome.RIM_REST: "rested on the rim",
    Outcome.PAIN: "stopped for pain",
    Outcome.STOPPED: "stopped early",
    Outcome.INTERRUPTED: "interrupted",
}
LEGS = {Side.LEFT: "left leg", Side.RIGHT: "right leg", Side.BOTH: "both legs"}


def ended(outcome: Outcome) -> str:
    """How a trial ended."""
    return ENDINGS.get(outcome, outcome.value.replace("_", " "))


def title(name: str) -> str:
    """A metric's name in words, its unit behind it."""
    if name not in READABLE:
        return name
    words, unit, _ = READABLE[name]
    return f"{words}, {unit}"


def number(name: str, value: float | None) -> str:
    """A metric's value as it is written everywhere on the terminal; a dash where there is none.

    Times are cut, as the patient's window cuts them: nobody is told a second they did not reach.
    """
    if value is None:
        return "–"
    if name not in READABLE:
        return f"{value:.4g}"
    _, unit, decimals = READABLE[name]
    if unit == "s":
        value = math.floor(value * 10**decimals + 1e-9) / 10**decimals
    return f"{value:.{decimals}f}"


def with_unit(name: str, value: float) -> str:
    """A metric's value with its unit."""
    unit = READABLE[name][1] if name in READABLE else ""
    space = "" if unit.startswith("°") or not unit else " "
    return f"{number(name, value)}{space}{unit}"


def headline_value(trial: "StoredTrial") -> float | None:
    """A stored trial's headline: a metric where it is one."""
    return trial.metrics.get(trial.headline, trial.score.get(trial.headline))


def length(outcome: Outcome, asked_s: float, lasted_s: float) -> str:
    """How long a trial was: the measured time, without the seconds before it, if completed."""
    return f"{asked_s:g} s" if outcome is Outcome.COMPLETED else f"{lasted_s:.1f} s"


def condition_words(c: Conditions) -> tuple[str, ...]:
    """The conditions one by one; what is as usual is left out."""
    dome = (f"dome {c.level}",) if c.level != NO_DOME else ("force plate",)
    rim = (f"{c.envelope_source} rim",) if c.level != NO_DOME else ()
    return (
        LEGS[c.side],
        c.stance.value.replace("_", " "),
        f"eyes {c.eyes}",
        *dome,
        f"{c.seconds:g} s",
        *(("simulated board",) if c.envelope_source is Source.SIMULATED else rim),
        *((f"support: {c.support}",) if c.support is not Support.NONE else ()),
        *(("in shoes",) if c.footwear is Footwear.SHOES else ()),
        *((f"stem hole {c.stem_hole}",) if c.stem_hole else ()),
        *(("practice",) if c.practice else ()),
        *(("uncalibrated",) if not c.calibrated else ()),
    )
