"""`recompute_trials_per_s`: `baps recompute` on a thousand stored trials, all definitions changed.

Each trial of 20 s at 500 Hz was played by a simulated patient: half of them an activity with
metrics of its own, whose rules play the trial again. Beside it the same command on one core.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from games.registry import activity_named
from tests.benchmarks.row import Row, part
from tests.end_to_end.conftest import environment_of
from tests.sessions.simulated_visit import visited
from trainer.recording.conditions import Conditions
from trainer.recording.container import HEADER, parts_of
from trainer.sessions.crew import LINEAR_ALGEBRA_THREADS
from trainer.sessions.delivery import finished_trial
from trainer.store import FinishedTrial, Store
from trainer.store.places import sqlite_url
from trainer.store.tables import DefinitionRow, TrialRow

TRIALS, SECONDS, CORES = 1000, 20.0, 2
PLAYED = ("steady-stance", "slalom", "bullseye", "chase")
BOARD = "sim:patient?skill=0.8&seed=3"


def rows(share: float = 1.0) -> list[Row]:
    trials, played = part(TRIALS, share), PLAYED[: part(len(PLAYED), share, least=2)]
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        url = sqlite_url(home / "baps.db")
        with Store.open(url) as store:
            _fill(store, trials, played, home)
        rates = [trials / _seconds(url, home, processes) for processes in (CORES, 1)]
    here, alone = rates
    return [
        Row("recompute_trials_per_s", here, "1/s", "on one core", alone),
        Row("recompute_1000_trials_s", 1000 / here, "s", "on one core", 1000 / alone),
    ]


def _fill(store: Store, trials: int, activities: tuple[str, ...], folder: Path) -> None:
    originals = [_played(store, name, folder) for name in activities]
    for number in range(trials):
        store.save_trial(_copy(originals[number % len(originals)], str(UUID(int=number))))


def _played(store: Store, activity: str, folder: Path) -> FinishedTrial:
    asked = Conditions(activity, seconds=SECONDS)
    with visited(store, activity, BOARD, folder) as (visit, stimulus):
        kept = visit.play_headless(activity_named(activity), asked, 1, stimulus, lambda _: None)
    return finished_trial(kept.recording, kept.measures, kept.result)


def _copy(trial: FinishedTrial, trial_id: str) -> FinishedTrial:
    """The same trial under another id; only its header is packed anew."""
    header = replace(trial.recording.header, trial_id=trial_id)
    recording = replace(trial.recording, header=header)
    empty = replace(recording, samples=recording.samples[:0])
    rows = f'"board":{len(recording.samples)}'.encode()
    head = parts_of(empty)[HEADER].replace(b'"board":0', rows)
    return replace(trial, recording=recording, parts={**trial.parts, HEADER: head})


def _seconds(url: str, home: Path, processes: int) -> float:
    """How long the whole command takes after an update that changed every definition."""
    with Store.open(url) as store, Session(store._engines.writer) as session, session.begin():
        session.execute(update(DefinitionRow).values(version=DefinitionRow.version - 1000))
        session.execute(update(TrialRow).values(measured_with="another version"))
    command = [sys.executable, "-m", "trainer.cli.main", "recompute", "--jobs", str(processes)]
    # One core is one core: numpy's linear algebra would take others.
    around = {**environment_of(home), LINEAR_ALGEBRA_THREADS: "1"}
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=around)
    took_s = time.perf_counter() - begun
    assert " 0 unchanged, 0 failed" in done.stdout, done.stdout
    return took_s
