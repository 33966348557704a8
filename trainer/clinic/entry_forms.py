"""The forms in which a therapist types what belongs to a patient: one entry in `FORMS` each.

What they ask and what becomes of the answers is the same as at the station (`sessions.forms`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4

from games.screens.station.questions import Kind, Question
from trainer.plans.checklist import checklist
from trainer.plans.symptoms import Answer
from trainer.recording.clinical import Episode
from trainer.recording.clinical_form import Scale, SideRule
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_table import standing
from trainer.recording.clinical_typed import Typed, entry_from
from trainer.recording.exercises import exercise_title
from trainer.recording.history import local_day
from trainer.sessions.episodes import first_episode
from trainer.sessions.forms import background, exercise, measures, person
from trainer.sessions.forms.answers import Answers, text_of
from trainer.sessions.forms.symptoms import asked_now
from trainer.sessions.forms.unlocking import REASONS, Lock, let_go_on, locks_of, reason_of
from trainer.sessions.forms.visit_questions import (
    answers_of,
    form_questions,
    known_of,
    unit_words,
)
from trainer.sessions.forms.when import DAY, moment_of
from trainer.sessions.notes import NOTE
from trainer.sessions.visits.by_hand import given_to
from trainer.sessions.visits.keeping import AtOnce, Keeping
from trainer.store import Store
from trainer.store.errors import UnknownEntry
from trainer.texts import begun, said

SYMPTOMS, SCREENING, BACKGROUND = "Symptoms today", "Screening", "Findings and orders"
LEG, EPISODE, WEIGHT = "Involved leg", "New episode of care", "Body weight"
OTHER_LEG, ONE_MORE, PLANNED = "Store, then the other leg", "Store, then one more", "As planned"
MEASURE, EXERCISE, A_NOTE = "A measure", "An exercise that was done", "A note"
STORE = "Store"
UNLOCK, WITHDRAW = "Let a leg go on", "Withdraw an entry"
NEW_EPISODE = "It begins today. Only trials of one episode are compared: the baseline is new."
WITHDRAWN_STAYS = "It stays in the record, withdrawn, with the reason."
WHY = Question("why", "Why is it withdrawn?", Kind.TEXT, required=True, longest=120)
TEXT = Question("text", "Note", Kind.TEXT, required=True, longest=240)
NO_ENTRY = "This entry is not there, or was withdrawn already."


@dataclass(frozen=True)
class Desk:
    """Who types, of whom, and `about` what: a kind of measure, a lock, an entry."""

    store: Store
    code: str
    login: str
    about: Mapping[str, str]
    now: datetime

    @property
    def keeping(self) -> Keeping:
        """What stores symptoms and screenings, without waiting for a database that is away."""
        return Keeping(AtOnce(self.store), self.code, self.login)


@dataclass(frozen=True)
class EntryForm:
    """One form: what stands above it, what it asks, what is known, and what keeps the answers.

    `keep` raises a ValueError, for people, for what does not go together. `others` are links to the
    same form about something else, with what they are; `again` is a second button, which leads to
    the same form once more.
    """

    title: str
    questions: Sequence[Question]
    keep: Callable[[Answers], object]
    before: Answers = field(default_factory=dict)
    lead: str = ""
    save: str = STORE
    others: tuple[tuple[str, Mapping[str, str]], ...] = ()
    others_are: str = "In another unit"
    again: str = ""


def _symptoms(desk: Desk) -> EntryForm:
    asked = asked_now(desk.store, desk.code)

    def keep(answers: Answers) -> None:
        given = given_to(asked.questions, answers_of(answers, asked.questions))
        desk.keeping.symptoms(given, asked.before)

    # The same of both legs stands side by side.
    names = list(dict.fromkeys(each.name for each in asked.questions))
    paired = sorted(asked.questions, key=lambda each: names.index(each.name))
    return EntryForm(said(SYMPTOMS), form_questions(paired, asked.before), keep)


def _screening(desk: Desk) -> EntryForm:
    episode, noted = desk.store.episode(desk.code), desk.store.background(desk.code)
    leg = episode.involved if episode else None
    earlier = desk.store.screening(desk.code)
    before = [Answer(n, float(yes)) for n, yes in (earlier.answers if earlier else {}).items()]
    asked = checklist(leg, noted)

    def keep(answers: Answers) -> None:
        given = given_to(asked, answers_of(answers, asked))
        desk.keeping.screening(given, noted, leg)

    return EntryForm(said(SCREENING), form_questions(asked, before), keep, known_of(asked))


def _background(desk: Desk) -> EntryForm:
    known, weight = desk.store.background(desk.code), desk.store.newest_weight(desk.code)

    def keep(answers: Answers) -> None:
        made = background.background_from(answers, desk.login, weight.kg if weight else None)
        desk.store.add_background(desk.code, made)

    before = background.answers_from(known)
    return EntryForm(said(BACKGROUND), background.QUESTIONS, keep, before)


def _leg(desk: Desk) -> EntryForm:
    known = desk.store.episode(desk.code) or first_episode(desk.store, desk.code)
    before = {"leg": known.involved.value} if known.involved else {}
    return EntryForm(said(LEG), [person.LEG_QUESTION], _settles(desk, known), before)


def _episode(desk: Desk) -> EntryForm:
    keep = _settles(desk, Episode(desk.now))
    return EntryForm(said(EPISODE), [person.LEG_QUESTION], keep, lead=said(NEW_EPISODE))


def _settles(desk: Desk, episode: Episode) -> Callable[[Answers], None]:
    def keep(answers: Answers) -> None:
        leg = person.involved_leg(answers)
        desk.store.add_episode(desk.code, replace(episode, involved=leg, operator=desk.login))

    return keep


def _weight(desk: Desk) -> EntryForm:
    question = replace(person.WEIGHT_QUESTION, required=True)

    def keep(answers: Answers) -> None:
        desk.store.add_weight(desk.code, person.weight_of(answers["weight"]))

    return EntryForm(said(WEIGHT), [question], keep)


def _measure(desk: Desk) -> EntryForm | None:
    kind = KINDS.get(desk.about.get("kind", ""))
    if kind is None or kind.is_text:
        own = desk.about.get("kind") == measures.OWN
        return _typed_in(desk, said(measures.OWN_MEASURE), measures.OWN_QUESTIONS,
                         measures.own_typed) if own else None  # fmt: skip
    scales = (*kind.scales, *kind.forces)
    found: Scale | None = kind.scale_in(desk.about.get("unit", ""))
    scale = found or (scales[0] if scales else None)
    weight = desk.store.newest_weight(desk.code) if scale in kind.forces else None
    form = _typed_in(
        desk,
        said(kind.title),
        measures.measure_questions(kind, scale),
        lambda answers: measures.measure_typed(kind, scale, answers),
    )
    units = [each for each in scales if each != scale]
    others = [(unit_words(each.unit), {"kind": kind.name, "unit": each.unit}) for each in units]
    before = {**form.before, **({"weight": weight.kg} if weight else {})}
    again = OTHER_LEG if kind.side is SideRule.REQUIRED else ""
    lead = begun(said(kind.taken))
    return replace(form, lead=lead, before=before, others=tuple(others), again=again)


def _typed_in(
    desk: Desk, title: str, questions: Sequence[Question], typed: Callable[[Answers], Typed]
) -> EntryForm:
    """A form with a day, whose answers become a clinical entry."""

    def keep(answers: Answers) -> None:
        entry = entry_from(typed(answers), str(uuid4()), moment_of(answers), desk.login)
        desk.store.add_entry(desk.code, entry)

    return EntryForm(title, (*questions, DAY), keep, {"day": local_day(desk.now)})


def _note(desk: Desk) -> EntryForm:
    return _typed_in(desk, said(A_NOTE), [TEXT], lambda a: Typed(NOTE, text=text_of(a, "text")))


def _exercise(desk: Desk) -> EntryForm:
    def keep(answers: Answers) -> None:
        done = exercise.exercise_from(answers, moment_of(answers), desk.login)
        desk.store.add_exercise(desk.code, done)

    asked = (*exercise.QUESTIONS, DAY)
    plan, episode = desk.store.plan(desk.code), desk.store.episode(desk.code)
    planned = {each.exercise: each for each in (plan.exercises if plan else ())}
    wanted = planned.get(desk.about.get("kind", ""))
    dose = exercise.before_of(wanted, episode.involved if episode else None) if wanted else {}
    before = {"day": local_day(desk.now), **dose}
    form = EntryForm(said(EXERCISE), asked, keep, before, again=ONE_MORE)
    others = [(said(exercise_title(name)), {"kind": name}) for name in planned]
    return replace(form, others=tuple(others), others_are=PLANNED)


def _unlock(desk: Desk) -> EntryForm | None:
    locks = locked(desk.store, desk.code)
    lock = next((each for each in locks if key_of(each) == desk.about.get("lock")), None)
    if lock is None:
        return None

    def keep(answers: Answers) -> None:
        let_go_on(desk.store, None, desk.code, lock, reason_of(answers), desk.login)

    return EntryForm(said(UNLOCK), REASONS, keep, lead=f"{lock.title}, {lock.line}", save=UNLOCK)


def _withdraw(desk: Desk) -> EntryForm:
    wanted = desk.about.get("entry", "")
    standing_ids = {each.entry_id for each in standing(desk.store.entries(desk.code))}
    standing_ids |= {each.entry_id for each in standing(desk.store.exercises(desk.code))}
    if wanted not in standing_ids:
        raise UnknownEntry(said(NO_ENTRY))

    def keep(answers: Answers) -> None:
        desk.store.withdraw_entry(desk.code, wanted, text_of(answers, "why"))

    lead = said(WITHDRAWN_STAYS)
    return EntryForm(said(WITHDRAW), [WHY], keep, lead=lead, save=WITHDRAW)


def locked(store: Store, code: str) -> tuple[Lock, ...]:
    """What keeps a leg off the board, as the database knows it."""
    return tuple(locks_of(store, None, code, lambda _: None))


def key_of(lock: Lock) -> str:
    """By what a lock is found again."""
    return lock.stop.stop_id if lock.stop else f"leg:{lock.side}"


FORMS: Mapping[str, Callable[[Desk], EntryForm | None]] = {
    "symptoms": _symptoms,
    "screening": _screening,
    "background": _background,
    "leg": _leg,
    "episode": _episode,
    "weight": _weight,
    "measure": _measure,
    "exercise": _exercise,
    "note": _note,
    "unlock": _unlock,
    "withdraw": _withdraw,
}
"""Every form by its name in the address; None where there is nothing to ask."""
