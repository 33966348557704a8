"""The clinic's own noise: pooled over its patients and over the staff who measured their own.

Sessions collect the people and ask `clinic_noise` once; `progress_of` takes from it the noise of
the task and the metric it needs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from trainer.progress.anchor import Task, legs_of, legs_of_task
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
Pair = tuple[Dated, Dated]


@dataclass(frozen=True)
class Member:
    """Somebody the clinic has repeats of; what a task says of them is worked out once."""

    history: History
    episode: Episode = SINCE_EVER
    _spreads: dict[tuple[Task, str, Phase], tuple[Spread, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _pairs: dict[tuple[Task, str], tuple[Pair, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def code(self) -> str:
        """Whose repeats these are."""
        return self.history.patient_code

    def spreads(self, task: Task, primary: str, phase: Phase) -> tuple[Spread, ...]:
        """That of each leg of a patient, about its own trend; of legs with too few visits none."""
        key = task, primary, phase
        if key not in self._spreads:
            self._spreads[key] = tuple(_legs_spread(self.history, self.episode, *key))
        return self._spreads[key]

    def pairs(self, task: Task, primary: str) -> tuple[Pair, ...]:
        """The two days of each leg of a volunteer; none until all legs have theirs."""
        key = task, primary
        if key not in self._pairs:
            self._pairs[key] = tuple(_two_days(self.history, task, primary))
        return self._pairs[key]


@dataclass(frozen=True)
class ClinicNoise:
    """Whoever the clinic has repeats of: patients in an episode of care, and volunteers.

    The noise of a task is worked out when it is first asked for.
    """

    patients: tuple[Member, ...] = ()
    volunteers: tuple[Member, ...] = ()
    _known: dict[tuple[Task, str, Phase, str], Noise] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def of(self, task: Task, primary: str, phase: Phase, without: str = "") -> Noise:
        """The noise of the metric that a phase compares, under exactly the task's conditions.

        `without` is the code of the patient who is judged, so that later visits of the same
        patient change nothing that was said of earlier ones.
        """
        key = task, primary, phase, without
        if key not in self._known:
            self._known[key] = self._pooled(*key)
        return self._known[key]

    def _pooled(self, task: Task, primary: str, phase: Phase, without: str) -> Noise:
        patients = (one for one in self.patients if one.code != without)
        legs = [own for one in patients if (own := one.spreads(task, primary, phase))]
        people = [averaged(own) for own in legs]
        if phase is Phase.STEADY:
            volunteers = (one for one in self.volunteers if one.code != without)
            people += volunteers_spread([one.pairs(task, primary) for one in volunteers])
        return pooled(people, legs)


def clinic_noise(
    patients: Iterable[tuple[History, Episode]] = (), volunteers: Iterable[History] = ()
) -> ClinicNoise:
    """The clinic's noise from its patients, each with the episode of care, and its volunteers."""
    return ClinicNoise(
        tuple(Member(*patient) for patient in patients),
        tuple(Member(history) for history in volunteers),
    )


def volunteers_spread(pairs: Iterable[Sequence[Pair]]) -> list[Spread]:
    """The spread of each volunteer who has all days of the task.

    They have no trend of their own: the second day less the first, about the mean of all such
    differences, which is what everybody learned. Half its square is one variance of a visit's
    mean; the mean takes one degree of freedom from all of them together.
    """
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


def days_missing(days: Mapping[Side, int], task: Task) -> dict[Side, int]:
    """How many days each leg of a volunteer still lacks; who lacks none counts in the pool."""
    lacking = {leg: VOLUNTEERS_DAYS - days.get(leg, 0) for leg in legs_of_task(task)}
    return {leg: number for leg, number in lacking.items() if number > 0}


def usable_days(history: History, task: Task, primary: str) -> dict[Side, list[Dated]]:
    """The days on which each leg of a volunteer has a value, oldest first."""
    scale = scale_for(primary, task.conditions.level, Phase.STEADY)
    found: dict[Side, list[Dated]] = {}
    for leg in legs_of(history, SINCE_EVER, task):
        visits = anchor_visits(leg.trials, leg.conditions, primary)
        read = [(visit.day, reading_of(visit.trials, leg.conditions, scale)) for visit in visits]
        found[leg.conditions.side] = [Dated(day, r) for day, r in read if r is not None]
    return found


def _two_days(history: History, task: Task, primary: str) -> list[Pair]:
    """The first two usable days of each leg, if all legs have two."""
    legs = usable_days(history, task, primary)
    if days_missing({leg: len(days) for leg, days in legs.items()}, task):
        return []
    return [(days[0], days[1]) for days in legs.values()]


def _legs_spread(
    history: History, episode: Episode, task: Task, primary: str, phase: Phase
) -> Iterator[Spread]:
    for leg in legs_of(history, episode, task):
        visits = anchor_visits(leg.trials, leg.conditions, primary)
        pieces = stretches(visits, leg.conditions, primary, phase)
        spreads = [spread for piece in pieces if (spread := spread_about_trend(piece))]
        if spreads:
            yield together(spreads)
