"""Somebody at the keyboard, and a keeper that records and journals: for benches in real windows."""

from pathlib import Path

import pygame

from games.engine.setup import TrialSetup
from tests.scripted_board import header_of
from trainer.acquisition.feed import BoardFeed
from trainer.journal.writer import Journal
from trainer.metrics import TrialMeasures, measure_trial
from trainer.recording.trial import PastScores, Recording, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind

BEGIN_AT_FRAME = 30


class JournallingKeeper:
    """Records one trial and journals it, as the station does; the files are not kept."""

    def __init__(self, feed: BoardFeed, setup: TrialSetup, folder: Path) -> None:
        self._feed, self._setup = feed, setup
        self._journal = Journal(folder)
        self._ended: Recording | None = None
        self.over = False
        self.outcome = ""

    def begin(self) -> int:
        running = self._feed.begin_recording(header_of)
        self._journal.begin(running.header, running)
        return running.seq

    def note(self, event: TrialEvent) -> None:
        self.over = self.over or event.kind is EventKind.END
        self._feed.note(event)

    def measured(self) -> TrialMeasures:
        return measure_trial(self._recording())

    def finish(self, result: TrialResult) -> None:
        self._journal.finish(self._recording())
        if self._journal.path is not None:
            self._journal.path.unlink(missing_ok=True)
        self.outcome = result.outcome.value

    def amend(self, result: TrialResult) -> None:
        """Nothing comes after the result here."""

    def past(self) -> PastScores:
        return PastScores((12.3, 14.5))

    def _recording(self) -> Recording:
        if self._ended is None:
            self._ended = self._feed.end_recording()
        return self._ended


class PressingFeed:
    """Passes on to a feed, and presses Enter to begin and Esc when the trial is over."""

    def __init__(self, feed: BoardFeed, keeper: JournallingKeeper) -> None:
        self._feed, self._keeper = feed, keeper
        self.latest, self.since, self.predict = feed.latest, feed.since, feed.predict
        self.now_ns, self.status = feed.now_ns, feed.status
        self._frames = 0

    def pump(self) -> None:
        self._feed.pump()
        self._frames += 1
        if self._frames == BEGIN_AT_FRAME:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
        if self._keeper.over and self._frames % BEGIN_AT_FRAME == 0:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))
