"""`baps calibrate`: figures on standard output, one line for what is not kept, exit codes."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from games.registry import activity_named
from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, opened, rolled
from tests.sessions.loaded_board import ALL_PLACES, KG, LoadedSource
from tests.sessions.test_calibrate_load import BACKWARDS
from trainer.cli.main import cli, is_for_people
from trainer.cli.terminal import TypedAnswers
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_tilt_deg
from trainer.recording.guidance import Answer
from trainer.recording.load import LoadSetup
from trainer.recording.vocabulary import Placement, Side, Source, Stance
from trainer.sessions.board import OpenBoard
from trainer.sessions.delivery import NoDelivery
from trainer.sessions.visit import Visit
from trainer.store.store import Store

BOARD = 7


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`run(make, "rim", …)`: the command on the board that `make` gives."""
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    monkeypatch.setenv("BAPS_OPERATOR", "JD")

    def call(make: Any, *arguments: str) -> Result:
        @contextmanager
        def found(uri: str, store: Store, patient_code: str) -> Iterator[OpenBoard]:
            board = make()
            yield board
            board.close()

        monkeypatch.setattr("trainer.cli.calibrate_running.opened_board", found)
        return CliRunner().invoke(cli, ("calibrate", *arguments))

    return call


def rolling(turns: tuple[float, float] = (365, -370)) -> OpenBoard:
    knots = rolled(lambda _: assumed_tilt_deg(2), *turns)
    return opened(TiltedSource([], knots=knots), CALIBRATED)


def loaded() -> OpenBoard:
    source = LoadedSource([], script=ALL_PLACES, errors=BACKWARDS)
    return opened(source, CALIBRATED, LoadSetup())


def assert_refused(result: Result, *words: str) -> None:
    assert result.exit_code == 1
    assert is_for_people(result.exception), repr(result.exception)
    assert [word for word in words if word not in str(result.exception)] == []


def test_a_rolled_rim_is_kept_with_its_operator_and_used_as_measured(run, tmp_path) -> None:
    result = run(rolling, "rim", "--level", "2")
    assert result.exit_code == 0, result.output
    assert "dome: 8.7°, dome 2 has" in result.stdout
    assert "2 of 3: Roll it" in result.stderr
    with Store.open() as store:
        rim = store.newest_rim(BOARD, 2)
        assert rim is not None
        assert (rim.operator, rim.source) == ("JD", Source.MEASURED)
        visit = Visit(rolling(), "K7", NoDelivery(), tmp_path, print, store)
        bullseye = activity_named("bullseye")
        assert visit.setup(bullseye, Conditions("bullseye"), 0).rim == rim
        on_another_dome = visit.setup(bullseye, Conditions("bullseye", level=3), 0)
        assert on_another_dome.rim.source is Source.ASSUMED


def test_a_rim_rolled_half_way_is_not_kept(run) -> None:
    result = run(lambda: rolling((180, 0)), "rim")
    assert_refused(result, "of 360°", "nothing was changed")
    with Store.open() as store:
        assert store.newest_rim(BOARD, 2) is None


def test_a_figure_that_is_not_good_is_marked(run) -> None:
    result = run(rolling, "rim", "--level", "3")
    assert_refused(result, "looks like dome 2", "--level 2")
    assert "not like dome 3 (11.7°): NOT GOOD" in result.stdout


def test_a_weight_of_zero_is_refused_before_a_board_is_looked_for(run) -> None:
    def never() -> OpenBoard:
        raise AssertionError("no board is needed to see that")

    assert_refused(run(never, "load", "--weight-kg", "0"), "0 kg is not possible")
    assert_refused(run(never, "load", "--weight-kg", "nan"), "is not possible")


@pytest.mark.parametrize("arguments", [(), ("--zero", "--weight-kg", "10")])
def test_load_wants_a_weight_or_the_zero_alone(run, arguments) -> None:
    assert run(loaded, "load", *arguments).exit_code == 2


def test_a_backward_cell_is_named_and_turned_round_on_demand(run) -> None:
    result = run(loaded, "load", "--weight-kg", f"{KG:g}")
    assert_refused(result, "front-left", "--flip front-left")
    result = run(loaded, "load", "--weight-kg", f"{KG:g}", "--flip", "front-left")
    assert result.exit_code == 0, result.output
    with Store.open() as store:
        kept = store.newest_load_calibration(BOARD)
    assert kept is not None
    assert kept.newton_per_count[0] < 0
    assert kept.operator == "JD"


def test_somebody_at_the_terminal_is_asked_whether_to_turn_it_round(run, monkeypatch) -> None:
    asked: list[str] = []

    def confirm(text: str, err: bool) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr("trainer.cli.calibrate_running.click.confirm", confirm)
    monkeypatch.setattr("trainer.cli.calibrate_running.somebody_can_answer", lambda: True)
    result = run(loaded, "load", "--weight-kg", f"{KG:g}")
    assert result.exit_code == 0, result.output
    assert asked == ["The front-left cell is wired backwards. Take it as turned round?"]


def test_a_range_of_an_unknown_patient_is_refused(run) -> None:
    assert_refused(run(rolling, "range", "--patient", "K9", "--side", "left"), "no patient K9")


def test_a_range_that_nobody_can_confirm_is_refused_before_the_patient_stands_there(run) -> None:
    with Store.open() as store:
        store.add_patient("K7")
    asked = ("range", "--patient", "K7", "--side", "left")
    assert_refused(run(None, *asked), "confirm", "--window", "--yes")
    assert_refused(
        run(None, *asked, "--yes", "--stance", "two_leg"), "two legs are not the left leg"
    )


