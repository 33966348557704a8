"""What the whole line needs: the command, and a home of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.recording.history import StoredTrial
from trainer.recording.trial import Recording
from trainer.store.store import Store
from trainer.store.values import BodyWeight

LEFT_OUT = ("DISPLAY", "WAYLAND_DISPLAY", "BAPS_DB")
Baps = Callable[..., subprocess.CompletedProcess[str]]


def environment_of(home: Path) -> dict[str, str]:
    """The surroundings of a command: its own data folder, no display."""
    kept = {k: v for k, v in os.environ.items() if k not in LEFT_OUT}
    return {**kept, "BAPS_HOME": str(home)}


def baps_in(environment: dict[str, str]) -> Baps:
    """`baps("log", "--board", …)`: the real command in a process of its own."""

    def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "trainer.cli.main", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            timeout=600,
            **options,  # type: ignore[call-overload]
        )

    return run


def kept_trials(home: Path) -> list[tuple[StoredTrial, Recording]]:
    """All trials of K7 that are in the database."""
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        trials = [trial for series in store.history("K7").series for trial in series.trials]
        return [(trial, store.load_recording(trial.trial_id)) for trial in trials]


def add_k7(home: Path) -> None:
    """Make the database of `home`, where K7 is known with a weight, so that nobody is asked."""
    home.mkdir()
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        store.add_patient("K7")
        store.add_weight("K7", BodyWeight(60.0, datetime.now(UTC)))


@pytest.fixture
def patient(home: Path) -> str:
    """K7, known to the database of `home`."""
    add_k7(home)
    return "K7"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    return environment_of(home)


@pytest.fixture
def baps(environment: dict[str, str]) -> Baps:
    return baps_in(environment)
