"""What a journal does to its file, in which order, and what it does when the disk fails it."""

import errno
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journal.growing import Growing
from tests.journal.recording_files import RecordingFiles
from tests.recordings import TRIAL_ID, same_bits, swaying
from trainer.journal.files import JournalLocked, RealFiles
from trainer.journal.reading import claimed, journals_in
from trainer.journal.salvage import salvage
from trainer.journal.writer import FINISH_PATIENCE_S, SYNC_EVERY_S, WRITE_EVERY_S, Journal
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind

FOLDER = Path("journals")


@pytest.fixture(scope="module")
def trial() -> Recording:
    return swaying(300)


def feed(running: Growing, trial: Recording, part: slice = slice(None)) -> None:
    samples = trial.samples[part]
    for at in range(0, len(samples), 10):
        running.add(samples[at : at + 10])


def begun(journal: Journal, trial: Recording) -> Growing:
    running = Growing(trial)
    journal.begin(trial.header, running)
    return running


def run_through(journal: Journal, trial: Recording) -> None:
    running = begun(journal, trial)
    feed(running, trial)
    running.note(*trial.events)
    journal.finish(trial)


def test_a_whole_trial_can_be_read_back(trial: Recording, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "not" / "yet")
    run_through(journal, trial)
    assert journal.error is None
    with claimed(tmp_path / "not" / "yet" / f"{TRIAL_ID}.journal") as left:
        assert left.complete
        assert left.dropped_bytes == 0
        assert same_bits(left.recording.samples, trial.samples)
        same = replace(left.recording, samples=trial.samples, load=trial.load, body=trial.body)
        assert same == trial


def test_the_file_is_locked_before_it_is_written_and_synced_before_it_is_closed(
    trial: Recording,
) -> None:
    files = RecordingFiles()
    journal = Journal(FOLDER, files)
    run_through(journal, trial)
    journal.remove()
    names = files.names()
    assert names[:3] == ["create", "lock", "write"]
    assert names.count("fsync_folder") == 1
    assert names.index("fsync_folder") > names.index("fsync")
    assert names[-2:] == ["close", "remove"]
    last_sync = max(i for i, name in enumerate(names) if name == "fsync")
    assert last_sync > max(i for i, name in enumerate(names) if name == "write")
    assert files.calls[last_sync] == ("fsync", len(files.data))


def test_every_write_is_whole_blocks(trial: Recording) -> None:
    files = RecordingFiles()
    run_through(Journal(FOLDER, files), trial)
    written = 0
    for name, size in files.calls:
        if name == "write":
            written += size
            assert salvage(bytes(files.data[:written])).dropped_bytes == 0
    assert written == len(files.data)


def test_the_beats_keep_what_is_promised() -> None:
    assert WRITE_EVERY_S <= 0.05
    assert SYNC_EVERY_S <= 0.25


def test_the_writer_goes_on_while_an_fsync_hangs(trial: Recording) -> None:
    files = RecordingFiles()
    files.sync_may_go_on.clear()
    journal = Journal(FOLDER, files)
    running = begun(journal, trial)
    files.wait_for("write", 1)
    files.syncing.wait()
    for n in range(3):
        feed(running, trial, slice(100 * n, 100 * (n + 1)))
        files.wait_for("write", n + 2)
    assert "fsync" not in files.names()
    assert same_bits(salvage(bytes(files.data)).recording.samples, trial.samples)
    files.sync_may_go_on.set()
    journal.finish(trial)
    assert journal.error is None


def test_an_fsync_that_fails_is_told_once_and_the_writer_goes_on(trial: Recording) -> None:
    files = RecordingFiles()
    files.sync_fails = True
    told: list[str] = []
    journal = Journal(FOLDER, files, told.append)
    running = begun(journal, trial)
    files.wait_for("fsync refused", 2)
    feed(running, trial)
    journal.close()
    assert len(told) == 1
    assert "does not keep" in told[0]
    assert same_bits(salvage(bytes(files.data)).recording.samples, trial.samples)


def test_a_full_disk_is_told_once_and_nothing_is_lost_once_there_is_room(trial: Recording) -> None:
    files = RecordingFiles()
    told: list[str] = []
    journal = Journal(FOLDER, files, told.append)
    running = begun(journal, trial)
    files.wait_for("write", 1)
    files.room = len(files.data) + 100
    feed(running, trial, slice(0, 150))
    files.wait_for("refused", 2)
    assert len(told) == 1
    assert "No space left on device" in told[0]
    assert TRIAL_ID in told[0]
    assert "\n" not in told[0]
    files.room = None
    feed(running, trial, slice(150, None))
    running.note(*trial.events)
    journal.finish(trial)
    salvaged = salvage(bytes(files.data))
    assert salvaged.complete
    assert same_bits(salvaged.recording.samples, trial.samples)


