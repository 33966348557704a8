"""The terminal after an assessment that asks for more than to stay level: its own number first."""

import pytest
from click.testing import CliRunner

from trainer.cli.main import cli

BOARD = ("--board", "sim:patient?skill=1&level=1&seed=2", "--fast", "--headless", "--level", "1")
SITTING = ("--seconds", "9", "--stance", "seated")


def test_circles_tell_first_how_far_off_the_ring_they_were_and_where(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    result = CliRunner().invoke(cli, ["play", "circles", *BOARD, *SITTING])
    assert result.exit_code == 0, (result.output, result.exception)
    lines = [line for line in result.stdout.splitlines() if line.startswith("  ")]
    assert lines[0].startswith("  off the ring or rim (radial_error_rms) "), result.output
    assert "rounds" in lines[0]
    assert any(line.startswith("  weakest on the way round: ") for line in lines)
