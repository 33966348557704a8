"""Where squats begin and end."""

from itertools import pairwise

import numpy as np
import pytest

from trainer.motion.repetitions import repetitions

RATE_HZ = 100.0


def bend(depth_deg: float, seconds: float = 3.0) -> np.ndarray:
    n = round(seconds * RATE_HZ)
    return depth_deg * np.sin(np.pi * np.arange(n) / n) ** 2


def stand(seconds: float, inclination_deg: float = 2.0) -> np.ndarray:
    n = round(seconds * RATE_HZ)
    sway = 0.3 * np.sin(2 * np.pi * 0.4 * np.arange(n) / RATE_HZ)
    return inclination_deg + sway


def test_each_squat_is_found_with_its_times() -> None:
    record = np.concatenate(
        [stand(2.0), 2.0 + bend(45.0), stand(1.0), 2.0 + bend(35.0), stand(2.0)]
    )
    first, second = repetitions(record, RATE_HZ)
    assert (first.deepest, second.deepest) == (350, 750)
    assert first.first / RATE_HZ == pytest.approx(2.0, abs=0.15)
    assert first.last / RATE_HZ == pytest.approx(5.0, abs=0.15)
    assert second.first / RATE_HZ == pytest.approx(6.0, abs=0.15)
    assert second.last / RATE_HZ == pytest.approx(9.0, abs=0.15)


def test_squats_without_a_rest_between_them_are_told_apart() -> None:
    record = np.concatenate([stand(1.0), *[bend(45.0)] * 5, stand(1.0)])
    found = repetitions(record, RATE_HZ)
    assert len(found) == 5
    assert all(one.last <= after.first for one, after in pairwise(found))


def test_a_wobble_at_the_bottom_is_no_second_squat() -> None:
    deep = bend(45.0)
    deep += 4.0 * np.sin(2 * np.pi * 3.0 * np.arange(len(deep)) / RATE_HZ) * (deep > 35)
    assert len(repetitions(np.concatenate([stand(1.0), deep, stand(1.0)]), RATE_HZ)) == 1


def test_a_squat_from_the_bent_stance_of_the_board_is_found() -> None:
    record = np.concatenate([stand(2.0, 13.0), 13.0 + bend(30.0), stand(2.0, 13.0)])
    assert len(repetitions(record, RATE_HZ)) == 1


@pytest.mark.parametrize("inclination_deg", [0.0, 12.0, 20.0, 30.0])
def test_standing_is_no_squat(inclination_deg: float) -> None:
    assert repetitions(stand(20.0, inclination_deg), RATE_HZ) == ()


def test_a_bend_that_is_not_deep_enough_is_no_squat() -> None:
    record = np.concatenate([stand(1.0, 0.0), bend(23.0), stand(1.0, 0.0)])
    assert repetitions(record, RATE_HZ) == ()


@pytest.mark.parametrize("part", [slice(220, None), slice(None, 330)])
def test_a_squat_that_the_record_cuts_is_none(part: slice) -> None:
    record = np.concatenate([stand(1.0), bend(45.0), stand(1.0)])[part]
    assert repetitions(record, RATE_HZ) == ()


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_record_of_next_to_nothing_has_no_squat(n: int) -> None:
    assert repetitions(np.zeros(n), RATE_HZ) == ()
