"""Brings every stored trial to the current definitions: `baps recompute`.

Trials are measured from their recordings, as they were judged and corrected, in processes beside
this one, which alone reads and writes the database: some trials in a transaction. Each transaction
ends with whole trials, so the next run goes on wherever one was stopped or killed.
"""

from collections import defaultdict, deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from games.replay import measured_with
from trainer.metrics.kinds import Fits
from trainer.metrics.registry import names_for
from trainer.sessions.crew import Answer, MeasureAll, Measured, Parts, Refused, crew
from trainer.store import Remeasured, Renewal, Store, ToMeasure

READ_TOGETHER = 16
WRITTEN_TOGETHER = 16
WORTH_A_PROCESS = 32
"""A process takes about a second to start, as long as so many trials take to measure."""
UPDATE_THIS = "measured by a newer program: update this one"

Answered = tuple[ToMeasure, Answer]


@dataclass(frozen=True)
class Failed:
    """A trial whose stored values stay, and why."""

    trial_id: str
    why: str


@dataclass(frozen=True)
class Tally:
    """What was done so far of the trials that were due."""

    due: int
    recomputed: int = 0
    unchanged: int = 0
    failed: tuple[Failed, ...] = ()

    @property
    def done(self) -> int:
        return self.recomputed + self.unchanged + len(self.failed)


def recompute(store: Store, jobs: int) -> Generator[Tally, None, None]:
    """Measure all trials that are due, on at most `jobs` cores; a tally after each transaction.

    The first tally says how many are due. `StoreError` or `SessionError` ends it early; what was
    told as done is stored.
    """
    definitions = measured_with()
    tally = Tally(store.count_due(definitions))
    yield tally
    with crew(_worth_it(jobs, tally.due)) as measure_all:
        waiting = _due(store, definitions)
        corrected: deque[str] = deque()
        while True:
            for answers in _together(measure_all, store, waiting):
                tally = _kept(store, definitions, answers, tally, corrected)
                yield tally
            if not corrected:
                return
            waiting = iter([tuple(corrected)])
            corrected.clear()


def _worth_it(jobs: int, trials: int) -> int:
    return max(1, min(jobs, trials // WORTH_A_PROCESS))


def _due(store: Store, definitions: str) -> Iterator[tuple[str, ...]]:
    """The ids of all trials that are due, each once, also if it stays due."""
    last = ""
    while ids := store.due_trials(definitions, last, READ_TOGETHER):
        yield ids
        last = ids[-1]


def _together(
    measure_all: MeasureAll, store: Store, waiting: Iterable[tuple[str, ...]]
) -> Iterator[tuple[Answered, ...]]:
    def recordings() -> Iterator[tuple[ToMeasure, Parts]]:
        return ((one, one.parts) for ids in waiting for one in store.to_measure(ids))

    answers = measure_all(recordings())
    while some := tuple(islice(answers, WRITTEN_TOGETHER)):
        yield some


def _kept(
    store: Store,
    definitions: str,
    answers: Iterable[Answered],
    tally: Tally,
    corrected: deque[str],
) -> Tally:
    """Store these in one transaction; trials that were corrected meanwhile are left for later."""
    failed = tuple(
        Failed(one.trial_id, answer.why) for one, answer in answers if isinstance(answer, Refused)
    )
    measured = [
        _remeasured(one, answer, definitions)
        for one, answer in answers
        if isinstance(answer, Measured)
    ]
    renewals = store.renew_trials(measured) if measured else ()
    became: dict[Renewal, list[str]] = defaultdict(list)
    for one, what in zip(measured, renewals, strict=True):
        became[what].append(one.trial_id)
    corrected.extend(became[Renewal.CORRECTED])
    older = tuple(Failed(trial_id, UPDATE_THIS) for trial_id in became[Renewal.OLDER])
    return replace(
        tally,
        recomputed=tally.recomputed + len(became[Renewal.CHANGED]),
        unchanged=tally.unchanged + len(became[Renewal.UNCHANGED]),
        failed=tally.failed + failed + older,
    )


def _remeasured(one: ToMeasure, answer: Measured, definitions: str) -> Remeasured:
    measures = answer.measures
    return Remeasured(
        one.trial_id,
        one.events_checksum,
        measures.values,
        measures.why_not,
        measures.remarks,
        definitions,
        answer.thigh,
        names_for(Fits.THIGH),
    )
