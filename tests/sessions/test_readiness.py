"""The check at every start: what is stored is compared with the board at rest, at no cost."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, opened
from tests.sessions.loaded_board import EMPTY, LoadedSource, held
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.motion.load import PLATE
from trainer.recording.load import LoadCalibration, LoadSetup
from trainer.recording.sensor import (
    STEP_ACCEL,
    STEP_FRONT,
    STEP_LEVEL,
    SensorCalibration,
)
from trainer.recording.trial import BoardIdentity
from trainer.sessions.board import MOTION_SILENT, OpenBoard, open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts, StoredOnBoard
from trainer.sessions.errors import NoSensor
from trainer.sessions.readiness import (
    CELLS_SILENT,
    TAKEN_FOR_A_PLATE,
    daily_check,
    say_daily_check,
    say_missing_sensors,
    wait_and_keep_bias,
    waiting_voice,
)
from trainer.simulation.load_cells import CellErrors
from trainer.store.store import Store
from trainer.wire.frozen import Hello

BOARD = 7
STORED_LOAD = LoadCalibration(
    BOARD,
    1,
    newton_per_count=(1 / 4379.0,) * 4,
    cell_ap_mm=PLATE.cell_ap_mm,
    cell_ml_mm=PLATE.cell_ml_mm,
)


def at_rest(ap_deg: float = 0.0, ml_deg: float = 0.0, calibration=CALIBRATED, **errors):
    source = TiltedSource([], knots=[(0.0, ap_deg, ml_deg), (60.0, ap_deg, ml_deg)], **errors)
    return settled(opened(source, calibration))


def on_cells(script, zero: float = 0.0) -> OpenBoard:
    errors = CellErrors(zero_counts=(zero,) * 4)
    source = LoadedSource([], script=script, errors=errors)
    return settled(opened(source, CALIBRATED, LoadSetup(calibration=STORED_LOAD)))


def settled(board: OpenBoard) -> OpenBoard:
    wait_for_samples(board.feed, lambda _: None)
    return board


def said_of(board: OpenBoard) -> list[str]:
    said: list[str] = []
    say_daily_check(board, said.append)
    return said


def test_a_board_at_rest_is_good_in_one_line() -> None:
    said = said_of(at_rest(ml_deg=3.3))
    assert len(said) == 1
    assert said[0].startswith("checked at rest: gravity 1.00 g, noise 0.0")


def test_it_costs_no_sample_beyond_the_stillness() -> None:
    board = at_rest(3.3)
    newest, now = board.feed.latest(), board.feed.now_ns()
    assert daily_check(board)
    assert (board.feed.latest(), board.feed.now_ns()) == (newest, now)


@pytest.mark.parametrize("tilt", [0.0, 3.3, 8.7, 17.5])
def test_a_resting_tilt_alone_tells_no_dome(tilt: float) -> None:
    assert [finding.name for finding in daily_check(at_rest(tilt))] == ["gravity", "noise"]


def test_gravity_that_is_off_sends_to_accel() -> None:
    done = replace(CALIBRATED, steps=CALIBRATED.steps | {STEP_ACCEL})
    said = said_of(at_rest(calibration=done, accel_offset_g=(0.0, 0.0, 0.05)))
    assert said == [
        "check at rest: the sensor feels 1.05 g at rest: run baps calibrate accel, then level and "
        "front"
    ]


def test_a_sensor_whose_errors_nobody_measured_may_be_off_by_as_much() -> None:
    assert "check at rest" not in said_of(at_rest(accel_offset_g=(0.0, 0.0, 0.05)))[0]


def test_a_zero_that_stands_as_it_was_is_good() -> None:
    assert "zero load 0.0" in said_of(on_cells([EMPTY]))[0].replace("-", "")


def test_a_zero_that_wandered_asks_for_a_new_one() -> None:
    (said,) = said_of(on_cells([EMPTY], zero=9000.0))
    assert "off by +2.1 N" in said
    assert "baps calibrate load --zero" in said


def test_something_heavy_on_the_plate_is_told() -> None:
    (said,) = said_of(on_cells([held(50.0, (0.0, 0.0), 20.0)]))
    assert "clear the plate" in said
    assert "baps calibrate load" in said


@pytest.mark.parametrize("rate_hz", [10, 80])
@pytest.mark.parametrize(("moved", "good"), [(0, True), (20_000, False)])
def test_a_force_plate_has_its_zero_checked_before_anybody_stands_on_it(
    rate_hz: int, moved: int, good: bool
) -> None:
    def knowledge(_hello: Hello, stored: StoredOnBoard) -> BoardFacts:
        cells = stored.load_calibration
        assert cells is not None
        front_left, *others = cells.zero_counts
        return BoardFacts(
            load_calibration=replace(cells, zero_counts=(front_left + moved, *others))
        )

    board = open_board(f"sim:plate?cells={rate_hz}", LinkContext(SimulatedClock()), knowledge)
    wait_for_samples(board.feed, print)
    (zero,) = daily_check(board)
    assert (zero.part, zero.name, zero.passed) == ("load cells", "zero load", good)
    board.close()


def test_a_simulated_board_is_told_of_only_when_something_is_wrong() -> None:
    board = at_rest()
    board = replace(board, identity=replace(board.identity, uri="sim:patient"))
    assert said_of(board) == []


def test_cells_that_waver_at_rest_are_told_without_a_step_that_is_not_there() -> None:
    wavering = [held(30.0 * (at % 2), (0.0, 0.0), 0.3) for at in range(60)]
    said = " ".join(said_of(on_cells(wavering)))
    assert "the load was not steady" in said
    assert "keep off the board and start again" in said
    assert "step again" not in said


def test_load_cells_that_are_known_and_silent_are_said(tmp_path: Path) -> None:
    said: list[str] = []
    with Store.open(f"sqlite:///{tmp_path}/baps.db") as store:
        say_missing_sensors(at_rest(), store, said.append)
        assert said == []
        store.add_load_calibration(STORED_LOAD)
        say_missing_sensors(on_cells([held(0.0, (0.0, 0.0), 20.0)]), store, said.append)
        assert said == []
        say_missing_sensors(at_rest(), store, said.append)
    assert said == [CELLS_SILENT]


def test_a_board_that_never_had_a_motion_sensor_is_said_to_be_a_force_plate() -> None:
    context, said = LinkContext(clock=SimulatedClock()), []
    plate = open_board("sim:plate", context, lambda _hello, _stored: BoardFacts())
    real = replace(plate, identity=BoardIdentity("serial:/dev/ttyACM0", BOARD))
    say_missing_sensors(real, None, said.append)
    assert said == [TAKEN_FOR_A_PLATE]
    plate.close()


@pytest.mark.parametrize("steps", [{STEP_LEVEL}, {STEP_ACCEL}, {STEP_LEVEL, STEP_FRONT}])
def test_a_board_whose_known_motion_sensor_is_silent_is_never_taken_for_a_force_plate(
    steps: set[str],
) -> None:
    known = BoardFacts(SensorCalibration(BOARD, counter=1, steps=frozenset(steps)))
    context = LinkContext(clock=SimulatedClock())
    with pytest.raises(NoSensor, match=MOTION_SILENT):
        open_board("sim:plate", context, lambda _hello, _stored: known)


def test_nobody_is_asked_to_leave_a_simulated_board_alone() -> None:
    said: list[str] = []
    context = LinkContext(clock=SimulatedClock())
    board = open_board("sim:patient", context, lambda _hello, _stored: BoardFacts())
    wait_and_keep_bias(board, None, said.append)
    assert said == []
    real = replace(at_rest(), identity=BoardIdentity("serial:/dev/ttyACM0", BOARD))
    assert waiting_voice(real, said.append) == said.append
    board.close()
