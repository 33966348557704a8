"""What the pages run from npm is what was published there: nobody edits it by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from tools import vendored
from tools.vendored import STATIC, VENDORED, NotFetched, fetch


def test_every_committed_script_has_the_checksum_of_its_package() -> None:
    committed = [file for file in VENDORED if file.target.is_relative_to(STATIC)]
    for file in committed:
        assert file.is_here, f"{file.target.name} is not of {file.package} {file.version}"
    assert {file.target.name for file in committed} >= {"htmx.min.js", "htmx.LICENSE.txt"}


def test_every_packed_script_is_pinned() -> None:
    packed = set(STATIC.rglob("*.min.js"))
    assert packed
    assert packed <= {file.target for file in VENDORED}


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    file = replace(VENDORED[0], target=tmp_path / "htmx.min.js")
    assert not file.is_here
    file.target.write_bytes(VENDORED[0].target.read_bytes())
    assert file.is_here
    with file.target.open("ab") as script:
        script.write(b"\n")
    assert not file.is_here


def test_without_npm_it_says_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendored.shutil, "which", lambda _: None)
    with pytest.raises(NotFetched, match="tests/browser/install_tools"):
        fetch(replace(VENDORED[0], target=tmp_path / "htmx.min.js"))
