"""Load cells of simulated boards, as `SimulatedSource` sends them: readings, and rates each second.

The cells are the same four for every simulated board, with errors of their own, so that its stored
calibration is right whoever stands on it; noise goes with the seed.
"""

from collections.abc import Callable, Iterable

from trainer.link.simulated_imu import MICROS_STEP
from trainer.motion.load import PLATE
from trainer.simulation.board_state import TICK_S, BoardState
from trainer.simulation.load_cells import CellErrors, LoadCells, plate_forces_n
from trainer.simulation.load_standing import PointLoad, loads_of
from trainer.wire.messages import (
    LoadRates,
    LoadSample,
    SampleFlag,
    Start,
    WriteLoadCalibration,
)

ERRORS = CellErrors.drawn(seed=1)
RATES_EVERY_US = 1_000_000

Presses = Callable[[BoardState], PointLoad]
"""What presses on the plate at the next tick, with the board in this state."""


def factory_load_calibration(board_id: int) -> WriteLoadCalibration:
    """What the board's EEPROM holds of these cells."""
    zero_counts = tuple(round(zero) for zero in ERRORS.zero_counts)
    per_count = tuple(1.0 / (gain * ERRORS.counts_per_n) for gain in ERRORS.gain)
    return WriteLoadCalibration(
        tag=0,
        counter=1,
        board_id=board_id,
        unix_s=0,
        zero_counts=zero_counts,
        newton_per_count=per_count,
        cell_ap_mm=PLATE.cell_ap_mm,
        cell_ml_mm=PLATE.cell_ml_mm,
    )


class CellStream:
    """Four cells under a board, from what presses on them to messages.

    Times in microseconds of the board's clock; `began_us` is when its life began.
    """

    def __init__(self, presses: Presses, rate_hz: float, seed: int) -> None:
        self._presses = presses
        self._cells = LoadCells(ERRORS, rate_hz, seed)
        self._seq = 0
        self._wanted = False
        self._first_us = 0.0
        self._rates_us = 0.0

    def begin(self, start: Start, now_us: float) -> None:
        """A stream begins: readings of before are of no interest, and counting starts anew."""
        self._wanted = start.load_rate_hz > 0
        self._seq, self._first_us = 0, now_us
        self._rates_us = now_us + RATES_EVERY_US

    def meet(self, states: list[BoardState]) -> None:
        """The board's next states, a tick apart."""
        points = [self._presses(state) for state in states]
        self._cells.meet(plate_forces_n(*loads_of(points)))

    def due(self, ticks: int, began_us: float) -> Iterable[LoadSample | LoadRates]:
        """What fell due within so many ticks of the board's life, each message once."""
        found = self._cells.due((ticks - 1) * TICK_S)
        rows = zip(
            (began_us + found.t_s * 1e6).tolist(),
            found.counts.tolist(),
            found.ready.tolist(),
            strict=True,
        )
        for at_us, counts, ready in rows:
            if at_us < self._first_us or not self._wanted:
                continue
            stamp = int(at_us) // MICROS_STEP * MICROS_STEP
            if at_us >= self._rates_us:
                self._rates_us += RATES_EVERY_US
                yield LoadRates(stamp, self._periods_us())
            yield LoadSample(self._seq, stamp, SampleFlag.NEW_DATA, ready, tuple(counts))
            self._seq += 1

    def _periods_us(self) -> tuple[int, ...]:
        return tuple(round(period_s * 1e6) for period_s in self._cells.periods_s)
