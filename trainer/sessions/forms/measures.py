"""A clinical measure: the questions that its entry asks for, and what was typed.

What may be typed and what is made of it say `trainer.recording.clinical_kinds` and
`clinical_typed`, as for `baps note add`.
"""

from collections.abc import Sequence

from games.screens.station.questions import Answer, Question
from games.screens.station.questions import Kind as Asked
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
from trainer.recording.clinical_typed import LONGEST_UNIT, Typed
from trainer.recording.load import HEAVIEST_KG, LIGHTEST_KG
from trainer.recording.strength import LONGEST_LEVER_M, SHORTEST_LEVER_M
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.answers import Answers, text_of
from trainer.sessions.forms.visit_questions import grade_words, unit_words

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


def measure_typed(kind: Kind, scale: Scale | None, answers: Answers) -> Typed:
    """What was typed for a kind, its readings on this scale."""
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


def own_typed(answers: Answers) -> Typed:
    """What was typed for a measure that the therapist made up."""
    value = (str(answers["value"]),)
    name, unit = text_of(answers, "label"), text_of(answers, "unit")
    return Typed(FREE + name, value, _leg(answers), unit, text=text_of(answers, "more"))


def _leg(answers: Answers) -> Side | None:
    leg = text_of(answers, "leg")
    return Side(leg) if leg else None


def _number(answer: Answer | None) -> float | None:
    return None if answer is None else float(str(answer))
