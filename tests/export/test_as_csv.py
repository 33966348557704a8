"""CSV is read by tools that are not ours, its units stand beside it, and lists name every trial."""

import csv
import json
from pathlib import Path

import duckdb
import numpy as np
import pytest
from click.testing import CliRunner

from games.replay import measure_recording
from tests.export.trials import exported, whole
from tests.metrics.signals import completed
from tests.stored import ordinary_trial
from trainer.cli.main import cli
from trainer.export.rows import TRIAL_COLUMNS
from trainer.export.units import shown, streams_of
from trainer.recording.container import parts_of
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.store import FinishedTrial, Store


@pytest.fixture
def out(store: Store, tmp_path: Path) -> Path:
    for number, code in enumerate(("K7", "=1+1", None), 1):
        store.save_trial(whole(number, code))
    exported(store, ["K7", "=1+1", None], "csv", tmp_path / "out")
    return tmp_path / "out"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_duckdb_reads_the_very_same_samples(out: Path) -> None:
    recording = whole(1).recording
    for stream, table in streams_of(recording).items():
        ending = "" if stream == "board" else f"_{stream}"
        file = out / "patient-K7" / f"{whole(1).trial_id}{ending}.csv"
        found = duckdb.sql(f"SELECT * FROM read_csv('{file}')").fetchnumpy()
        columns = shown(stream, table, recording.header)
        assert list(found) == list(columns)
        for name, values in columns.items():
            if not np.isnan(values.astype(np.float64)).all():
                read = np.ma.filled(found[name].astype(np.float64), np.nan)
                np.testing.assert_array_equal(read, values.astype(np.float64), err_msg=name)


def test_the_sidecar_says_each_column_s_unit_and_everything_else_of_the_trial(out: Path) -> None:
    sidecar = json.loads((out / "patient-K7" / f"{whole(1).trial_id}.json").read_bytes())
    titles = rows(out / "patient-K7" / f"{whole(1).trial_id}.csv")[0]
    assert set(titles) <= set(sidecar["columns"])
    assert sidecar["columns"]["ap_rate_deg_s"]["unit"] == "deg/s"
    assert sidecar["columns"]["cop_ap_mm"]["unit"] == "mm"
    assert sidecar["header"]["conditions"]["side"] == "left"
    assert sidecar["header"]["load"]["calibration"]["residual_n"] == 0.1
    assert sidecar["clock_map"]["ns_per_us"] == 1000.5
    assert [event["kind"] for event in sidecar["events"]][-1] == "void"
    assert {one["name"] for one in sidecar["metrics"]} == {"osi", "mlsi"}
    assert sidecar["program"] == "baps-trainer"
    assert sidecar["program_version"]


def test_lists_name_every_trial_and_number_and_hold_no_formula(out: Path) -> None:
    trials = rows(out / "trials.csv")
    assert [row["trial_id"] for row in trials] == [whole(n).trial_id for n in (1, 2, 3)]
    assert list(trials[0]) == [*TRIAL_COLUMNS, "file"]
    assert [row["patient"] for row in trials] == ["K7", "'=1+1", ""]
    assert all((out / row["file"]).is_file() for row in trials)
    metrics = rows(out / "metrics.csv")
    assert [(row["name"], row["value"], row["unit"]) for row in metrics[:2]] == [
        ("mlsi", "", "deg"),
        ("osi", repr(1 / 3), "deg"),
    ]


def test_baps_metrics_measures_a_table_like_any_lab_s(store: Store, tmp_path: Path) -> None:
    recording = ordinary_trial("0b5b4a0e-6f5c-4a43-9e0b-0d7f6a3f6b11", completed(2000))
    measures = measure_recording(recording)
    result = TrialResult(Outcome.COMPLETED, 20.0, "osi")
    store.save_trial(FinishedTrial(recording, parts_of(recording), measures.values, result))
    exported(store, ["K7"], "csv", tmp_path / "out")
    file = tmp_path / "out" / rows(tmp_path / "out" / "trials.csv")[0]["file"]
    printed = CliRunner().invoke(cli, ["metrics", str(file), "--side", "right", "--json"])
    assert printed.exit_code == 0, printed.output
    found = {one["name"]: one["value"] for one in json.loads(printed.stdout)["metrics"]}
    stored = {value.name: value.value for value in measures.values}
    assert found["osi"] == pytest.approx(stored["osi"], rel=0.01)
