"""Load, centre of pressure and the plate's tilt: what must hold of them."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.motion.load import (
    CELL_FROM_MIDDLE_MM,
    PLATE,
    SMALLEST_COP_LOAD_N,
    contact_at_level,
    contact_point,
    plate_load,
    plate_tilt,
    weight_share,
)
from trainer.recording.load import NO_LOAD_CALIBRATION, LoadCalibration

CALIBRATION = replace(
    NO_LOAD_CALIBRATION,
    zero_counts=(1000, -2000, 0, 50),
    newton_per_count=(0.01, 0.01, -0.01, 0.01),
    cell_ap_mm=PLATE.cell_ap_mm,
    cell_ml_mm=PLATE.cell_ml_mm,
)
ALL = np.uint8(15)
A = CELL_FROM_MIDDLE_MM


def counts_of(
    forces_n: list[list[float]], calibration: LoadCalibration = CALIBRATION
) -> np.ndarray:
    raw = np.array(forces_n) / calibration.newton_per_count + calibration.zero_counts
    return np.rint(raw).astype(np.int32)


def test_load_is_the_sum_of_the_cells_whichever_way_they_are_wired() -> None:
    found = plate_load(counts_of([[100, 200, 300, 400]]), np.array([ALL]), CALIBRATION)
    assert found.load_n.tolist() == [1000.0]


@pytest.mark.parametrize(
    ("forces", "ap_mm", "ml_mm"),
    [
        ([250.0, 250, 250, 250], 0, 0),
        ([500.0, 500, 0, 0], A, 0),
        ([0.0, 0, 500, 500], -A, 0),
        ([0.0, 500, 0, 500], 0, A),
        ([1000.0, 0, 0, 0], A, -A),
    ],
)
def test_the_centre_goes_to_the_toes_and_to_the_right(
    forces: list[float], ap_mm: float, ml_mm: float
) -> None:
    found = plate_load(counts_of([forces]), np.array([ALL]), CALIBRATION)
    assert (found.cop_ap_mm[0], found.cop_ml_mm[0]) == (ap_mm, ml_mm)


def test_a_missing_cell_leaves_neither_load_nor_centre() -> None:
    counts = counts_of([[200.0] * 4] * 3)
    found = plate_load(counts, np.array([15, 13, 15], np.uint8), CALIBRATION)
    for values in (found.load_n, found.cop_ap_mm, found.cop_ml_mm):
        assert np.isnan(values).tolist() == [False, True, False]


def test_uncalibrated_cells_have_counts_alone() -> None:
    found = plate_load(counts_of([[200.0] * 4]), np.array([ALL]), NO_LOAD_CALIBRATION)
    assert np.isnan([found.load_n, found.cop_ap_mm, found.cop_ml_mm]).all()


def test_next_to_nothing_on_the_plate_has_a_load_and_no_centre() -> None:
    below, above = SMALLEST_COP_LOAD_N / 4 - 0.01, SMALLEST_COP_LOAD_N / 4 + 0.01
    found = plate_load(counts_of([[below] * 4, [above] * 4]), np.full(2, ALL), CALIBRATION)
    assert np.isfinite(found.load_n).all()
    assert np.isnan(found.cop_ap_mm).tolist() == [True, False]
    assert np.isnan(found.cop_ml_mm).tolist() == [True, False]


def test_values_are_rounded_to_thousandths() -> None:
    counts = counts_of([[101.0, 203, 307, 409]])
    found = plate_load(
        counts, np.array([ALL]), replace(CALIBRATION, newton_per_count=(0.0101234,) * 4)
    )
    for values in (found.load_n, found.cop_ap_mm, found.cop_ml_mm):
        assert values[0] == round(float(values[0]), 3)


def test_no_readings_give_no_values() -> None:
    found = plate_load(np.zeros((0, 4), np.int32), np.zeros(0, np.uint8), CALIBRATION)
    assert len(found.load_n) == len(found.cop_ap_mm) == 0


def test_the_share_of_body_weight_needs_a_body_weight() -> None:
    assert weight_share(np.array([350.0]), 700.0).tolist() == [0.5]
    with pytest.raises(ValueError, match="kg above 0"):
        weight_share(np.array([350.0]), 0.0)


def test_toe_edge_down_moves_the_contact_to_the_toes_and_right_edge_down_to_the_right() -> None:
    ap_mm, ml_mm = contact_point(np.array([5.0, 0.0]), np.array([0.0, 5.0]), 50.0)
    assert ap_mm == pytest.approx([50 * np.pi / 36, 0])
    assert ml_mm == pytest.approx([0, 50 * np.pi / 36])


def test_the_plate_sees_the_tilt_that_rolled_the_dome_from_wherever_it_stands() -> None:
    tilt = np.random.default_rng(1).uniform(-8, 8, (2, 200))
    ap_mm, ml_mm = contact_point(tilt[0], tilt[1], 40.0)
    ap_mm, ml_mm = ap_mm + 12.5, ml_mm - 7.25
    ap_mm[3] = np.nan
    at_level = contact_at_level(ap_mm, ml_mm, tilt[0], tilt[1], 40.0)
    assert at_level == pytest.approx((12.5, -7.25))
    seen = plate_tilt(ap_mm, ml_mm, 40.0, at_level)
    there = np.arange(200) != 3
    assert np.array(seen)[:, there] == pytest.approx(tilt[:, there], abs=0.0006)
    assert np.isnan(seen[0][3])


def test_a_dome_never_loaded_stands_nowhere() -> None:
    nowhere = np.full(5, np.nan)
    assert np.isnan(contact_at_level(nowhere, nowhere, np.zeros(5), np.zeros(5), 40.0)).all()