def reaching() -> OpenBoard:
    knots = [(0.0, 0.0, 0.0), (5.0, 0.0, 0.0)]
    for step in range(0, 400, 3):
        along = math.radians(step)
        knots.append((6.0 + step / 30.0, 5.0 * math.cos(along), 5.0 * math.sin(along)))
    knots += [(20.5, 0.0, 0.0), (90.0, 0.0, 0.0)]
    return opened(TiltedSource([], knots=knots), CALIBRATED)


@pytest.mark.parametrize(
    ("options", "typed"), [(("--yes",), False), ((), True)], ids=["unseen", "typed"]
)
def test_a_confirmed_range_is_kept_with_how_the_patient_stood(
    run, monkeypatch, options: tuple[str, ...], typed: bool
) -> None:
    if typed:
        monkeypatch.setattr("trainer.cli.calibrate_running.somebody_can_answer", lambda: True)
        monkeypatch.setattr("trainer.cli.terminal.somebody_can_answer", lambda: True)
    with Store.open() as store:
        store.add_patient("K7")
    monkeypatch.setattr(
        TypedAnswers,
        "newest",
        lambda _, moment: Answer.KEEP if typed and Answer.KEEP in moment.answers else None,
    )
    asked = ("range", "--patient", "K7", "--side", "left", "--stance", "seated")
    result = run(reaching, *asked, *options)
    assert result.exit_code == 0, result.output
    with Store.open() as store:
        seated = Conditions("", Side.LEFT, Stance.SEATED)
        kept = store.newest_range("K7", seated)
        assert store.newest_range("K7", Conditions("", Side.LEFT)) is None
    assert kept.fits(seated, date.today())
    assert kept.operator == "JD"


def test_without_a_display_the_window_is_refused_with_the_way_out(run, monkeypatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    for asked in (("rim", "--window"), ("--window",)):
        result = run(None, *asked)
        assert result.exit_code == 1
        assert result.stderr == (
            "Error: no display: leave --window out, the terminal shows the same steps\n"
        )


def test_an_option_before_the_step_is_refused_for_it_would_be_lost(run) -> None:
    result = run(rolling, "--level", "3", "rim")
    assert result.exit_code == 2
    assert "baps calibrate rim" in result.stderr


def test_without_step_and_window_it_says_how_to_go_on(run) -> None:
    result = run(rolling)
    assert result.exit_code == 2
    assert "--window" in result.stderr


def test_the_menu_leads_to_what_is_chosen_until_somebody_leaves(run, monkeypatch) -> None:
    choices, titles = iter(["rim", None]), []

    @contextmanager
    def no_window() -> Iterator[tuple[None, None]]:
        yield None, None

    @contextmanager
    def found(uri: str, store: Store, patient_code: str) -> Iterator[OpenBoard]:
        yield rolling()

    def followed_there(guide: Any, *_: Any, **__: Any) -> Any:
        while True:
            try:
                titles.append(next(guide).title)
            except StopIteration as end:
                return end.value

    monkeypatch.setattr("trainer.cli.calibrate_running.opened_board", found)
    monkeypatch.setattr("trainer.cli.calibrate_running.opened_window", no_window)
    monkeypatch.setattr("games.screens.guided.guide_in_window", followed_there)
    monkeypatch.setattr("games.screens.menu.choose_in_window", lambda *_, **__: next(choices))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    result = run(rolling, "--window")
    assert result.exit_code == 0, result.output
    assert "kept: rim of board" in result.stdout
    assert set(titles) == {"Rim of dome 2", "Rim"}


@pytest.fixture
def baps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`baps("play", …)`: any command, with a database of its own that knows K7."""
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    assert call("patient", "add", "K7").exit_code == 0
    return call


def test_the_deck_s_sensor_is_placed_on_the_sacrum_and_back(
    baps: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def found(uri: str, store: Store) -> Iterator[OpenBoard]:
        yield rolling()

    monkeypatch.setattr("trainer.cli.board_access.opened_board", found)
    place = ("calibrate", "place", "--sensor", "deck", "--on")
    with Store.open(f"sqlite:///{tmp_path / 'home' / 'baps.db'}") as store:
        done = baps(*place, "sacrum")
        assert (done.exit_code, done.stdout) == (0, "the deck's sensor is on the sacrum\n")
        assert store.deck_sensor_on(BOARD) is Placement.SACRUM
        assert_refused(baps(*place, "thigh"), "--on sacrum or --on board")
        assert baps(*place, "board").exit_code == 0
        assert store.deck_sensor_on(BOARD) is Placement.BOARD


@pytest.mark.parametrize("placed", [("--sensor", "deck", "--on", "sacrum"), ("--on", "shank")])
def test_a_simulated_board_s_sensors_are_not_placed(baps: Any, placed: tuple[str, ...]) -> None:
    play = ("play", "steady-stance", "--board", "sim:patient", "--seconds", "5", "--fast")
    refused = baps("calibrate", "place", "--board", "sim:patient", *placed)
    assert refused.exit_code == 1
    assert "the sensors of sim:patient cannot be moved" in refused.stderr
    assert "--board sim:floor" in refused.stderr
    assert baps(*play).exit_code == 0


def test_a_thigh_is_not_set_up_without_its_patient(baps: Any) -> None:
    refused = baps("calibrate", "thigh", "--side", "left")
    assert refused.exit_code == 2
    assert "say whose thigh it is with --patient CODE" in refused.stderr
