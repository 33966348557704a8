"""The 95 % prediction ellipse that is drawn is the one whose area is told."""

import numpy as np
import pytest

from tests.metrics.signals import ordinary_sway
from trainer.metrics.catalogue.amplitude import prediction_ellipse_area
from trainer.metrics.ellipse import prediction_ellipse
from trainer.metrics.sway import Sway


def area_within(outline: np.ndarray) -> float:
    ap, ml = outline
    return 0.5 * abs(float((ap[:-1] * ml[1:] - ap[1:] * ml[:-1]).sum()))


def test_the_drawn_ellipse_has_the_area_of_the_metric() -> None:
    sway = ordinary_sway()
    assert area_within(prediction_ellipse(sway)) == pytest.approx(
        prediction_ellipse_area(sway), rel=2e-3
    )


def test_it_lies_along_the_sway_and_around_its_mean() -> None:
    along = np.linspace(-1.0, 1.0, 500)
    across = 0.01 * np.sin(40.0 * along)
    axes = np.stack([along + across + 3.0, along - across - 2.0])
    outline = prediction_ellipse(Sway(axes, 100.0))
    assert outline.mean(axis=1) == pytest.approx([3.0, -2.0], abs=0.1)
    ap, ml = outline - axes.mean(axis=1)[:, None]
    farthest = int(np.hypot(ap, ml).argmax())
    assert ap[farthest] == pytest.approx(ml[farthest], rel=0.02)
