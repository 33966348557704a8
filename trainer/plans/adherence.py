"""How many of the visits that a plan asks for were made, and for how many weeks running.

A week goes from Monday to Sunday. It is met by as many days with a visit as the plan asks for.
Days of prescribed rest, and days before the plan was signed, take their share away: of three visits
a week two are left over five days. A week of which nothing is left is neither met nor missed, so
rest keeps the streak. The running week adds to the streak once it is met, and breaks nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.recording.background import PrescribedRest

WEEK = 7


@dataclass(frozen=True)
class Week:
    """One week of a plan, from its Monday on; `asked` is 0 where nothing was left to ask for."""

    monday: date
    asked: int
    done: int
    running: bool = False

    @property
    def met(self) -> bool:
        """Whether as many visits were made as the plan asked for."""
        return self.asked > 0 and self.done >= self.asked

    @property
    def resting(self) -> bool:
        """Whether nothing was asked for, and nobody came."""
        return not self.asked and not self.done


@dataclass(frozen=True)
class Adherence:
    """The weeks of a plan up to today, and how many were met running."""

    weeks: tuple[Week, ...]
    streak: int


def adherence(
    begun: date,
    per_week: int,
    visits: Iterable[date],
    rests: Collection[PrescribedRest],
    today: date,
) -> Adherence:
    """The weeks from the day the plan was signed to today; visits of one day count once."""
    days = {day for day in visits if begun <= day <= today}
    weeks = []
    monday = begun - timedelta(days=begun.weekday())
    while monday <= today:
        week = [monday + timedelta(days=n) for n in range(WEEK)]
        free = [day for day in week if day >= begun and not any(rest.holds(day) for rest in rests)]
        asked = round(per_week * len(free) / WEEK)
        weeks.append(Week(monday, asked, len(days & set(week)), today <= week[-1]))
        monday += timedelta(days=WEEK)
    return Adherence(tuple(weeks), _streak(weeks))


def _streak(weeks: Collection[Week]) -> int:
    streak = 0
    for week in weeks:
        if week.met:
            streak += 1
        elif week.asked and not week.running:
            streak = 0
    return streak
