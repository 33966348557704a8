"""Resets and the board's clock, seen by the real firmware."""

import os

import numpy as np
import pytest

from tests.firmware.board_client import BoardClient
from tests.virtual_uno.building import Built
from tests.virtual_uno.motions import from_rows
from tests.virtual_uno.setup import BodySensor, Setup
from tests.virtual_uno.virtual_uno import VirtualUno
from trainer.wire.messages import Ack, BoardEventKind, Event, RestartCause, SampleFlag, Start

WRAP_US = 2**32


def test_the_boards_clock_begins_where_it_is_told_and_wraps(built: Built) -> None:
    begin_us = WRAP_US - 6_000_000
    with VirtualUno(built, Setup(start_us=begin_us)) as uno, BoardClient(uno.port) as client:
        client.start(rate_hz=100)
        client.wait_for(
            lambda: len(client.samples) > 0 and client.samples["device_us"][-1] < begin_us
        )
        device_us = client.samples["device_us"].astype(np.int64)
        truth = uno.truth()
    assert device_us[0] > begin_us
    assert np.count_nonzero(np.diff(device_us) < 0) == 1
    apart_us = device_us - truth.device_us[: len(device_us)]
    assert np.max(np.abs((apart_us + WRAP_US / 2) % WRAP_US - WRAP_US / 2)) < 100


def test_another_program_that_tries_the_port_does_not_restart_the_board(built: Built) -> None:
    with VirtualUno(built, Setup(fast=True)) as uno, BoardClient(uno.port) as client:
        client.start(rate_hz=500)
        client.wait_for(lambda: len(client.samples) > 50)
        for _ in range(3):
            os.close(os.open(uno.port, os.O_RDWR | os.O_NOCTTY))
        begun = len(client.samples)
        client.wait_for(lambda: len(client.samples) > begun + 300)
        seq = client.samples["seq"].astype(np.int64)
        report = uno.report()
    assert report.resets == 1
    assert np.all(np.diff(seq) == 1)


def test_a_program_that_opens_the_port_again_at_once_finds_a_restarted_board(built: Built) -> None:
    with VirtualUno(built, Setup(fast=True)) as uno:
        for _ in range(2):
            with BoardClient(uno.port) as client:
                client.start(rate_hz=500)
                client.wait_for(lambda: len(client.samples) > 50)
        assert uno.report().resets == 2


def test_a_brown_out_ends_the_stream_and_puts_the_sensor_to_sleep(built: Built) -> None:
    with VirtualUno(built, Setup(fast=True)) as uno, BoardClient(uno.port) as client:
        client.start(rate_hz=500)
        client.wait_for(lambda: len(client.samples) > 200)
        uno.do("brown-out")
        _start_until_restarted(client)
        begun = len(client.samples)
        client.wait_for(lambda: len(client.samples) > begun + 300)
        after = client.samples[-200:]
        report = uno.report()
    assert report.resets == 2
    assert report.missed_deadlines == 0
    assert np.all(np.diff(after["seq"].astype(np.int64)) == 1)
    assert np.all(after["accel"] == [0, 0, 8192]), "a sensor that sleeps shows zeros"


def test_switches_are_seen_as_they_are_after_every_reset(built: Built) -> None:
    with VirtualUno(built, Setup(fast=True, schedule=["0.2:rail-open"])) as uno:
        for flags in (SampleFlag.RAIL_OPEN, SampleFlag.RAIL_OPEN):
            with BoardClient(uno.port) as client:
                client.start(rate_hz=500)
                assert client.collect(seconds=0.5)["flags"][-1] & ~SampleFlag.NEW_DATA == flags


@pytest.mark.parametrize(
    ("bootloader", "cause"),
    [
        ("none", RestartCause.BROWN_OUT),
        ("tells", RestartCause.BROWN_OUT),
        ("silent", RestartCause.UNKNOWN),
    ],
)
def test_the_cause_of_a_reset_is_known_as_far_as_the_bootloader_tells(
    built: Built, bootloader: str, cause: RestartCause
) -> None:
    setup = Setup(fast=True, bootloader=bootloader)
    with VirtualUno(built, setup) as uno, BoardClient(uno.port) as client:
        client.start(rate_hz=500)
        client.wait_for(lambda: len(client.samples) > 90)
        uno.do("brown-out")
        _start_until_restarted(client)
    assert _restarts(client)[1] == cause


def _restarts(client: BoardClient) -> list[int]:
    events = [m for m in client.messages if isinstance(m, Event)]
    return [m.code for m in events if m.kind == BoardEventKind.RESTARTED]


def _start_until_restarted(client: BoardClient) -> None:
    """A start may come before what is to happen; then it is only a repeat."""
    for _ in range(20):
        client.start(rate_hz=500)
        client.ping()
        if len(_restarts(client)) == 2:
            return
    raise AssertionError("the board never restarted")


def test_a_pulled_strap_cable_costs_the_body_its_slots_and_the_board_none(built: Built) -> None:
    tilted = from_rows(np.tile([0.6, 0.0, 0.8, 0.0, 0.0, 30.0], (3, 1)))
    body = BodySensor(motion=tilted, sensor_clock_pct=0.7)
    setup = Setup(fast=True, body=body, schedule=["1:body-unplug", "2:body-plug"])
    with VirtualUno(built, setup) as uno, BoardClient(uno.port) as client:
        client.identify()
        client.ask(Start(client.next_tag(), 500, 500, 0, 2, 0), Ack)
        client.collect(3.5)
        of_body = client.body_samples
        report, truth = uno.report(), uno.body_truth()
    assert len(of_body) > 500
    # ±4 g and ±500 deg/s over 16 bits.
    assert np.all(of_body["accel"] == [round(0.6 * 8192), 0, round(0.8 * 8192)])
    assert np.all(of_body["gyro"] == [0, 0, round(30 * 65.5)])
    assert report.body.skipped_in_faults > 400
    assert report.board.skipped_slots == report.board.skipped_in_faults == 0
    assert truth.world_us[1] - truth.world_us[0] == pytest.approx(2000, abs=100)
