"""How often and how long the board's inside edge was far down, on motion that is known."""

import numpy as np
import pytest

from trainer.metrics.catalogue.excursions import inside_excursions, inside_recovery_s
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.sway import Sway
from trainer.recording.envelope import Rim
from trainer.recording.vocabulary import Side, Source

RATE_HZ = 100.0
RIM = Rim((0.0, 90.0, 180.0, 270.0), (16.0, 8.0, 16.0, 12.0), Source.MEASURED)
"""Inside of the right foot is the left edge, whose rim is at 12°."""


def leaning(*stays: tuple[float, float], side: Side = Side.RIGHT, breaks=()) -> Sway:
    """So far inside, for so many seconds, one after the other."""
    inside = np.concatenate([np.full(round(s * RATE_HZ), deg) for deg, s in stays])
    ml = -inside if side is Side.RIGHT else inside
    return Sway(np.stack([np.zeros(len(ml)), ml]), RATE_HZ, breaks=breaks)


def test_what_is_far_inside_for_a_fifth_of_a_second_is_an_excursion() -> None:
    sway = leaning((0.0, 1.0), (6.1, 0.2), (0.0, 1.0), (6.1, 0.19), (0.0, 1.0), (5.9, 3.0))
    assert inside_excursions(sway, Side.RIGHT, RIM) == 1


def test_the_way_back_ends_at_a_quarter_of_the_rim() -> None:
    sway = leaning((0.0, 1.0), (7.0, 0.5), (4.0, 0.3), (2.9, 1.0), (9.0, 1.2), (0.0, 1.0))
    assert inside_excursions(sway, Side.RIGHT, RIM) == 2
    assert inside_recovery_s(sway, Side.RIGHT, RIM) == pytest.approx((0.8 + 1.2) / 2)


def test_a_shake_on_the_way_back_is_no_second_excursion() -> None:
    sway = leaning((0.0, 1.0), (7.0, 0.5), (4.0, 0.3), (7.0, 0.5), (0.0, 1.0))
    assert inside_excursions(sway, Side.RIGHT, RIM) == 1
    assert inside_recovery_s(sway, Side.RIGHT, RIM) == pytest.approx(1.3)


def test_inside_is_the_other_edge_on_the_left_foot_with_its_own_rim() -> None:
    stays = (0.0, 1.0), (4.1, 0.5), (0.0, 1.0)
    left = leaning(*stays, side=Side.LEFT)
    assert inside_excursions(left, Side.LEFT, RIM) == 1
    assert inside_excursions(left, Side.RIGHT, RIM) == 0
    assert inside_excursions(leaning(*stays), Side.RIGHT, RIM) == 0


def test_without_a_way_back_there_is_no_time_and_on_two_legs_no_inside() -> None:
    stays = (0.0, 1.0), (7.0, 1.0)
    ends_there = leaning(*stays)
    assert inside_excursions(ends_there, Side.RIGHT, RIM) == 1
    with pytest.raises(NotMeasurableError, match="never came back"):
        inside_recovery_s(ends_there, Side.RIGHT, RIM)
    with pytest.raises(NotMeasurableError, match="no inside"):
        inside_excursions(ends_there, Side.BOTH, RIM)


def test_a_pause_ends_an_excursion_and_begins_none() -> None:
    paused = leaning((0.0, 1.0), (7.0, 1.0), (0.0, 1.0), breaks=(150,))
    assert inside_excursions(paused, Side.RIGHT, RIM) == 1
    with pytest.raises(NotMeasurableError, match="never came back"):
        inside_recovery_s(paused, Side.RIGHT, RIM)
    inside_already = leaning((7.0, 1.0), (0.0, 1.0), (7.0, 0.5), (0.0, 1.0))
    assert inside_excursions(inside_already, Side.RIGHT, RIM) == 1
    assert inside_recovery_s(inside_already, Side.RIGHT, RIM) == pytest.approx(0.5)
