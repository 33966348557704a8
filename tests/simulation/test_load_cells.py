"""Four simulated cells: statics, their own clocks, settling, and what their errors do."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.motion.load import FULL_SCALE_COUNTS, PLATE, PlateGeometry
from trainer.simulation.errors import SimulationError
from trainer.simulation.load_cells import (
    ALL_READY,
    CellCounts,
    CellErrors,
    LoadCells,
    plate_forces_n,
)

UNEVEN = PlateGeometry((200.0, 180.0, -190.0, -210.0), (-150.0, 160.0, -170.0, 150.0))

PERFECT_CELLS = CellErrors(noise_n=0.0)


def joined(parts: list[CellCounts]) -> CellCounts:
    return CellCounts(
        np.concatenate([part.t_s for part in parts]),
        np.concatenate([part.counts for part in parts]),
        np.concatenate([part.ready for part in parts]),
    )


def moving_forces(n: int = 3000) -> np.ndarray:
    rng = np.random.default_rng(6)
    return 150.0 + np.cumsum(rng.normal(0, 0.5, (n, 4)), axis=0)


@pytest.mark.parametrize("geometry", [PLATE, UNEVEN])
def test_the_cells_carry_the_load_and_its_moments(geometry: PlateGeometry) -> None:
    load = np.array([700.0, 350.0, 20.0])
    ap, ml = np.array([30.0, -80.0, 0.0]), np.array([-20.0, 60.0, 5.0])
    forces = plate_forces_n(load, ap, ml, geometry)
    assert forces.sum(axis=1) == pytest.approx(load)
    assert forces @ geometry.cell_ap_mm == pytest.approx(load * ap)
    assert forces @ geometry.cell_ml_mm == pytest.approx(load * ml)


def test_equal_springs_share_a_load_over_one_cell_three_to_one_and_lift_the_opposite() -> None:
    over = np.array([PLATE.cell_ap_mm[0]]), np.array([PLATE.cell_ml_mm[0]])
    assert plate_forces_n(np.array([400.0]), *over)[0] == pytest.approx([300, 100, 100, -100])


def test_a_steady_force_is_counted_with_zero_gain_and_sign() -> None:
    errors = replace(
        PERFECT_CELLS, gain=(1.0, -1.0, 0.5, 0.0), zero_counts=(10.0, 20.0, 30.0, 40.0)
    )
    cells = LoadCells(errors)
    cells.meet(np.full((1000, 4), 100.0))
    found = cells.due(0.999)
    assert np.unique(found.counts, axis=0).tolist() == [[437910, -437880, 218980, 40]]
    assert (found.ready == ALL_READY).all()


def test_the_stretches_in_which_forces_arrive_make_no_difference() -> None:
    forces = moving_forces()
    whole = LoadCells(CellErrors.drawn(1), seed=4)
    whole.meet(forces)
    at_once = whole.due(2.999)
    pieces, parts, met = LoadCells(CellErrors.drawn(1), seed=4), [], 0
    for size in (1, 2, 500, 3, 16, 17, 1000, 61, 1400):
        pieces.meet(forces[met : met + size])
        met += size
        parts.append(pieces.due((met - 1) / 1000))
    assert met == 3000
    found = joined(parts)
    assert found.t_s.tolist() == pytest.approx(at_once.t_s.tolist())
    assert np.abs(found.counts - at_once.counts).max() <= 1


@pytest.mark.parametrize("rate_hz", [80.0, 10.0])
def test_common_readings_come_at_the_slowest_cells_pace(rate_hz: float) -> None:
    errors = replace(PERFECT_CELLS, clock_error=(0.05, -0.05, 0.02, 0.0), clock_phase=(0.3,) * 4)
    cells = LoadCells(errors, rate_hz)
    cells.meet(np.zeros((60000, 4)))
    found = cells.due(59.999)
    assert len(found.t_s) == pytest.approx(60 * 0.95 * rate_hz, rel=0.02)
    assert (np.diff(found.t_s) > 0).all()
    assert cells.periods_s == pytest.approx([1 / (rate_hz * f) for f in (1.05, 0.95, 1.02, 1.0)])


def test_a_step_has_settled_after_four_conversions() -> None:
    cells = LoadCells(PERFECT_CELLS)
    forces = np.zeros((2000, 4))
    forces[1000:] = 100.0
    cells.meet(forces)
    found = cells.due(1.999)
    share = found.counts[:, 0] / found.counts[-1, 0]
    rising = share[(found.t_s > 1.001) & (found.t_s < 1.05)]
    assert rising == pytest.approx([0.25, 0.5, 0.75], abs=0.03)
    assert (share[found.t_s > 1.051] == 1.0).all()


def test_noise_is_as_large_as_said_and_smaller_at_ten_hertz() -> None:
    def spread_n(rate_hz: float) -> float:
        cells = LoadCells(CellErrors(noise_n=0.05), rate_hz, seed=2)
        cells.meet(np.zeros((60000, 4)))
        return float(cells.due(59.999).counts.std()) / CellErrors().counts_per_n

    assert spread_n(80.0) == pytest.approx(0.05, rel=0.1)
    assert spread_n(10.0) == pytest.approx(0.05 / 8**0.5, rel=0.1)


def test_a_converter_ends_at_24_bits() -> None:
    cells = LoadCells(PERFECT_CELLS)
    cells.meet(np.full((500, 4), 1e5) * (1, -1, 1, -1))
    counts = cells.due(0.499).counts
    assert counts.max() == FULL_SCALE_COUNTS
    assert counts.min() == -FULL_SCALE_COUNTS - 1


def test_one_seed_draws_one_set_of_cells_within_their_limits() -> None:
    assert CellErrors.drawn(8) == CellErrors.drawn(8) != CellErrors.drawn(9)
    drawn = CellErrors.drawn(8)
    assert np.abs(np.array(drawn.gain) - 1).max() <= 0.01
    assert np.abs(drawn.clock_error).max() <= 0.05


def test_readings_before_their_forces_and_rates_of_nothing_are_refused() -> None:
    cells = LoadCells()
    cells.meet(np.zeros((10, 4)))
    with pytest.raises(SimulationError, match="before their forces"):
        cells.due(1.0)
    with pytest.raises(SimulationError, match="10 or 80"):
        LoadCells(rate_hz=0.0)
