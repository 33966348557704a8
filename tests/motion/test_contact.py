"""Rim contact: entered above 95 %, left below 85 %, 50 ms at least."""

import numpy as np
import pytest

from trainer.motion.contact import contact_edges, rim_contact

STEP_S = 0.01


def contact(shares: list[float]) -> list[bool]:
    return rim_contact(np.arange(len(shares)) * STEP_S, shares).tolist()


@pytest.mark.parametrize(("share", "touching"), [(0.951, True), (0.949, False)])
def test_a_contact_is_entered_above_95_percent(share: float, touching: bool) -> None:
    assert contact([0.1] + [share] * 10 + [0.1]) == [False] + [touching] * 10 + [False]


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
