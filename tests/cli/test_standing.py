"""Who stands how, and how heavy: what `play` and `log` accept, ask for and refuse."""

import re
from pathlib import Path

import click
import numpy as np
import pytest
from click.testing import CliRunner, Result

from trainer.cli import weight
from trainer.cli.board_access import opened_board, trial_context
from trainer.cli.main import cli
from trainer.cli.options import chosen_from, condition_options, conditions_from
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Chosen, Conditions
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.vocabulary import Arms, Side, Stance, Support
from trainer.store import Store

CELLS = "sim:patient?cells=80&skill=0.8"
PLAY = ("play", "steady-stance", "--patient", "K7", "--fast", "--seconds", "5", "--board")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)

    def call(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(cli, arguments, input=typed)

    assert call("patient", "add", "K7").exit_code == 0
    return call


def asked(*arguments: str) -> tuple[Conditions, Chosen]:
    """What the options of `play` and `log` come to."""
    found = []

    @click.command()
    @condition_options
    def command(patient_code: str | None, **given: object) -> None:
        found.append((conditions_from("bullseye", 20.0, given), chosen_from(given)))

    result = CliRunner().invoke(command, arguments)
    if not found:
        raise click.UsageError(result.output)
    return found[0]


def test_the_stance_follows_from_the_side_and_two_legs_are_both() -> None:
    assert asked("--side", "left")[0].stance is Stance.SINGLE_LEG
    assert asked("--side", "both")[0].stance is Stance.TWO_LEG
    assert asked("--stance", "two_leg")[0].side is Side.BOTH
    seated = asked("--side", "both", "--stance", "seated")[0]
    assert (seated.side, seated.stance) == (Side.BOTH, Stance.SEATED)


@pytest.mark.parametrize(
    ("side", "stance", "advice"),
    [("both", "single_leg", "--stance two_leg"), ("left", "two_leg", "--side both")],
)
@pytest.mark.parametrize("command", [("play", "bullseye"), ("log",)])
def test_a_leg_and_a_stance_that_contradict_each_other_are_refused_by_name(
    run, command: tuple[str, ...], side: str, stance: str, advice: str
) -> None:
    result = run(*command, "--patient", "K7", "--side", side, "--stance", stance)
    assert result.exit_code == 2
    assert advice in result.stderr


def test_support_and_arms_are_conditions_and_arms_not_said_are_not_chosen() -> None:
    conditions, chosen = asked("--support", "rail", "--arms", "crossed", "--guarded")
    assert (conditions.support, conditions.arms) == (Support.RAIL, Arms.CROSSED)
    assert chosen == Chosen(arms=Arms.CROSSED, guarded=True)
    assert asked()[1] == Chosen()


def test_the_simulated_patient_holds_on_to_what_the_option_says() -> None:
    def sways_deg(*arguments: str) -> float:
        context = trial_context(asked(*arguments)[0], 1, Steering(), Stimulus(), fast=True)
        with opened_board("sim:patient?skill=0.1", context=context) as board:
            while (newest := board.feed.latest()) is None or newest.t_s < 12.0:
                board.feed.wait(0.02)
            samples = board.feed.since(-1).samples
        standing = samples.t_s > 5.0
        return float(np.hypot(samples.ap_deg, samples.ml_deg)[standing].mean())

    assert sways_deg("--support", "fingertip") < 0.75 * sways_deg()


def test_on_load_cells_the_weight_is_needed_and_the_line_says_how(run) -> None:
    result = run(*PLAY, CELLS, "--side", "left")
    assert result.exit_code == 1
    assert "the weight of K7 is not known" in str(result.exception)
    assert "baps patient weight K7 --kg" in str(result.exception)
    assert run("patient", "weight", "K7", "--kg", "70").exit_code == 0
    assert run(*PLAY, CELLS, "--side", "left").exit_code == 0


def test_two_legs_a_guest_and_a_simulated_board_without_cells_need_no_weight(run) -> None:
    two_legs = run(*PLAY, CELLS, "--side", "both")
    assert two_legs.exit_code == 0
    unchecked = "the weight of K7 is not known, so it is not checked: this board carries 120 kg"
    assert unchecked in two_legs.stderr
    alone = run(*PLAY, "sim:patient", "--side", "left")
    assert alone.exit_code == 0
    assert unchecked not in alone.stderr
    guest = run("play", "steady-stance", "--fast", "--seconds", "5", "--board", CELLS)
    assert guest.exit_code == 0


def test_somebody_at_the_keyboard_confirms_what_the_cells_found(run, monkeypatch) -> None:
    monkeypatch.setattr(weight, "somebody_can_answer", lambda: True)
    result = run(*PLAY, CELLS, "--side", "left", typed="y\n")
    assert result.exit_code == 0, result.output
    assert "hands off the rail: right?" in result.stderr
    with Store.open() as store:
        known = store.newest_weight("K7")
    assert known.measured
    assert known.kg == pytest.approx(70.0, abs=1.0)


def test_a_weight_found_with_a_hand_on_the_rail_is_corrected_at_the_keyboard(
    run, monkeypatch
) -> None:
    monkeypatch.setattr(weight, "somebody_can_answer", lambda: True)
    result = run(*PLAY, f"{CELLS}&rail=0.3", "--side", "left", typed="n\n70\n")
    assert re.search(r"K7 weighs 4[89]\.\d kg", result.stderr)
    with Store.open() as store:
        known = store.newest_weight("K7")
        (series,) = store.history("K7").series
    assert (known.kg, known.measured) == (70.0, False)
    assert not series.trials[-1].valid


def test_a_patient_above_the_limit_is_told_of_at_once_and_does_not_stand_on_the_board(run) -> None:
    noted = run("patient", "weight", "K7", "--kg", "130")
    assert "the deck carries 120 kg: K7 may not stand on it" in noted.stderr
    result = run(*PLAY, "sim:patient", "--side", "left")
    assert result.exit_code == 1
    assert "weighs 130 kg, and this deck carries 120 kg" in str(result.exception)


@pytest.mark.parametrize(
    "standing", [("--side", "both"), ("--side", "left", "--stance", "partial")]
)
def test_a_known_weight_above_the_limit_is_refused_in_every_standing_stance(run, standing) -> None:
    run("patient", "weight", "K7", "--kg", "130")
    result = run(*PLAY, CELLS, *standing)
    assert result.exit_code == 1
    assert "weighs 130 kg" in str(result.exception)


def test_an_unknown_weight_above_the_limit_on_two_legs_ends_the_trial_on_load_cells(run) -> None:
    result = run(*PLAY, f"{CELLS}&weight_kg=140&stance=two_leg", "--side", "both")
    assert "more than 120 kg stand on this board: step off now" in result.stderr


def test_with_the_database_away_a_trial_goes_on_and_the_weight_is_said_to_be_unchecked(
    capsys,
) -> None:
    conditions = Conditions("steady-stance", Side.LEFT)
    with opened_board(CELLS, context=LinkContext(clock=SimulatedClock())) as board:
        weight.know_weight(board, None, "K7", conditions)
    assert "K7 is not known, so it is not checked" in capsys.readouterr().err


def test_a_guest_above_the_limit_ends_the_trial_on_load_cells_at_once(run) -> None:
    board = f"{CELLS}&weight_kg=140"
    result = run("play", "steady-stance", "--fast", "--seconds", "5", "--board", board)
    assert "more than 120 kg stand on this board: step off now" in result.stderr
    with Store.open() as store:
        (series,) = store.history("SIM").series
    (trial,) = series.trials
    assert (trial.outcome, trial.duration_s) == ("stopped", 0.0)


def test_a_patient_who_succeeds_gets_a_narrower_ring_and_a_rung_can_be_set(run) -> None:
    board = "sim:patient?skill=0.95"
    asked = ("play", "bullseye", "--patient", "K7", "--side", "left", "--seconds", "5", "--fast")
    for _ in range(3):
        assert run(*asked, "--board", board).exit_code == 0
    assert run(*asked, "--board", board, "--rung", "9").exit_code == 0
    with Store.open() as store:
        series = store.history("K7").series
    played = sorted((s.trials[0].started_at, s.conditions.rung) for s in series)
    assert [rung for _, rung in played] == [1, 2, 3, 9]


def test_a_guest_gets_the_same_ring_every_time(run) -> None:
    asked = ("play", "bullseye", "--seconds", "5", "--fast", "--board", "sim:patient?skill=0.95")
    for _ in range(2):
        assert run(*asked).exit_code == 0
    with Store.open() as store:
        (series,) = store.history("SIM").series
    assert (len(series.trials), series.conditions.rung) == (2, 1)
