"""Which sensors a board's hello says are fitted, and what to say about one that cannot be used.

`present` of a motion sensor is the who-am-I of the chip that answers, 0 if none does.
"""

from trainer.recording.chip import WHAT_TO_ORDER, chip_of
from trainer.wire.frozen import BODY_SENSOR, Hello, SensorEntry, SensorKind

NO_SENSOR = (
    "the board answers but finds no motion sensor: check the sensor's four wires "
    "(power, ground, SDA, SCL)"
)


def motion_sensor_of(hello: Hello, sensor: int) -> SensorEntry | None:
    """This motion sensor, if it answers and the firmware takes its chip."""
    answering = _answering(hello, SensorKind.IMU, sensor)
    return answering if answering and chip_of(answering.present) else None


def cells_of(hello: Hello) -> SensorEntry | None:
    """The load cells, if any of them answers."""
    return _answering(hello, SensorKind.LOAD_CELLS, 0)


def foreign_chip(hello: Hello, sensor: int) -> str:
    """The line about a chip that answers in place of this motion sensor; empty if none does."""
    answering = _answering(hello, SensorKind.IMU, sensor)
    if answering is None or chip_of(answering.present):
        return ""
    where = "on the strap " if sensor == BODY_SENSOR else ""
    return (
        f"a chip that answers {answering.present:#04x} sits {where}in place of the MPU-6050: "
        f"{WHAT_TO_ORDER}"
    )


def no_motion_sensor(hello: Hello, sensor: int) -> str:
    """Why a board has no usable motion sensor here, and what to do."""
    return foreign_chip(hello, sensor) or NO_SENSOR


def _answering(hello: Hello, kind: SensorKind, index: int) -> SensorEntry | None:
    found = (s for s in hello.sensors if s.kind == kind and s.index == index and s.present)
    return next(found, None)
