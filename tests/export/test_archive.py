"""Files that come from elsewhere are not trusted: zips that lie or burst, links, other programs."""

import io
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.export.trials import exported, whole
from tests.recordings import swaying
from trainer.export import archive
from trainer.export.archive import FolderFiles, members_of, opened
from trainer.export.errors import ExportError, NotReadable, TooLarge
from trainer.export.importing import Imported, imported
from trainer.export.sources import trials_in
from trainer.recording.container import pack, parts_of, zipped
from trainer.store import FinishedTrial, NotABackup, Store
from trainer.store.places import sqlite_url


def refused(path: Path) -> list[str]:
    """What is said of the trials in a path, one line each."""
    try:
        with trials_in(path) as trials:
            lines = [str(one) for one in trials if not isinstance(one, FinishedTrial)]
    except (ExportError, NotABackup) as error:
        lines = [str(error)]
    assert all(len(line.splitlines()) == 1 for line in lines)
    return lines


@pytest.fixture
def out(store: Store, tmp_path: Path) -> Path:
    """An export as CSV of two trials."""
    for number in (1, 2):
        store.save_trial(whole(number))
    exported(store, ["K7"], "csv", tmp_path / "out")
    return tmp_path / "out"


def bomb(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zip_file:
        zip_file.writestr("trials.csv", "")
        zip_file.writestr("patient-K7/1.json", b" " * size)
    return file.getvalue()


def test_a_zip_of_an_export_is_read_like_its_folder(out: Path, other: Store) -> None:
    packed = shutil.make_archive(str(out), "zip", out.parent, out.name)
    assert list(imported(other, Path(packed)))[-1] == Imported(new=2)


def test_a_zip_bomb_is_refused_before_it_bursts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bomb.zip").write_bytes(bomb(50 * 2**20))
    (line,) = refused(tmp_path / "bomb.zip")
    assert "1.json holds 50 MB, which no trial has" in line
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    assert "has 2 members" in refused(tmp_path / "bomb.zip")[0]
    with pytest.raises(TooLarge):
        members_of(bomb(9), "it")


def test_a_member_that_is_larger_than_it_says_is_cut(tmp_path: Path) -> None:
    data = bomb(2**16)
    lying = data.replace((2**16).to_bytes(4, "little"), (99).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(NotReadable, match=r"1\.json in it is"):
        members_of(lying, "it").read("patient-K7/1.json")


def test_a_parquet_file_that_unfolds_to_a_day_is_refused(tmp_path: Path) -> None:
    parts = parts_of(swaying(50))
    file = io.BytesIO()
    pq.write_table(pa.table({"seq": pa.array([0] * 90_000_000, pa.uint8())}), file)
    (tmp_path / "it.baps").write_bytes(zipped({**parts, "board.parquet": file.getvalue()}))
    (line,) = refused(tmp_path / "it.baps")
    assert "unfolds to 90000000 rows" in line


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "it.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(NotReadable, match="leads out of"):
        FolderFiles(folder).read("it.json")
    with opened(folder) as files, pytest.raises(NotReadable, match="leads out of"):
        files.read("../secret.json")


def spoil(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def act(out: Path) -> None:
        path = sorted(out.rglob(name))[0]
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    return act


def sidecar(**changes: object) -> Callable[[Path], None]:
    return spoil("*.json", lambda text: json.dumps({**json.loads(text), **changes}))


DAMAGED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a digit": (spoil("*1.csv", lambda text: text.replace("7", "8", 1)), "was changed after"),
    "table gone": (lambda out: sorted(out.rglob("*1.csv"))[0].unlink(), "is missing in"),
    "no json": (spoil("*.json", lambda text: text[:99]), "is no JSON of an export"),
    "nested": (spoil("*.json", lambda _: "[" * 10_000), "is no JSON of an export"),
    "other json": (spoil("*.json", lambda _: '{"a": 1}'), "was not written by baps export"),
    "a list": (spoil("*.json", lambda _: "[]"), "was not written by baps export"),
    "a zero": (sidecar(remarks=["\0"]), "a text in it holds a zero"),
    "a half sign": (sidecar(remarks=["\ud800"]), "is no JSON of an export"),
    "newer": (sidecar(form=2), "has form 2, not 1: update this program"),
    "no header": (sidecar(header={}), "is damaged: TrialHeader lacks"),
    "no tables": (sidecar(tables={}), "is damaged: its tables are missing"),
    "elsewhere": (
        sidecar(tables={"board": {"file": "../../x", "rows": 1, "sha256": ""}}),
        "do not stand beside it",
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_trial_costs_itself_alone(damage: str, out: Path, other: Store) -> None:
    act, words = DAMAGED[damage]
    act(out)
    (line,) = refused(out)
    assert words in line
    tally = list(imported(other, out))[-1]
    assert (tally.new, len(tally.refused)) == (1, 1)


@pytest.mark.parametrize(
    "content",
    [b"Time,AP,ML\n0,1,2\n", b"", b"%PDF-1.7", b"PK\x03\x04 not a zip", b"SQLite format 3\0 no"],
    ids=["csv", "empty", "pdf", "zip", "sqlite"],
)
def test_a_file_of_another_program_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "it").write_bytes(content)
    assert len(refused(tmp_path / "it")) == 1
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "trials.txt").write_bytes(content)
    assert "no export of this program" in refused(folder)[0]
    assert "does not exist" in refused(tmp_path / "away")[0]


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "it.db") as made:
        made.execute("CREATE TABLE trials (id)")
    made.close()
    assert "not a backup of this program" in refused(tmp_path / "it.db")[0]


def test_an_export_as_parquet_says_what_to_import(store: Store, tmp_path: Path) -> None:
    store.save_trial(whole())
    exported(store, ["K7"], "parquet", tmp_path / "out")
    assert "import the same trials as csv or bids" in refused(tmp_path / "out")[0]


def test_another_station_s_database_comes_in_and_stays_as_it_is(
    store: Store, other: Store, tmp_path: Path
) -> None:
    for number, code in enumerate(("K7", "K8", None), 1):
        store.save_trial(whole(number, code))
    store.close()
    before = (tmp_path / "here.db").read_bytes()
    assert list(imported(other, tmp_path / "here.db"))[-1] == Imported(new=3)
    assert (tmp_path / "here.db").read_bytes() == before
    assert [patient.code for patient in other.patients()] == ["K7", "K8"]


def test_recordings_come_in_measured_anew(tmp_path: Path, other: Store) -> None:
    folder = tmp_path / "spool"
    (folder / "loose").mkdir(parents=True)
    packed = whole(1).recording
    (folder / "one.baps").write_bytes(pack(packed))
    for name, data in parts_of(whole(2).recording).items():
        (folder / "loose" / name).write_bytes(data)
    (folder / "notes.txt").write_text("of another program")
    assert list(imported(other, folder))[-1] == Imported(new=2)
    assert list(imported(other, folder / "one.baps"))[-1] == Imported(known=1)
    assert list(imported(other, folder / "loose"))[-1] == Imported(known=1)
    assert other.finished_trial(packed.header.trial_id).measured_with


def test_a_damaged_recording_is_left_out_and_told(tmp_path: Path) -> None:
    parts = parts_of(swaying(50))
    (tmp_path / "it.baps").write_bytes(zipped({**parts, "board_derived.parquet": b"no"}))
    (line,) = refused(tmp_path / "it.baps")
    assert "board_derived.parquet is damaged" in line
    (tmp_path / "it.baps").write_bytes(zipped({**parts, "header.json": b"{}"}))
    assert "header.json cannot be read" in refused(tmp_path / "it.baps")[0]


def test_a_trial_of_no_valid_patient_is_refused(store: Store, other: Store, tmp_path: Path) -> None:
    store.save_trial(whole(1, "Anna Huber"))
    exported(store, ["Anna Huber"], "csv", tmp_path / "out")
    tally = list(imported(other, tmp_path / "out"))[-1]
    assert (tally.new, len(tally.refused)) == (0, 1)
    assert other.patients() == ()


def test_a_damaged_trial_here_is_left_out_of_an_export_and_told(
    store: Store, tmp_path: Path
) -> None:
    for number in (1, 2):
        store.save_trial(whole(number))
    store.close()
    with sqlite3.connect(tmp_path / "here.db") as database:
        spoilt = "UPDATE recording_parts SET data = x'00' WHERE trial_id = ? AND name = ?"
        database.execute(spoilt, [whole(1).trial_id, "board.parquet"])
    database.close()
    with Store.open(sqlite_url(tmp_path / "here.db")) as again:
        done = exported(again, ["K7"], "csv", tmp_path / "out")
    assert done.trials == 1
    (line,) = done.left_out
    assert f"trial {whole(1).trial_id} is left out" in line
