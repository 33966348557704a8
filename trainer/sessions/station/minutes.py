"""What stands at the top right of every page: the minutes of a visit, and else the clock."""

from collections.abc import Callable
from datetime import datetime

from trainer.sessions.visits.attendant import Scene
from trainer.texts import said

MINUTE = "Minute {minute} of {of}"
MINUTE_S = 60.0


def clock_words() -> str:
    """The time of day."""
    return f"{datetime.now():%H:%M}"


def minutes_words(scene: Scene, now_s: Callable[[], float]) -> Callable[[], str]:
    """The visit's minute, which counts on from now."""
    begun_s = now_s() - scene.spent_s
    of = round(scene.minutes)

    def words() -> str:
        minute = int((now_s() - begun_s) // MINUTE_S) + 1
        return said(MINUTE).format(minute=minute, of=of)

    return words
