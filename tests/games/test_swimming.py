"""How a swimmer looks and bends: along its way, at any moment, the same each time it is asked."""

import numpy as np
import pytest

from games.engine.swimming import Swimming
from trainer.recording.target import TargetPath, Wave

ROUND = TargetPath.sines(2.0, Wave(0.1, 5.0, 5.0, np.pi / 2, 0.0))
"""From the toes over the right edge, once in 10 s."""


def test_it_looks_where_it_swims_and_turns_as_the_way_does() -> None:
    swimming = Swimming(ROUND, 30.0)
    pose = swimming.at(12.5)
    assert (pose.ap_deg, pose.ml_deg) == pytest.approx((0.0, 5.0), abs=0.02)
    assert pose.heading_deg % 360.0 == pytest.approx(180.0, abs=2.0)
    assert pose.turn_deg_s == pytest.approx(36.0, abs=2.0)


def test_its_heading_counts_on_over_a_whole_round() -> None:
    swimming = Swimming(ROUND, 30.0)
    assert swimming.at(22.0).heading_deg - swimming.at(12.0).heading_deg == pytest.approx(
        360, abs=2
    )


def test_who_follows_is_where_it_was() -> None:
    swimming = Swimming(ROUND, 30.0)
    behind_deg = 2 * np.pi * 5.0 * 0.1 * 2.0  # two seconds of its way
    assert swimming.passed_s(15.0, behind_deg) == pytest.approx(13.0, abs=0.05)
    assert swimming.passed_s(1.0, 50.0) == 0.0


def test_its_tail_beats_all_the_time_and_also_while_it_waits() -> None:
    swimming = Swimming(ROUND, 30.0)
    strokes = [swimming.at(t_s).stroke for t_s in np.arange(0.0, 30.0, 0.5)]
    assert np.diff(strokes).min() > 0.2
    assert swimming.at(0.0, waited_s=2.0).stroke > swimming.at(0.0).stroke + 0.5
