"""A trial that is killed at any moment comes back, but for the last quarter of a second."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trainer.recording.samples import Samples
from trainer.recording.trial import Recording
from trainer.store.store import Store

KILLS = 20
MOST_MISSING_S = 0.25
ROUNDS = 4
"""So many at once: each mostly waits for time to pass."""


def start(environment: dict[str, str], out: Path, seed: int) -> subprocess.Popen[bytes]:
    """A stored trial of a simulated patient in real time, its rows written as they come."""
    board = f"sim:patient?skill=0.9&seed={seed}&still_s=3.2"
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "trainer.cli.main", "log", "--board", board),
            *("--patient", "K7", "--side", "right", "--seconds", "60", "--out", str(out)),
        ],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for_rows(out: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if out.exists() and out.stat().st_size > 10_000:
            return
        time.sleep(0.02)
    pytest.fail("the trial never began")


def last_seq(out: Path) -> int:
    """The newest whole row that the killed program had handed to the system."""
    rows = out.read_bytes().split(b"\n")[:-1]
    return int(rows[-1].split(b",")[1])


def test_twenty_kills_lose_a_quarter_of_a_second_at_most(baps, environment, home, tmp_path) -> None:
    assert baps("patient", "add", "K7").returncode == 0
    dice = random.Random(7)
    lasts: list[int] = []
    for first in range(0, KILLS, ROUNDS):
        outs = [tmp_path / f"{first + i}.csv" for i in range(ROUNDS)]
        running = [start(environment, out, first + i) for i, out in enumerate(outs)]
        for out, process in zip(outs, running, strict=True):
            wait_for_rows(out, process)
        for process in running:
            time.sleep(dice.uniform(0.05, 0.7))
            process.send_signal(signal.SIGKILL)
            process.wait()
        lasts += [last_seq(out) for out in outs]
    recovered = baps("recover")
    assert recovered.returncode == 0, recovered.stderr
    history = json.loads(baps("history", "K7", "--json").stdout)
    trials = [t for series in history["series"] for t in series["trials"]]
    assert {t["outcome"] for t in trials} == {"interrupted"}
    assert len(trials) == KILLS
    assert_little_missing(home, [t["id"] for t in trials], lasts)
    assert not list((home / "journals").glob("*.journal"))
    assert baps("db", "check").returncode == 0


def assert_little_missing(home: Path, trial_ids: list[str], lasts: list[int]) -> None:
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        recordings = [store.load_recording(trial_id) for trial_id in trial_ids]
    recordings.sort(key=lambda r: int(re.search(r"seed=(\d+)", r.header.board.uri)[1]))
    for recording, last in zip(recordings, lasts, strict=True):
        missing = last - newest(recording)
        assert missing / recording.header.setup.rate_hz <= MOST_MISSING_S


def newest(recording: Recording) -> int:
    samples: Samples = recording.samples
    assert len(samples) > 0
    return int(samples.seq[-1])


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
def test_a_trial_that_still_runs_is_left_alone(baps, environment, tmp_path) -> None:
    assert baps("patient", "add", "K7").returncode == 0
    out = tmp_path / "live.csv"
    process = start(environment, out, 3)
    try:
        wait_for_rows(out, process)
        assert baps("recover").returncode == 0
        history = json.loads(baps("history", "K7", "--json").stdout)
        assert history["series"] == []
    finally:
        process.kill()
        process.wait()
    baps("recover")
    history = json.loads(baps("history", "K7", "--json").stdout)
    assert len(history["series"][0]["trials"]) == 1
