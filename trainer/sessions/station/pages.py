"""What a visit asks on pages of its own: forms, pain, the eye's score, the feet, a signature."""

from collections.abc import Iterable, Mapping, Sequence

from games.desk.page import BACK
from games.screens.station.eye_page import EyePage, EyeRow
from games.screens.station.form import FormPage
from games.screens.station.pictures import Shown, picture
from games.screens.station.questions import Kind
from games.screens.station.questions import Question as FormQuestion
from games.screens.station.scale import pain_page
from games.screens.station.step import SKIP, PlacementPage, StepPage
from trainer.plans.symptoms import LEG_WORDS, Answer, Question
from trainer.recording.conditions import HEEL_AHEAD, NO_CELL, FootPlacement
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.visit_questions import answers_of, form_questions, known_of
from trainer.sessions.station.front import Front
from trainer.sessions.visits.attendant import Told, Went
from trainer.texts import begun, said, said_back

HOW_MUCH = "{leg}: how much pain now?"
SQUATS = "{leg}: five slow squats on the floor. What did you see?"
SHOE_OFF, SHOES_OFF = "{leg}: shoe and sock off, please.", "Shoes and socks off, please."
BAREFOOT = "Barefoot is how the test is compared."
STRAP_ON = "{leg}: the strap around the thigh, please."
FOOT = "{leg}: the foot goes here."
CELLS_UNKNOWN = "Where does the foot stand on the board's grid?"
HEEL, TOE = "{leg}: cell under the heel, such as N28", "{leg}: cell under the second toe"
WHO_SIGNS, INITIALS, SIGN = "Signature", "Who signs? Your initials", "Sign"


def ask_form(
    front: Front, title: str, questions: Sequence[Question], before: Iterable[Answer] = ()
) -> Told:
    """All questions on one form."""
    page = FormPage(front.kit, title, form_questions(questions, before), known_of(questions))
    if front.show(page) == BACK:
        return Told(Went.LEFT)
    return Told(Went.DONE, answers_of(page.answers, questions))


def ask_pain(front: Front, questions: Sequence[Question]) -> Told:
    """The patient says a number, one leg after the other."""
    answers: dict[str, float] = {}
    for each in questions:
        words = said(HOW_MUCH).format(leg=leg_words(each.side))
        page = pain_page(front.kit, words)
        if front.show(page) == BACK or page.value is None:
            return Told(Went.LEFT)
        answers[each.key] = float(page.value)
    return Told(Went.DONE, answers)


def ask_eye(front: Front, questions: Sequence[Question]) -> Told:
    """What the therapist saw of each leg; nothing is kept of one that is skipped."""
    answers: dict[str, float] = {}
    for side in dict.fromkeys(each.side for each in questions):
        mine = [each for each in questions if each.side is side]
        rows = [
            # The heading names the squat: "squat: knee" is the knee here.
            EyeRow(
                each.key,
                begun(said(each.words).rpartition(": ")[2]),
                tuple(grade.meaning for grade in each.choices),
            )
            for each in mine
        ]
        words = said(SQUATS).format(leg=leg_words(side))
        page = EyePage(front.kit, words, rows)
        taken = front.show(page)
        if taken == BACK:
            return Told(Went.LEFT)
        if taken != SKIP.name:
            values = {each.key: each.choices for each in mine}
            answers |= {key: values[key][at].value for key, at in page.scores.items()}
    return Told(Went.DONE, answers) if answers else Told(Went.SKIPPED)


def place_feet(
    front: Front,
    sides: Sequence[Side],
    feet: Mapping[Side, FootPlacement | None],
    *,
    strap: Side | None = None,
) -> Told:
    """Shoe off, the strap on the leg that wears one, then where each foot goes.

    Who has no cells yet is asked for them, of both feet on one form.
    """
    shoe = picture(front.kit.layout, Shown.SHOE_OFF, sides[0] if sides else Side.RIGHT)
    one = said(SHOE_OFF).format(leg=leg_words(sides[0])) if len(sides) == 1 else SHOES_OFF
    if front.show(StepPage(front.kit, one, shoe, BAREFOOT)) == BACK:
        return Told(Went.LEFT)
    if strap is not None:
        worn = picture(front.kit.layout, Shown.STRAP_ON_THIGH, strap)
        words = said(STRAP_ON).format(leg=leg_words(strap))
        if front.show(StepPage(front.kit, words, worn)) == BACK:
            return Told(Went.LEFT)
    for side in sides:
        known = feet.get(side)
        words = said(FOOT).format(leg=leg_words(side))
        if known and front.show(PlacementPage(front.kit, words, known, side)) == BACK:
            return Told(Went.LEFT)
    unknown = [side for side in sides if feet.get(side) is None]
    answers = _ask_cells(front, unknown) if unknown else {}
    return Told(Went.LEFT) if answers is None else Told(Went.DONE, answers or None)


def sign(front: Front, words: str) -> Told:
    """A therapist puts initials under a sentence; who goes back signs nothing."""
    question = FormQuestion("operator", said(INITIALS), Kind.TEXT, True, longest=16, upper=True)
    before = {"operator": front.room.operator} if front.room.operator else {}
    page = FormPage(front.kit, begun(words), [question], before, save=SIGN)
    if front.show(page) == BACK:
        return Told(Went.LEFT)
    operator = str(page.answers["operator"])
    front.signed_by(operator)
    return Told(Went.DONE, {"operator": operator})


def leg_words(side: Side | None) -> str:
    """A leg at the beginning of a sentence, in the window's language."""
    return begun(said(LEG_WORDS[side])) if side and side in LEG_WORDS else ""


def _ask_cells(front: Front, sides: Sequence[Side]) -> dict[str, str | float | bool] | None:
    """Both cells of each of these feet, or nothing of one; None if somebody went back."""
    questions = [
        FormQuestion(
            f"{side}_{end}", words.format(leg=leg_words(side)), Kind.TEXT, longest=3, upper=True
        )
        for side in sides
        for end, words in (("heel", said(HEEL)), ("toe", said(TOE)))
    ]
    page = FormPage(front.kit, CELLS_UNKNOWN, questions)
    while True:
        if front.show(page) == BACK:
            return None
        cells = {name: str(each) for name, each in page.answers.items() if each}
        try:
            for side in sides:
                found = cells.get(f"{side}_heel", ""), cells.get(f"{side}_toe", "")
                if any(found):
                    FootPlacement(*found)
        except ValueError as error:
            front.tell(said_back(str(error), (NO_CELL, HEEL_AHEAD)))
            continue
        return dict(cells)
