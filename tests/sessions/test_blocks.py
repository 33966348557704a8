"""Blocks of arrays from what a feed delivers: where their times come from."""

from dataclasses import replace

import numpy as np
import pytest

from tests.scripted_board import pump_for
from tests.sessions.scripted_instrument import InstrumentLink, InstrumentSource, opened
from trainer.recording.interfaces import Stretch
from trainer.recording.trial import ClockMap
from trainer.sessions.blocks import Blocks

OLD, NEW = ClockMap(5e9), ClockMap(6e9)


def test_a_block_that_spans_a_restart_has_each_clocks_times() -> None:
    board = opened(InstrumentLink(InstrumentSource()))
    blocks = Blocks(board)
    pump_for(board.feed, 1.0)
    before = board.feed.since(-1)
    blocks.block(before, OLD)
    pump_for(board.feed, 0.5)
    stretch = _restarted_half_way(board.feed.since(int(before.samples.seq[-1])))
    block = blocks.block(stretch, NEW)
    device_us = stretch.samples.device_us - board.setup.delay_us
    began_s = np.where(stretch.samples.epoch == 0, 5.0, 6.0)
    assert set(began_s) == {5.0, 6.0}
    assert block.host_s == pytest.approx(began_s + device_us / 1e6, abs=1e-9)
    old_load = stretch.load.epoch == 0
    assert old_load.any()
    assert (block.load.host_s[old_load] < block.host_s[began_s == 5.0][-1]).all()


def _restarted_half_way(stretch: Stretch) -> Stretch:
    half_us = int(np.median(stretch.samples.device_us))
    load, samples = stretch.load, stretch.samples
    return replace(
        stretch,
        samples=replace(samples, epoch=(samples.device_us > half_us).astype(np.int64)),
        load=replace(load, epoch=(load.device_us > half_us).astype(np.int64)),
        body=replace(stretch.body, epoch=(stretch.body.device_us > half_us).astype(np.int64)),
    )
