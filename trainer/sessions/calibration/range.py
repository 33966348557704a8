"""`range`: how far the patient can tilt the board without pain, all the way round.

The program proposes a shape; a person who watched the patient confirms it.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from trainer.motion.range import SECTORS, RangeReach, range_of
from trainer.motion.reach import centres_deg
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.guidance import Answer, Figure, Guidance, Guide, Reach
from trainer.recording.samples import Samples
from trainer.recording.vocabulary import Side, Source, Stance, Support
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
from trainer.sessions.errors import SessionError
from trainer.texts import said

RANGE = "Range"
SIT = {
    Side.LEFT: "Sit with the left foot on the board.",
    Side.RIGHT: "Sit with the right foot on the board.",
    Side.BOTH: "Sit with both feet on the board.",
}
STAND = {
    Side.LEFT: "Stand on the left foot.",
    Side.RIGHT: "Stand on the right foot.",
    Side.BOTH: "Stand on both feet.",
}
STAND_PARTLY = {
    Side.LEFT: "Stand with part of your weight on the left foot.",
    Side.RIGHT: "Stand with part of your weight on the right foot.",
    Side.BOTH: "Stand with part of your weight on both feet.",
}
HANDS = {
    Support.NONE: "A hand near the rail.",
    Support.FINGERTIP: "Fingertips on the rail.",
    Support.RAIL: "Hold the rail.",
}
SETTLED_S = 8.0
"""If no direction grew for this long, the leg goes no farther."""
PATIENCE_S = 120.0
CONFIRMING_S = 120.0
SLOWLY = "Tilt slowly to every side, as far as it does not hurt; hold each for a second."
TAKEN_BACK = "taken back: {where}. Go less far there"
SHAPE = "Look at the shape: is every side free of pain?"
LEAST, MOST = "smallest reach", "largest reach"
SHARE, SHARE_OF_RIM = (
    "of the rim",
    {
        Source.MEASURED: "{percent} %, the rim is measured",
        Source.SIMULATED: "{percent} %, the rim is simulated",
        Source.ASSUMED: "{percent} %, the rim is assumed",
    },
)
KEPT = "for today alone, on dome {level}: {posture}"
NOT_CONFIRMED = "nobody confirmed the shape. Start the step again when ready"


@dataclass(frozen=True)
class RangeOf:
    """The rim that limits the range, how the patient stands, and the day.

    `confirmed` accepts the shape without asking anybody.
    """

    conditions: Conditions
    rim: Rim
    day: date
    confirmed: bool = False


def range_guide(board: OpenBoard, keep: Callable[[Range], Range], which: RangeOf) -> Guide:
    """Every side slowly, as far as is comfortable; ends when somebody confirms the shape.

    A prompt that lists answers takes them by `send`: `PAIN` takes the last direction back.
    """
    return until_refused(RANGE, _range(board, keep, which))


def posture_words(conditions: Conditions) -> str:
    """How the patient sits or stands, and where the hands are."""
    if conditions.stance is Stance.SEATED:
        return said(SIT[conditions.side])
    how = STAND_PARTLY if conditions.stance is Stance.PARTIAL else STAND
    return f"{said(how[conditions.side])} {said(HANDS[conditions.support])}"


def asked_words(conditions: Conditions) -> str:
    """How to stand, and what to do."""
    return f"{posture_words(conditions)} {said(SLOWLY)}"


def _range(board: OpenBoard, keep: Callable[[Range], Range], which: RangeOf) -> Guide:
    require_calibrated(board)
    yield from waiting_for_data(board, RANGE, 1)
    reach = RangeReach(board.setup.rate_hz, which.rim)
    yield from _Reaching(board, which, reach).until_confirmed()
    source = Source.SIMULATED if board.simulated else Source.MEASURED
    c = which.conditions
    asked = Range(
        (0.0,), (1.0,), source, c.side, c.level, c.stem_hole, c.stance, c.support, which.day
    )
    done = range_of(reach, which.rim, asked)
    return checked(RANGE, _checks(done, which.rim), lambda: _kept(keep(done), c))


class _Reaching:
    """The patient reaches, and somebody watches: says where it hurts, confirms what is drawn."""

    def __init__(self, board: OpenBoard, which: RangeOf, reach: RangeReach) -> None:
        self._follower, self._reach, self._confirmed = Follower(board), reach, which.confirmed
        prompt = asked_words(which.conditions)
        self._step = Step(RANGE, 1, 1, Figure.REACH_ALL_ROUND, prompt)
        self._shape = Step(RANGE, 1, 1, Figure.REACH_ALL_ROUND, SHAPE)
        self._begun_s = self._grown_s = self._follower.now_s()
        self._now_deg = (0.0, 0.0)
        self._notice = ""

    def until_confirmed(self) -> Generator[Guidance, Answer | None, None]:
        """Moments until somebody confirms the shape, or the time is over."""
        while True:
            self._take(self._follower.wait().samples)
            now_s = self._follower.now_s()
            settled = self._reach.complete and now_s - self._grown_s > SETTLED_S
            if settled and self._confirmed:
                return
            late = now_s - self._begun_s > PATIENCE_S + (CONFIRMING_S if settled else 0.0)
            if late or self._reach.beyond_rim:
                break
            answer = yield self._moment(settled, now_s - self._grown_s)
            if answer is Answer.PAIN:
                self._pain(now_s)
            elif answer is Answer.KEEP and settled:
                return
        if self._reach.complete and not self._reach.beyond_rim:
            raise SessionError(NOT_CONFIRMED)

    def _take(self, new: Samples) -> None:
        if not len(new):
            return
        if self._reach.add(new):
            self._grown_s, self._notice = self._follower.now_s(), ""
        self._now_deg = float(new.ap_deg[-1]), float(new.ml_deg[-1])

    def _pain(self, now_s: float) -> None:
        where = self._reach.take_back(*self._now_deg)
        self._notice = said(TAKEN_BACK).format(where=said(where))
        # After pain the patient has the whole time again.
        self._begun_s = self._grown_s = now_s

    def _moment(self, settled: bool, quiet_s: float) -> Guidance:
        step = self._shape if settled else self._step
        answers = (Answer.KEEP, Answer.PAIN) if settled else (Answer.PAIN,)
        tilts = self._reach.shape_deg if settled else self._reach.largest_deg
        drawn = Reach(centres_deg(SECTORS), tuple(tilts.tolist()), self._now_deg)
        notice = self._follower.trouble() or self._notice
        moment = step.moment(_progress(self._reach, quiet_s), notice, reach=drawn)
        return replace(moment, answers=answers)


def _progress(reach: RangeReach, quiet_s: float) -> float:
    if not reach.complete:
        return 0.5 * float(np.mean(reach.covered))
    # A full ring means done, and that is for a person to say.
    return min(0.5 + 0.5 * quiet_s / SETTLED_S, 0.99)


def _checks(done: Range, rim: Rim) -> tuple[Check, ...]:
    tilts, along = np.array(done.tilt_deg), np.radians(done.directions_deg)
    share = 100 * tilts / rim.limit_deg(np.cos(along), np.sin(along))
    return (
        Check(LEAST, f"{tilts.min():.1f}°"),
        Check(MOST, f"{tilts.max():.1f}°"),
        Check(SHARE, said(SHARE_OF_RIM[rim.source]).format(percent=f"{share.mean():.0f}")),
    )


def _kept(done: Range, conditions: Conditions) -> str:
    return said(KEPT).format(level=done.level, posture=posture_words(conditions))
