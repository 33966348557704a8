"""A recording is read by a tool that is not ours, with the lines that the docs show."""

import json
import re
import zipfile
from pathlib import Path

import duckdb
import numpy as np
import pytest

from tests.recording.standing import standing
from tests.store.trials import finished
from trainer.recording.container import pack
from trainer.recording.trial import Recording
from trainer.store import Store
from trainer.store.places import sqlite_url

PAGE = Path(__file__).parents[2] / "docs" / "recording-format.md"


@pytest.fixture(scope="module")
def recording() -> Recording:
    return standing(400)


@pytest.fixture
def folder(recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the docs' lines are run: the recording is unzipped into `trial`."""
    (tmp_path / "trial.baps").write_bytes(pack(recording))
    with zipfile.ZipFile(tmp_path / "trial.baps") as archive:
        archive.extractall(tmp_path / "trial")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "trial"


def shown(language: str) -> str:
    """The first lines in this language."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(blocks[0])


def test_the_lines_for_duckdb_give_tilt_counts_and_scales(
    recording: Recording, folder: Path
) -> None:
    joined, scales = shown("sql").strip().rstrip(";").split(";")
    rows = np.array(duckdb.sql(joined).fetchall(), dtype=np.float64)
    samples, setup = recording.samples, recording.header.setup
    expected = (
        samples.t_s,
        samples.ap_deg,
        samples.ml_deg,
        samples.accel_counts[:, 0] / setup.counts_per_g,
    )
    np.testing.assert_allclose(rows, np.column_stack(expected), rtol=0, atol=1e-12)
    notes = dict(duckdb.sql(scales).fetchall())
    assert float(notes["g_per_accel_count"]) * setup.counts_per_g == pytest.approx(1)
    assert float(notes["deg_s_per_gyro_count"]) * setup.counts_per_deg_s == pytest.approx(1)
    assert notes["trial_id"] == recording.header.trial_id


@pytest.mark.parametrize("stream", ["board", "load", "body"])
@pytest.mark.parametrize("kind", ["", "_derived"])
def test_every_column_of_every_stream_is_read_by_its_name(
    recording: Recording, folder: Path, stream: str, kind: str
) -> None:
    table = {"board": recording.samples, "load": recording.load, "body": recording.body}[stream]
    ours = table.named()
    found = duckdb.sql(f"SELECT * FROM '{folder / stream}{kind}.parquet'")
    rows = found.fetchall()
    for at, name in enumerate(found.columns):
        theirs = np.array([row[at] for row in rows], dtype=np.float64)
        np.testing.assert_array_equal(theirs, ours[name].astype(np.float64), err_msg=name)
    others = {"seq", *table.decimals()} if kind else set(ours) - set(table.decimals())
    assert set(found.columns) == others


def test_doubles_can_be_made_for_a_tool_that_knows_no_decimals(folder: Path) -> None:
    (command,) = re.findall(r"`(COPY .*?)`", PAGE.read_text(encoding="utf-8"))
    source, target = folder / "board_derived.parquet", folder / "plain.parquet"
    duckdb.sql(command.replace("in.parquet", str(source)).replace("out.parquet", str(target)))
    kinds = {row[1] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{target}'").fetchall()}
    assert kinds == {"BIGINT", "DOUBLE"}


def test_header_and_events_are_plain_json(recording: Recording, folder: Path) -> None:
    head = json.loads((folder / "header.json").read_text(encoding="utf-8"))
    assert head["version"] == 1
    assert head["rows"] == {"board": 400, "load": 80, "body": 400}
    assert head["header"]["conditions"]["activity"] == "steady-stance"
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    assert [(e["kind"], e["index"]) for e in events] == [
        (e.kind.value, e.index) for e in recording.events
    ]


def test_the_page_names_every_column(recording: Recording) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for table in (recording.samples, recording.load, recording.body):
        assert [name for name in table.named() if name not in page] == []


def test_the_lines_for_a_database_give_the_files_of_a_trial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    trial = finished()
    with Store.open(sqlite_url(tmp_path / "baps.db")) as store:
        store.save_trial(trial)
    exec(shown("python"), {"trial_id": trial.trial_id})
    assert {p.name: p.read_bytes() for p in (tmp_path / "trial").iterdir()} == trial.parts
