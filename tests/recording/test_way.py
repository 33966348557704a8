"""The light's way as a few points: of the measured part alone, evenly in time, and small."""

from dataclasses import replace

import numpy as np
import pytest

from tests.recordings import swaying
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind
from trainer.recording.way import MOST_POINTS, way_of

N, FROM, END = 1000, 200, 900


def moved(ap_deg: np.ndarray, t_s: np.ndarray | None = None, *without: EventKind) -> Recording:
    """A trial whose light went along here; measured from 200 to 900 of 1000 samples."""
    recording = swaying(N)
    samples = replace(recording.samples, ap_deg=ap_deg, ml_deg=np.full(N, -0.26))
    if t_s is not None:
        samples = replace(samples, t_s=t_s)
    events = (
        TrialEvent(EventKind.START, 0),
        TrialEvent(EventKind.MEASURE_FROM, FROM),
        TrialEvent(EventKind.END, END),
    )
    left = tuple(each for each in events if each.kind not in without)
    return replace(recording, samples=samples, events=left)


def test_the_points_are_of_the_measured_part_in_tenths_of_a_degree() -> None:
    way = way_of(moved(np.arange(N) * 0.01))
    assert way is not None
    assert len(way) == MOST_POINTS
    assert (way[0], way[-1]) == ((2.0, -0.3), (9.0, -0.3))
    assert way == tuple((round(ap, 1), round(ml, 1)) for ap, ml in way)


def test_they_are_even_in_time_also_where_samples_are_missing() -> None:
    t_s = np.arange(N) * 0.002
    t_s[500:] += 1.4
    way = way_of(moved((np.arange(N) >= 500) * 1.0, t_s))
    # 0.6 s before the gap and 0.8 s behind it; between them there is no point of its own.
    ahead = [point for point in way if point[0] == 0.0]
    assert len(ahead) == pytest.approx(MOST_POINTS * 0.6 / 2.8, abs=1)
    assert len(way) < MOST_POINTS


def test_a_short_part_has_all_its_samples_and_no_more() -> None:
    recording = moved(np.zeros(N))
    end = TrialEvent(EventKind.END, FROM + 5)
    assert len(way_of(replace(recording, events=(*recording.events[:2], end)))) == 5


def test_a_trial_without_a_measured_part_or_tilt_has_none() -> None:
    assert way_of(moved(np.zeros(N), None, EventKind.MEASURE_FROM)) is None
    assert way_of(moved(np.full(N, np.nan))) is None
