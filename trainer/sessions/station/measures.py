"""A clinical measure at the station: which one, in which unit, and the form that it asks for."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import NO_ANSWERS, FormPage
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.questions import Question
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_form import Kind, Scale
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_typed import Typed, entry_from
from trainer.recording.stopping import stop_typed
from trainer.sessions.forms.answers import Answers
from trainer.sessions.forms.measures import (
    OWN,
    OWN_MEASURE,
    OWN_QUESTIONS,
    measure_questions,
    measure_typed,
    own_typed,
)
from trainer.sessions.forms.visit_questions import unit_words
from trainer.sessions.station.filling import filled_in
from trainer.sessions.station.front import Front
from trainer.sessions.visits.keeping import locked_words

WHICH, IN_UNIT, LEAVE = "Which measure?", "In which unit?", "Back"


def measure_flow(front: Front, code: str) -> None:
    """Ask which, then for its value; what stops a leg is said."""
    kinds = [kind for kind in KINDS.values() if not kind.is_text]
    rows = [ListRow(kind.name, kind.title) for kind in kinds]
    rows.append(ListRow(OWN, OWN_MEASURE))
    name = front.show(ListPage(front.kit, WHICH, rows, [Choice(BACK, LEAVE)]))
    if name == BACK:
        return
    if name == OWN:
        _ask(front, code, OWN_MEASURE, OWN_QUESTIONS, own_typed)
        return
    kind = KINDS[name]
    scale = _scale(front, kind)
    if scale is None and not kind.grades:
        return
    known = front.kept(lambda: front.room.store.newest_weight(code))
    weight = {"weight": known.kg} if known is not None and scale in kind.forces else {}
    questions = measure_questions(kind, scale)
    _ask(
        front,
        code,
        kind.title,
        questions,
        lambda answers: measure_typed(kind, scale, answers),
        weight,
    )


def _scale(front: Front, kind: Kind) -> Scale | None:
    """The scale of a kind that has one, or the one in whose unit it was measured."""
    scales = (*kind.scales, *kind.forces)
    if len(scales) < 2:
        return scales[0] if scales else None
    choices = [Choice(each.unit, unit_words(each.unit)) for each in scales]
    return kind.scale_in(front.ask(IN_UNIT, [*choices, Choice(BACK, LEAVE)]))


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
