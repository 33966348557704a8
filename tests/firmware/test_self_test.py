"""The sensor's own actuators push each axis; the board tells by how many counts it moved."""

import numpy as np
import pytest

from tests.firmware.board_client import BoardClient
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.setup import MPU_6050, BodySensor
from trainer.sessions.diagnosis.motion_sensor import BOARD_PART, BODY_PART, self_test_findings
from trainer.wire.frozen import NackReason
from trainer.wire.messages import SelfTest, SelfTestResult

# Of the simulated sensors: accelerometer x, y, z, gyroscope x, y, z.
TRIM = (13, 16, 20, 9, 17, 24)


def _tested(board: BoardClient, sensor: int) -> SelfTestResult:
    return board.ask(SelfTest(board.next_tag(), sensor), SelfTestResult)


@pytest.mark.parametrize("sensor", [0, 1])
def test_each_axis_of_each_sensor_moves_by_what_its_actuator_pushes(
    start_board: StartBoard, sensor: int
) -> None:
    _, board = start_board(
        accel_noise_g=0.004,
        gyro_noise_deg_s=0.06,
        gyro_bias_deg_s=(3.0, -8.0, 1.0),
        body=BodySensor(accel_noise_g=0.004, gyro_noise_deg_s=0.06),
    )
    board.identify()
    result = _tested(board, sensor)
    assert (result.sensor, result.who_am_i) == (sensor, 0x68)
    assert result.trim == TRIM
    # By hand from the register map, at 8 g and 250 deg/s.
    assert np.allclose(result.accel_change, (2073, 2290, 2615), atol=20)
    assert np.allclose(result.gyro_change, (4693, -6726, 9214), atol=20)


def test_a_worn_sensor_fails_by_its_own_factory_trim(start_board: StartBoard) -> None:
    _, board = start_board(body=BodySensor(worn_pct=20.0))
    board.identify()
    for sensor, part, off_pct in ((0, BOARD_PART, 0.0), (1, BODY_PART, -20.0)):
        findings = self_test_findings(part, _tested(board, sensor))
        assert [f.value for f in findings] == pytest.approx([off_pct] * 6, abs=0.5)
        assert {f.passed for f in findings} == {off_pct == 0.0}


def test_a_sensor_streams_in_its_own_ranges_again_after_a_self_test(
    start_board: StartBoard,
) -> None:
    _, board = start_board()
    board.identify()
    _tested(board, 0)
    board.start()
    samples = board.collect(0.3)
    assert np.all(samples["accel"] == (0, 0, 8192))
    assert board.faults() == []


def test_who_asks_right_after_a_self_test_finds_the_sensor_awake_from_its_reset(
    start_board: StartBoard,
) -> None:
    _, board = start_board()
    board.identify()
    _tested(board, 0)
    assert board.identify().sensors[0].present == MPU_6050


def test_a_sensor_that_is_not_there_cannot_be_tested(start_board: StartBoard) -> None:
    _, board = start_board()
    board.identify()
    assert board.refused(SelfTest(1, 1)) == NackReason.SENSOR_MISSING
    assert board.refused(SelfTest(2, 2)) == NackReason.BAD_VALUE
