"""A trial that is killed at any moment comes back, but for the last quarter of a second."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.conftest import kept_trials
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Outcome

KILLS, KILLS_IN_A_SOAK = 8, 40
MOST_MISSING_S = 0.25
PATIENCE_S = 120.0
AT_ONCE = 4
"""So many processes: each mostly waits for time to pass."""


@contextmanager
def started(
    environment: dict[str, str], out: Path, seed: int
) -> Iterator["subprocess.Popen[bytes]"]:
    """A stored trial of a simulated patient in real time, its rows written as they come."""
    board = f"sim:patient?skill=0.9&seed={seed}&still_s=6"
    with (
        out.with_suffix(".said").open("wb") as said,
        subprocess.Popen(
            [
                *(sys.executable, "-m", "trainer.cli.main", "log", "--board", board),
                *("--patient", "K7", "--side", "right", "--seconds", "60", "--out", str(out)),
            ],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def wait_for_rows(out: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        if out.exists() and out.stat().st_size > 10_000:
            return
        time.sleep(0.02)
    pytest.fail(f"the trial never began: {out.with_suffix('.said').read_text(encoding='utf-8')}")


def last_seq(out: Path) -> int:
    """The newest whole row that the killed program had handed to the system."""
    rows = out.read_bytes().split(b"\n")[:-1]
    return int(rows[-1].split(b",")[1])


SOAK = pytest.param(KILLS_IN_A_SOAK, marks=(pytest.mark.soak, pytest.mark.timeout(1200)))


@pytest.mark.parametrize("kills", [KILLS, SOAK])
def test_kills_lose_a_quarter_of_a_second_at_most(
    baps, environment, home, patient, tmp_path, kills: int
) -> None:
    dice = random.Random(7)
    lasts: list[int] = []
    for first in range(0, kills, AT_ONCE):
        outs = [tmp_path / f"{first + i}.csv" for i in range(AT_ONCE)]
        with ExitStack() as stack:
            running = [
                stack.enter_context(started(environment, out, first + i))
                for i, out in enumerate(outs)
            ]
            for out, process in zip(outs, running, strict=True):
                wait_for_rows(out, process)
            for process in running:
                time.sleep(dice.uniform(0.05, 0.7))
                process.send_signal(signal.SIGKILL)
                process.wait()
        lasts += [last_seq(out) for out in outs]
    recovered = baps("recover")
    assert recovered.returncode == 0, recovered.stderr
    trials = kept_trials(home)
    assert {trial.outcome for trial, _ in trials} == {Outcome.INTERRUPTED}
    assert len(trials) == kills
    assert_little_missing([recording for _, recording in trials], lasts)
    assert not list((home / "journals").glob("*.journal"))
    assert baps("db", "check").returncode == 0


def assert_little_missing(recordings: list[Recording], lasts: list[int]) -> None:
    recordings.sort(key=lambda r: int(re.search(r"seed=(\d+)", r.header.board.uri)[1]))
    for recording, last in zip(recordings, lasts, strict=True):
        missing = last - newest(recording)
        assert missing / recording.header.setup.rate_hz <= MOST_MISSING_S


def newest(recording: Recording) -> int:
    samples: Samples = recording.samples
    assert len(samples) > 0
    return int(samples.seq[-1])


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
def test_a_trial_that_still_runs_is_left_alone(baps, environment, home, patient, tmp_path) -> None:
    out = tmp_path / "live.csv"
    with started(environment, out, 3) as process:
        wait_for_rows(out, process)
        assert baps("recover").returncode == 0
        assert kept_trials(home) == []
    baps("recover")
    assert len(kept_trials(home)) == 1
