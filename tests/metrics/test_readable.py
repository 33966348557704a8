"""What a therapist reads first of a trial."""

import pytest

from trainer.metrics.readable import READABLE, read_first, with_parts

ASKED_FOR = ("targets_held", "places_found", "nudges", "radial_error_rms", "laps", "tracking_rmse")


@pytest.mark.parametrize("name", ASKED_FOR)
def test_where_something_was_asked_for_its_numbers_come_first(name: str) -> None:
    first = read_first(2, {name, "osi", "rim_contacts"})
    assert first[0] == name
    assert "osi" not in first
    assert len(first) <= 5
    assert set(first) <= set(READABLE)


def test_a_trial_that_only_asks_to_stay_level_is_read_by_its_tilt() -> None:
    assert "osi" in read_first(2, {"osi", "rim_contacts"})


def test_parts_stand_beside_their_whole() -> None:
    values = {"endpoint_excursion_pct": 81.2, "maximum_excursion_pct": 104.6}
    assert with_parts("endpoint_excursion_pct", values) == "81.2 % (farthest 104.6 %)"
    assert with_parts("reaction_time_s", {"reaction_time_s": 0.437}) == "0.44 s"
