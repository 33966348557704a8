"""A load calibration a therapist can do alone: right when done right, refused when not."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tests.load_plate import WEIGHT_N, SimulatedPlate, having, without
from trainer.motion.calibration import CalibrationError
from trainer.motion.load import plate_load
from trainer.motion.load_calibration import calibrate_load
from trainer.motion.load_checks import CellsBackwards, check_steps
from trainer.motion.load_steps import LoadSteps, Place, cell_reading
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.simulation.load_cells import CellErrors

CORNERS = tuple(place for place in Place if place.value >= 0)

NOW = datetime(2026, 5, 6, tzinfo=UTC)
BODY_N = 70 * STANDARD_GRAVITY
PLATE = SimulatedPlate(CellErrors.drawn(3))
GOOD = PLATE.weighed()


def calibrated(steps: LoadSteps) -> LoadCalibration:
    return calibrate_load(steps, NOW, "op 1", board_id=9, counter=2)


def largest_miss_mm(plate: SimulatedPlate, calibration: LoadCalibration) -> float:
    """Of a load of 70 kg at twenty points of the plate, every single reading."""
    rng = np.random.default_rng(20)
    misses = []
    for ap_mm, ml_mm in rng.uniform(-150, 150, (20, 2)).tolist():
        found = plate.counts(BODY_N, ap_mm, ml_mm, seconds=2.0)
        load = plate_load(found.counts, found.ready, calibration)
        misses.append(np.hypot(load.cop_ap_mm - ap_mm, load.cop_ml_mm - ml_mm).max())
    return float(max(misses))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rate_hz", [80.0, 10.0])
def test_twenty_known_points_are_found_within_a_millimetre(seed: int, rate_hz: float) -> None:
    plate = SimulatedPlate(CellErrors.drawn(seed), rate_hz)
    assert largest_miss_mm(plate, calibrated(plate.weighed())) < 1.0


def test_with_another_plates_factors_they_would_be_missed() -> None:
    zero = (0.0, 0.0, 0.0, 0.0)
    gains = (1.01, 1.01, 0.99, 0.99)
    others = calibrated(SimulatedPlate(CellErrors(zero_counts=zero)).weighed())
    plate = SimulatedPlate(CellErrors(gain=gains, zero_counts=zero))
    assert largest_miss_mm(plate, others) > 1.5


def test_a_weight_set_down_by_eye_still_finds_them_within_two_millimetres() -> None:
    off = dict(zip(Place, np.random.default_rng(4).normal(0, 2, (5, 2)).tolist(), strict=True))
    steps = PLATE.weighed(off_mm={place: (ap, ml) for place, (ap, ml) in off.items()})
    assert largest_miss_mm(PLATE, calibrated(steps)) < 2.0


def test_the_calibration_knows_its_maker_its_board_and_its_residual() -> None:
    made = calibrated(PLATE.weighed(off_mm={Place.FRONT_LEFT: (6.0, 0.0)}))
    assert (made.made_at, made.operator, made.board_id, made.counter) == (NOW, "op 1", 9, 2)
    assert made.calibrated
    assert 1.0 < made.residual_mm < 6.0
    assert 0.0 <= made.residual_n < 0.01 * WEIGHT_N
    assert calibrated(GOOD).residual_mm < 0.5


@pytest.mark.parametrize("weight_n", [0.0, -20.0, float("nan")])
def test_a_weight_of_zero_or_below_is_refused(weight_n: float) -> None:
    with pytest.raises(CalibrationError, match="above 0"):
        check_steps(replace(GOOD, weight_n=weight_n))


@pytest.mark.parametrize("weight_n", [10.0, float("inf")])
def test_a_weight_too_small_to_measure_by_is_refused(weight_n: float) -> None:
    with pytest.raises(CalibrationError, match="5 kg or more"):
        check_steps(replace(GOOD, weight_n=weight_n))


@pytest.mark.parametrize("place", Place)
def test_a_place_forgotten_is_named(place: Place) -> None:
    with pytest.raises(CalibrationError, match=f"not yet put on: {place.words}"):
        calibrated(without(GOOD, place))


@pytest.mark.parametrize("place", CORNERS)
def test_the_same_corner_twice_is_seen_in_the_counts(place: Place) -> None:
    other = CORNERS[place.value - 1]
    again = having(GOOD, place, GOOD.placed[other])
    with pytest.raises(CalibrationError, match=f"one place .* do the {place.words} step again"):
        check_steps(again)


def test_two_corners_exchanged_are_not_taken_for_each_other() -> None:
    first, last = Place.FRONT_LEFT, Place.REAR_RIGHT
    swapped = having(having(GOOD, first, GOOD.placed[last]), last, GOOD.placed[first])
    with pytest.raises(CalibrationError, match=r"not at the (front-left|rear-right)"):
        check_steps(swapped)


def test_a_centre_that_is_none_is_named() -> None:
    with pytest.raises(CalibrationError, match="not at the centre"):
        check_steps(PLATE.weighed(off_mm={Place.CENTRE: (126.0, 23.0)}))


@pytest.mark.parametrize("place", Place)
def test_a_weight_well_beside_its_mark_is_told_with_its_miss(place: Place) -> None:
    steps = PLATE.weighed(off_mm={place: (20.0, -30.0)})
    with pytest.raises(CalibrationError, match=rf"{place.words} is off by \d+\.\d mm"):
        calibrated(steps)


@pytest.mark.parametrize("cell", range(4))
def test_a_cell_that_does_not_respond_is_named_by_the_first_weight(cell: int) -> None:
    gain = tuple(0.0 if i == cell else 1.0 for i in range(4))
    steps = SimulatedPlate(CellErrors(gain=gain)).weighed()  # type: ignore[arg-type]
    with pytest.raises(CalibrationError, match=f"{CORNERS[cell].words} cell does not respond"):
        check_steps(without(steps, *CORNERS))
    with pytest.raises(CalibrationError, match=f"{CORNERS[cell].words} cell does not respond"):
        calibrated(steps)


@pytest.mark.parametrize("cells", [{0}, {1}, {2}, {3}, {0, 2}, {0, 3}, {0, 1, 2, 3}])
def test_cells_wired_backwards_are_named_and_calibrated_once_flipped(cells: set[int]) -> None:
    errors = CellErrors.drawn(5)
    gain = tuple(-g if i in cells else g for i, g in enumerate(errors.gain))
    plate = SimulatedPlate(replace(errors, gain=gain))  # type: ignore[arg-type]
    steps = plate.weighed()
    for done in (without(steps, *CORNERS), steps):
        with pytest.raises(CellsBackwards, match=CORNERS[min(cells)].words) as refusal:
            check_steps(done)
        assert refusal.value.cells == cells
    made = calibrated(replace(steps, flipped=refusal.value.cells))
    assert [factor < 0 for factor in made.newton_per_count] == [i in cells for i in range(4)]
    assert largest_miss_mm(plate, made) < 1.0


def test_a_cell_flipped_without_need_is_refused() -> None:
    with pytest.raises(CalibrationError, match="front-right cell is wired correctly"):
        check_steps(replace(GOOD, flipped=frozenset({1})))


def test_a_step_without_its_weight_is_named() -> None:
    with pytest.raises(CalibrationError, match=r"feels no weight.* do the centre step"):
        check_steps(replace(GOOD, placed={Place.CENTRE: PLATE.reading(0.0)}))
    with pytest.raises(CalibrationError, match=r"less weight .* do the rear-right step"):
        check_steps(having(GOOD, Place.REAR_RIGHT, PLATE.reading(0.0)))


def centre_wobbling_by(newtons: float) -> LoadSteps:
    time = np.arange(3000) / 1000
    wobble = newtons * np.sin(2 * np.pi * time)
    found = PLATE.counts_of(WEIGHT_N / 4 + wobble[:, np.newaxis] * np.ones(4))
    return having(GOOD, Place.CENTRE, cell_reading(found.counts, found.ready))


def test_a_load_that_moves_is_refused_and_a_resting_one_is_not() -> None:
    check_steps(centre_wobbling_by(0.1))
    with pytest.raises(CalibrationError, match=r"not steady .* do the centre step again"):
        check_steps(centre_wobbling_by(20.0))


def test_saturated_counts_are_refused_with_their_cell() -> None:
    found = PLATE.counts(WEIGHT_N)
    found.counts[17, 2] = 2**23 - 1
    steps = having(GOOD, Place.CENTRE, cell_reading(found.counts, found.ready))
    with pytest.raises(CalibrationError, match=r"rear-left cell is at the end .* centre step"):
        check_steps(steps)


def test_a_cell_that_gives_no_readings_is_named() -> None:
    found = PLATE.counts(WEIGHT_N)
    with pytest.raises(CalibrationError, match="front-right cell gives no readings"):
        cell_reading(found.counts, np.full(len(found.ready), 0b1101, np.uint8))


def test_too_few_readings_are_refused() -> None:
    found = PLATE.counts(WEIGHT_N)
    with pytest.raises(CalibrationError, match="only 5 readings"):
        cell_reading(found.counts[:5], found.ready[:5])
