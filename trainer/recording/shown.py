"""How a metric's value is written for people: the same digits in window, table and history."""

_DECIMALS = {"s": 1, "pct": 1, "deg": 2}


def shown(name: str, value: float) -> str:
    """Rounded by the unit at the end of the metric's name; other values to four digits."""
    decimals = _DECIMALS.get(name.rpartition("_")[2])
    return f"{value:.4g}" if decimals is None else f"{value:.{decimals}f}"
