"""Does one step of a board's care in the window, after asking what it must know beforehand."""

from collections.abc import Callable, Mapping

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import FormPage
from games.screens.station.pictured_form import PicturedForm, plate_plan
from games.screens.station.questions import Answer, Kind, Question
from trainer.motion.calibration import LevelPose
from trainer.motion.load_checks import SMALLEST_WEIGHT_N
from trainer.recording.sensor import STANDARD_GRAVITY, STEP_LEVEL
from trainer.recording.vocabulary import Side
from trainer.sessions.board_due import DueRow
from trainer.sessions.calibration.guides import Asked
from trainer.sessions.station.front import Front

LIES_HOW = "How will the board lie?"
POSES = {LevelPose.FACE_DOWN: "face down on the floor", LevelPose.ON_BLOCKS: "up on three blocks"}
LEAVE, BEGIN = "Back", "Begin"
KNOWN_WEIGHT, HEAVIEST_KG = "A known weight, best near the patients' own", 200.0
WEIGHT_PLACES = "First in the middle, then right over each of the four cells, one after the other."
WHO, WHICH_LEG = "Who wears it?", "On which leg?"
CODE_HINT = "patient's code"
LEGS = ((Side.LEFT.value, "left"), (Side.RIGHT.value, "right"))


def do_step(front: Front, row: DueRow) -> None:
    """Ask, lead through the step, and show its result; nothing where somebody goes back."""
    ask = ASKING.get(row.step, _level_of)
    asked = ask(front, row)
    if asked is not None:
        front.care.run_in_window(row.step, front.window, asked)


def _level_of(front: Front, row: DueRow) -> Asked | None:
    """Everything else is known: the dome of a rim stands in its row."""
    return Asked(level=row.level) if row.level else Asked()


def _pose(front: Front, row: DueRow) -> Asked | None:
    choices = [Choice(pose.value, words) for pose, words in POSES.items()]
    taken = front.ask(LIES_HOW, [*choices, Choice(BACK, LEAVE)])
    return None if taken == BACK else Asked(pose=LevelPose(taken))


def _weight(front: Front, row: DueRow) -> Asked | None:
    least_kg = SMALLEST_WEIGHT_N / STANDARD_GRAVITY
    kg = Question(
        "kg",
        KNOWN_WEIGHT,
        Kind.NUMBER,
        required=True,
        low=round(least_kg + 0.5),
        high=HEAVIEST_KG,
        unit="kg",
        decimals=2,
    )
    plan = plate_plan(front.kit.layout)
    page = PicturedForm(front.kit, row.title, [kg], plan, WEIGHT_PLACES, BEGIN)
    if front.show(page) == BACK:
        return None
    return Asked(weight_kg=float(str(page.answers["kg"])))


def _worn(front: Front, row: DueRow) -> Asked | None:
    """Who wears the strap, and on a thigh which one."""
    whose = Question("code", WHO, Kind.TEXT, required=True, upper=True, hint=CODE_HINT)
    leg = Question("side", WHICH_LEG, Kind.CHOICES, required=True, choices=LEGS)
    answers = _answered(front, row, whose, *([leg] if row.step == "thigh" else []))
    if answers is None:
        return None
    code = str(answers["code"])
    known = front.kept(lambda: front.room.store.patient(code))
    if known is None:
        return None
    side = Side(str(answers["side"])) if "side" in answers else None
    return Asked(patient_code=known.code, side=side)


def _answered(front: Front, row: DueRow, *questions: Question) -> Mapping[str, Answer] | None:
    page = FormPage(front.kit, row.title, questions, save=BEGIN)
    return None if front.show(page) == BACK else page.answers


ASKING: dict[str, Callable[[Front, DueRow], Asked | None]] = {
    STEP_LEVEL: _pose,
    "load": _weight,
    "thigh": _worn,
    "sacrum": _worn,
}
"""What is asked before a step; the others need nothing that their row does not say."""
