"""The terminal after an assessment with a headline of its own: the number, and words for it."""

import pytest
from click.testing import CliRunner

from trainer.cli.main import cli

BOARD = ("--board", "sim:patient?skill=1&level=1&seed=2", "--fast", "--headless", "--level", "1")


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("circles", "off the ring or rim (radial_error_rms)"),
        ("track", "away from the target (tracking_rmse)"),
    ],
)
def test_an_assessment_tells_its_own_number_first(
    name: str, headline: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    result = CliRunner().invoke(
        cli, ["play", name, *BOARD, "--seconds", "18", "--stance", "seated"]
    )
    assert result.exit_code == 0, (result.output, result.exception)
    lines = [line for line in result.stdout.splitlines() if line.startswith("  ")]
    assert lines[0].startswith(f"  {headline} "), result.output
    assert "°" in lines[0]