def test_a_disk_that_stays_full_keeps_whole_blocks_and_the_error(trial: Recording) -> None:
    files = RecordingFiles()
    files.room = 30_000
    journal = Journal(FOLDER, files)
    running = begun(journal, trial)
    feed(running, trial, slice(0, 150))
    files.wait_for("write", 1)
    feed(running, trial, slice(150, None))
    feed(running, trial)
    journal.close()
    assert journal.error is not None
    assert len(salvage(bytes(files.data)).recording.samples) in (0, 150, 300)


def test_a_folder_that_cannot_be_made_is_an_error_and_not_the_end(
    trial: Recording, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="ascii")
    journal = Journal(tmp_path / "taken")
    run_through(journal, trial)
    assert journal.error is not None
    assert str(tmp_path / "taken") in str(journal.error)


def test_an_event_that_has_no_written_form_costs_itself_alone(trial: Recording) -> None:
    files = RecordingFiles()
    journal = Journal(FOLDER, files)
    running = begun(journal, trial)
    feed(running, trial, slice(0, 100))
    running.note(TrialEvent(EventKind.FAULT, 5, {"shape": object()}))  # type: ignore[dict-item]
    files.wait_for("create", 1)
    feed(running, trial, slice(100, None))
    journal.close()
    journal.close()
    assert same_bits(salvage(bytes(files.data)).recording.samples, trial.samples)
    assert "has no JSON form" in str(journal.error)


def test_a_live_journal_cannot_be_claimed_and_a_closed_one_can(
    trial: Recording, tmp_path: Path
) -> None:
    journal = Journal(tmp_path)
    running = begun(journal, trial)
    feed(running, trial)
    while not journals_in(tmp_path):
        pass
    (path,) = journals_in(tmp_path)
    with pytest.raises(JournalLocked), claimed(path):
        pass
    journal.close()
    with claimed(path) as left:
        assert not left.complete
        assert same_bits(left.recording.samples, trial.samples)


def test_a_file_without_a_byte_is_no_journal_yet(tmp_path: Path) -> None:
    RealFiles().close(RealFiles().create(tmp_path / "new.journal"))
    assert journals_in(tmp_path) == []


def test_a_file_that_cannot_be_locked_does_not_stay(trial: Recording, tmp_path: Path) -> None:
    class NoLocks(RealFiles):
        refused = 0

        def lock(self, handle: int) -> None:
            self.refused += 1
            raise OSError(errno.ENOLCK, "No locks available")

    files, told = NoLocks(), []
    journal = Journal(tmp_path, files, told.append)
    begun(journal, trial)
    while not files.refused:
        pass
    journal.finish(trial)
    assert files.refused > 1
    assert list(tmp_path.iterdir()) == []
    assert len(told) == 1
    assert "No locks available" in told[0]


def test_the_writer_survives_whatever_goes_wrong_once(trial: Recording) -> None:
    class Odd(RecordingFiles):
        odd = True

        def write(self, handle: int, data: bytes) -> None:
            if self.odd:
                self.odd = False
                raise RuntimeError("odd")
            super().write(handle, data)

    files, told = Odd(), []
    journal = Journal(FOLDER, files, told.append)
    running = begun(journal, trial)
    feed(running, trial)
    running.note(*trial.events)
    files.wait_for("truncate", 1)
    journal.finish(trial)
    assert "odd" in told[0]
    assert salvage(bytes(files.data)).complete
    assert same_bits(salvage(bytes(files.data)).recording.samples, trial.samples)


def test_a_disk_that_hangs_is_waited_for_once_and_not_for_each_thread(
    trial: Recording, monkeypatch
) -> None:
    waited: list[float] = []

    class Hanging(threading.Thread):
        def join(self, timeout: float | None = None) -> None:
            assert timeout is not None
            waited.append(timeout)
            clock[0] += timeout

    clock = [0.0]
    journal = Journal(FOLDER, RecordingFiles())
    journal._threads = [Hanging(), Hanging()]
    monkeypatch.setattr("trainer.journal.writer.time.monotonic", lambda: clock[0])
    journal.close()
    assert sum(waited) <= FINISH_PATIENCE_S
