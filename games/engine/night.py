"""The order of the night: which place comes after which, from dusk to sunrise.

LOOK gives each place its hour; the valley's way leads through them in that order, so that its sky
and a postcard's own light agree.
"""

from collections.abc import Iterable

from games.engine.activity import Activity

HOURS = (
    "harvest",  # blue hour
    "slalom",  # blue hour on snow, the village's windows are being lit
    "chase",  # dark
    "orbit",  # midnight
    "bullseye",  # deep night
    "marble",  # an hour later
    "free_leg",  # before dawn
    "glide",  # first light
    "knee_lane",  # morning
)


def in_order(games: Iterable[Activity]) -> list[Activity]:
    """Games by their hours. One without an hour of its own comes in the middle of the night."""
    return sorted(games, key=lambda game: _hour(game.name))


def _hour(name: str) -> float:
    return float(HOURS.index(name)) if name in HOURS else HOURS.index("bullseye") + 0.5
