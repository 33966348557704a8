"""A GY-521 may carry any chip of two families; each is found, set up and read as an MPU-6050 is."""

import numpy as np
import pytest

from tests.firmware.board_client import BODY_IMU, unwrapped
from tests.firmware.conftest import StartBoard
from tests.virtual_uno import motions
from tests.virtual_uno.setup import MPU_6050, BodySensor
from trainer.recording.chip import CHIPS, chip_of
from trainer.wire.frozen import NackReason
from trainer.wire.messages import FaultCode, SelfTest, SelfTestResult, Start

COUNTS_PER_G, COUNTS_PER_DEG_S = 8192.0, 65.5
FILTER = 2
FOREIGN = 0x55
EVERY_ID = [chip.who_am_i for chip in CHIPS]
WAKES_AWAKE, WAKES_ASLEEP = 0x70, 0x98
"""The 6500 family differs in how it wakes; one of each goes through the slower tests."""


def settings_for(who: int) -> tuple[int, ...]:
    """Registers 0x19 to 0x1D; the last one is not the firmware's on an MPU-6050."""
    return (0, FILTER, 8, 8, 0 if who == MPU_6050 else FILTER)


@pytest.mark.parametrize("who", EVERY_ID)
def test_each_chip_is_told_by_its_id_and_set_up_on_deck_and_strap(
    start_board: StartBoard, who: int
) -> None:
    uno, board = start_board(who=who, body=BodySensor(who=who))
    assert [sensor.present for sensor in board.identify().sensors[:2]] == [who, who]
    board.start(body_hz=500, filter_setting=FILTER)
    board.collect(0.3)
    assert board.identify().sensors[BODY_IMU].present == who
    assert np.all(board.samples["accel"] == (0, 0, 8192))
    assert np.all(board.body_samples["accel"] == (0, 0, 8192))
    assert board.faults() == []
    report = uno.report()
    assert report.board.settings == report.body.settings == settings_for(who)


@pytest.mark.parametrize("who", [WAKES_AWAKE, WAKES_ASLEEP])
def test_the_6500_family_streams_every_slot_with_the_gyroscope_at_the_delay_the_host_takes_off(
    start_board: StartBoard, who: int
) -> None:
    circle = motions.circle(radius_deg=10.0, period_s=1.0, seconds=6.0)
    uno, board = start_board(who=who, motion=circle, sensor_clock_pct=0.7)
    board.start(filter_setting=FILTER)
    samples = board.collect(5.0)
    assert np.array_equal(unwrapped(samples), np.arange(len(samples)))
    truth = uno.truth()
    n = len(samples)
    chip = chip_of(who)
    assert chip is not None
    behind_ms = (truth.motion_s - truth.sampled_s)[:n] * 1e3 - chip.filter_delay_us[FILTER] / 1e3
    # The sensor looks 0.06 ms after the slot began, which is now and then one conversion later.
    assert np.all((behind_ms > -0.1) & (behind_ms < 1.6))
    late = slice(20, n)
    # The accelerometer's own filter is a millisecond quicker, if it was set.
    for kind, first, per_unit, ahead_s in (
        ("gyro", 3, COUNTS_PER_DEG_S, 0.0),
        ("accel", 0, COUNTS_PER_G, 0.00102),
    ):
        for axis in range(3):
            at_s = truth.sampled_s[late] + ahead_s
            felt = np.interp(at_s, circle.t_s, circle.rows[:, first + axis]) * per_unit
            assert np.max(np.abs(samples[kind][late, axis] - felt)) <= 0.6
    assert uno.report().missed_deadlines == 0


@pytest.mark.parametrize("who", [MPU_6050, WAKES_AWAKE, WAKES_ASLEEP])
def test_a_chip_that_lost_its_power_between_two_slots_is_set_up_again(
    start_board: StartBoard, who: int
) -> None:
    uno, board = start_board(
        who=who, body=BodySensor(who=who), schedule=["1:plug", "1.5:body-plug"]
    )
    board.start(body_hz=500, filter_setting=FILTER)
    board.collect(3.0)
    reset = FaultCode.SENSOR_RESET
    assert board.faults() == [(reset, 0, 1), (reset, 0, 0), (reset, 1, 1), (reset, 1, 0)]
    for samples in (board.samples, board.body_samples):
        assert np.all(samples["accel"] == (0, 0, 8192))
    report = uno.report()
    assert report.board.settings == report.body.settings == settings_for(who)


@pytest.mark.parametrize("who", [WAKES_AWAKE, WAKES_ASLEEP])
def test_the_6500_family_answers_a_self_test_without_trims(
    start_board: StartBoard, who: int
) -> None:
    _, board = start_board(who=who)
    board.identify()
    result = board.ask(SelfTest(board.next_tag(), 0), SelfTestResult)
    assert (result.who_am_i, result.trim) == (who, (0,) * 6)


def test_a_foreign_chip_is_told_by_its_id_and_neither_streamed_nor_written_to(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(who=FOREIGN)
    assert board.identify().sensors[0].present == FOREIGN
    assert board.refused(Start(1, 500, 0, 0, FILTER, 0)) == NackReason.SENSOR_MISSING
    assert board.refused(SelfTest(2, 0)) == NackReason.SENSOR_MISSING
    assert board.identify().sensors[0].present == FOREIGN
    assert uno.report().board.settings == (0,) * 5


def test_a_foreign_chip_on_the_strap_is_told_by_its_id_and_costs_the_board_nothing(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(body=BodySensor(who=FOREIGN))
    board.start(body_hz=500)
    samples = board.collect(1.0)
    assert np.array_equal(unwrapped(samples), np.arange(len(samples)))
    assert board.faults() == [(FaultCode.WRONG_SENSOR, BODY_IMU, 1)]
    assert board.identify().sensors[BODY_IMU].present == FOREIGN
    assert len(board.body_samples) == 0
    assert uno.report().board.missed_deadlines == 0
