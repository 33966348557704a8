"""Reading numbers from a trial's parameters, which come back from a recording as plain JSON."""

from collections.abc import Mapping

from trainer.recording.json_value import Json

Parameters = Mapping[str, Json]


def number(parameters: Parameters, name: str) -> float:
    """A parameter that must be a number; ValueError with its name where it is not."""
    value = parameters.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"the trial's parameter {name} is {value!r}, not a number")
    return float(value)


def number_or(parameters: Parameters, name: str, otherwise: float) -> float:
    """A parameter that only some activities have."""
    return number(parameters, name) if name in parameters else otherwise
