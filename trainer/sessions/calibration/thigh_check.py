"""After a test: does the thigh sensor still sit where its set-up found it?

METRICS F: over 3° it has slipped, and what was measured with it is discarded.
"""

from collections.abc import Callable

from trainer.motion.calibration import CalibrationError
from trainer.motion.thigh_zero import CHECKED_STAND_S, SlippedError, check_zero
from trainer.recording.body import BodySamples, ThighSetup
from trainer.recording.guidance import Figure, Finished, Guide
from trainer.recording.sensor import SensorSetup
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.steps import Follower, Step, told, waiting_for_data
from trainer.sessions.errors import SessionError
from trainer.sessions.fitted import NO_BODY_SENSOR

THIGH_CHECK = "Thigh sensor after the test"
PATIENCE_S = 60.0
STEP = Step(THIGH_CHECK, 1, 1, Figure.STAND_STILL, "Stand still on both legs, as in the set-up.")

Discard = Callable[[], int]
"""Forgets the set-up and what was told by it; returns from how many trials values were taken."""


def thigh_check_guide(board: OpenBoard, discard: Discard) -> Guide:
    """Two still seconds on both legs, compared with the set-up's zero."""
    return told(THIGH_CHECK, _check(board, discard))


def _check(board: OpenBoard, discard: Discard) -> Guide:
    thigh, sensor = _worn(board)
    yield from waiting_for_data(board, THIGH_CHECK, 1)
    follower, parts = Follower(board), [BodySamples.empty()]
    wanted = round(CHECKED_STAND_S * sensor.rate_hz)
    begun_s, why = follower.now_s(), "the thigh sensor sends nothing: check its cable"
    while follower.now_s() - begun_s < PATIENCE_S:
        parts = [BodySamples.concatenate([*parts, follower.wait().body])[-wanted:]]
        if len(parts[0]) < wanted:
            yield STEP.moment(len(parts[0]) / wanted)
            continue
        try:
            off_deg = check_zero(thigh, parts[0], sensor)
        except SlippedError as slipped:
            trials = discard()
            lines = (("discarded", f"thigh values of {trials} trials"),)
            return Finished(THIGH_CHECK, False, lines, str(slipped))
        except CalibrationError as moved:
            why = str(moved)
            yield STEP.moment(0.0, "stand still")
            continue
        return Finished(THIGH_CHECK, True, (("off the set-up's zero", f"{off_deg:.1f}°"),))
    raise STEP.gave_up(PATIENCE_S, why)


def _worn(board: OpenBoard) -> tuple[ThighSetup, SensorSetup]:
    body = board.intake.body_setup
    if body is None:
        raise SessionError(NO_BODY_SENSOR)
    if body.thigh is None:
        raise SessionError(
            "the body sensor was not set up in the last two hours: run baps calibrate thigh first"
        )
    return body.thigh, body.setup
