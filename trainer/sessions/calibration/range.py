"""`range`: how far the patient can tilt the board without pain, all the way round."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from trainer.motion.range import SECTORS, RangeReach, range_of
from trainer.motion.reach import centres_deg
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.guidance import Figure, Guide, Reach
from trainer.recording.vocabulary import Side, Source
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

RANGE = "Range"
FEET = {Side.LEFT: "the left foot", Side.RIGHT: "the right foot", Side.BOTH: "both feet"}
SETTLED_S = 8.0
"""If no direction grew for this long, the leg goes no farther."""
PATIENCE_S = 120.0


@dataclass(frozen=True)
class RangeOf:
    """The rim that limits the range, in which conditions the patient reaches, and the day."""

    conditions: Conditions
    rim: Rim
    day: date


def range_guide(board: OpenBoard, keep: Callable[[Range], Range], which: RangeOf) -> Guide:
    """Slow circles, as far as is comfortable, until no direction grows."""
    return until_refused(RANGE, _range(board, keep, which))


def _range(board: OpenBoard, keep: Callable[[Range], Range], which: RangeOf) -> Guide:
    require_calibrated(board)
    yield from waiting_for_data(board, RANGE, 1)
    step = Step(
        RANGE,
        1,
        1,
        Figure.REACH_ALL_ROUND,
        f"Hold the rail, {FEET[which.conditions.side]} on the board: tilt it slowly all the way "
        "round, as far as it does not hurt. Twice each way.",
    )
    follower, reach = Follower(board), RangeReach(board.setup.rate_hz)
    begun_s = grown_s = follower.now_s()
    while follower.now_s() - begun_s < PATIENCE_S:
        new = follower.wait().samples
        if len(new) and reach.add(new.ap_deg, new.ml_deg):
            grown_s = follower.now_s()
        quiet_s = follower.now_s() - grown_s
        if reach.complete and quiet_s > SETTLED_S:
            break
        newest = (float(new.ap_deg[-1]), float(new.ml_deg[-1])) if len(new) else (0.0, 0.0)
        shown = Reach(centres_deg(SECTORS), tuple(reach.largest_deg.tolist()), newest)
        yield step.moment(_progress(reach, quiet_s), follower.trouble(), reach=shown)
    source = Source.SIMULATED if board.simulated else Source.MEASURED
    c = which.conditions
    asked = Range(
        (0.0,), (1.0,), source, c.side, c.level, c.stem_hole, c.stance, c.support, which.day
    )
    done = range_of(reach, which.rim, asked)
    return checked(RANGE, _checks(done, which.rim), lambda: _kept(keep(done)))


def _progress(reach: RangeReach, quiet_s: float) -> float:
    if not reach.complete:
        return 0.5 * float(np.mean(reach.covered))
    return 0.5 + 0.5 * quiet_s / SETTLED_S


def _checks(done: Range, rim: Rim) -> tuple[Check, ...]:
    tilts, along = np.array(done.tilt_deg), np.radians(done.directions_deg)
    share = 100 * tilts / rim.limit_deg(np.cos(along), np.sin(along))
    return (
        Check("smallest reach", f"{tilts.min():.1f}°"),
        Check("largest reach", f"{tilts.max():.1f}°"),
        Check("of the rim", f"{share.mean():.0f} %, the rim is {rim.source.value}"),
    )


def _kept(done: Range) -> str:
    return f"range of the {done.side.value} side on {done.day.isoformat()}, {done.source.value}"
