"""What is refused before a trial begins; every refusal says what to do instead.

`trainer.sessions.visit` asks before each trial, and nothing here asks a board or a database.
"""

from games.engine.activity import Activity, Surface
from trainer.recording.conditions import FLOOR, NO_DOME, Chosen, Conditions
from trainer.recording.load import DECK_LIMIT_KG, plate_limit_kg
from trainer.recording.vocabulary import Eyes, Stance
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.floor import check_floor
from trainer.store.values import BeforeTrial, BodyWeight

STANDING = (Stance.SINGLE_LEG, Stance.TWO_LEG)
"""The stances in which the board carries the whole patient."""

PLATE_UNCALIBRATED = (
    "the plate's load cells are not calibrated, so nobody can be seen standing on it: run "
    "baps calibrate load"
)


def check_surface(activity: Activity, board: OpenBoard) -> None:
    """`SessionError` for an activity that does not fit this board."""
    if board.on_sacrum or activity.surface is Surface.FLOOR:
        check_floor(board, activity)
        return
    if (activity.surface is Surface.PLATE) is board.is_plate:
        if board.is_plate and not board.calibrated:
            raise SessionError(PLATE_UNCALIBRATED)
        return
    if board.is_plate:
        raise SessionError(
            f"no motion sensor answers, so this board is used as a force plate, which does "
            f"not tilt: {activity.title} needs one. Play quiet-stance, or run baps diagnose"
        )
    raise SessionError(f"{activity.title} needs a force plate; play steady-stance on this board")


def check_standing(activity: Activity, conditions: Conditions) -> None:
    """`SessionError` for a leg and a stance that contradict each other, or the activity."""
    if conditions.contradiction:
        raise SessionError(conditions.contradiction)
    if activity.on_one_leg and conditions.stance is not Stance.SINGLE_LEG:
        raise SessionError(
            f"{activity.title} needs the other leg in the air: say --side left or right and "
            "--stance single_leg, or choose another activity"
        )


def check_seen(activity: Activity, conditions: Conditions) -> None:
    """`SessionError` for closed eyes in an activity that shows what to do next."""
    if conditions.eyes not in activity.eyes:
        raise SessionError(
            f"{activity.title} shows what to do and means nothing with eyes closed: play it with "
            "--eyes open"
        )


def check_eyes(conditions: Conditions, chosen: Chosen, known: BeforeTrial) -> None:
    """`SessionError` for eyes closed on a dome where this leg never stood safely with eyes open."""
    asked = conditions.eyes is Eyes.CLOSED and conditions.stance in STANDING
    if not asked or conditions.level in (NO_DOME, FLOOR) or chosen.guarded or known.passed_open:
        return
    raise SessionError(
        f"eyes closed comes after one trial with eyes open on dome {conditions.level}, on the same "
        "leg and stem hole and with no more support, that counts: play that first, or stand ready "
        "to hold the patient and add --guarded"
    )


def check_asked_weight(
    conditions: Conditions, cells_calibrated: bool, weight: BodyWeight | None
) -> None:
    """`SessionError` if part of the body weight is asked for and nothing can tell it."""
    if not conditions.weight_pct:
        return
    if conditions.stance is not Stance.PARTIAL:
        raise SessionError("--weight-pct is for partial weight bearing: add --stance partial")
    if not cells_calibrated:
        raise SessionError(
            "--weight-pct needs load cells under the board that are calibrated: run baps calibrate "
            "load, or leave it away"
        )
    if weight is None:
        raise SessionError(
            "--weight-pct needs the patient's body weight: run baps patient weight CODE first"
        )


def limit_kg(board: OpenBoard) -> float:
    """The most that may stand on this board: the deck's limit, or that of the cells under it.

    Nothing breaks under a simulated patient, whose cells are the small ones.
    """
    cells = board.streams.load_setup
    if cells is None or board.simulated:
        return DECK_LIMIT_KG
    return min(DECK_LIMIT_KG, plate_limit_kg(cells.calibration))


def check_weight(board: OpenBoard, conditions: Conditions, weight_kg: float | None) -> None:
    """`SessionError` for a patient who is heavier than the board may carry.

    A chair carries who sits, and on the floor nobody stands on the board.
    """
    most_kg = limit_kg(board)
    if conditions.stance is Stance.SEATED or conditions.level == FLOOR:
        return
    if weight_kg is not None and weight_kg > most_kg:
        what = "deck" if most_kg == DECK_LIMIT_KG else "load plate"
        raise SessionError(
            f"the patient weighs {weight_kg:.0f} kg, and this {what} carries {most_kg:.0f} kg: "
            "nobody heavier may stand on it"
        )
