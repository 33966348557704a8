"""Which sensors a board has, by what it said of itself, and how they will be run."""

from dataclasses import replace

from trainer.link.connection import NO_SENSOR
from trainer.link.stream import StreamRequest
from trainer.recording.sensor import FILTER_DELAY_US, SensorSetup
from trainer.sessions.errors import NoSensor
from trainer.wire.frozen import BOARD_SENSOR, BODY_SENSOR, Hello, SensorEntry, SensorKind

UNKNOWN_CELLS_HZ = 80
NO_BODY_SENSOR = "no body sensor answers on this board: plug it in, then run baps diagnose"


def sensor_of(hello: Hello, kind: SensorKind, index: int) -> SensorEntry | None:
    """The entry of a sensor that answers; None without one."""
    found = (s for s in hello.sensors if s.kind == kind and s.index == index and s.present)
    return next(found, None)


def board_sensor_of(hello: Hello) -> SensorEntry | None:
    """The motion sensor under the board, if it answers."""
    return sensor_of(hello, SensorKind.IMU, BOARD_SENSOR)


def body_of(hello: Hello) -> SensorEntry | None:
    """The body sensor, if one answers."""
    return sensor_of(hello, SensorKind.IMU, BODY_SENSOR)


def cells_of(hello: Hello) -> SensorEntry | None:
    """The load cells, if any answers."""
    return sensor_of(hello, SensorKind.LOAD_CELLS, 0)


def request_for(hello: Hello, request: StreamRequest) -> StreamRequest:
    """The request with a rate for each sensor that answers, and none for one that does not.

    Load cells without a motion sensor are a force plate. `NoSensor` where nothing is fitted.
    """
    board, body, load = board_sensor_of(hello), body_of(hello), cells_of(hello)
    if board is None and load is None:
        raise NoSensor(NO_SENSOR)
    return replace(
        request,
        rate_hz=request.rate_hz if board else 0,
        body_rate_hz=request.rate_hz if board and body else 0,
        load_rate_hz=(load.rate_hz or UNKNOWN_CELLS_HZ) if load else 0,
        load_cells=load.present if load else 0,
    )


def sensor_setup(imu: SensorEntry, request: StreamRequest) -> SensorSetup:
    """How a motion sensor runs under a request."""
    return SensorSetup(
        rate_hz=float(request.rate_hz),
        filter_setting=request.filter_setting,
        filter_delay_us=FILTER_DELAY_US[request.filter_setting],
        accel_range_g=imu.accel_range_g,
        gyro_range_deg_s=imu.gyro_range_deg_s,
    )
