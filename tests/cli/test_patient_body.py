"""`baps patient foot` and `weight`: what is noted is shown again, what cannot be is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.cli.main import cli


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["patient", *arguments])

    assert invoke("add", "K7").exit_code == 0
    return invoke


def test_a_foot_is_noted_once_and_shown_at_every_visit_after(run) -> None:
    first = run(
        "foot", "K7", "--side", "right", "--heel", "n28", "--toe", "O7", "--arms", "crossed"
    )
    again = run("foot", "K7", "--side", "right")
    assert first.exit_code == again.exit_code == 0
    assert first.output == again.output
    assert "right foot: heel N28, second toe O7, barefoot, arms crossed" in again.output
    assert json.loads(run("foot", "K7", "--side", "left", "--json").output) is None


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (("--heel", "N28"), "give both"),
        (("--heel", "N28", "--toe", "AA7"), "such as M9"),
        (("--heel", "N7", "--toe", "N28"), "row 1 is at the toes"),
    ],
)
def test_a_place_that_cannot_be_is_refused_and_nothing_is_noted(run, cells, word) -> None:
    refused = run("foot", "K7", "--side", "right", *cells)
    assert refused.exit_code == 2
    assert word in refused.output
    assert "nothing is noted" in run("foot", "K7", "--side", "right").output


def test_a_weight_by_word_is_shown_as_that(run) -> None:
    assert "no weight" in run("weight", "K7").output
    assert run("weight", "K7", "--kg", "70.5").exit_code == 0
    assert "K7 weighs 70.5 kg, as told" in run("weight", "K7").output


@pytest.mark.parametrize("kg", ["0", "-70", "nan", "900"])
def test_a_weight_nobody_has_is_refused(run, kg: str) -> None:
    assert run("weight", "K7", "--kg", kg).exit_code == 2
    assert json.loads(run("weight", "K7", "--json").output) is None


def test_weighing_on_a_board_without_cells_says_what_to_do(run) -> None:
    refused = run("weight", "K7", "--measure", "--board", "sim:patient")
    assert refused.exit_code == 1
    assert "baps calibrate load" in str(refused.exception)
