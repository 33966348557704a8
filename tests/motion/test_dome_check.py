"""Which dome a resting board looks like."""

import pytest

from trainer.motion.rest_checks import assumed_domes, best_match, match_dome
from trainer.recording.envelope import assumed_tilt_deg, round_rim
from trainer.recording.vocabulary import Source

DOMES = assumed_domes()


@pytest.mark.parametrize("dome", [1, 2, 3, 4, 5])
def test_each_dome_is_told_from_its_neighbours(dome: int) -> None:
    tilt = assumed_tilt_deg(dome)
    for chosen in DOMES:
        match = match_dome(0.6 * tilt, -0.8 * tilt, chosen, DOMES)
        assert match is not None
        assert match.looks_like == dome
        assert match.fits is (chosen == dome)
        assert (f"looks like dome {dome}" in match.words) is (chosen != dome)


@pytest.mark.parametrize("tilt", [0.0, 2.9, 31.0, 180.0])
def test_a_tilt_that_no_dome_rests_at_tells_nothing(tilt: float) -> None:
    assert match_dome(tilt, 0.0, 2, DOMES) is None


def test_a_dome_within_a_degree_of_the_chosen_is_the_chosen_though_another_is_nearer() -> None:
    assert best_match(9.4, 2, {2: 8.7, 3: 9.9}).fits


def test_a_rim_that_was_rolled_counts_in_the_direction_the_board_rests_in() -> None:
    own = round_rim(10.0, Source.MEASURED, 2)
    match = match_dome(0.0, 10.2, 2, {**DOMES, 2: own})
    assert match is not None
    assert match.fits
