"""What becomes of a trial between its end and the moment in which its result is left."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from games.engine.control import Judge, as_event
from tests.games.playing import played, recording_of, setup_of
from tools.scripted import scripted_samples, sway
from trainer.recording.trial import PastScores, Recording, TrialEvent, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.sessions.delivery import Destination
from trainer.sessions.keeper import Keeper

SETUP = setup_of("bullseye", seconds=5.0)


class Running:
    """A running recording: what its journal takes, corrections after its end among it."""

    header, seq = None, -1

    def __init__(self) -> None:
        self.late: list[TrialEvent] = []

    def note_late(self, event: TrialEvent) -> None:
        self.late.append(event)


class EndedFeed:
    """Hands its recording out once, as a feed does."""

    def __init__(self, recording: Recording) -> None:
        self._recording: Recording | None = recording
        self.noted: list[TrialEvent] = []
        self.running = Running()

    def begin_recording(self, _header) -> "Running":
        return self.running

    def note(self, event: TrialEvent) -> None:
        assert self._recording is not None, "the recording has ended"
        self.noted.append(event)

    def end_recording(self, samples: int) -> Recording:
        if self._recording is None:
            raise ValueError("no recording was begun")
        recording, self._recording = self._recording, None
        return replace(recording, samples=recording.samples[:samples], events=tuple(self.noted))


class Shelf:
    """A delivery that remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple] = []

    def deliver(self, recording, measures, result, _journal) -> Destination:
        self.given.append((recording, {m.name: m.value for m in measures.values}, result))
        return Destination("here", stored=True)

    def past(self, _code, _conditions, _headline) -> PastScores:
        return PastScores()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


class NoJournal:
    def begin(self, _header, _source) -> None:
        pass

    def finish(self, _recording: Recording) -> None:
        pass


@pytest.fixture
def feed() -> EndedFeed:
    """The feed of a trial that has just ended."""
    return EndedFeed(recording_of(SETUP, scripted_samples(sway(1.5), 12)))


@pytest.fixture
def keeper(tmp_path, shelf: Shelf, feed: EndedFeed, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """A keeper whose trial has just ended, and was completed."""
    monkeypatch.setattr("trainer.sessions.keeper.Journal", lambda *_, **__: NoJournal())
    _, events = played(SETUP, scripted_samples(sway(1.5), 12))
    board = SimpleNamespace(feed=feed, replayed=None)
    keeper = Keeper(board, SETUP, shelf, tmp_path, print, "K7", "time_on_target_s")
    keeper.begin()
    for event in events:
        keeper.note(event)
    return keeper


def test_what_the_result_screen_is_given_is_what_is_stored(keeper: Keeper, shelf: Shelf) -> None:
    measured = keeper.measured().value("time_on_target_s")
    assert measured == 5.0
    keeper.finish(TrialResult(Outcome.COMPLETED, 8.0, "time_on_target_s"))
    ((_, metrics, _),) = shelf.given
    assert metrics["time_on_target_s"] == measured


def test_a_correction_after_the_end_is_stored_and_measured_again(
    keeper: Keeper, shelf: Shelf
) -> None:
    assert keeper.measured().why_not == ""
    keeper.note(as_event(Judge(Outcome.TOUCH), 5001))
    assert "touch" in keeper.measured().why_not
    keeper.finish(TrialResult(Outcome.TOUCH, 8.0, "time_on_target_s"))
    ((recording, metrics, _),) = shelf.given
    assert recording.outcome() is Outcome.TOUCH
    assert "time_on_target_s" not in metrics


def test_a_correction_that_is_taken_back_leaves_all_numbers(keeper: Keeper, shelf: Shelf) -> None:
    before = keeper.measured()
    keeper.note(as_event(Judge(Outcome.TOUCH), 5001))
    keeper.note(as_event(Judge(Outcome.COMPLETED), 5001))
    assert keeper.measured() == before
    keeper.finish(TrialResult(Outcome.COMPLETED, 8.0, "time_on_target_s"))
    assert shelf.given[0][0].outcome() is Outcome.COMPLETED


def test_a_correction_reaches_the_journal_before_the_result_is_left(
    keeper: Keeper, feed: EndedFeed
) -> None:
    keeper.measured()
    touched = as_event(Judge(Outcome.TOUCH), 5001)
    keeper.note(touched)
    assert feed.running.late == [touched]
