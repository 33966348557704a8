"""`rim`: the empty board is pressed onto its edge and rolled by hand, once each way round."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from math import hypot

import numpy as np

from trainer.motion.dome_balance import EmptyBoard
from trainer.motion.dome_check import MATCHES, best_match, drawn_rims
from trainer.motion.reach import centres_deg
from trainer.motion.readings import accel_g
from trainer.motion.rest_checks import rest_tilt_deg
from trainer.motion.rim import SECTORS, RimTurn, rim_of, turns_apart_deg
from trainer.recording.envelope import Rim
from trainer.recording.guidance import Figure, Guidance, Guide, Reach
from trainer.recording.stem_hole import ON_BOARD
from trainer.recording.vocabulary import DomeStyle, Source
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.steps import (
    Check,
    Follower,
    Step,
    checked,
    require_calibrated,
    until_refused,
    waiting_for_data,
)
from trainer.texts import said, said_back

RIM = "Rim"
RESTING = Step(
    RIM,
    1,
    3,
    Figure.PRESS_EDGE_DOWN,
    "Set the empty board on its dome. Press its edge to the floor with one finger and keep it "
    "there.",
)
TURNS = (
    (
        Step(
            RIM,
            2,
            3,
            Figure.ROLL_RIGHT_ROUND,
            "Roll it slowly once round on its edge, clockwise from above, in about ten seconds. "
            "The finger keeps the edge down.",
        ),
        1,
    ),
    (Step(RIM, 3, 3, Figure.ROLL_LEFT_ROUND, "Now roll it once round the other way."), -1),
)
PRESS_EDGE, SLOWER, OTHER_WAY = "press its edge to the floor", "slower", "the other way round"
SMALLEST, LARGEST, APART = "smallest tilt", "largest tilt", "largest difference of the turns"
ON_DOME = "dome"
KEPT = "rim of board {board} on dome {level}"
KEPT_HOLE = "rim of board {board} on dome {level}, stem hole {hole}"
REST_S = 1.0
REST_WITHIN_DEG = 0.3
EDGE_SHARE = 0.8
"""An edge is not on the floor below this share of the lowest, or of the chosen, dome's rim."""
PRESSED_DEG = 1.0
"""A finger moves the edge by more than this from where the board lay alone."""
STUCK_S = 12.0
PATIENCE_S = 90.0


@dataclass(frozen=True)
class RimOf:
    """Which rim is measured. `own_dome` stores it even if it matches another dome."""

    level: int
    stem_hole: int = 0
    own_dome: bool = False
    style: DomeStyle = DomeStyle.CAPS


def rim_guide(board: OpenBoard, keep: Callable[[Rim], Rim], which: RimOf) -> Guide:
    """Rest on the edge, once round clockwise, once back."""
    return until_refused(RIM, _rim(board, keep, which))


def _rim(board: OpenBoard, keep: Callable[[Rim], Rim], which: RimOf) -> Guide:
    require_calibrated(board)
    yield from waiting_for_data(board, RIM, 3)
    yield from _rest(board, _Pressed.on(board, which))
    turns = []
    for step, sense in TURNS:
        turns.append((yield from _turn(board, step, sense)))
    source = Source.SIMULATED if board.simulated else Source.MEASURED
    board_id = board.identity.board_id
    asked = Rim((0.0,), (1.0,), source, board_id, which.level, which.stem_hole, which.style)
    rim = rim_of(turns[0], turns[1], asked)
    apart = float(turns_apart_deg(*turns).max())
    return checked(RIM, _checks(rim, apart, which), lambda: _kept(keep(rim)))


