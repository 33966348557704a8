"""Resets and the board's clock, seen by the real firmware."""

import numpy as np
import pytest

from tests.firmware.board_client import BoardClient
from tests.virtual_uno.building import Built, built_or_skip
from tests.virtual_uno.setup import Setup
from tests.virtual_uno.virtual_uno import VirtualUno
from trainer.wire.messages import SampleFlag

WRAP_US = 2**32


@pytest.fixture
def built() -> Built:
    return built_or_skip()


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


def test_a_brown_out_ends_the_stream_and_puts_the_sensor_to_sleep(built: Built) -> None:
    setup = Setup(fast=True, schedule=["0.5:brown-out"])
    with VirtualUno(built, setup) as uno, BoardClient(uno.port) as client:
        client.start(rate_hz=500)
        client.wait_for(lambda: len(client.samples) > 0 and client.samples["seq"][-1] > 240)
        before = len(client.samples)
        client.ping()
        client.start(rate_hz=500)
        client.wait_for(lambda: len(client.samples) > before + 300)
        after = client.samples[-200:]
        report = uno.report()
    assert report.resets == 2
    assert report.missed_deadlines == 0
    assert np.all(np.diff(after["seq"].astype(np.int64)) == 1)


def test_switches_are_seen_as_they_are_after_every_reset(built: Built) -> None:
    with VirtualUno(built, Setup(fast=True, schedule=["0.2:rail-open"])) as uno:
        for flags in (SampleFlag.RAIL_OPEN, SampleFlag.RAIL_OPEN):
            with BoardClient(uno.port) as client:
                client.start(rate_hz=500)
                assert client.collect(seconds=0.5)["flags"][-1] & ~SampleFlag.NEW_DATA == flags
