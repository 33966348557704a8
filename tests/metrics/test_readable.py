"""What a therapist reads first of a trial."""

import pytest

from trainer.metrics.readable import BY_EYE, read_first, with_parts, words_of
from trainer.recording.conditions import FLOOR

ASKED_FOR = ("targets_held", "places_found", "nudges", "radial_error_rms", "laps", "tracking_rmse")


@pytest.mark.parametrize("name", ASKED_FOR)
def test_where_something_was_asked_for_its_numbers_come_first(name: str) -> None:
    first = read_first(2, {name, "osi", "rim_contacts"})
    assert first[0] == name
    assert "osi" not in first
    assert len(first) <= 5
    assert all(words_of(each) != each for each in first)


def test_a_trial_that_only_asks_to_stay_level_is_read_by_its_tilt() -> None:
    assert "osi" in read_first(2, {"osi", "rim_contacts"})


@pytest.mark.parametrize("first", ["thigh_medial_lean_at_30", "pelvis_lift_deg"])
def test_on_the_floor_what_moved_comes_first_and_the_pelvis_and_the_eye_stand_beside_it(
    first: str,
) -> None:
    names = read_first(FLOOR, {first, "pelvis_drop_deg", "tracking_rmse"})
    assert names == (first, "pelvis_drop_deg", *BY_EYE)


def test_a_lean_is_read_with_the_depth_and_the_pace_of_its_squats() -> None:
    name = "thigh_medial_lean_at_30"
    values = {name: 6.2, "thigh_flexion_peak": 48.3, "repetition_time_s": 4.1}
    assert with_parts(name, values) == "6.20° (depth 48.3°, 4.1 s each)"


def test_parts_stand_beside_their_whole() -> None:
    values = {"endpoint_excursion_pct": 81.2, "maximum_excursion_pct": 104.6}
    assert with_parts("endpoint_excursion_pct", values) == "81.2 % (farthest 104.6 %)"
    assert with_parts("reaction_time_s", {"reaction_time_s": 0.437}) == "0.44 s"
