"""Records, journals, measures and commits a trial. Implements the games' `TrialKeeper`."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from games.engine.control import OVERLOAD
from games.engine.setup import TrialSetup
from trainer.acquisition.running import RunningRecording
from trainer.journal.writer import Journal
from trainer.metrics import TrialMeasures
from trainer.recording.load import LoadSetup
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.trial import (
    PastScores,
    Recording,
    StartState,
    TrialEvent,
    TrialHeader,
    TrialResult,
)
from trainer.recording.vocabulary import EventKind
from trainer.sessions.board import OpenBoard
from trainer.sessions.delivery import Delivery, Destination, measured


@dataclass(frozen=True)
class KeptTrial:
    """A finished trial and where it went."""

    recording: Recording
    result: TrialResult
    measures: TrialMeasures
    destination: Destination


class Keeper:
    """One trial at a time; call `begin` again for another round under the same setup."""

    def __init__(
        self,
        board: OpenBoard,
        setup: TrialSetup,
        delivery: Delivery,
        journals: Path,
        say: Callable[[str], None],
        patient_code: str,
        headline: str,
        visit_id: str | None = None,
        body_weight_n: float | None = None,
    ) -> None:
        self._board = board
        self._setup = setup
        self._delivery = delivery
        self._journals = journals
        self._say = say
        self._patient_code = patient_code
        self._headline = headline
        self._visit_id = visit_id
        self._body_weight_n = body_weight_n
        self._journal: Journal | None = None
        self._samples = 0
        self._running: RunningRecording | None = None
        self._ended: Recording | None = None
        self._measures: TrialMeasures | None = None
        self.kept: KeptTrial | None = None

    def begin(self) -> int:
        """Start recording and journal; returns the `seq` just before the first recorded sample."""
        self._samples, self._ended, self._measures = 0, None, None
        replayed = self._board.replayed
        if replayed is not None:
            header = replace(replayed.header, start=replayed.start_of_samples())
            return self._board.feed.begin_recording_again(header).seq
        self._running = self._board.feed.begin_recording(self._header)
        self._journal = Journal(self._journals, on_error=self._say)
        self._journal.begin(self._running.header, self._running)
        return self._running.seq

    def note(self, event: TrialEvent) -> None:
        """Add an event; after the recording has ended, it corrects the outcome."""
        if self._ended is not None:
            self._ended = replace(self._ended, events=(*self._ended.events, event))
            # Whether a trial counts depends on its outcome: measure again.
            self._measures = None
            if self._running is not None:
                self._running.note_late(event)
            return
        if event.kind is EventKind.STOP and event.data.get("by") == OVERLOAD:
            self._say_overload()
        if event.kind is EventKind.END:
            self._samples = event.index
        self._board.feed.note(event)

    def measured(self) -> TrialMeasures:
        """The numbers of the trial that has ended."""
        if self._measures is None:
            self._measures = measured(self._recorded())
        return self._measures

    def finish(self, result: TrialResult) -> None:
        """Close the journal, measure, commit; only then is the journal removed."""
        recording = self._recorded()
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.finish(recording)
        measures = self.measured()
        destination = self._delivery.deliver(recording, measures, result, journal)
        self.kept = KeptTrial(recording, result, measures, destination)

    def amend(self, result: TrialResult) -> None:
        """Measure again with what was noted since the trial was kept, and store that."""
        recording, measures = self._recorded(), self.measured()
        destination = self._delivery.amend(recording, measures, result)
        self.kept = KeptTrial(recording, result, measures, destination)

    def close(self) -> None:
        """Stop a recording that was cut short; its journal keeps everything that arrived."""
        self._board.feed.drop_recording()
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()

    def past(self) -> PastScores:
        """Earlier headline values of this patient under these conditions."""
        return self._delivery.past(self._patient_code, self._setup.conditions, self._headline)

    def _recorded(self) -> Recording:
        """The recording; the first call ends it."""
        if self._ended is None:
            self._ended = self._board.feed.end_recording(self._samples)
        return self._ended

    def _say_overload(self) -> None:
        most_kg = (self._setup.most_load_n or 0.0) / STANDARD_GRAVITY
        self._say(
            f"more than {most_kg:.0f} kg stand on this board: step off now; nobody heavier may "
            "stand on it"
        )

    def _header(self, start: StartState) -> TrialHeader:
        setup, board = self._setup, self._board
        return TrialHeader(
            trial_id=str(uuid.uuid4()),
            started_at=datetime.now(UTC),
            conditions=setup.conditions,
            setup=board.setup,
            start=start,
            rim=setup.rim,
            board=board.identity,
            patient_code=self._patient_code,
            session_id=self._visit_id,
            range=setup.range,
            parameters=setup.parameters,
            seed=setup.seed,
            load=self._load(),
            body=board.streams.body_setup,
            sacrum=board.streams.sacrum,
            feet=setup.feet,
            feet_before=setup.feet_before,
        )

    def _load(self) -> LoadSetup | None:
        load = self._board.streams.load_setup
        return load and replace(load, body_weight_n=self._body_weight_n)
