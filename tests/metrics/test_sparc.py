"""Spectral arc length against its published check, and by what it must not depend on."""

import numpy as np
import pytest

from trainer.metrics.catalogue.thigh import sparc
from trainer.metrics.errors import NotMeasurableError

T_S = np.arange(-100, 100) / 100.0
"""−1 to 1 s, the last left out: the 200 samples the published value is of."""
BELL = np.exp(-5.0 * T_S**2)


def test_the_bell_of_the_publication_has_the_published_value() -> None:
    assert sparc(BELL, 100.0) == pytest.approx(-1.41403, abs=5e-6)


@pytest.mark.parametrize("factor", [0.01, 300.0])
def test_smoothness_does_not_depend_on_speed(factor: float) -> None:
    assert sparc(factor * BELL, 100.0) == pytest.approx(sparc(BELL, 100.0))


def test_a_shaken_movement_is_less_smooth() -> None:
    shaken = BELL * (1.0 + 0.5 * np.sin(2 * np.pi * 4.0 * T_S))
    assert sparc(shaken, 100.0) < sparc(BELL, 100.0) - 0.1


@pytest.mark.parametrize("speed", [np.zeros(50), np.zeros(0), np.ones(1)])
def test_what_does_not_move_has_no_smoothness(speed: np.ndarray) -> None:
    with pytest.raises(NotMeasurableError):
        sparc(speed, 100.0)
