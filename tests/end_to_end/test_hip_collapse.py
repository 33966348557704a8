"""A hip gives way while the board is held as ever: the board says nothing, a strap on the thigh
says how far.

Played, stored and read through the commands, so that a number about the knee, hip or thigh that
somebody made of the board's tilt would show here: in a value, in the report or in the history.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from trainer.cli.main import cli
from trainer.metrics import all_metrics
from trainer.metrics.kinds import Family
from trainer.reading.words import EDGE_NOT_KNEE

# One process plays these trials, once.
pytestmark = pytest.mark.xdist_group("collapse")

COLLAPSE_DEG = 12.0
TURN_DEG = 8.0
"""Two thirds of the collapse, as `docs/commands.md` says."""
SENSED_WITHIN_DEG = 2.0
"""How well a strap with an MPU-6050's errors knows the thigh: `docs/metrics.md`."""
BODY = re.compile(r"knee|hip\b|hips\b|thigh|femur|femoral|pelvi|valgus|varus|adduct", re.IGNORECASE)
OF_BODY = {
    name
    for metric in all_metrics()
    if metric.family in (Family.THIGH, Family.PELVIS, Family.EYE)
    for name in metric.names
}
WHEN_AND_WHICH = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d|\b[0-9a-f]{8}\b.*|^(recording|picture):.*")


@dataclass(frozen=True)
class Played:
    """One trial as it was stored and as people read it."""

    metrics: dict[str, float]
    remarks: list[str]
    report: list[str]
    history: list[str]

    @property
    def of_board(self) -> dict[str, float]:
        return {name: value for name, value in self.metrics.items() if name not in OF_BODY}

    @property
    def sentences(self) -> list[str]:
        """Every line that a person reads."""
        return [*self.report, *self.history, *self.remarks]

    @property
    def about_body(self) -> list[str]:
        return [line for line in self.sentences if BODY.search(line)]


def play(home: Path, activity: str, uri: str, seconds: int) -> Played:
    """A new patient's first trial; `--all` prints every number and every reason."""
    called = ("play", activity, "--board", uri, "--seconds", str(seconds), "--side", "right")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BAPS_HOME", str(home))
        patched.delenv("BAPS_DB", raising=False)
        report = command(*called, "--seed", "3", "--fast", "--headless", "--all")
        (series,) = json.loads(command("history", "SIM", "--json"))["series"]
        history = command("history", "SIM")
    (trial,) = series["trials"]
    assert trial["valid"], trial["why"]
    return Played(trial["metrics"], trial["remarks"], lines_of(report), lines_of(history))


def lines_of(text: str) -> list[str]:
    """The lines without what tells any two trials apart."""
    return [" ".join(WHEN_AND_WHICH.sub("", line).split()) for line in text.splitlines()]


def command(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def standing(home: Path, keys: str) -> Played:
    return play(home, "steady-stance", f"sim:patient?skill=0.9&still_s=3{keys}", 5)


def squatting(home: Path, keys: str) -> Played:
    return play(home, "single-leg-squat", f"sim:floor?skill=0.9&still_s=3{keys}", 10)


COLLAPSES = f"&collapse={COLLAPSE_DEG:g}"


@pytest.fixture(scope="module")
def on_board(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Played]:
    """The same patient with a hip that holds and one that gives way, without and with a strap."""
    homes = tmp_path_factory.mktemp("homes")
    keys = {
        "holds": "",
        "collapses": COLLAPSES,
        "holds, strap on": "&thigh=1",
        "collapses, strap on": f"&thigh=1{COLLAPSES}",
    }
    return {name: standing(homes / f"{i}", uri) for i, (name, uri) in enumerate(keys.items())}


@pytest.fixture(scope="module")
def on_floor(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Played]:
    """Squats beside a deck that lies level and idle, the strap on the thigh."""
    homes = tmp_path_factory.mktemp("homes")
    keys = {"holds": "&straps=thigh", "collapses": f"&straps=thigh{COLLAPSES}"}
    return {name: squatting(homes / f"{i}", uri) for i, (name, uri) in enumerate(keys.items())}


def test_without_a_strap_every_value_is_the_same_to_the_last_bit(on_board) -> None:
    holds, collapses = on_board["holds"], on_board["collapses"]
    assert len(holds.metrics) > 30
    assert {"osi", "inside_bias", "mean_tilt_velocity"} <= set(holds.metrics)
    assert collapses.metrics == holds.metrics
    assert not OF_BODY & set(collapses.metrics)
    assert not any(BODY.search(name) for name in collapses.metrics)


def test_without_a_strap_report_history_and_remarks_say_the_same_and_nothing_of_the_body(
    on_board,
) -> None:
    holds, collapses = on_board["holds"], on_board["collapses"]
    assert collapses.sentences == holds.sentences
    assert any("inside" in line for line in collapses.sentences)
    assert set(collapses.about_body) == {EDGE_NOT_KNEE}


def test_with_the_strap_on_the_thigh_sees_it_and_the_board_still_does_not(on_board) -> None:
    holds, collapses = on_board["holds, strap on"], on_board["collapses, strap on"]
    lean_deg, held_deg = (one.metrics["thigh_lean_mean"] for one in (collapses, holds))
    assert lean_deg - held_deg == pytest.approx(COLLAPSE_DEG, abs=SENSED_WITHIN_DEG)
    for one in (holds, collapses):
        assert one.of_board == on_board["holds"].metrics
        assert [line for line in one.report if "thigh" not in line] == on_board["holds"].report
        told = [line for line in one.about_body if line != EDGE_NOT_KNEE]
        assert told
        assert all("thigh" in line for line in told)


def test_in_squats_beside_a_level_board_the_thigh_leans_and_turns_in_by_the_collapse(
    on_floor,
) -> None:
    holds, collapses = on_floor["holds"], on_floor["collapses"]
    grown = {name: value - holds.metrics[name] for name, value in collapses.metrics.items()}
    for name, truth_deg in (
        ("thigh_medial_lean_at_20", COLLAPSE_DEG * 2 / 3),
        ("thigh_medial_lean_at_30", COLLAPSE_DEG),
        ("thigh_inward_turn_at_30", TURN_DEG),
        ("thigh_medial_lean_peak", COLLAPSE_DEG * 50 / 30),
        ("thigh_flexion_peak", 0.0),
    ):
        assert grown[name] == pytest.approx(truth_deg, abs=SENSED_WITHIN_DEG), name
    assert collapses.of_board == holds.of_board
    assert not {"osi", "inside_bias"} & set(collapses.metrics)
