"""The terminal after an assessment: the therapist's few numbers, and how far the set is."""

import pytest
from click.testing import CliRunner

from trainer.cli.main import cli

STEADY = ("play", "steady-stance", "--board", "sim:patient?skill=0.9", "--fast", "--seconds", "5")


@pytest.fixture
def run(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)

    def call(*arguments: str) -> list[str]:
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout.splitlines()

    return call


def test_an_assessment_tells_the_rim_first_and_how_many_of_the_set_are_done(run) -> None:
    run("patient", "add", "K7")
    leg = ("--patient", "K7", "--side", "left")
    first, second = run(*STEADY, *leg), run(*STEADY, *leg)
    names = [line.partition("(")[2].partition(")")[0] for line in first if line.startswith("  ")]
    assert names[:4] == ["rim_contacts", "osi", "mean_tilt_velocity", "time_to_failure_s"]
    assert any(line.endswith("no failure until 8.0 s after letting go") for line in first)
    assert "  1 of 3 today" in first
    assert "  2 of 3 today" in second
    assert "  1 of 3 today" in run(*STEADY, "--patient", "K7", "--side", "right")


def test_a_trial_of_nobody_in_particular_belongs_to_no_set(run) -> None:
    assert not any("of 3" in line for line in run(*STEADY))
