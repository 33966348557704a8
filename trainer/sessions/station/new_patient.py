"""A new patient: a code, what was found and ordered, and from there to the plan."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from games.desk.buttons import Choice
from games.screens.station.form import FormPage
from games.screens.station.questions import Kind, Question
from trainer.recording.background import Background
from trainer.recording.clinical import Episode
from trainer.sessions.forms.answers import Answers, text_of
from trainer.sessions.forms.background import QUESTIONS as BACKGROUND_QUESTIONS
from trainer.sessions.forms.background import background_from
from trainer.sessions.forms.person import (
    LEG_QUESTION,
    WEIGHT_QUESTION,
    involved_leg,
    weight_of,
)
from trainer.sessions.station.figure import figure_asked
from trainer.sessions.station.filling import filled_in
from trainer.sessions.station.front import Front
from trainer.sessions.station.plans import plan_flow
from trainer.store.errors import PatientExists
from trainer.store.store import Store
from trainer.store.tables import CODE_LENGTH
from trainer.store.values import BodyWeight
from trainer.texts import said

TITLE = "New patient"
CODE = "Code, never a name"
TAKEN = "There is a patient {code} already. Choose another code."
STORED, FROM_TEMPLATE = "{code} is stored.", "Plan from a template?"
CHOOSE, LATER = "Choose a plan", "Later"
FIRST_CODE = "P001"
PATTERN = re.compile(r"(.*\D)(\d+)")

QUESTIONS = (
    Question("code", CODE, Kind.TEXT, required=True, longest=min(CODE_LENGTH, 24), upper=True),
    LEG_QUESTION,
    *BACKGROUND_QUESTIONS,
    WEIGHT_QUESTION,
)


@dataclass(frozen=True)
class _Newcomer:
    """Everything that the form said."""

    code: str
    episode: Episode
    background: Background
    weight: BodyWeight | None


def new_patient_flow(front: Front) -> str:
    """The code of the patient who was added, or empty if somebody went back."""
    store = front.room.store
    known = front.kept(lambda: [each.code for each in store.patients()])
    if known is None:
        return ""
    page = FormPage(front.kit, TITLE, QUESTIONS, {"code": free_code(known)})
    admission = _Admission(store)
    newcomer = filled_in(
        front,
        page,
        lambda answers: _newcomer(answers, front.room.operator),
        admission.admit,
        lambda made: figure_asked(front, made.background),
    )
    if newcomer is None:
        return ""
    choices = [Choice("plan", CHOOSE, primary=True), Choice("later", LATER)]
    stored = said(STORED).format(code=newcomer.code)
    if front.ask(FROM_TEMPLATE, choices, stored) == "plan":
        plan_flow(front, newcomer.code)
    return newcomer.code


def free_code(known: Iterable[str]) -> str:
    """The next code of the pattern that most codes have: letters, and a number after them."""
    codes = list(known)
    found = [match for code in codes if (match := PATTERN.fullmatch(code))]
    if not found:
        return FIRST_CODE
    (prefix, _), *_ = Counter(match[1] for match in found).most_common(1)
    own = [match[2] for match in found if match[1] == prefix]
    number, digits = max(map(int, own)) + 1, max(map(len, own))
    taken = {code.casefold() for code in codes}
    while (code := f"{prefix}{number:0{digits}d}").casefold() in taken:
        number += 1
    return code


def _newcomer(answers: Answers, operator: str) -> _Newcomer:
    weight = weight_of(answers["weight"]) if "weight" in answers else None
    return _Newcomer(
        text_of(answers, "code"),
        Episode(datetime.now(UTC), involved_leg(answers), operator=operator),
        background_from(answers, operator, weight.kg if weight else None),
        weight,
    )


class _Admission:
    """Stores a newcomer; goes on with the same one where the database failed half-way."""

    def __init__(self, store: Store) -> None:
        self._store, self._added = store, ""

    def admit(self, newcomer: _Newcomer) -> None:
        """`ValueError`, for people, if the code is taken."""
        store, code = self._store, newcomer.code
        if code != self._added:
            try:
                store.add_patient(code)
            except PatientExists:
                raise ValueError(said(TAKEN).format(code=code)) from None
            self._added = code
        store.add_episode(code, newcomer.episode)
        store.add_background(code, newcomer.background)
        if newcomer.weight is not None:
            store.add_weight(code, newcomer.weight)
