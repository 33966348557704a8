"""What was noted of a patient, the newest first: more is added, and what was wrong withdrawn.

Pain that stopped a trial stands among it; it belongs to that trial, and is not withdrawn here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.registry import activities
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.questions import Kind, Question
from trainer.plans.facts import Played, played_in
from trainer.plans.symptoms import LEG_WORDS
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_kinds import KINDS, words_of
from trainer.recording.clinical_table import details_shown, has_value, shown, standing
from trainer.recording.clinical_typed import Typed, entry_from
from trainer.recording.history import local_day
from trainer.recording.stopping import LEGS
from trainer.sessions.forms.answers import Answers, text_of
from trainer.sessions.forms.unlocking import WHY_LOCKED
from trainer.sessions.forms.visit_questions import DEGREES, unit_words
from trainer.sessions.notes import NOTE
from trainer.sessions.station.filling import filled_in, kept_listed
from trainer.sessions.station.front import Front
from trainer.sessions.station.measures import measure_flow
from trainer.store.store import Store
from trainer.store.values import WhichMetrics
from trainer.texts import begun, said, said_back, said_day, said_figures

TITLE, EMPTY = "Notes", "Nothing is noted yet."
ADD_NOTE, ADD_MEASURE, LEAVE = "Add a note", "Add a measure", "Back"
TEXT, WHY = "Note of today", "Why is it withdrawn?"
WITHDRAW, STOPPED = "Withdraw", "stopped {activity} on {leg}"
LONGEST_NOTE, LONGEST_REASON = 240, 60


@dataclass(frozen=True)
class _Noted:
    """The entries that count, and the trials that pain stopped."""

    entries: Sequence[ClinicalEntry]
    stopped: Sequence[Played]

    @property
    def rows(self) -> list[ListRow]:
        """All of it, the newest first."""
        found = [(each.measured_at, _row(each)) for each in self.entries]
        found += [(each.trial.started_at, _row_of_trial(each)) for each in self.stopped]
        return [row for _, row in sorted(found, key=lambda each: each[0], reverse=True)]


def notes_flow(front: Front, code: str) -> None:
    """Until somebody goes back."""
    kept_listed(
        front,
        lambda: _noted(front.room.store, code),
        lambda noted: _page(front, noted.rows),
        lambda taken, noted: _take(front, code, taken, noted.entries),
    )


def _noted(store: Store, code: str) -> _Noted:
    played = played_in(store.history(code, which=WhichMetrics.HEADLINE))
    stopped = [each for each in played if each.trial.pain is not None and not each.trial.voided]
    return _Noted(standing(store.entries(code)), stopped)


def _take(front: Front, code: str, taken: str, entries: Sequence[ClinicalEntry]) -> None:
    if taken == "note":
        _add_note(front, code)
    elif taken == "measure":
        measure_flow(front, code)
    else:
        _withdraw(front, code, next(each for each in entries if each.entry_id == taken))


def _page(front: Front, rows: Sequence[ListRow]) -> ListPage:
    actions = [
        Choice("note", ADD_NOTE, primary=not rows),
        Choice("measure", ADD_MEASURE),
        Choice(BACK, LEAVE),
    ]
    return ListPage(front.kit, TITLE, rows, actions, empty=EMPTY)


def _row(entry: ClinicalEntry) -> ListRow:
    day = said_day(local_day(entry.measured_at), short=True)
    if not has_value(entry):
        return ListRow(entry.entry_id, entry.note, state=day)
    return ListRow(entry.entry_id, _title(entry), details_shown(entry), state=day)


def _row_of_trial(played: Played) -> ListRow:
    """How much pain it was, and in what."""
    made, trial = played.conditions, played.trial
    assert trial.pain is not None
    known = activities().get(made.activity)
    title = said(known.title if known else made.activity)
    return ListRow(
        trial.trial_id,
        begun(said_back(trial.pain.words, WHY_LOCKED)),
        said(STOPPED).format(activity=title, leg=said(LEGS[made.side])),
        state=said_day(local_day(trial.started_at), short=True),
        enabled=False,
    )


def _title(entry: ClinicalEntry) -> str:
    """What it is of, of which leg, and its value with the unit."""
    kind = KINDS.get(entry.kind)
    title = kind.title if kind else ""
    more = [said(words) for words in words_of(entry).removeprefix(title).split(", ") if words]
    leg = [said(LEG_WORDS[entry.side])] if entry.side else []
    value, unit = said_figures(said(shown(entry))), unit_words(entry.unit)
    apart = "" if unit == DEGREES else " "
    return f"{', '.join(filter(None, (said(title), *more, *leg)))}: {value}{apart}{unit}".rstrip()


def _add_note(front: Front, code: str) -> None:
    question = Question("text", TEXT, Kind.TEXT, required=True, longest=LONGEST_NOTE)
    operator = front.room.operator

    def made(answers: Answers) -> ClinicalEntry:
        typed = Typed(NOTE, text=text_of(answers, "text"))
        return entry_from(typed, str(uuid4()), datetime.now(UTC), operator)

    page = FormPage(front.kit, ADD_NOTE, [question])
    filled_in(front, page, made, lambda entry: front.room.store.add_entry(code, entry))


def _withdraw(front: Front, code: str, entry: ClinicalEntry) -> None:
    """Show all of it first. It stays in the database, withdrawn."""
    words = _title(entry) if has_value(entry) else entry.note
    choices = [Choice(BACK, LEAVE, primary=True), Choice("withdraw", WITHDRAW)]
    if front.ask(words, choices, details_shown(entry) if has_value(entry) else "") == BACK:
        return
    question = Question("why", WHY, Kind.TEXT, required=True, longest=LONGEST_REASON)
    page = FormPage(front.kit, WITHDRAW, [question], save=WITHDRAW)
    filled_in(
        front,
        page,
        lambda answers: text_of(answers, "why"),
        lambda why: front.room.store.withdraw_entry(code, entry.entry_id, why),
    )
