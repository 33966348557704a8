"""Progress as the patient sees it: the shore of lanterns, one sentence, at most three numbers."""

from collections.abc import Iterator, Sequence

from games.screens.station.shore import Kind, Lantern, Number, Shore, ShorePage
from trainer.plans.patient_words import WHOSE, patient_sentence, told_legs
from trainer.progress.scale import Scale, scale_of
from trainer.progress.values import Finding, LegProgress, Phase, Progress, Role
from trainer.progress.verdict import first_verdict
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.patient_record import PatientRecord, record_of
from trainer.sessions.station.front import Front
from trainer.texts import said

VISITS, IN_A_ROW, THIS_WEEK, OF = "visits made", "weeks in a row", "this week", "of {asked}"
LOWEST, HIGHEST = 0.2, 0.92
"""Where the worst and the best value hang, as shares of the height: above the end of a post without
a value, and below the words.
"""
LEAST_SPAN = 0.5
"""The height stands for no less than this share of a value: small differences look small."""

KINDS = {Role.LEARNING: Kind.LEARNING, Role.BASELINE: Kind.BASELINE, Role.COMPARED: Kind.COMPARED}
NOBODY = Side.LEFT, Side.RIGHT
TO_COME = Lantern(None, Kind.TO_COME)


def progress_flow(front: Front, code: str) -> None:
    """Show the shore until somebody goes back."""
    record = front.kept(lambda: record_of(front.room.store, code))
    if record is not None:
        front.show(_page(front, record))


def shores_of(progress: Progress, involved: Side | None = None) -> tuple[Shore, ...]:
    """A shore for each leg with an anchor test, the left leg's first; one for each before any.

    Of the leg that the patient is told of, the visits up to the first comparison wait unlit: the
    other one is not tested at each visit.

    Better hangs higher, as far as the logarithm of a speed or a time, or the tilt itself, is
    better. Legs that are compared by the same metric share one scale: from the worst to the best of
    their values and of the edges of their mist, but never less than half a value, between `LOWEST`
    and `HIGHEST`. While a leg fails, all its visits show their time to failure; a visit that was
    measured by another metric has no lantern.
    """
    heights = {
        metric: _Height(scale_of(metric), [leg for leg in progress.legs if leg.metric == metric])
        for metric in {leg.metric for leg in progress.legs}
    }
    told = told_legs(involved)
    if not progress.legs:
        waiting = {side: (TO_COME,) * first_verdict(()) for side in told}
        return tuple(Shore(WHOSE[side], waiting.get(side, ())) for side in NOBODY)
    return tuple(
        _shore(leg, heights[leg.metric], _to_come(leg) if leg.side in told else 0)
        for leg in progress.legs
    )


def numbers_of(record: PatientRecord) -> tuple[Number, ...]:
    """Visits of the episode once there are any, weeks in a row that were met, this week's."""
    since = local_day(record.episode.begun_at)
    made = sum(day >= since for day in record.visit_days)
    return (*([Number(VISITS, str(made))] if made else []), *_kept(record))


def _kept(record: PatientRecord) -> Iterator[Number]:
    """Nothing without a signed plan; of a week that asks for nothing, nothing is counted."""
    if record.kept is None:
        return
    weeks, week = record.kept.adherence, record.kept.adherence.weeks[-1]
    if weeks.streak:
        yield Number(IN_A_ROW, str(weeks.streak))
    if week.asked:
        yield Number(THIS_WEEK, str(week.done), said(OF).format(asked=week.asked))


def _page(front: Front, record: PatientRecord) -> ShorePage:
    return ShorePage(
        front.kit,
        shores_of(record.progress, record.episode.involved),
        patient_sentence(record.progress, record.episode.involved),
        numbers_of(record),
    )


class _Height:
    """How high a value of one metric hangs, for all legs that are compared by it."""

    def __init__(self, scale: Scale, legs: Sequence[LegProgress]) -> None:
        self._scale = scale
        values = [value for leg in legs for value in _values(leg) if scale.holds(value)]
        bands = [edge for leg in legs if leg.band for edge in (leg.band.low, leg.band.high)]
        known = [self._good(each) for each in (*values, *filter(scale.holds, bands))] or [0.0]
        middle = (min(known) + max(known)) / 2
        half = max(max(known) - min(known), self._least(middle)) / 2
        self._low, self._span = middle - half, 2 * half

    def of(self, value: float | None) -> float | None:
        """The share of the height; None for no value, or one that has no place on the scale."""
        if not self._scale.holds(value):
            return None
        return LOWEST + (HIGHEST - LOWEST) * (self._good(value) - self._low) / self._span

    def _good(self, value: float) -> float:
        return self._scale.sign * self._scale.of(value)

    def _least(self, middle: float) -> float:
        """The least span about the middle, on the scale."""
        if self._scale.logarithmic:
            return -self._scale.difference(-LEAST_SPAN)
        return LEAST_SPAN * abs(middle) or 1.0


def _to_come(leg: LegProgress) -> int:
    """Visits up to the one at which the first comparison can be made, which it then is."""
    early = leg.verdict.finding in (Finding.NO_TRIALS, Finding.TOO_FEW_VISITS)
    return first_verdict(leg.visits) - len(leg.visits) if early else 0


def _shore(leg: LegProgress, height: _Height, to_come: int) -> Shore:
    lanterns = [
        Lantern(height.of(value), _kind(leg, visit.number, visit.role))
        for value, visit in zip(_values(leg), leg.visits, strict=True)
    ]
    return Shore(WHOSE[leg.side], (*lanterns, *(TO_COME,) * to_come), _mist(leg, height))


def _values(leg: LegProgress) -> list[float | None]:
    """Each visit's value of the metric by which the leg is compared now."""
    if leg.phase is Phase.FAILING:
        return [visit.time_to_failure_s for visit in leg.visits]
    return [visit.value if visit.phase is leg.phase else None for visit in leg.visits]


def _kind(leg: LegProgress, number: int, role: Role) -> Kind:
    """The baseline is that of the metric by which the leg is compared now."""
    before = number < (leg.changed_over_at or 1)
    return Kind.COMPARED if before and role is Role.BASELINE else KINDS[role]


def _mist(leg: LegProgress, height: _Height) -> tuple[float, float] | None:
    """The band of noise; None while the noise is not known, for then it has no width."""
    if leg.band is None or leg.band.low == leg.band.high:
        return None
    low, high = height.of(leg.band.low), height.of(leg.band.high)
    return None if low is None or high is None else (min(low, high), max(low, high))
