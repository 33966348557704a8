"""Work on the floor: what may be done then, and what sees it.

A strap on the thigh sees it, the deck's sensor on the sacrum, or the therapist's eye alone: then
the board only keeps the time.
"""

from dataclasses import replace

from games.engine.activity import Activity, Surface
from games.engine.setup import TrialSetup
from trainer.recording.eye import Glance
from trainer.recording.vocabulary import Side
from trainer.sessions.board import NO_SACRUM_SETUP, OpenBoard
from trainer.sessions.errors import SessionError

PUT_IT_BACK = "put it back into the deck and run baps calibrate place --sensor deck --on board"
NO_MOTION_SENSOR = (
    "no motion sensor answers, and on the floor its samples keep the time: run baps diagnose"
)
NO_STRAP = (
    "{activity} is played by the strap on the thigh, and none is set up: run baps calibrate thigh, "
    "or play single-leg-squat, which can be scored by eye"
)
OTHER_THIGH = (
    "the strap is set up on the {worn} thigh and {activity} is asked of the {asked} leg: put it on "
    "that leg and run baps calibrate thigh"
)
ONE_LEG = "{activity} is played on the leg with the strap: say --side left or --side right"
ANY_TILT_DEG = 180.0
"""A deck that lies beside the patient may rest on its rim: it opens the gate all the same."""
THIGH_SEES, SACRUM_SEES = "the thigh's strap", "the strap on the sacrum"
SEES = "what sees this: {straps}, and whoever scores by eye"
EYE_ALONE = (
    "no strap is set up, so only whoever scores by eye sees this (baps calibrate thigh, or "
    "baps calibrate place --sensor deck --on sacrum)"
)


def check_floor(board: OpenBoard, activity: Activity) -> None:
    """`SessionError` for an activity of the board with its sensor on a sacrum, and on the floor for
    a board without a motion sensor, a sacrum that is not set up, or a strap that is asked for and
    not set up.
    """
    if activity.surface is not Surface.FLOOR:
        raise SessionError(
            f"the deck's sensor is on the sacrum, so nothing measures the board: play "
            f"single-leg-squat, or {PUT_IT_BACK}"
        )
    if board.is_plate:
        raise SessionError(NO_MOTION_SENSOR)
    if board.on_sacrum and not board.calibrated:
        raise SessionError(NO_SACRUM_SETUP)
    if activity.by_thigh and not thigh_worn(board):
        raise SessionError(NO_STRAP.format(activity=activity.title))


def what_sees(board: OpenBoard) -> str:
    """A sentence about the straps that will see an exercise that is scored by eye."""
    straps = [THIGH_SEES] if thigh_worn(board) else []
    straps += [SACRUM_SEES] if board.on_sacrum else []
    return SEES.format(straps=" and ".join(straps)) if straps else EYE_ALONE


def thigh_worn(board: OpenBoard) -> bool:
    """Whether a body sensor is set up on the patient's thigh."""
    body = board.streams.body_setup
    return body is not None and body.thigh is not None


def check_thigh(activity: Activity, side: Side, board: OpenBoard) -> None:
    """`SessionError` for two legs, or the strap on the other one, where a thigh moves the light."""
    body = board.streams.body_setup
    if activity.by_thigh and side is Side.BOTH:
        raise SessionError(ONE_LEG.format(activity=activity.title))
    if not activity.by_thigh or body is None or body.thigh is None or body.thigh.side is side:
        return
    worn = body.thigh.side.value
    words = OTHER_THIGH.format(worn=worn, activity=activity.title, asked=side.value)
    raise SessionError(words)


def on_floor(setup: TrialSetup, board: OpenBoard, activity: Activity) -> TrialSetup:
    """The set-up of an exercise on the floor: nobody stands on cells or deck.

    Where the deck's sensor is still in the deck, any tilt opens the gate, unless it is the thigh's.
    """
    parameters = dict(setup.parameters)
    if not board.on_sacrum and not activity.by_thigh:
        parameters["gate_radius_deg"] = ANY_TILT_DEG
    return replace(
        setup, parameters=parameters, least_load_n=None, body_weight_n=None, most_load_n=None
    )


def check_glances(activity: Activity, glances: tuple[Glance, ...]) -> None:
    """`SessionError` for a score by eye of something that is not scored so."""
    if glances and not activity.by_eye:
        raise SessionError(f"{activity.title} is not scored by eye: leave --eye away")


def require_in_deck(board: OpenBoard, step: str) -> None:
    """`SessionError` if a calibration of the board is begun with its sensor on a sacrum."""
    if board.on_sacrum:
        raise SessionError(f"the deck's sensor is on the sacrum: {PUT_IT_BACK}, then do {step}")
