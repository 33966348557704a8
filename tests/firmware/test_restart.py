"""A board that began anew says so, and why as far as its bootloader lets it know."""

import numpy as np
import pytest

from tests.firmware.board_client import BoardClient
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.setup import BodySensor, LoadCells
from trainer.wire.messages import BoardEventKind, Event, RestartCause


def _restarts(board: BoardClient) -> list[int]:
    return [
        m.code
        for m in board.messages
        if isinstance(m, Event) and m.kind == BoardEventKind.RESTARTED
    ]


@pytest.mark.parametrize("off_pct", [-0.5, 0.5])
def test_the_sensor_has_its_time_to_reset_though_the_boards_resonator_is_off(
    start_board: StartBoard, off_pct: float
) -> None:
    _, board = start_board(mcu_clock_pct=off_pct)
    board.start()
    assert len(board.collect(0.2)) > 0


@pytest.mark.parametrize(
    ("bootloader", "cause"),
    [
        ("none", RestartCause.RESET_PIN),
        ("tells", RestartCause.RESET_PIN),
        ("silent", RestartCause.UNKNOWN),
    ],
)
def test_the_first_stream_after_a_reset_begins_with_its_cause_and_no_other_does(
    start_board: StartBoard, bootloader: str, cause: RestartCause
) -> None:
    _, board = start_board(bootloader=bootloader)
    board.start()
    board.collect(0.2)
    board.stop()
    board.start(rate_hz=250)
    board.collect(0.4)
    assert _restarts(board) == [cause]


@pytest.mark.parametrize(
    ("bootloader", "cause"),
    [
        ("none", RestartCause.BROWN_OUT),
        ("tells", RestartCause.BROWN_OUT),
        ("silent", RestartCause.UNKNOWN),
    ],
)
def test_a_brown_out_ends_the_stream_and_all_sensors_come_back_clean(
    start_board: StartBoard, bootloader: str, cause: RestartCause
) -> None:
    uno, board = start_board(
        bootloader=bootloader, body=BodySensor(), cells=LoadCells(), schedule=["3:brown-out"]
    )
    board.start(body_hz=500, load_hz=80)
    # The simulator runs ahead, and what it sent right before the reset is lost.
    board.collect(1.0)
    while len(_restarts(board)) < 2:
        board.start(body_hz=500, load_hz=80)
    board.collect_loads(0.0)
    # Counted within one stream: a start that a late host repeated begins it once more.
    had = len(board.samples)
    board.wait_for(lambda: len(board.samples) > had and board.samples["seq"][-1] >= 500)
    assert _restarts(board)[-1] == cause
    assert np.array_equal(board.samples["seq"][-400:] - board.samples["seq"][-400], np.arange(400))
    assert np.all(board.body_samples["accel"] == (0, 0, 8192))
    assert board.loads["ready_mask"][-1] == 0b1111
    assert board.faults() == []
    assert uno.report().resets == 2
