"""The progress of a patient whose finding is known, for tests of what is said of it."""

from collections.abc import Sequence

from tests.progress.days import EPISODE, OTHER_LEG, history, leg, logs, usual_clinic
from trainer.progress import progress_of
from trainer.progress.values import Progress

EARLY = (0.5, 0.0, 0.0)
SAME = (0.5, 0.0, 0.0, -0.1, -0.1)
ONE_BEYOND = (0.5, 0.0, 0.0, 0.0, -0.4)
BETTER = (0.5, 0.0, 0.0, -0.4, -0.5)
WORSE = (0.5, 0.0, 0.0, 0.4, 0.5)
"""Each visit above a level, on the log scale of the board's speed."""


def progress(left: Sequence[float] = (), right: Sequence[float] = (), people: int = 10) -> Progress:
    """Both legs' visits in a clinic of so many other people."""
    series = [leg(logs(left))] if left else []
    series += [leg(logs(right), OTHER_LEG)] if right else []
    return progress_of(history(*series), EPISODE, usual_clinic(people))
