"""How hard the next training trial is: a weighted up-down staircase (Kaernbach 1991).

Where a success moves one step up and a failure `p / (1 - p)` steps down, the staircase settles at
a share of successes of p. `trainer.sessions` keeps the value between trials and visits.
"""

from dataclasses import dataclass, replace

AIM = 0.75
STEP = 0.06
STEP_DOWN = STEP * AIM / (1 - AIM)


@dataclass(frozen=True)
class Difficulty:
    """From 0, the easiest, to 1. A locked one stays where the therapist has put it."""

    level: float = 0.0
    locked: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.level <= 1.0:
            raise ValueError(f"a difficulty lies between 0 and 1, not at {self.level}")


EASIEST = Difficulty()


def after_trial(difficulty: Difficulty, succeeded: bool) -> Difficulty:
    """The difficulty of the next trial."""
    return _moved(difficulty, STEP if succeeded else -STEP_DOWN)


def for_new_visit(difficulty: Difficulty) -> Difficulty:
    """The difficulty a visit begins with: one step easier than the last one ended."""
    return _moved(difficulty, -STEP)


def _moved(difficulty: Difficulty, by: float) -> Difficulty:
    if difficulty.locked:
        return difficulty
    return replace(difficulty, level=min(max(round(difficulty.level + by, 6), 0.0), 1.0))