@dataclass(frozen=True)
class _Pressed:
    """Tells an edge on the floor from a board that lies tilted with its edge in the air.

    `alone` is the (ap, ml) at which the board lay by itself; None if that was on its edge already.
    """

    least_deg: float
    alone: tuple[float, float] | None

    @classmethod
    def on(cls, board: OpenBoard, which: RimOf) -> "_Pressed":
        """What a finger must change on this board."""
        drawn = drawn_rims(which.stem_hole, which.style)
        least_deg = EDGE_SHARE * min(min(rim.tilt_deg) for rim in drawn.values())
        rim, rest = drawn[which.level], board.streams.rest
        if rest is None or which.own_dome or EmptyBoard(rim.dome).lies_on_rim:
            return cls(least_deg, None)
        mean_g = accel_g(rest.accel_counts, board.setup).mean(axis=0)
        ap, ml = rest_tilt_deg(board.calibration, mean_g[np.newaxis])
        lay_on_edge = rim.fraction(ap, ml)[0] > EDGE_SHARE
        return cls(least_deg, None if lay_on_edge else (float(ap[0]), float(ml[0])))

    def sees(self, ap_deg: float, ml_deg: float) -> bool:
        """Whether the edge is on the floor at this tilt."""
        if hypot(ap_deg, ml_deg) < self.least_deg:
            return False
        alone = self.alone
        return alone is None or hypot(ap_deg - alone[0], ml_deg - alone[1]) > PRESSED_DEG


def _rest(board: OpenBoard, pressed: _Pressed) -> Generator[Guidance, None, None]:
    follower, begun = Follower(board), board.feed.now_ns() / 1e9
    tilts = np.zeros((0, 2))
    wanted = round(REST_S * board.setup.rate_hz)
    while follower.now_s() - begun < PATIENCE_S:
        new = follower.wait().samples
        tilts = np.concatenate((tilts, np.stack((new.ap_deg, new.ml_deg), axis=1)))[-wanted:]
        still = len(tilts) == wanted and np.ptp(tilts, axis=0).max() < REST_WITHIN_DEG
        tipped = len(tilts) > 0 and pressed.sees(*tilts[-1].tolist())
        if still and tipped:
            return
        notice = follower.trouble() or ("" if tipped else PRESS_EDGE)
        yield RESTING.moment(len(tilts) / wanted if tipped else 0.0, notice)
    raise RESTING.gave_up(PATIENCE_S, follower.trouble())


def _turn(board: OpenBoard, step: Step, sense: int) -> Generator[Guidance, None, RimTurn]:
    follower = Follower(board)
    turn = RimTurn(board.setup.rate_hz, sense)
    best, best_at_s = 0.0, follower.now_s()
    while not turn.done:
        new = follower.wait().samples
        if len(new):
            turn.add(new.ap_deg, new.ml_deg)
            yield step.moment(
                turn.progress, _notice(turn, follower), reach=_reach(turn, new.ap_deg, new.ml_deg)
            )
        else:
            yield step.moment(turn.progress, _notice(turn, follower))
        if turn.progress > best:
            best, best_at_s = turn.progress, follower.now_s()
        if follower.now_s() - best_at_s > (STUCK_S if best > 0.1 else PATIENCE_S):
            raise turn.half_way()
    return turn


def _notice(turn: RimTurn, follower: Follower) -> str:
    if follower.trouble():
        return follower.trouble()
    if turn.too_fast:
        return SLOWER
    return OTHER_WAY if turn.turned_deg < -20.0 else ""


def _reach(turn: RimTurn, ap_deg: np.ndarray, ml_deg: np.ndarray) -> Reach:
    tilts = tuple(float(t) for t in turn.tilts.newest)
    return Reach(centres_deg(SECTORS), tilts, (float(ap_deg[-1]), float(ml_deg[-1])))


def _checks(rim: Rim, apart_deg: float, which: RimOf) -> tuple[Check, ...]:
    tilts = np.array(rim.tilt_deg)
    drawn = drawn_rims(which.stem_hole, which.style)
    limits = {level: float(np.mean(rim.tilt_deg)) for level, rim in drawn.items()}
    match = best_match(float(tilts.mean()), which.level, limits)
    return (
        Check(SMALLEST, f"{tilts.min():.1f}°"),
        Check(LARGEST, f"{tilts.max():.1f}°"),
        Check(APART, f"{apart_deg:.2f}°"),
        Check(
            ON_DOME,
            said_back(match.words, MATCHES),
            match.fits or which.own_dome,
            f"{match.words}: put dome {which.level} on, or give --level {match.looks_like}, and "
            "run baps calibrate rim again; --own-dome stores it anyway",
        ),
    )


def _kept(rim: Rim) -> str:
    hole = ON_BOARD[rim.stem_hole] if rim.stem_hole else ""
    words = said(KEPT_HOLE if hole else KEPT)
    return words.format(board=f"{rim.board_id:016x}", level=rim.level, hole=hole)
