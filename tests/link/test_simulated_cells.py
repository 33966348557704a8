"""Load cells of simulated boards: on the wire as a board sends them, and delivered as physics."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from cobs import cobs

from tests.scripted_board import SETUP, pump_for
from trainer.acquisition.board import Board, BoardSetup, plate, tilting_board
from trainer.acquisition.eeprom import read_load_calibration
from trainer.acquisition.feed import BoardFeed
from trainer.link.base import BadUri, SimulatedClock
from trainer.link.connection import Connection
from trainer.link.sim_link import SIMULATED_BOARD_ID, SIMULATED_PLATE_ID
from trainer.link.stream import StreamRequest
from trainer.link.uri import LinkContext, link_for
from trainer.motion.load import contact_at_level, plate_tilt
from trainer.recording.dome import CAP_RADIUS_MM
from trainer.recording.load import LoadSetup
from trainer.recording.sensor import STANDARD_GRAVITY, UNCALIBRATED
from trainer.wire.codec import CRC_BYTES, decode_body, encode
from trainer.wire.frozen import SensorKind
from trainer.wire.messages import ImuSample, LoadRates, LoadSample, Start

BODY_N = 70 * STANDARD_GRAVITY


def connected(uri: str, request: StreamRequest) -> Connection:
    connection = Connection(link_for(uri, LinkContext(clock=SimulatedClock())), request)
    connection.connect()
    return connection


def board_feed(uri: str) -> BoardFeed:
    """A board on cells, its EEPROM believed."""
    connection = connected(uri, StreamRequest(load_rate_hz=80))
    calibration = read_load_calibration(connection)
    assert calibration is not None
    connection.start()
    known = BoardSetup(UNCALIBRATED, load=LoadSetup(80.0, calibration))
    return opened(connection, tilting_board(SETUP, known))


def plate_feed(uri: str, rate_hz: int = 80) -> BoardFeed:
    connection = connected(uri, StreamRequest(rate_hz=0, load_rate_hz=rate_hz))
    calibration = read_load_calibration(connection)
    assert calibration is not None
    connection.start()
    return opened(connection, plate(LoadSetup(float(rate_hz), calibration)))


def opened(connection: Connection, intake: Board) -> BoardFeed:
    feed = BoardFeed(connection, intake)
    feed.open()
    return feed


def messages(uri: str, start: Start, seconds: float = 4.0) -> list[Any]:
    """Everything the board says from this start on, frame by frame."""
    clock = SimulatedClock()
    link = link_for(uri, LinkContext(clock=clock))
    link.write(encode(start))
    heard = b""
    for _ in range(int(seconds * 100)):
        clock.sleep(0.01)
        heard += link.read()
    bodies = [cobs.decode(piece) for piece in heard.split(b"\0")[1:-1]]
    return [decode_body(body[:-CRC_BYTES]) for body in bodies]


def hello_of(uri: str) -> tuple[int, list[int]]:
    connection = Connection(
        link_for(uri, LinkContext(clock=SimulatedClock())), StreamRequest(load_rate_hz=80)
    )
    hello = connection.connect()
    return hello.board_id, [sensor.kind for sensor in hello.sensors]


def test_boards_say_which_sensors_they_have() -> None:
    imu, cells = SensorKind.IMU, SensorKind.LOAD_CELLS
    assert hello_of("sim:patient") == (SIMULATED_BOARD_ID, [imu])
    assert hello_of("sim:patient?cells=10") == (SIMULATED_BOARD_ID, [imu, cells])
    assert hello_of("sim:plate") == (SIMULATED_PLATE_ID, [cells])


def test_messages_come_in_the_order_of_their_times_with_rates_each_second() -> None:
    heard = messages("sim:patient?cells=80", Start(1, 500, 0, 80, 2, 0))
    assert all(a.device_us <= b.device_us for a, b in pairwise(heard))
    rates = [m for m in heard if isinstance(m, LoadRates)]
    assert len(rates) == 3
    assert all(11_000 < period < 14_000 for period in rates[0].period_us)
    readings = [m for m in heard if isinstance(m, LoadSample)]
    assert [m.seq for m in readings] == list(range(len(readings)))
    assert 4 * 75 < len(readings) < 4 * 85
    assert sum(isinstance(m, ImuSample) for m in heard) == pytest.approx(2000, abs=6)


def test_cells_nobody_asks_for_stay_silent() -> None:
    heard = messages("sim:patient?cells=80", Start(1, 500, 0, 0, 2, 0), 1.0)
    assert {type(m) for m in heard} == {ImuSample}


def test_cells_change_nothing_of_the_boards_own_motion() -> None:
    def motion(uri: str) -> list[ImuSample]:
        heard = messages(uri, Start(1, 500, 0, 80, 2, 0), 5.0)
        return [m for m in heard if isinstance(m, ImuSample)]

    assert motion("sim:patient?cells=80&seed=4") == motion("sim:patient?seed=4")


def test_the_plate_under_a_dome_sees_load_and_tilt() -> None:
    feed = board_feed("sim:patient?cells=80&seed=3&skill=0.8&still_s=3")
    pump_for(feed, 14.0)
    stretch = feed.since(-1)
    feed.close()
    samples, load = stretch.samples, stretch.load
    on = (load.t_s > 2.0) & (load.load_n > 0.9 * BODY_N)
    assert np.median(load.load_n[on]) == pytest.approx(BODY_N, rel=0.01)
    ap_deg, ml_deg = (
        np.interp(load.t_s[on], samples.t_s, tilt) for tilt in (samples.ap_deg, samples.ml_deg)
    )
    cop = load.cop_ap_mm[on], load.cop_ml_mm[on]
    at_level = contact_at_level(*cop, ap_deg, ml_deg, CAP_RADIUS_MM)
    seen = plate_tilt(*cop, CAP_RADIUS_MM, at_level)
    apart = np.hypot(seen[0] - ap_deg, seen[1] - ml_deg)
    assert np.sqrt(np.mean(apart**2)) < 0.5
    assert np.std(ap_deg) > 0.5


@pytest.mark.parametrize("rate_hz", [80, 10])
def test_a_plain_plate_is_empty_and_then_somebody_stands_there(rate_hz: int) -> None:
    feed = plate_feed(f"sim:plate?stance=two_leg&cells={rate_hz}&weight_kg=80&still_s=5", rate_hz)
    pump_for(feed, 13.0)
    load = feed.since(-1).load
    feed.close()
    # The first three seconds are for the check at the start.
    assert len(load) == pytest.approx(10 * rate_hz, rel=0.06)
    assert np.abs(load.load_n[load.t_s < 1.6]).max() < 0.5
    assert np.isnan(load.cop_ap_mm[load.t_s < 1.6]).all()
    standing = load.t_s > 3.5
    assert load.load_n[standing].mean() == pytest.approx(80 * STANDARD_GRAVITY, rel=0.01)
    assert 0.2 < load.cop_ap_mm[standing].std() < 12


def test_a_hand_on_the_rail_lightens_the_plate() -> None:
    feed = plate_feed("sim:plate?rail=0.25&still_s=3")
    pump_for(feed, 8.0)
    load = feed.since(-1).load
    feed.close()
    assert load.load_n[load.t_s > 4.5].mean() == pytest.approx(0.75 * BODY_N, rel=0.01)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("cells=40", "cells is 80, 10 or 0"),
        ("cells=many", "cells cannot be many"),
        ("stance=seated", "single_leg or two_leg"),
        ("weight_kg=0", "weight_kg is 20 to 200"),
        ("weight_kg=nan", "weight_kg is 20 to 200"),
        ("rail=1", "rail 0 to below 1"),
    ],
)
def test_what_cells_cannot_be_is_named(query: str, said: str) -> None:
    with pytest.raises(BadUri, match=said):
        link_for(f"sim:plate?{query}", LinkContext())
