"""Which dome is on, by an edge that is held to the floor or a trial that tilts too far."""

import numpy as np
import pytest

from trainer.motion.dome_balance import EmptyBoard
from trainer.motion.dome_check import (
    EdgeTouch,
    another_dome,
    best_match,
    drawn_rims,
    match_dome,
)
from trainer.recording.dome import Dome
from trainer.recording.envelope import assumed_rim, assumed_tilt_deg, no_rim, round_rim
from trainer.recording.vocabulary import DomeStyle, Source

DOMES = drawn_rims()
RATE_HZ = 100


def held(ap_deg: float, ml_deg: float = 0.0, seconds: float = 1.2, sway_deg: float = 0.02):
    """What an edge touch sees of a board in this pose, in frames of 20 ms."""
    touch = EdgeTouch(RATE_HZ)
    waver = sway_deg * np.sin(np.arange(round(seconds * RATE_HZ)))
    found = None
    for at in range(0, len(waver), 2):
        part = waver[at : at + 2]
        found = touch.add(ap_deg + part, ml_deg + part) or found
    return found


@pytest.mark.parametrize("dome", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("style", DomeStyle)
def test_a_held_toe_edge_tells_every_dome_from_its_neighbours(dome: int, style: DomeStyle) -> None:
    edge = held(Dome(dome, style).rim_deg())
    assert edge is not None
    for chosen in DOMES:
        match = match_dome(*edge, chosen, DOMES)
        assert match is not None
        assert match.looks_like == dome
        assert match.fits is (chosen == dome)
        assert (f"looks like dome {dome}" in match.words) is (chosen != dome)


@pytest.mark.parametrize("dome", [1, 2, 3, 4, 5])
def test_a_board_that_lies_by_itself_is_no_touch(dome: int) -> None:
    assert held(*EmptyBoard(Dome(dome)).lies_deg) is None


def test_an_edge_is_held_for_a_whole_second_still_and_at_the_toes() -> None:
    rim = assumed_tilt_deg(2)
    assert held(rim, seconds=0.9) is None
    assert held(rim, sway_deg=0.4) is None
    assert held(0.0, rim) is None
    assert held(-rim) is None
    assert held(0.8 * rim, 0.55 * rim) is not None


@pytest.mark.parametrize("tilt", [4.0, 7.25, 22.0])
def test_a_tilt_that_is_no_domes_rim_tells_nothing(tilt: float) -> None:
    assert match_dome(tilt, 0.0, 2, DOMES) is None


def test_a_dome_within_a_degree_of_the_chosen_is_the_chosen_though_another_is_nearer() -> None:
    assert best_match(9.4, 2, {2: 8.7, 3: 9.9}).fits


def test_a_rim_that_was_rolled_counts_in_the_direction_of_the_edge() -> None:
    own = round_rim(10.0, Source.MEASURED, 2)
    match = match_dome(10.2, 0.0, 2, {**DOMES, 2: own})
    assert match is not None
    assert match.fits


def swung(largest_deg: float, towards_deg: float = 30.0, samples: int = 500):
    tilt = largest_deg * np.sin(np.linspace(0.0, 3.0, samples))
    along = np.radians(towards_deg)
    return tilt * np.cos(along), tilt * np.sin(along)


def test_a_trial_that_tilts_a_degree_beyond_its_rim_asks_for_another_dome() -> None:
    rim = assumed_rim(2)
    assert another_dome(rim, *swung(assumed_tilt_deg(2) + 0.9)) == ""
    assert another_dome(rim, *swung(assumed_tilt_deg(3))) == (
        "another dome? the board tilted to 11.7°, 2.9° beyond the assumed rim of dome 2"
    )


def test_one_knock_at_the_rim_and_a_force_plate_are_no_other_dome() -> None:
    rim, (ap, ml) = assumed_rim(2), swung(8.0)
    ap[100:104] = 12.0
    assert another_dome(rim, ap, ml) == ""
    assert another_dome(no_rim(), *swung(20.0)) == ""
    assert another_dome(rim, np.zeros(0), np.zeros(0)) == ""


def test_a_stem_off_the_middle_tips_farther_on_its_own_side() -> None:
    towards_stem = swung(Dome(2, stem_hole=2).rim_deg(90.0), 90.0)
    assert another_dome(assumed_rim(2, stem_hole=2), *towards_stem) == ""
    assert Dome(2, stem_hole=2).rim_deg(90.0) > assumed_tilt_deg(2) + 0.9
