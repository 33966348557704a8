"""The clinic's own noise: pooled over its patients and over the staff who measured their own.

Sessions collect the people and ask `clinic_noise` once; `progress_of` takes from it the noise of
the task and the metric it needs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from trainer.progress.anchor import Task, legs_of
from trainer.progress.noise import Noise, pooled
from trainer.progress.residuals import (
    Dated,
    Spread,
    averaged,
    spread_about_trend,
    spread_of,
    stretches,
    together,
)
from trainer.progress.scale import scale_for
from trainer.progress.values import Phase
from trainer.progress.visits import anchor_visits, reading_of
from trainer.recording.clinical import Episode
from trainer.recording.history import History
from trainer.recording.vocabulary import Side

VOLUNTEERS_DAYS = 2
FEWEST_VOLUNTEERS = 2
SINCE_EVER = Episode(datetime.min.replace(tzinfo=UTC))
Patient = tuple[History, Episode]


@dataclass(frozen=True)
class ClinicNoise:
    """Whoever the clinic has repeats of: patients in an episode of care, and volunteers.

    The noise of a task is worked out when it is first asked for.
    """

    patients: tuple[Patient, ...] = ()
    volunteers: tuple[History, ...] = ()
    _known: dict[tuple[Task, str, Phase], Noise] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def of(self, task: Task, primary: str, phase: Phase) -> Noise:
        """The noise of the metric that a phase compares, under exactly the task's conditions."""
        key = task, primary, phase
        if key not in self._known:
            self._known[key] = self._pooled(task, primary, phase)
        return self._known[key]

    def _pooled(self, task: Task, primary: str, phase: Phase) -> Noise:
        legs = [list(_legs_spread(*patient, task, primary, phase)) for patient in self.patients]
        people = [averaged(own) for own in legs if own]
        if phase is Phase.STEADY:
            people += volunteers_spread(self.volunteers, task, primary)
        return pooled(people, [leg for own in legs for leg in own])


def clinic_noise(
    patients: Iterable[Patient] = (), volunteers: Iterable[History] = ()
) -> ClinicNoise:
    """The clinic's noise from its patients, each with the episode of care, and its volunteers."""
    return ClinicNoise(tuple(patients), tuple(volunteers))


def volunteers_spread(volunteers: Iterable[History], task: Task, primary: str) -> list[Spread]:
    """The spread of each volunteer who did the task on two days.

    They have no trend of their own: the second day less the first, about the mean of all such
    differences, which is what everybody learned. Half its square is one variance of a visit's
    mean; the mean takes one degree of freedom from all of them together.
    """
    pairs = [_two_days(history, task, primary) for history in volunteers]
    done = [legs for legs in pairs if legs]
    if len(done) < FEWEST_VOLUNTEERS:
        return []
    differences = [b.reading.value - a.reading.value for legs in done for a, b in legs]
    learned = sum(differences) / len(differences)
    df = (len(done) - 1) / len(done)
    return [
        averaged(
            spread_of((b.reading.value - a.reading.value - learned) ** 2 / 2, df, (a, b))
            for a, b in legs
        )
        for legs in done
    ]


def usable_days(history: History, task: Task, primary: str) -> dict[Side, list[Dated]]:
    """The days on which each leg of a volunteer has a value, oldest first."""
    scale = scale_for(primary, task.conditions.level, Phase.STEADY)
    found: dict[Side, list[Dated]] = {}
    for leg in legs_of(history, SINCE_EVER, task):
        visits = anchor_visits(leg.trials, leg.conditions, primary)
        read = [(visit.day, reading_of(visit.trials, leg.conditions, scale)) for visit in visits]
        found[leg.conditions.side] = [Dated(day, r) for day, r in read if r is not None]
    return found


def _two_days(history: History, task: Task, primary: str) -> list[tuple[Dated, Dated]]:
    """The first two usable days of each leg that has two."""
    legs = usable_days(history, task, primary).values()
    return [(days[0], days[1]) for days in legs if len(days) >= VOLUNTEERS_DAYS]


def _legs_spread(
    history: History, episode: Episode, task: Task, primary: str, phase: Phase
) -> Iterator[Spread]:
    for leg in legs_of(history, episode, task):
        visits = anchor_visits(leg.trials, leg.conditions, primary)
        pieces = stretches(visits, leg.conditions, primary, phase)
        spreads = [spread for piece in pieces if (spread := spread_about_trend(piece))]
        if spreads:
            yield together(spreads)
