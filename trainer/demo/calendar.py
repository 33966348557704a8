"""When made-up people visit: on working days, at their hour, now and then not at all."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from trainer.demo.stories import RestAt, Story

WEEKDAYS = {2: ((0, 3), (1, 4), (0, 2)), 3: ((0, 2, 4),)}
"""Monday is 0. Who comes twice a week has one of these pairs of days."""
FIRST_HOUR, LAST_HOUR = 8, 17
FRIDAY = 4


def visit_times(story: Story, until: date, random: Random) -> tuple[datetime, ...]:
    """When the visits of a story begin, oldest first, in UTC; none after `until`.

    They are laid out from the last day backwards, so that a rest lies where it was prescribed.
    """
    weekdays = random.choice(WEEKDAYS[story.per_week])
    hour = random.randint(FIRST_HOUR, LAST_HOUR)
    rests = {rest.visit: rest for rest in story.rests}
    days: list[date] = []
    day = until - timedelta(days=story.ended_days)
    while len(days) < story.visits:
        if day.weekday() in weekdays and (not days or random.random() < story.keeps):
            days.append(day)
            # The visit before this one may have been followed by rest.
            before = rests.get(story.visits - len(days) - 1)
            day -= timedelta(days=before.days if before else 0)
        day -= timedelta(days=1)
    return tuple(moment_on(each, hour, random) for each in reversed(days))


def moment_on(day: date, hour: int, random: Random) -> datetime:
    """A moment in this hour of a day where the clinic is, in UTC."""
    local = datetime.combine(day, time(hour, random.randrange(0, 60, 5)))
    return local.astimezone(UTC)


def rest_after(day: date, rest: RestAt) -> tuple[date, date]:
    """The days of a rest that begins on the day after a visit."""
    return day + timedelta(days=1), day + timedelta(days=rest.days)


def working_days(until: date, count: int) -> Sequence[date]:
    """The last working days up to a day, newest first."""
    days: list[date] = []
    day = until
    while len(days) < count:
        if day.weekday() <= FRIDAY:
            days.append(day)
        day -= timedelta(days=1)
    return days
