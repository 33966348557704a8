"""An export appears whole or not at all, also where the disk fills while it is written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.export.trials import exported, whole
from trainer.export.errors import DiskFull, NotEmpty, NothingToExport
from trainer.export.folder import ExportFolder
from trainer.export.formats import FORMATS
from trainer.store import Store, UnknownPatient

FULL = Path("/dev/full")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".db"}


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_disk_that_fills_leaves_nothing_behind(
    form: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file of an export in turn is the one that finds the disk full."""
    store.save_trial(whole(1))
    before = {p.name for p in tmp_path.iterdir()}
    real, allowed = ExportFolder.path, [0]

    def full_at_last(folder: ExportFolder, name: str) -> Path:
        path = real(folder, name)
        if allowed[0] == 0:
            path.unlink(missing_ok=True)
            path.symlink_to(FULL)
        allowed[0] -= 1
        return path

    monkeypatch.setattr(ExportFolder, "path", full_at_last)
    for files in range(60):
        allowed[0] = files
        if not is_full(lambda: exported(store, ["K7"], form, tmp_path / "out")):
            break
        assert {p.name for p in tmp_path.iterdir()} == before
    assert files > 0
    assert any((tmp_path / "out").iterdir())


def is_full(act: Callable[[], object]) -> bool:
    """Whether there was no room for something."""
    try:
        act()
    except DiskFull:
        return True
    return False


def test_what_is_there_already_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")
    with pytest.raises(NotEmpty, match="choose another --out"):
        ExportFolder(tmp_path / "out")
    with pytest.raises(NotEmpty):
        ExportFolder(tmp_path / "out" / "mine")
    with ExportFolder(tmp_path / "new" / "empty") as folder:
        folder.write("a/b.txt", b"b")
        assert not (tmp_path / "new" / "empty").exists()
    assert (tmp_path / "new" / "empty" / "a" / "b.txt").read_bytes() == b"b"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with ExportFolder(tmp_path / "out") as folder:
        folder.write("b.txt", b"b")
    assert names(tmp_path / "out") == {"b.txt"}


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_whoever_has_no_trial_has_no_export(form: str, store: Store, tmp_path: Path) -> None:
    store.add_patient("K8")
    with pytest.raises(NothingToExport, match="K8 has no trials yet: there is nothing to export"):
        exported(store, ["K8"], form, tmp_path / "out")
    with pytest.raises(NothingToExport, match="nobody has a trial yet"):
        exported(store, ["K8", None], form, tmp_path / "out")
    with pytest.raises(UnknownPatient, match="no patient K9"):
        exported(store, ["K9"], form, tmp_path / "out")
    assert names(tmp_path) == {"here.db-wal", "here.db-shm"} & names(tmp_path)
