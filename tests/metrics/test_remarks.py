"""What is remarked about a trial beside its numbers."""

from dataclasses import replace

import numpy as np
import pytest

from tests.metrics.signals import completed, ordinary_axes, recorded
from trainer.metrics import TrialMeasures, measure_trial
from trainer.metrics.remarks import in_words
from trainer.recording.trial import MetricValue, TrialEvent
from trainer.recording.vocabulary import EventKind

N = 2000


@pytest.mark.parametrize(("beyond_deg", "remarked"), [(0.5, False), (2.0, True)])
def test_a_trial_that_tilts_beyond_its_rim_asks_for_another_dome(
    beyond_deg: float, remarked: bool
) -> None:
    axes = 2.0 * ordinary_axes(n=N)
    rim = recorded(axes, completed(N)).header.rim
    limit_deg = float(rim.limit_deg(1.0, 0.0))
    axes[:, 900:930] = np.array([[limit_deg + beyond_deg], [0.0]])
    remarks = measure_trial(recorded(axes, completed(N))).remarks
    assert any("another dome?" in remark for remark in remarks) is remarked


def test_a_picture_that_stuttered_is_remarked_in_one_sentence() -> None:
    told = TrialEvent(EventKind.LATE_FRAMES, N, {"frames": 1800, "late": 37, "longest_gap_s": 0.2})
    recording = recorded(2.0 * ordinary_axes(n=N), completed(N))
    stuttered = replace(recording, events=(*recording.events, told))
    assert measure_trial(recording).remarks == ()
    assert measure_trial(stuttered).values == measure_trial(recording).values
    assert measure_trial(stuttered).remarks == (
        "the picture stuttered: 37 of 1800 frames came late, because this computer was busy: close "
        "other programs",
    )


@pytest.mark.parametrize("sensed", ["accel_counts", "gyro_counts"])
@pytest.mark.parametrize("end", [-32768, 32767])
def test_a_sensor_at_the_end_of_its_range_is_remarked(sensed: str, end: int) -> None:
    recording = recorded(2.0 * ordinary_axes(n=N), completed(N))
    getattr(recording.samples, sensed)[900:904, 1] = end
    (remark,) = measure_trial(recording).remarks
    assert "at the end of its range in 4 samples" in remark


def test_a_sensor_at_its_end_before_the_trial_is_not_remarked() -> None:
    events = (TrialEvent(EventKind.START, 500), *completed(N)[1:])
    recording = recorded(2.0 * ordinary_axes(n=N), events)
    recording.samples.gyro_counts[100:104, 1] = 32767
    assert measure_trial(recording).remarks == ()


def numbers(**values: float) -> TrialMeasures:
    found = tuple(MetricValue(name, value, "", "", 100.0, "none") for name, value in values.items())
    return TrialMeasures(0, 0.0, 100.0, found)


@pytest.mark.parametrize(
    ("at_deg", "part"),
    [(0.0, "toes"), (90.0, "inside edge"), (225.0, "heel and outside edge")],
)
def test_the_weakest_part_of_the_way_round_is_named(at_deg: float, part: str) -> None:
    (said,) = in_words(numbers(weakest_sector_deg=at_deg, weakest_sector_error_pct=23.4))
    assert said == f"weakest on the way round: {part} of the board, 23 % of the radius off"


def test_the_worse_way_round_is_said_by_its_name() -> None:
    (inside,) = in_words(numbers(direction_difference=22.0))
    (outside,) = in_words(numbers(direction_difference=-22.0))
    assert inside.startswith("inside first was 22 % farther off than outside first")
    assert outside.startswith("outside first was 22 % farther off than inside first")
    assert in_words(numbers(direction_difference=15.0)) == ()
    assert in_words(numbers()) == ()
