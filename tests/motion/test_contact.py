"""Rim contact: entered above 95 % or 0.5° short of the rim, left below 85 %, 50 ms at least."""

import numpy as np
import pytest

from trainer.motion.contact import contact_edges, rim_contact, touches
from trainer.recording.envelope import assumed_tilt_deg, round_rim
from trainer.recording.vocabulary import Source

STEP_S = 0.01
FAR_DEG = 20.0
"""95 % of this rim is more than 0.5° short of it."""


def contact(shares: list[float], rim_deg: float = FAR_DEG) -> list[bool]:
    ap = rim_deg * np.array(shares)
    rim = round_rim(rim_deg, Source.MEASURED)
    return rim_contact(np.arange(len(ap)) * STEP_S, ap, np.zeros(len(ap)), rim).tolist()


@pytest.mark.parametrize(("share", "touching"), [(0.951, True), (0.949, False)])
def test_a_contact_is_entered_above_95_percent(share: float, touching: bool) -> None:
    assert contact([0.1] + [share] * 10 + [0.1]) == [False] + [touching] * 10 + [False]


@pytest.mark.parametrize(("short_deg", "touching"), [(0.49, True), (0.51, False)])
def test_a_low_dome_leaves_half_a_degree_for_the_mat_and_the_deck_under_a_person(
    short_deg: float, touching: bool
) -> None:
    rim_deg = assumed_tilt_deg(1)
    share = 1 - short_deg / rim_deg
    assert share < 0.95
    assert any(contact([0.1] + [share] * 10 + [0.1], rim_deg)) is touching


def test_one_sample_touches_as_a_whole_recording_does() -> None:
    tilt, limit = np.linspace(2.0, 21.0, 400), np.linspace(2.5, 20.0, 400)
    one_by_one = [touches(t, rim) for t, rim in zip(tilt.tolist(), limit.tolist(), strict=True)]
    assert one_by_one == touches(tilt, limit).tolist()
    assert 0 < sum(one_by_one) < 400


@pytest.mark.parametrize(("share", "touching"), [(0.851, True), (0.849, False)])
def test_a_contact_is_left_below_85_percent(share: float, touching: bool) -> None:
    assert contact([1.0] * 6 + [share] * 6)[6:] == [touching] * 6


@pytest.mark.parametrize(("samples", "touching"), [(4, False), (5, True)])
def test_a_bounce_shorter_than_50_ms_is_no_contact(samples: int, touching: bool) -> None:
    assert any(contact([0.1] + [1.0] * samples + [0.1] * 10)) is touching


def test_between_the_thresholds_nothing_is_entered() -> None:
    assert not any(contact([0.9] * 20))


def test_no_samples_have_no_contact() -> None:
    assert contact([]) == []


def test_edges_are_the_first_sample_and_the_one_after_the_last() -> None:
    first, after = contact_edges(np.array([True, True, False, True]))
    assert (first.tolist(), after.tolist()) == ([0, 3], [2, 4])
