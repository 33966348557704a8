"""Work on the floor, with the deck's sensor on the patient's sacrum: what may be done then."""

from games.engine.activity import Activity, Surface
from trainer.sessions.board import NO_SACRUM_SETUP, OpenBoard
from trainer.sessions.errors import SessionError

PUT_IT_BACK = "put it back into the deck and run baps calibrate place --sensor deck --on board"


def check_floor(board: OpenBoard, activity: Activity) -> None:
    """`SessionError` unless it is an activity of the floor and both straps are set up."""
    if activity.surface is not Surface.FLOOR:
        raise SessionError(
            f"the deck's sensor is on the sacrum, so nothing measures the board: play floor-squat, "
            f"or {PUT_IT_BACK}"
        )
    if not board.on_sacrum:
        raise SessionError(
            f"{activity.name} is done on the floor with the deck's sensor on the sacrum: strap it "
            "on and run baps calibrate place --sensor deck --on sacrum"
        )
    if not board.calibrated:
        raise SessionError(NO_SACRUM_SETUP)
    body = board.streams.body_setup
    if body is None or body.thigh is None:
        raise SessionError(
            f"{activity.name} needs the thigh sensor on this patient: run baps calibrate thigh "
            "--patient CODE --side left|right"
        )


def require_in_deck(board: OpenBoard, step: str) -> None:
    """`SessionError` if a calibration of the board is begun with its sensor on a sacrum."""
    if board.on_sacrum:
        raise SessionError(f"the deck's sensor is on the sacrum: {PUT_IT_BACK}, then do {step}")
