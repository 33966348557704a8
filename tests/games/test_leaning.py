"""Choosing by leaning: what the board says, and what it never says."""

import numpy as np
import pytest

from games.engine.leaning import Leaning, Reach
from tools.gallery import RIM
from tools.scripted import Motion, at_rest, held, scripted_samples, sway, then
from trainer.recording.envelope import Range
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Source

BEARINGS = (300.0, 340.0, 20.0, 60.0)
BLOCK_S = 0.1
AT_LEVEL = held(0.0, 0.0)
TO_THE_SECOND = held(5.0, -1.8)
"""340 degrees: to the toes, and a little to the left."""


def said(motion: Motion, seconds: float, reach: Reach | None = None) -> Leaning:
    """What the board has said after so many seconds, or as soon as something was chosen."""
    leaning = Leaning(reach or Reach(RIM), BEARINGS)
    for block in range(round(seconds / BLOCK_S)):
        leaning.take(scripted_samples(motion, BLOCK_S, block * BLOCK_S))
        if leaning.chosen is not None:
            break
    return leaning


def test_a_lean_from_level_held_for_2_s_chooses_what_lies_in_its_direction() -> None:
    leant = then(AT_LEVEL, 2.0, TO_THE_SECOND)
    assert said(leant, 3.6).chosen is None
    assert said(leant, 3.6).towards == 1
    assert 0.3 < said(leant, 3.6).share < 0.9
    assert said(leant, 5.2).chosen == 1


@pytest.mark.parametrize("index", range(4))
def test_each_is_chosen_by_its_own_direction(index: int) -> None:
    turn = np.radians(BEARINGS[index])
    leant = then(AT_LEVEL, 1.0, held(5.5 * float(np.cos(turn)), 5.5 * float(np.sin(turn))))
    assert said(leant, 5.0).chosen == index


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("sway_deg", [0.5, 1.0, 1.5])
def test_standing_level_chooses_nothing_however_long(sway_deg: float, seed: int) -> None:
    assert said(sway(sway_deg, seed), 60.0).chosen is None


def test_a_board_that_lies_aslant_from_the_beginning_says_nothing() -> None:
    assert said(TO_THE_SECOND, 20.0).towards is None


def test_an_empty_board_chooses_nothing_wherever_it_comes_to_lie() -> None:
    assert said(then(AT_LEVEL, 2.0, at_rest(5.0, -1.8)), 3.9).chosen is None
    after = then(at_rest(0.0, 0.0), 4.0, at_rest(5.0, -1.8))
    assert said(after, 30.0).chosen is None


def test_a_board_that_rests_on_its_rim_chooses_nothing() -> None:
    assert said(then(AT_LEVEL, 1.0, held(9.9, -3.0)), 10.0).chosen is None


def test_going_back_to_level_or_on_to_the_next_begins_the_2_s_anew() -> None:
    back = then(then(AT_LEVEL, 1.0, TO_THE_SECOND), 2.5, AT_LEVEL)
    assert said(back, 4.0).towards is None
    again = then(back, 4.0, TO_THE_SECOND)
    assert said(again, 5.6).chosen is None
    assert said(again, 7.2).chosen == 1
    across = then(then(AT_LEVEL, 1.0, TO_THE_SECOND), 2.5, held(2.7, 4.7))
    assert said(across, 4.0).share < 0.8
    assert said(across, 6.0).chosen == 3


def test_a_shaking_leg_that_leans_on_the_whole_chooses() -> None:
    def shaking(t_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        shake = 1.4 * np.sin(2 * np.pi * 2.2 * t_s)
        return 5.0 + shake, -1.8 + 1.2 * np.cos(2 * np.pi * 1.9 * t_s)

    assert said(then(AT_LEVEL, 1.0, shaking), 8.0).chosen == 1


def test_nothing_is_chosen_by_leaning_where_the_leg_must_not_go() -> None:
    leant = then(AT_LEVEL, 1.0, TO_THE_SECOND)
    assert said(leant, 10.0, Reach(RIM, no_go=(Sector(330.0, 350.0),))).towards is None


def test_a_leg_with_little_range_leans_less_far() -> None:
    little = Range(RIM.directions_deg, (4.0,) * len(RIM.directions_deg), Source.MEASURED)
    leant = then(held(0.0, 0.0), 1.0, held(2.0, -0.7))
    assert said(leant, 8.0).chosen is None
    assert said(leant, 8.0, Reach(RIM, little)).chosen == 1


def test_after_a_gap_the_light_has_to_come_from_level_again() -> None:
    leaning = Leaning(Reach(RIM), BEARINGS)
    leant = then(AT_LEVEL, 1.0, TO_THE_SECOND)
    leaning.take(scripted_samples(leant, 2.5, 0.0))
    assert leaning.towards == 1
    leaning.take(scripted_samples(leant, 6.0, 4.0))
    assert leaning.towards is None
