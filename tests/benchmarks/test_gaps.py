"""How the benches count missed pictures."""

import numpy as np
import pytest

from tests.benchmarks.gaps import PERIOD_MS, missed_per_min


@pytest.mark.parametrize(
    ("periods", "missed"), [(1.0, 0), (1.49, 0), (1.51, 1), (2.49, 1), (2.51, 2), (11.0, 10)]
)
def test_a_gap_misses_the_pictures_that_would_have_fitted_into_it(periods, missed) -> None:
    gaps_ms = [*[PERIOD_MS] * 3600, periods * PERIOD_MS]
    minutes = sum(gaps_ms) / 60e3
    assert missed_per_min(gaps_ms) == pytest.approx(missed / minutes)


def test_a_rhythm_that_drifts_and_one_that_keeps_to_its_grid_are_judged_alike() -> None:
    held_up_ms = np.where(np.arange(3600) % 100 == 50, 10.0, 0.0)
    on_grid = np.diff(np.arange(3600) * PERIOD_MS + held_up_ms)
    drifting = PERIOD_MS + held_up_ms
    assert missed_per_min(on_grid) == pytest.approx(36, rel=0.01)
    assert missed_per_min(drifting) == pytest.approx(36, rel=0.01)
