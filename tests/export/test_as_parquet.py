"""DuckDB reads the very same samples and facts; tests/demo asks it a researcher's questions."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from tests.export.trials import exported, whole
from trainer.export import as_parquet
from trainer.export.units import shown, streams_of
from trainer.recording.vocabulary import EventKind
from trainer.store import Store


@pytest.fixture
def clinic(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The export of a trial that has every sensor, and of another one; we stand in its folder."""
    for number in (1, 2):
        store.save_trial(whole(number))
    exported(store, ["K7"], "parquet", tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")


@pytest.mark.usefixtures("clinic")
def test_every_sample_is_there() -> None:
    recording = whole(1).recording
    for stream, table in streams_of(recording).items():
        rows = duckdb.sql(
            f"SELECT * EXCLUDE trial_id FROM 'samples_{stream}/*.parquet' "
            f"WHERE trial_id = '{whole(1).trial_id}' ORDER BY seq"
        ).fetchnumpy()
        for name, values in shown(stream, table, recording.header).items():
            found = np.ma.filled(rows[name].astype(np.float64), np.nan)
            np.testing.assert_array_equal(found, values.astype(np.float64), err_msg=name)


@pytest.mark.usefixtures("clinic")
def test_a_trial_s_facts_and_numbers_are_rows() -> None:
    mine = f"WHERE trial_id = '{whole(1).trial_id}'"
    told = duckdb.sql(f"SELECT patient, outcome, counts FROM 'trials/*.parquet' {mine}").fetchall()
    assert told == [("K7", "completed", False)]
    asked = f"SELECT name, value, unit, censored FROM 'metrics/*.parquet' {mine} ORDER BY name"
    assert duckdb.sql(asked).fetchall() == [
        ("mlsi", None, "deg", True),
        ("osi", 1 / 3, "deg", True),
    ]
    kinds = duckdb.sql(f"SELECT kind FROM 'events/*.parquet' {mine}").fetchall()
    assert [EventKind(kind) for (kind,) in kinds] == [e.kind for e in whole(1).recording.events]


def test_many_trials_are_many_files_of_which_none_is_lost(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_parquet, "TRIALS_A_FILE", 3)
    monkeypatch.setattr(as_parquet, "LISTED_TOGETHER", 2)
    for number in range(1, 9):
        store.save_trial(whole(number))
    exported(store, ["K7"], "parquet", tmp_path / "out")
    for table, rows in (("trials", 8), ("metrics", 16), ("samples_board", 8 * 60)):
        files = sorted((tmp_path / "out" / table).iterdir())
        assert [file.name for file in files] == [f"{n:05}.parquet" for n in (1, 2, 3)]
        counted = f"SELECT count(*) FROM '{tmp_path}/out/{table}/*.parquet'"
        assert duckdb.sql(counted).fetchall() == [(rows,)]
