"""One number is written with the same digits wherever a person reads it."""

import pytest

from trainer.recording.shown import shown


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("time_on_target_s", 17.56, "17.5"),
        ("time_on_target_s", 19.995, "20.0"),
        ("time_to_failure_s", 17.56, "17.6"),
        ("time_on_target_s", 19.96, "19.9"),
        ("time_in_ring_pct", 87.849, "87.8"),
        ("tilt_deg", 1.2345, "1.23"),
        ("osi", 2.39612, "2.40"),
        ("osi", 12.3456, "12.3"),
        ("prediction_ellipse_area_95", 123.456, "123"),
        ("prediction_ellipse_area_95", 4321.6, "4322"),
        ("rim_contacts", 3.0, "3"),
    ],
)
def test_the_name_says_how_many_digits(name: str, value: float, words: str) -> None:
    assert shown(name, value) == words
