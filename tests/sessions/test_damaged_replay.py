"""A stored trial whose derived columns were damaged is played again from its counts."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from trainer.cli.main import cli
from trainer.recording.container import parts_of, recording_of, zipped
from trainer.recording.trial import Recording
from trainer.store import Store

BOARD = "sim:patient?cells=80&thigh=1&still_s=4"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def run(home: Path, *words: str) -> str:
    environment = {"BAPS_HOME": str(home), "SDL_VIDEODRIVER": "dummy", "BAPS_DB": ""}
    result = CliRunner(env=environment).invoke(cli, words)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


@pytest.fixture(scope="module")
def recording(home: Path) -> Recording:
    run(home, "play", "bullseye", "--board", BOARD, "--fast", "--seconds", "5")
    with Store.open(f"sqlite:///{home / 'baps.db'}") as store:
        (series,) = store.history("SIM").series
        return store.load_recording(series.trials[-1].trial_id)


def test_times_are_computed_again_from_the_counts_of_each_sensor(recording: Recording) -> None:
    parts = parts_of(recording)
    for name in ("board", "load", "body"):
        parts.pop(f"{name}_derived.parquet")
    back = recording_of(parts)
    for stream in ("samples", "load", "body"):
        assert len(getattr(back, stream)) > 0
        assert np.array_equal(getattr(back, stream).t_s, getattr(recording, stream).t_s)


def test_a_trial_without_its_tilt_is_played_again_and_its_loss_is_told(
    home: Path, recording: Recording, tmp_path: Path
) -> None:
    parts = parts_of(recording)
    parts.pop("board_derived.parquet")
    file = tmp_path / "damaged.baps"
    file.write_bytes(zipped(parts))
    whole = tmp_path / "whole.baps"
    whole.write_bytes(zipped(parts_of(recording)))
    replays = [
        run(home, "play", "bullseye", "--board", f"replay:{each}", "--fast", "--all")
        for each in (file, whole)
    ]
    assert "board_derived.parquet is damaged" in replays[0]
    numbers = [[line for line in text.splitlines() if "│" in line] for text in replays]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) > 20
