"""`sacrum`: three still seconds give the zero of the deck's sensor, worn on the sacrum."""

from collections.abc import Callable

from trainer.motion.calibration import CalibrationError
from trainer.motion.sacrum import ASKED, STAND_S, find_sacrum_setup
from trainer.recording.body import SacrumSetup
from trainer.recording.guidance import Figure, Finished, Guide
from trainer.recording.samples import Samples
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.steps import (
    Check,
    Follower,
    Step,
    checked,
    until_refused,
    waiting_for_data,
)
from trainer.sessions.errors import SessionError
from trainer.texts import said

SACRUM = "Sacrum sensor"
PATIENCE_S = 120.0
STEP = Step(
    SACRUM,
    1,
    1,
    Figure.STRAP_ON_SACRUM,
    "Strap the deck's sensor on the sacrum: arrow up the spine, face to the back. Then stand still "
    "on both legs: it starts by itself.",
)

STOOD, BIAS = "stood", "gyroscope's bias"
KEPT = "sacrum set-up of {code}, for the next two hours"

Keep = Callable[[SacrumSetup], SacrumSetup]


def sacrum_guide(board: OpenBoard, keep: Keep) -> Guide:
    """Strapped on and upright, still for three seconds."""
    return until_refused(SACRUM, _sacrum(board, keep))


def _sacrum(board: OpenBoard, keep: Keep) -> Guide:
    if not board.on_sacrum:
        raise SessionError(
            "the deck's sensor is in the deck: strap it on and run baps calibrate place --sensor "
            "deck --on sacrum first"
        )
    yield from waiting_for_data(board, SACRUM, 1)
    follower, held = Follower(board), Samples.empty()
    wanted = round(STAND_S * board.setup.rate_hz)
    begun_s, why = follower.now_s(), ""
    while follower.now_s() - begun_s < PATIENCE_S:
        held = Samples.concatenate([held, follower.wait().samples])[-wanted:]
        if len(held) < wanted:
            yield STEP.moment(len(held) / wanted)
            continue
        try:
            found = find_sacrum_setup(held, board.setup)
        except CalibrationError as refused:
            why = str(refused)
            yield STEP.moment(0.0, why.partition(":")[0])
            continue
        return _finished(found, keep)
    raise STEP.gave_up(PATIENCE_S, why)


def _finished(found: SacrumSetup, keep: Keep) -> Finished:
    return checked(SACRUM, _checks(found), lambda: _kept(keep(found)))


def _checks(found: SacrumSetup) -> tuple[Check, ...]:
    bias = max(map(abs, found.gyro_bias_deg_s))
    return (Check(STOOD, ASKED), Check(BIAS, f"{bias:.1f} °/s"))


def _kept(kept: SacrumSetup) -> str:
    return said(KEPT).format(code=kept.patient_code)
