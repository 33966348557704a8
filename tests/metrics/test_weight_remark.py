"""A weight that was found with a hand on the rail shows as soon as the hand is gone."""

from dataclasses import replace

import numpy as np
import pytest

from tests.recordings import swaying
from trainer.metrics.remarks import remarks_on
from trainer.recording.load import LoadCalibration, LoadSamples, LoadSetup
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.trial import Recording

CALIBRATION = LoadCalibration(newton_per_count=(1e-4,) * 4)


def within_the_rim() -> Recording:
    """On the chosen dome, which has nothing to be remarked on."""
    recording = swaying(80)
    recording.samples.ap_deg[:] = recording.samples.ml_deg[:] = 0.0
    return recording


def carrying(kg: float, noted_kg: float | None) -> Recording:
    short, load = within_the_rim(), LoadSamples.zeros(40)
    load.load_n[:] = kg * STANDARD_GRAVITY * (1.0 + 0.02 * np.sin(np.arange(40)))
    load.load_n[3] = np.nan
    weight_n = None if noted_kg is None else noted_kg * STANDARD_GRAVITY
    setup = LoadSetup(calibration=CALIBRATION, body_weight_n=weight_n)
    return replace(short, header=replace(short.header, load=setup), load=load)


def test_more_load_than_the_noted_weight_asks_to_weigh_again() -> None:
    assert remarks_on(carrying(70.0, 49.0)) == (
        "the board carried 70 kg, and the noted weight is 49 kg: weigh again, without a hand on "
        "the rail",
    )


@pytest.mark.parametrize(("kg", "noted_kg"), [(70.0, 70.0), (72.0, 70.0), (49.0, 70.0)])
def test_the_noted_weight_and_less_are_not_remarked_on(kg: float, noted_kg: float) -> None:
    assert remarks_on(carrying(kg, noted_kg)) == ()


def test_without_a_weight_or_cells_there_is_nothing_to_compare() -> None:
    assert not any("weigh again" in said for said in remarks_on(carrying(70.0, None)))
    assert remarks_on(within_the_rim()) == ()
