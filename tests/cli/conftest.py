"""Commands on a data folder of their own, and on a database with one patient in it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.cli.main import cli


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that is not there yet."""
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    return tmp_path / "home"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    monkeypatch.delenv("BAPS_OPERATOR", raising=False)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    assert invoke("patient", "add", "K7").exit_code == 0
    return invoke
