"""Know your own noise: ten of the staff, two days each, and the clinic may speak of change.

Until enough patients have come, the noise of measuring is known only if people without a reason to
change are measured twice. `baps noise` shows how far that has come.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.progress.anchor import Task, anchor_task
from trainer.progress.change import limit_on_scale
from trainer.progress.noise import ENOUGH_PEOPLE, Noise
from trainer.progress.phases import FEWEST
from trainer.progress.pool import (
    SINCE_EVER,
    VOLUNTEERS_DAYS,
    clinic_noise,
    days_missing,
    usable_days,
)
from trainer.progress.scale import scale_for
from trainer.progress.sentences import amount
from trainer.progress.values import Phase
from trainer.progress.visits import JUDGED
from trainer.recording.history import History
from trainer.recording.vocabulary import Side
from trainer.texts import said

_WRITTEN = {2: "two", 3: "three", 10: "ten"}
NOBODY = (
    f"nobody has been measured yet: {_WRITTEN[ENOUGH_PEOPLE]} people do the anchor test on "
    f"{_WRITTEN[VOLUNTEERS_DAYS]} days, {_WRITTEN[JUDGED]} trials on each leg"
)
NOT_YET = (
    "{done} of {enough} people have all their days; a day needs at least {fewest} of {judged} "
    "trials that count"
)
KNOWN = (
    "on the same leg without change, {words} differs in two of three pairs of visits by less than "
    "{typical}; a change must be larger than {low} to {high} at two visits running"
)
OF_STAFF = "(from {people} people of the staff alone)"
LEGS = {Side.LEFT: "left leg", Side.RIGHT: "right leg"}
MISSING = {1: "one more day", VOLUNTEERS_DAYS: f"{_WRITTEN[VOLUNTEERS_DAYS]} days"}


@dataclass(frozen=True)
class VolunteerDays:
    """One volunteer: on how many days each leg has a value, and what is missing in words."""

    code: str
    days: Mapping[Side, int]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class OwnNoise:
    """How far the measurement of the clinic's own noise has come.

    `task` is what most volunteers did, None while nobody did any. `words` say what the noise is,
    or what is still missing.
    """

    task: Task | None
    volunteers: tuple[VolunteerDays, ...]
    noise: Noise
    words: str

    @property
    def done(self) -> int:
        """How many volunteers have all their days."""
        return sum(not each.missing for each in self.volunteers)


def own_noise(volunteers: Sequence[History], primary: str) -> OwnNoise:
    """The state of the measurement with the volunteers' histories, for a primary metric."""
    tasks = [anchor_task(history, SINCE_EVER) for history in volunteers]
    counted = Counter(task for task in tasks if task is not None)
    if not counted:
        nobody = tuple(
            VolunteerDays(one.patient_code, {}, (said(MISSING[VOLUNTEERS_DAYS]),))
            for one in volunteers
        )
        return OwnNoise(None, nobody, Noise(0), said(NOBODY))
    task = counted.most_common(1)[0][0]
    rows = tuple(_row(history, task, primary) for history in volunteers)
    noise = clinic_noise((), volunteers).of(task, primary, Phase.STEADY)
    done = sum(not row.missing for row in rows)
    return OwnNoise(task, rows, noise, _words(noise, done, task.conditions.level, primary))


def noise_in_words(noise: Noise, primary: str, level: int) -> str:
    """What a pool that is large enough says, for people."""
    scale = scale_for(primary, level, Phase.STEADY)
    limit = limit_on_scale(noise, (), JUDGED, JUDGED)
    typical = math.sqrt(2 * noise.sem_squared(JUDGED))
    return said(KNOWN).format(
        words=said(scale.words),
        typical=amount(scale, scale.change(typical)).removeprefix("+"),
        low=amount(scale, scale.change(-limit)),
        high=amount(scale, scale.change(limit)),
    )


def _words(noise: Noise, done: int, level: int, primary: str) -> str:
    if noise.enough:
        return (
            noise_in_words(noise, primary, level) + " " + said(OF_STAFF).format(people=noise.people)
        )
    return said(NOT_YET).format(done=done, enough=ENOUGH_PEOPLE, fewest=FEWEST, judged=JUDGED)


def _row(history: History, task: Task, primary: str) -> VolunteerDays:
    days = {side: len(found) for side, found in usable_days(history, task, primary).items()}
    return VolunteerDays(history.patient_code, days, tuple(_missing(days, task)))


def _missing(days: Mapping[Side, int], task: Task) -> Iterator[str]:
    for leg, number in days_missing(days, task).items():
        missing = said(MISSING[number])
        yield missing if leg is Side.BOTH else f"{said(LEGS[leg])}: {missing}"
