"""What a person reads of a trial's metrics: which come first, with their words, units and parts.

The terminal, the window and the history take them from here. Words and units are the metrics' own
declarations, looked up when they are asked for: a help text does not load the catalogue.
"""

from collections.abc import Container, Mapping

from trainer.metrics.kinds import Fits
from trainer.metrics.registry import named
from trainer.recording.conditions import FLOOR, NO_DOME
from trainer.recording.shown import shown
from trainer.texts import said, said_number

_REACHING = (
    "targets_held",
    "reaction_time_s",
    "movement_velocity",
    "endpoint_excursion_pct",
    "directional_control_pct",
)
_RETURNING = (
    "places_found",
    "return_absolute_error_deg",
    "return_constant_error_deg",
    "rim_contacts",
)
_NUDGED = ("nudges", "nudge_time_back_s", "nudge_peak_deg", "rim_contacts")
_ROUND = (
    "radial_error_rms",
    "direction_difference",
    "lap_time_cv",
    "roundness",
    "rim_contacts",
)
_FOLLOWING = ("tracking_rmse", "tracking_lag_s", "time_on_target_pct", "rim_contacts")
_ROUND_UNCOUNTED = ("laps", "coverage_pct", "rim_contacts")
"""What is left of going round in a trial that does not count."""
_ASKED_FOR = (_REACHING, _RETURNING, _NUDGED, _ROUND, _ROUND_UNCOUNTED, _FOLLOWING)
_ON_BOARD = ("rim_contacts", "osi", "mean_tilt_velocity", "thigh_lean_mean")
_ON_PLATE = ("rms", "mean_velocity", "prediction_ellipse_area_95", "support_pct")
BY_EYE = ("eye_pelvis_drops", "eye_knee_in", "eye_trunk_leans")
_SQUATTING = ("thigh_medial_lean_at_30", "pelvis_drop_deg", *BY_EYE)
_DROPPING = ("pelvis_lift_deg", "pelvis_drop_deg", *BY_EYE)
_ON_FLOOR = (_SQUATTING, _DROPPING)
"""Thigh, pelvis and eye side by side: no one of them is called good."""
FAILURE = "time_to_failure_s"


YES, NO = "yes", "no"
LEAN = "thigh_medial_lean_at_30"
LEAN_NOISE = "a change of the thigh's lean under 8° is noise until local repeats say otherwise"
PARTS: Mapping[str, Mapping[str, str]] = {
    "osi": {"apsi": "toes to heel {value}", "mlsi": "side to side {value}"},
    "rms": {"rms_ap": "toes to heel {value}", "rms_ml": "side to side {value}"},
    "endpoint_excursion_pct": {"maximum_excursion_pct": "farthest {value}"},
    "return_constant_error_deg": {"return_variable_error_deg": "spread {value}"},
    "nudge_time_back_s": {"nudge_speed": "nudged to {value}"},
    "rim_contacts": {"rim_time_pct": "{value} of the time"},
    "thigh_lean_mean": {"thigh_lean_sd": "spread {value}"},
    "radial_error_rms": {"laps": "{value} rounds", "coverage_pct": "{value} of the way covered"},
    "thigh_medial_lean_at_30": {
        "thigh_flexion_peak": "depth {value}",
        "repetition_time_s": "{value} each",
    },
    "pelvis_lift_deg": {"pelvis_repetition_time_s": "{value} each"},
}
"""A metric is read with its parts beside it."""


def read_first(level: int, found: Container[str] = ()) -> tuple[str, ...]:
    """What a therapist reads first of a trial on this dome, plate or floor, in its order.

    Where the patient was asked for something else than to stay level, the names that were `found`
    show it: then those come first.
    """
    for names in _ON_FLOOR if level == FLOOR else _ASKED_FOR:
        if names[0] in found:
            return names
    return {NO_DOME: _ON_PLATE, FLOOR: _SQUATTING}.get(level, _ON_BOARD)


def words_of(name: str) -> str:
    """What a therapist reads for a metric's name; the name itself if nothing declares it."""
    metric = named(name)
    return metric.words[metric.names.index(name)] if metric else name


def unit_of(name: str) -> str:
    """A metric's unit behind a number: `°/s`; empty for a count. A plate's lengths are in mm."""
    metric = named(name)
    if metric is None or metric.unit == "1":
        return ""
    of_plate = {Fits.FORCE_PLATE, Fits.CONTACT} & set(metric.fits)
    return metric.unit_of("mm" if of_plate else "deg").replace("deg", "°")


def title(name: str) -> str:
    """A metric's name in words, with its unit."""
    return ", ".join(filter(None, (said(words_of(name)), unit_of(name))))


def number(name: str, value: float | None) -> str:
    """A metric's value, rounded as everywhere; yes or no for the eye; a dash if there is none."""
    if value is not None and name in BY_EYE:
        return said(YES if value else NO)
    return "–" if value is None else said_number(shown(name, value))


def with_unit(name: str, value: float) -> str:
    unit = unit_of(name)
    space = "" if unit.startswith("°") or not unit else " "
    return f"{number(name, value)}{space}{unit}"


def with_parts(name: str, values: Mapping[str, float]) -> str:
    """A metric with its unit and its parts: `2.4° (toes to heel 2.0°, side to side 1.4°)`."""
    parts = [
        said(words).format(value=with_unit(part, values[part]))
        for part, words in PARTS.get(name, {}).items()
        if part in values
    ]
    whole = with_unit(name, values[name])
    return f"{whole} ({', '.join(parts)})" if parts else whole
