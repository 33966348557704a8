"""The motion sensor chips that the firmware takes: what follows from a chip's who-am-I.

A breakout sold as GY-521 carries an MPU-6050 or, more often, a chip of the 6500 family, which has
the same registers. `hello` carries the who-am-I; sessions and links ask here what it means.
"""

from dataclasses import dataclass

from trainer.recording.sensor import FILTER_DELAY_US, MPU_6050

OLDER_FIRMWARE = 1
"""An older firmware says that a sensor answers, not what; it took nothing but an MPU-6050."""

FAMILY_6500_DELAY_US = (970, 2900, 3900, 5900, 9900, 17850, 33480)
"""Gyroscope delay by filter setting (MPU-9250 register map 1.6, register 26).

Tilt and rates come from the gyroscope wherever they are quick. The accelerometer's delay, 2.9 ms at
setting 2, only matters to the slow correction of the tilt, where a millisecond does not show.
"""

WHAT_TO_ORDER = "order a GY-521 with an MPU-6050, MPU-6500, MPU-9250 or ICM-20689 on it"


@dataclass(frozen=True)
class Chip:
    """`filter_delay_us` is by filter setting; `judges_itself` if its self-test can be judged."""

    who_am_i: int
    name: str
    filter_delay_us: tuple[int, ...] = FAMILY_6500_DELAY_US
    judges_itself: bool = False


CHIPS = (
    Chip(MPU_6050, "MPU-6050", FILTER_DELAY_US, judges_itself=True),
    Chip(0x70, "MPU-6500"),
    Chip(0x71, "MPU-9250"),
    Chip(0x72, "relative of the MPU-6500"),
    Chip(0x73, "MPU-9255"),
    Chip(0x74, "MPU-6515"),
    Chip(0x98, "ICM-20689"),
    Chip(0x19, "MPU-6886"),
)
"""0x72 is in no data sheet, but on boards that people bought."""


def chip_of(who_am_i: int) -> Chip | None:
    """The chip that answers this to who-am-I; None for one that the firmware does not take."""
    asked = MPU_6050 if who_am_i == OLDER_FIRMWARE else who_am_i
    return next((chip for chip in CHIPS if chip.who_am_i == asked), None)
