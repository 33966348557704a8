import pytest

from tests.firmware.conftest import StartBoard
from trainer.wire.codec import SCHEMA_HASH
from trainer.wire.frozen import PROTOCOL_MAJOR, PlacementCode, SensorEntry, SensorKind

pytestmark = pytest.mark.usefixtures("built")


def test_a_board_says_what_it_speaks_and_what_it_measures_with(start_board: StartBoard) -> None:
    _, board = start_board()
    hello = board.identify()
    assert hello.protocol_major == PROTOCOL_MAJOR
    assert hello.schema_hash == SCHEMA_HASH
    assert hello.board_id == 0
    assert hello.sensors == (
        SensorEntry(SensorKind.IMU, 0, PlacementCode.BOARD, 1000, 4, 500, present=0x68),
        SensorEntry(SensorKind.IMU, 1, PlacementCode.THIGH, 500, 4, 500, present=0),
        SensorEntry(SensorKind.LOAD_CELLS, 0, PlacementCode.BOARD, 0, 0, 0, present=0),
    )


def test_hello_tells_a_missing_sensor_and_sees_it_come_back(start_board: StartBoard) -> None:
    uno, board = start_board()
    board.identify()
    uno.do("unplug")
    board.wait_for(lambda: board.identify().sensors[0].present == 0)
    uno.do("plug")
    board.wait_for(lambda: board.identify().sensors[0].present == 0x68)


def test_a_streaming_board_still_answers_identify(start_board: StartBoard) -> None:
    uno, board = start_board()
    board.start(rate_hz=1000)
    board.collect(seconds=0.5)
    assert board.identify().sensors[0].present == 0x68
    board.collect(seconds=1.0)
    assert uno.report().missed_deadlines == 0


def test_opening_the_port_resets_the_board_and_ends_its_stream(start_board: StartBoard) -> None:
    uno, board = start_board()
    board.start()
    board.collect(seconds=0.5)
    board.close()
    again = type(board)(uno.port)
    with again:
        again.identify()
        # What the old stream had left on the line may still come before the answer.
        count = len(again.samples)
        for _ in range(10):
            again.ping()
        assert len(again.samples) == count
    assert uno.report().resets == 2
