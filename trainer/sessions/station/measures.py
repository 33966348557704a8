"""A clinical measure at the station: which one, in which unit, and the form that it asks for.

What may be typed and what is made of it say `trainer.recording.clinical_kinds` and
`clinical_typed`, as for `baps note add`.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import NO_ANSWERS, FormPage
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.questions import Answer, Question
from games.screens.station.questions import Kind as Asked
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_form import (
    ANY,
    FREE,
    LONGEST_NAME,
    Detail,
    Kind,
    Position,
    Scale,
    SideRule,
)
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_typed import LONGEST_UNIT, Typed, entry_from
from trainer.recording.load import HEAVIEST_KG, LIGHTEST_KG
from trainer.recording.stopping import stop_typed
from trainer.recording.strength import LONGEST_LEVER_M, SHORTEST_LEVER_M
from trainer.recording.vocabulary import Side
from trainer.sessions.station.asking import grade_words, unit_words
from trainer.sessions.station.filling import Answers, filled_in, text_of
from trainer.sessions.station.front import Front
from trainer.sessions.visits.by_hand import locked_words

WHICH, IN_UNIT, LEAVE = "Which measure?", "In which unit?", "Back"
OWN_MEASURE, OWN_NAME, OWN_UNIT = "A measure of your own", "Its name", "Its unit"
LEG, VALUE = "Leg", "Value"
READINGS = ("First reading", "Second reading", "Third reading")
POSITION, TASK, MORE = "Position", "The task, in the patient's words", "What else, if anything"
LEVER, WEIGHT = "Lever arm from joint to pad", "Body weight"
POSITIONS = {
    Position.SIDE_LYING: "side lying",
    Position.SUPINE: "supine",
    Position.PRONE: "prone",
    Position.SEATED: "seated",
    Position.STANDING: "standing",
}
OWN = "own_measure"
LONGEST_TEXT = 60
MORE_QUESTION = Question("more", MORE, Asked.TEXT, longest=LONGEST_TEXT)
OWN_QUESTIONS = (
    Question("label", OWN_NAME, Asked.TEXT, required=True, longest=LONGEST_NAME),
    Question("unit", OWN_UNIT, Asked.TEXT, required=True, longest=LONGEST_UNIT),
    Question("value", VALUE, Asked.NUMBER, required=True, low=-ANY, high=ANY, decimals=2),
    Question("leg", LEG, Asked.CHOICES, choices=[(side, side) for side in ("left", "right")]),
    MORE_QUESTION,
)


def measure_flow(front: Front, code: str) -> None:
    """Ask which, then for its value; what stops a leg is said."""
    kinds = [kind for kind in KINDS.values() if not kind.is_text]
    rows = [ListRow(kind.name, kind.title) for kind in kinds]
    rows.append(ListRow(OWN, OWN_MEASURE))
    name = front.show(ListPage(front.kit, WHICH, rows, [Choice(BACK, LEAVE)]))
    if name == BACK:
        return
    if name == OWN:
        _ask(front, code, OWN_MEASURE, OWN_QUESTIONS, _own)
        return
    kind = KINDS[name]
    scale = _scale(front, kind)
    if scale is None and not kind.grades:
        return
    known = front.kept(lambda: front.room.store.newest_weight(code))
    weight = {"weight": known.kg} if known is not None and scale in kind.forces else {}
    questions = measure_questions(kind, scale)
    _ask(front, code, kind.title, questions, lambda answers: _typed(kind, scale, answers), weight)


def measure_questions(kind: Kind, scale: Scale | None) -> Sequence[Question]:
    """What the entry of a kind needs, with its readings on this scale; a grade has none."""
    return (*_of_whom(kind), *_of_value(kind, scale), *_of_force(kind, scale), MORE_QUESTION)


def _of_whom(kind: Kind) -> list[Question]:
    asked = []
    if kind.side is not SideRule.NONE:
        required = kind.side is SideRule.REQUIRED
        legs = [(side, side) for side in ("left", "right")]
        asked.append(Question("leg", LEG, Asked.CHOICES, required=required, choices=legs))
    if Detail.LABEL in kind.needs:
        asked.append(Question("label", TASK, Asked.TEXT, required=True, longest=LONGEST_NAME))
    if Detail.POSITION in kind.needs:
        lain = [(each.value, words) for each, words in POSITIONS.items()]
        asked.append(Question("position", POSITION, Asked.CHOICES, required=True, choices=lain))
    return asked


def _of_value(kind: Kind, scale: Scale | None) -> list[Question]:
    if scale is None:
        grades = [(each.word, grade_words(kind.grades, each)) for each in kind.grades]
        return [Question("value", VALUE, Asked.CHOICES, required=True, choices=grades)]
    names = ["value", "value 2", "value 3"][: kind.combine.most]
    words = READINGS if len(names) > 1 else (VALUE,)
    return [
        Question(
            name,
            asked,
            Asked.NUMBER,
            required=name == "value",
            low=scale.low,
            high=scale.high,
            unit=unit_words(scale.unit),
            decimals=0 if scale.whole else max(scale.digits, 1),
        )
        for name, asked in zip(names, words, strict=False)
    ]


def _of_force(kind: Kind, scale: Scale | None) -> list[Question]:
    """A force becomes a torque by these."""
    if scale not in kind.forces:
        return []
    low_m, high_m = SHORTEST_LEVER_M, LONGEST_LEVER_M
    lever = Question("lever", LEVER, Asked.NUMBER, True, (), low_m, high_m, "m", 2)
    low_kg, high_kg = LIGHTEST_KG, HEAVIEST_KG
    weight = Question("weight", WEIGHT, Asked.NUMBER, True, (), low_kg, high_kg, "kg", 1)
    return [lever, weight]


def _scale(front: Front, kind: Kind) -> Scale | None:
    """The scale of a kind that has one, or the one in whose unit it was measured."""
    scales = (*kind.scales, *kind.forces)
    if len(scales) < 2:
        return scales[0] if scales else None
    choices = [Choice(each.unit, unit_words(each.unit)) for each in scales]
    return kind.scale_in(front.ask(IN_UNIT, [*choices, Choice(BACK, LEAVE)]))


def _typed(kind: Kind, scale: Scale | None, answers: Answers) -> Typed:
    position = text_of(answers, "position")
    return Typed(
        kind.name,
        tuple(str(answers[name]) for name in ("value", "value 2", "value 3") if name in answers),
        _leg(answers),
        scale.unit if scale else "",
        Position(position) if position else None,
        _number(answers.get("lever")),
        _number(answers.get("weight")),
        text_of(answers, "label"),
        text_of(answers, "more"),
    )


def _own(answers: Answers) -> Typed:
    value = (str(answers["value"]),)
    name, unit = text_of(answers, "label"), text_of(answers, "unit")
    return Typed(FREE + name, value, _leg(answers), unit, text=text_of(answers, "more"))


def _ask(
    front: Front,
    code: str,
    title: str,
    questions: Sequence[Question],
    typed: Callable[[Answers], Typed],
    before: Answers = NO_ANSWERS,
) -> None:
    operator = front.room.operator

    def made(answers: Answers) -> ClinicalEntry:
        return entry_from(typed(answers), str(uuid4()), datetime.now(UTC), operator)

    page = FormPage(front.kit, title, questions, before)
    entry = filled_in(front, page, made, lambda it: front.room.store.add_entry(code, it))
    stop = stop_typed(entry) if entry is not None else None
    if stop is not None:
        front.tell_all([locked_words((stop.reason, stop.side))])


def _leg(answers: Answers) -> Side | None:
    leg = text_of(answers, "leg")
    return Side(leg) if leg else None


def _number(answer: Answer | None) -> float | None:
    return None if answer is None else float(str(answer))
