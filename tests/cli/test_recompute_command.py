"""`baps recompute` as people call it: what it says, and what is left when it is stopped."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from games.replay import measured_with
from tests.recomputing import change_definitions, deliver, deliver_copies, doubled, id_of, ordinary
from trainer.cli.main import cli
from trainer.cli.recompute import _bar
from trainer.cli.terminal import StoppedEarly
from trainer.sessions.recompute import Tally, recompute
from trainer.store import Store, places

Run = Callable[..., Result]
MANY = 160
"""Enough for two processes, and to be stopped in the middle."""
WAIT_S = 120.0


@pytest.fixture
def run(home: Path) -> Run:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ("recompute", *arguments))

    return call


def lose_counts(number: int) -> None:
    with closing(sqlite3.connect(str(places().database.database))) as database, database:
        database.execute(
            "DELETE FROM recording_parts WHERE trial_id = ? AND name = 'board.parquet'",
            (id_of(number),),
        )


def test_what_was_done_is_told_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open() as store:
        deliver(store, ordinary(1), ordinary(2))
    done = run()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "nothing to recompute: every trial was measured with the current definitions\n"
    )
    assert run("--again").stdout == "0 trials recomputed, 2 unchanged, 0 failed\n"
    change_definitions(monkeypatch, doubled)
    assert run("--jobs", "1").stdout == "2 trials recomputed, 0 unchanged, 0 failed\n"


def test_each_failure_is_one_line_and_the_rest_is_done(run: Run) -> None:
    with Store.open() as store:
        deliver_copies(store, 3)
    lose_counts(2)
    done = run()
    assert (done.exit_code, done.stdout) == (1, "")
    first, last = done.stderr.splitlines()
    assert first.startswith(f"trial {id_of(2)}: board.parquet is damaged: the counts are lost")
    assert first.endswith(": run baps db check; its stored values stay")
    assert last == "Error: 0 trials recomputed, 2 unchanged, 1 failed"
    done = run("--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["recomputed"], told["unchanged"]) == (0, 0)
    (failed,) = told["failed"]
    assert failed["id"] == id_of(2)
    assert f"trial {failed['id']}: {failed['why']}; its stored values stay\n" == done.stderr


def test_progress_is_told_by_lines_where_it_goes_into_a_file(run: Run) -> None:
    with Store.open() as store:
        deliver_copies(store, 40)
    done = run("--jobs", "1", "--json")
    assert json.loads(done.stdout) == {"recomputed": 0, "unchanged": 40, "failed": []}
    assert done.stderr.splitlines() == ["16 of 40 trials", "32 of 40 trials"]


def test_who_is_stopped_before_the_first_trial_runs_the_same_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(store: Store) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "make_due", stopped)
    with pytest.raises(StoppedEarly, match=r"^no trial is done: run it again$"):
        cli.main(["recompute", "--again"], standalone_mode=False)


def test_a_bar_on_a_terminal_shows_failures_as_they_are_above_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    failure = f"trial {id_of(1)}: what was [lost]: " + 30 * "long "
    with _bar(12) as (advance, tell):
        advance(3)
        tell(failure)
        advance(12)
    lines = [line.rstrip() for line in capsys.readouterr().err.splitlines()]
    assert failure.rstrip() in lines
    assert "12/12" in lines[-1]


@contextmanager
def started() -> Iterator["subprocess.Popen[str]"]:
    """The command on two cores, in a group of processes of its own as a terminal makes it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer.cli.main", "recompute", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def children_of(pid: int) -> list[int]:
    """On Linux; elsewhere nobody tells."""
    told = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in told.read_text().split()] if told.exists() else []


def lives(pid: int) -> bool:
    """Whether a process still runs; one that has ended may wait for somebody to ask how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def stopped_in_the_middle(stop: Callable[[int], None]) -> tuple[int, str, str]:
    """Stop a run after its first line; its code, that line, and what it said then."""
    database = sqlite3.connect(str(places().database.database), isolation_level=None)
    with started() as running, closing(database) as another:
        assert running.stderr is not None
        first_line = running.stderr.readline()
        another.execute("BEGIN IMMEDIATE")  # so that it cannot end before it is stopped
        processes = children_of(running.pid)
        stop(running.pid)
        another.execute("ROLLBACK")
        _, said = running.communicate(timeout=WAIT_S)
        while any(map(lives, processes)):
            time.sleep(0.01)
    return running.returncode, first_line, said


def goes_on_to_the_end(store: Store) -> None:
    left = store.count_due(measured_with())
    assert 0 < left < MANY
    *_, last = recompute(store, 1)
    assert last == Tally(due=left, unchanged=left)
    assert store.count_due(measured_with()) == 0


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send there")
def test_ctrl_c_says_in_one_line_what_is_done_and_the_next_run_goes_on(home: Path) -> None:
    with Store.open() as store:
        deliver_copies(store, MANY)
        code, _, said = stopped_in_the_middle(lambda pid: os.killpg(pid, signal.SIGINT))
        assert code == 130
        last = said.splitlines()[-1]
        done = re.fullmatch(
            rf"stopped; (\d+) of {MANY} trials are done: run baps recompute to go on", last
        )
        assert done, said
        assert all(line.endswith(f" of {MANY} trials") for line in said.splitlines()[:-1])
        assert store.count_due(measured_with()) <= MANY - int(done[1])
        goes_on_to_the_end(store)


@pytest.mark.skipif(os.name == "nt", reason="a group of processes is made otherwise there")
def test_a_run_that_is_killed_leaves_no_process_and_the_next_one_goes_on(home: Path) -> None:
    with Store.open() as store:
        deliver_copies(store, MANY)
        code, first_line, _ = stopped_in_the_middle(lambda pid: os.kill(pid, signal.SIGKILL))
        assert (code, first_line) == (-signal.SIGKILL, f"16 of {MANY} trials\n")
        goes_on_to_the_end(store)
