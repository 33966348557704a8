"""The drawn tilt against the true one when the frame's light appears, from wire bytes on."""

import numpy as np
import pytest

from tests.drawn_cursor import FLAWS, SETUP, Way, drawn, lag_ms, rms_deg
from tests.known_motions import LEAD_IN, patient, rest, sine, sway, tilt_at
from tests.real_data import real_data
from tests.scripted_board import ScriptedLink, ScriptedSource, pump_for
from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.link.connection import Connection
from trainer.link.stream import StreamRequest
from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.sensor import UNCALIBRATED
from trainer.simulation.imu import read_all
from trainer.simulation.recorded import read_wobble_board, with_lead_in

AT_ONCE, LIKE_AN_UNO, LIKE_FTDI = Way(), Way(0.004), Way(0.016)
LATEST = Way(0.016, screen_s=0.020)
WAYS = (AT_ONCE, LIKE_AN_UNO, LIKE_FTDI, LATEST)
STRETCH_S = 5.0
RECORDINGS = 10


def open_feed(source: ScriptedSource) -> tuple[BoardFeed, ScriptedLink]:
    link = ScriptedLink(source)
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    return BoardFeed(connection, tilting_board(SETUP, BoardSetup(UNCALIBRATED))), link


@pytest.mark.parametrize("way", WAYS)
def test_a_sway_up_to_2_hz_is_drawn_within_2_ms_and_a_quarter_degree(way: Way) -> None:
    frames = drawn(sway(STRETCH_S), way)
    assert abs(lag_ms(frames.predicted, frames)) < 2.0
    assert rms_deg(frames.predicted - frames.true) < 0.25
    assert lag_ms(frames.newest, frames) > 8.0


def test_a_sine_of_2_hz_is_drawn_within_a_quarter_degree() -> None:
    frames = drawn(sine(4.0, hz=2.0, amplitude_deg=4.0), LIKE_AN_UNO)
    assert rms_deg(frames.predicted - frames.true) < 0.25


@pytest.mark.parametrize("number", range(RECORDINGS))
def test_every_real_recording_is_drawn_with_at_most_half_the_error_of_the_newest_sample(
    number: int,
) -> None:
    path = sorted(real_data("wobbleboard").glob("*.json"))[number]
    motion = with_lead_in(read_wobble_board(path), LEAD_IN)
    frames = drawn(motion[: round(1000 * (LEAD_IN.ends_s + STRETCH_S))], LIKE_AN_UNO)
    ours = rms_deg(frames.predicted - frames.true)
    assert ours <= 0.5 * rms_deg(frames.newest - frames.true), path.name


def test_an_unsteady_patient_who_touches_the_rim_is_drawn_better_than_by_the_newest_sample() -> (
    None
):
    frames = drawn(patient(0.1, 5, STRETCH_S), LATEST)
    error = rms_deg(frames.predicted - frames.true)
    assert error <= 0.5 * rms_deg(frames.newest - frames.true)


def test_a_board_at_rest_shimmers_by_less_than_a_fifth_of_a_pixel() -> None:
    """A degree is at most 37 pixels wide on a small screen, with the lowest dome."""
    frames = drawn(rest(12.0), LATEST)
    assert rms_deg(np.diff(frames.predicted, axis=0)) < 0.2 / 37


def test_the_delivered_tilt_is_as_late_as_the_sensor_is_said_to_be() -> None:
    """What is missing in the horizon would be lag."""
    motion = sway(12.0)
    readings = read_all(motion, SETUP, FLAWS)
    n = len(readings.new_data)
    bias = readings.gyro_counts[:2000].mean(axis=0) / SETUP.counts_per_deg_s
    tilt = TiltFilter(SETUP, UNCALIBRATED, tuple(bias.tolist())).update(
        np.arange(n), readings.accel_counts, readings.gyro_counts
    )
    at_s, shown = np.arange(n) / SETUP.rate_hz, np.column_stack((tilt.ap_deg, tilt.ml_deg))
    late_ms = np.arange(0.0, 8.0, 0.05)
    error = [
        rms_deg((shown - tilt_at(motion, at_s - late / 1e3))[at_s > LEAD_IN.ends_s + 1])
        for late in late_ms
    ]
    assert late_ms[np.argmin(error)] == pytest.approx(SETUP.delay_us / 1e3, abs=0.25)


def test_behind_a_gap_the_prediction_goes_on_with_the_newest_rate_alone() -> None:
    """A lean whose rate jumps, where samples are missing, from 2 to -6 degrees a second."""
    source = ScriptedSource(
        lambda t: (max(0.0, 2 * (t - 4)) if t < 5.22 else 2.44 - 6 * (t - 5.22), 0.0),
        noise_counts=0.3,
        skipped=frozenset(range(2600, 2620)),
    )
    feed, _ = open_feed(source)
    ahead_s: dict[float, list[float]] = {2.0: [], -6.0: []}
    while (newest := feed.latest()) is None or newest.seq < 2660:
        feed.pump()
        if newest is not None and newest.seq > 2400:
            now, rate = feed.latest(), 2.0 if newest.seq < 2600 else -6.0
            assert now is not None
            if (now.seq < 2600) == (newest.seq < 2600):
                ahead = feed.predict(feed.now_ns() + 20_000_000)
                ahead_s[rate].append((ahead.ap_deg - now.ap_deg) / rate)
    assert ahead_s[-6.0] == pytest.approx([np.mean(ahead_s[2.0])] * len(ahead_s[-6.0]), abs=0.003)
    assert len(ahead_s[-6.0]) >= 2


def test_prediction_is_flat_beyond_60_ms_and_stale_beyond_100() -> None:
    feed, link = open_feed(ScriptedSource(lambda t: (max(0.0, 3 * (t - 4)), 0.0)))
    pump_for(feed, 5.5)
    link.silent = True
    ahead = [feed.predict(feed.now_ns() + ms * 1_000_000) for ms in (10, 58, 70, 90, 150, 3000)]
    assert ahead[0].ap_deg < ahead[1].ap_deg < ahead[2].ap_deg + 0.01
    assert len({a.ap_deg for a in ahead[2:]}) == 1
    assert [a.stale for a in ahead] == [False, False, False, False, True, True]
