"""Legs that may not stand on a board, and the therapist who lets one go on, with a reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.desk.signs import Sign
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.questions import Kind, Question
from trainer.recording.background import HardStop, Lifted
from trainer.recording.history import local_day
from trainer.recording.stopping import LEGS, legs_of, stop_words
from trainer.recording.vocabulary import Side
from trainer.sessions.legs import PatientLegs, lift, unlock
from trainer.sessions.station.filling import Answers, filled_in, text_of
from trainer.sessions.station.front import Front
from trainer.store.spool import Spool
from trainer.store.values import LegLock
from trainer.texts import begun, said, said_back, said_day

TITLE, OF_DAY = "Locked legs", "{lock}, {day}"
SINCE, UNTIL_TOMORROW = "since {day}", "since {day}, for this day"
LEAVE, UNLOCK, SIGN = "Back", "Unlock", "Who signs"
WHY, OWN_WORDS = "Why may it go on?", "In your own words"
CHECKED, ADVICE, MISTAKE = (
    "checked today, no symptom",
    "medical advice",
    "entered by mistake",
)
NO_REASON = "Say why: choose a reason, or write one."
WHY_LOCKED = (
    "pain {pain} of 10, {place}",
    "pain {pain} of 10",
    "pain, not rated, {place}",
    "pain, not rated",
    "{reason}, pain {pain} of 10",
    "{reason}, {place}",
)
"""How `stop_words` and `Pain.words` say it."""


@dataclass(frozen=True)
class _Lock:
    """One thing that keeps a leg off the board: an open stop, or else a lock of a trial."""

    title: str
    line: str
    stop: HardStop | None
    side: Side


@dataclass(frozen=True)
class _Signed:
    reason: str
    operator: str


def unlock_flow(front: Front, code: str) -> None:
    """Until nothing is locked, or somebody goes back; a single lock needs no list."""
    while locks := front.kept(lambda: list(_locks(front, code))):
        if len(locks) == 1:
            if not _unlock(front, code, locks[0]):
                return
            continue
        taken = front.show(_page(front, locks))
        if taken == BACK:
            return
        _unlock(front, code, locks[int(taken.partition(":")[2])])


def _page(front: Front, locks: Sequence[_Lock]) -> ListPage:
    rows = [
        ListRow(f"lock:{number}", each.title, each.line, Sign.LOCKED, said(UNLOCK))
        for number, each in enumerate(locks)
    ]
    return ListPage(front.kit, TITLE, rows, [Choice(BACK, LEAVE)])


def _unlock(front: Front, code: str, lock: _Lock) -> bool:
    """Ask why and who signs; False if somebody goes back."""
    questions = (
        Question("reason", WHY, Kind.CHOICES, choices=[(w, w) for w in (CHECKED, ADVICE, MISTAKE)]),
        Question("words", OWN_WORDS, Kind.TEXT, longest=60),
        Question("operator", SIGN, Kind.TEXT, required=True, longest=24, upper=True),
    )
    known = front.room.operator
    title = said(OF_DAY).format(lock=lock.title, day=lock.line)
    page = FormPage(front.kit, title, questions, {"operator": known} if known else {}, save=UNLOCK)
    signed = filled_in(front, page, _signed, partial(_let_go_on, front, code, lock))
    if signed is not None:
        front.signed_by(signed.operator)
    return signed is not None


def _signed(answers: Answers) -> _Signed:
    chosen, written = text_of(answers, "reason"), text_of(answers, "words")
    if not chosen and not written:
        raise ValueError(said(NO_REASON))
    return _Signed(": ".join(filter(None, (chosen, written))), text_of(answers, "operator"))


def _let_go_on(front: Front, code: str, lock: _Lock, signed: _Signed) -> None:
    """Of several stops of a leg only this one is lifted; a trial's lock is opened with its leg."""
    if lock.stop is not None:
        lifted = Lifted(datetime.now(UTC), signed.reason, signed.operator)
        lift(front.room.store, code, lock.stop, lifted)
    else:
        spool = Spool(front.room.places.spool)
        unlock(front.room.store, spool, code, lock.side, signed.reason, signed.operator)


def _locks(front: Front, code: str) -> Iterator[_Lock]:
    """Every open stop; of a leg without one what else holds it today."""
    room = front.room
    legs = PatientLegs(room.store, room.say, code, Spool(room.places.spool))
    open_stops = [stop for stop in room.store.stops(code) if stop.lifted is None]
    for stop in open_stops:
        title = locked_words(legs_of(stop), stop_words(stop))
        line = said(SINCE).format(day=said_day(local_day(stop.at)))
        yield _Lock(title, line, stop, legs_of(stop))
    known = {legs_of(stop) for stop in open_stops}
    for side in () if Side.BOTH in known else (Side.LEFT, Side.RIGHT):
        lock = legs.lock(side)
        if lock is not None and lock.side not in known:
            known.add(lock.side)
            yield _of_trial(lock)


def _of_trial(lock: LegLock) -> _Lock:
    day = said_day(local_day(lock.locked_at))
    line = said(SINCE if lock.stays else UNTIL_TOMORROW).format(day=day)
    return _Lock(locked_words(lock.side, lock.words), line, None, lock.side)


def locked_words(side: Side, why: str) -> str:
    """Which leg, and why, without what a command line would ask for."""
    return f"{begun(said(LEGS[side]))}: {said_back(why, WHY_LOCKED)}"
