"""How a metric's value is written for people: the same digits in window, table and history."""

from math import floor

NOT_MEDICAL = "Not a medical device; not a standard clinical score."
SHORT_ID = 8
"""How many characters of an id are shown where they tell it from the others."""
_DECIMALS = {"s": 1, "pct": 1, "deg": 2}
_FINER = {"reaction_time_s": 2, "nudge_time_back_s": 2}
"""A tenth of a second is a lot where all of it is one."""
_WHOLE_FROM = 1000
_EARNED, _LEAST_S = "time_on_target_s", 0.01
"""Every full second of it lights a lamp, so it is rounded down; less than a hundredth is noise."""


def shown(name: str, value: float) -> str:
    """Rounded by the unit at the end of the metric's name; other values to three digits."""
    if name == _EARNED:
        value = floor(10 * (value + _LEAST_S)) / 10
    decimals = _FINER.get(name, _DECIMALS.get(name.rpartition("_")[2]))
    if decimals is not None:
        return f"{value:.{decimals}f}"
    if value == round(value) or abs(value) >= _WHOLE_FROM:
        return f"{value:.0f}"
    return f"{value:#.3g}".rstrip(".")
