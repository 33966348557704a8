"""`load`: measure the empty plate, then one known weight at its centre and over each corner."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.load import NOMINAL_COUNTS_PER_N
from trainer.motion.load_calibration import calibrate_load, check_zero, zeroed
from trainer.motion.load_checks import CellsBackwards, check_steps, check_weight
from trainer.motion.load_steps import LoadSteps, Place
from trainer.recording.guidance import Figure, Guidance, Guide
from trainer.recording.load import CELLS, LoadCalibration, LoadSetup
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.keeping import now
from trainer.sessions.calibration.load_watch import LoadWatch
from trainer.sessions.calibration.steps import Check, Step, checked, until_refused, waiting_for_data
from trainer.sessions.errors import SessionError
from trainer.texts import said

LOAD = "Load cells"
STEPS = 6
SET_WEIGHT = {
    Place.CENTRE: "Set the {kg:g} kg in the CENTRE of the force plate and take your hands off.",
    Place.FRONT_LEFT: "Set the {kg:g} kg over the FRONT LEFT corner, right over its cell, and take "
    "your hands off.",
    Place.FRONT_RIGHT: "Set the {kg:g} kg over the FRONT RIGHT corner, right over its cell, and "
    "take your hands off.",
    Place.REAR_LEFT: "Set the {kg:g} kg over the REAR LEFT corner, right over its cell, and take "
    "your hands off.",
    Place.REAR_RIGHT: "Set the {kg:g} kg over the REAR RIGHT corner, right over its cell, and take "
    "your hands off.",
}
AS_USED = "Leave the force plate as it will be used, with its board on it, if any, and nobody."
ZERO_MOVED = "zero moved"
CELLS_OFF, NOISE = "cells, off a usual one by", "largest noise"
WEIGHT_ERROR, PLACE_ERROR = "largest error of weight", "largest error of place"
TURNED_ROUND = "taken as turned round"
KEPT = "load calibration {number} of board {board}"
EMPTYING = "Take everything off the force plate and step back."
PLACES = {
    Place.CENTRE: Figure.WEIGHT_CENTRE,
    Place.FRONT_LEFT: Figure.WEIGHT_FRONT_LEFT,
    Place.FRONT_RIGHT: Figure.WEIGHT_FRONT_RIGHT,
    Place.REAR_LEFT: Figure.WEIGHT_REAR_LEFT,
    Place.REAR_RIGHT: Figure.WEIGHT_REAR_RIGHT,
}

Keep = Callable[[LoadCalibration], LoadCalibration]
OnBackwards = Callable[[frozenset[int]], str]
"""Asked about cells that are wired backwards: returns "" to accept them, or advice to refuse."""


def how_to_flip(cells: frozenset[int]) -> str:
    """What to type to accept cells that are wired backwards, if nobody can be asked."""
    options = " ".join(f"--flip {CELLS[cell]}" for cell in sorted(cells))
    return f"to take it as turned round, run baps calibrate load again with {options}"


@dataclass(frozen=True)
class KnownWeight:
    """The weight that is put on the plate, and the cells known to be wired backwards."""

    weight_kg: float
    flipped: frozenset[int] = frozenset()


def load_guide(
    board: OpenBoard, keep: Keep, known: KnownWeight, on_backwards: OnBackwards = how_to_flip
) -> Guide:
    """Empty, centre, four corners; `on_backwards` is asked about cells wired backwards."""
    return until_refused(LOAD, _load(board, keep, known, on_backwards))


def zero_guide(board: OpenBoard, keep: Keep) -> Guide:
    """Only the zero, measured on the empty plate as it will be used; the factors stay."""
    return until_refused(LOAD, _zero(board, keep))


def flips_of(names: tuple[str, ...]) -> frozenset[int]:
    return frozenset(CELLS.index(name) for name in names)


def _load(board: OpenBoard, keep: Keep, known: KnownWeight, on_backwards: OnBackwards) -> Guide:
    weight_n = known.weight_kg * STANDARD_GRAVITY
    check_weight(weight_n)
    setup = _setup(board)
    yield from waiting_for_data(board, LOAD, STEPS)
    watch = LoadWatch(board, setup.rate_hz, weight_n)
    empty = yield from watch.empty(Step(LOAD, 1, STEPS, Figure.PLATE_EMPTY, EMPTYING))
    steps = LoadSteps(weight_n, empty, flipped=known.flipped)
    for place in Place:
        steps = yield from _placed(watch, steps, place, on_backwards)
    done = calibrate_load(steps, now(), counter=setup.calibration.counter + 1)
    done = replace(done, board_id=setup.calibration.board_id)
    return checked(LOAD, _checks(done, steps), lambda: _kept(keep(done)))


def _placed(
    watch: LoadWatch, steps: LoadSteps, place: Place, on_backwards: OnBackwards
) -> Generator[Guidance, None, LoadSteps]:
    number = 2 + len(steps.placed)
    step = Step(LOAD, number, STEPS, PLACES[place], _prompt(place, steps.weight_n))
    reading = yield from watch.weight(step)
    steps = replace(steps, placed={**steps.placed, place: reading})
    try:
        check_steps(steps)
    except CellsBackwards as backwards:
        if len(backwards.cells) == len(CELLS):
            raise CalibrationError(
                "all four cells felt less with the weight than without: the force plate was not "
                "empty at the first step; run baps calibrate load again"
            ) from None
        advice = on_backwards(backwards.cells)
        if advice:
            raise CalibrationError(
                f"wired backwards: {_named(backwards.cells)}; {advice}"
            ) from None
        steps = replace(steps, flipped=backwards.cells)
        check_steps(steps)
    return steps


def _zero(board: OpenBoard, keep: Keep) -> Guide:
    stored = _setup(board).calibration
    if not stored.calibrated:
        raise CalibrationError("these load cells were never calibrated: run baps calibrate load")
    yield from waiting_for_data(board, LOAD, 1)
    watch = LoadWatch(board, _setup(board).rate_hz, 0.0)
    empty = yield from watch.empty(Step(LOAD, 1, 1, Figure.PLATE_EMPTY, AS_USED))
    off_n = check_zero(stored, empty).total_n
    done = zeroed(stored, empty, now())
    return checked(LOAD, (Check(ZERO_MOVED, f"{off_n:+.1f} N"),), lambda: _kept(keep(done)))


def _setup(board: OpenBoard) -> LoadSetup:
    setup = board.streams.load_setup
    if setup is None:
        raise SessionError(
            "no load cells answer on this board: check their plugs, then run baps diagnose"
        )
    return setup


def _prompt(place: Place, weight_n: float) -> str:
    return said(SET_WEIGHT[place]).format(kg=weight_n / STANDARD_GRAVITY)


def _checks(done: LoadCalibration, steps: LoadSteps) -> tuple[Check, ...]:
    factors = np.abs(done.newton_per_count) * NOMINAL_COUNTS_PER_N
    noise_n = np.array(steps.empty.noise_counts) * np.abs(done.newton_per_count)
    cells = " ".join(f"{100 * (factor - 1):+.1f}" for factor in factors)
    checks = [
        Check(CELLS_OFF, f"{cells} %"),
        Check(NOISE, f"{noise_n.max():.2f} N"),
        Check(WEIGHT_ERROR, f"{done.residual_n:.1f} N"),
        Check(PLACE_ERROR, f"{done.residual_mm:.1f} mm"),
    ]
    if steps.flipped:
        checks.append(
            Check(TURNED_ROUND, ", ".join(said(CELLS[cell]) for cell in sorted(steps.flipped)))
        )
    return tuple(checks)


def _named(cells: frozenset[int]) -> str:
    return " and ".join(CELLS[cell] for cell in sorted(cells))


def _kept(kept: LoadCalibration) -> str:
    return said(KEPT).format(number=kept.counter, board=f"{kept.board_id:016x}")
