"""All activities: each is a file in `games/assessments` or `games/training`, found by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import games.assessments
import games.training
from games.engine.activity import Activity


class UnknownActivity(Exception):
    """There is no activity of this name."""


@cache
def activities() -> dict[str, Activity]:
    """Every activity by its name, assessments first."""
    found: dict[str, Activity] = {}
    for package in (games.assessments, games.training):
        for module in sorted(iter_modules(package.__path__), key=lambda each: each.name):
            activity = import_module(f"{package.__name__}.{module.name}").ACTIVITY
            if activity.name in found:
                raise ValueError(f"two activities are called {activity.name}")
            found[activity.name] = activity
    return found


def activity_named(name: str) -> Activity:
    """One activity by its name; `UnknownActivity` lists the names there are."""
    try:
        return activities()[name]
    except KeyError:
        known = ", ".join(activities())
        raise UnknownActivity(f"there is no activity {name!r}; there are: {known}") from None
