"""What a hello says is fitted: known chips by their id, others named with what to order."""

from dataclasses import replace

import pytest

from trainer.link.fitted import (
    NO_SENSOR,
    cells_of,
    foreign_chip,
    motion_sensor_of,
    no_motion_sensor,
)
from trainer.link.simulated_firmware import BOARD_IMU, body_imu, load_cells
from trainer.recording.chip import CHIPS, OLDER_FIRMWARE, chip_of
from trainer.wire.codec import SCHEMA_HASH
from trainer.wire.frozen import BOARD_SENSOR, BODY_SENSOR, Hello, PlacementCode, SensorEntry

FOREIGN = 0x55


def hello_of(*sensors: SensorEntry) -> Hello:
    return Hello(1, SCHEMA_HASH, (0, 3, 0), 7, sensors)


def on_deck(who_am_i: int) -> SensorEntry:
    return replace(BOARD_IMU, present=who_am_i)


@pytest.mark.parametrize("who_am_i", [chip.who_am_i for chip in CHIPS])
def test_every_chip_that_the_firmware_takes_is_a_motion_sensor(who_am_i: int) -> None:
    hello = hello_of(on_deck(who_am_i), body_imu(PlacementCode.THIGH, who_am_i))
    for sensor in (BOARD_SENSOR, BODY_SENSOR):
        entry = motion_sensor_of(hello, sensor)
        assert entry is not None
        assert entry.present == who_am_i
        assert foreign_chip(hello, sensor) == ""


def test_a_board_that_only_says_that_a_sensor_answers_has_an_mpu_6050() -> None:
    chip = chip_of(OLDER_FIRMWARE)
    assert chip is not None
    assert chip.name == "MPU-6050"


def test_an_unknown_chip_is_named_with_what_to_order_and_never_sent_to_the_wires() -> None:
    hello = hello_of(on_deck(FOREIGN), load_cells(80))
    assert motion_sensor_of(hello, BOARD_SENSOR) is None
    assert cells_of(hello) is not None
    line = no_motion_sensor(hello, BOARD_SENSOR)
    assert line.startswith("a chip that answers 0x55 sits in place of the MPU-6050: order a GY-521")
    assert "wires" not in line


def test_an_unknown_chip_on_the_strap_is_said_to_be_there() -> None:
    hello = hello_of(BOARD_IMU, body_imu(PlacementCode.THIGH, FOREIGN))
    assert "0x55 sits on the strap in place of the MPU-6050" in foreign_chip(hello, BODY_SENSOR)
    assert foreign_chip(hello, BOARD_SENSOR) == ""


def test_where_nothing_answers_the_wires_are_named() -> None:
    assert no_motion_sensor(hello_of(on_deck(0)), BOARD_SENSOR) == NO_SENSOR
    assert no_motion_sensor(hello_of(), BOARD_SENSOR) == NO_SENSOR


@pytest.mark.parametrize(
    ("who_am_i", "delay_us"), [(0x68, 3000), (0x70, 3900), (0x98, 3900), (0x19, 3900)]
)
def test_the_filters_delay_is_the_chips_own(who_am_i: int, delay_us: int) -> None:
    # Setting 2: MPU-6050 register map 4.2 and MPU-9250 register map 1.6, register 26.
    chip = chip_of(who_am_i)
    assert chip is not None
    assert chip.filter_delay_us[2] == delay_us
    assert len(chip.filter_delay_us) == 7
