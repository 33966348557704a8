"""`sim:patient?thigh=1`: a body sensor that tells what the simulated thigh does."""

import numpy as np

from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.vocabulary import Side
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import facts_from


def test_a_worn_sensor_is_streamed_with_angles_beside_the_board() -> None:
    uri = "sim:patient?thigh=1&side=left&skill=0.4&cells=80"
    board = open_board(uri, LinkContext(SimulatedClock()), facts_from(None, print))
    wait_for_samples(board.feed, print)
    for _ in range(600):
        board.feed.pump()
    stretch = board.feed.since(-1)
    board.close()
    body = board.streams.body_setup
    assert body is not None
    assert body.thigh is not None
    assert body.thigh.side is Side.LEFT
    assert abs(len(stretch.body) - len(stretch.samples)) <= 2
    assert np.all(np.diff(stretch.body.device_us) == 2000)
    assert np.isfinite(stretch.body.thigh_flexion_deg).all()
    # A standing thigh is bent by some degrees and never upside down.
    assert 1.0 < np.median(stretch.body.thigh_flexion_deg[-2500:]) < 30.0
    assert np.abs(stretch.body.thigh_medial_lean_deg).max() < 30.0
    assert len(stretch.load) > 100
