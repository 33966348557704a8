"""Legs that may not stand on a board, and what a therapist says who lets one go on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from games.screens.station.questions import Kind, Question
from trainer.recording.background import HardStop, Lifted
from trainer.recording.history import local_day
from trainer.recording.stopping import LEGS, legs_of, stop_words
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.answers import Answers, text_of
from trainer.sessions.legs import PatientLegs, lift, unlock
from trainer.store.spool import Spool
from trainer.store.store import Store
from trainer.store.values import LegLock
from trainer.texts import begun, said, said_back, said_day

SINCE, UNTIL_TOMORROW = "since {day}", "since {day}, for this day"
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
REASONS = (
    Question("reason", WHY, Kind.CHOICES, choices=[(w, w) for w in (CHECKED, ADVICE, MISTAKE)]),
    Question("words", OWN_WORDS, Kind.TEXT, longest=60),
)


@dataclass(frozen=True)
class Lock:
    """One thing that keeps a leg off the board: an open stop, or else a lock of a trial."""

    title: str
    line: str
    stop: HardStop | None
    side: Side


def reason_of(answers: Answers) -> str:
    """Why it may go on; ValueError, for people, where nothing was said."""
    chosen, written = text_of(answers, "reason"), text_of(answers, "words")
    if not chosen and not written:
        raise ValueError(said(NO_REASON))
    return ": ".join(filter(None, (chosen, written)))


def let_go_on(
    store: Store, spool: Spool | None, code: str, lock: Lock, reason: str, operator: str
) -> None:
    """Of several stops of a leg only this one is lifted; a trial's lock is opened with its leg."""
    if lock.stop is not None:
        lift(store, code, lock.stop, Lifted(datetime.now(UTC), reason, operator))
    else:
        unlock(store, spool, code, lock.side, reason, operator)


def locks_of(
    store: Store, spool: Spool | None, code: str, say: Callable[[str], None]
) -> Iterator[Lock]:
    """Every open stop; of a leg without one what else holds it today, also in trials that wait in
    a `spool`.
    """
    legs = PatientLegs(store, say, code, spool)
    open_stops = [stop for stop in store.stops(code) if stop.lifted is None]
    for stop in open_stops:
        title = locked_words(legs_of(stop), stop_words(stop))
        line = said(SINCE).format(day=said_day(local_day(stop.at)))
        yield Lock(title, line, stop, legs_of(stop))
    known = {legs_of(stop) for stop in open_stops}
    for side in () if Side.BOTH in known else (Side.LEFT, Side.RIGHT):
        lock = legs.lock(side)
        if lock is not None and lock.side not in known:
            known.add(lock.side)
            yield _of_trial(lock)


def _of_trial(lock: LegLock) -> Lock:
    day = said_day(local_day(lock.locked_at))
    line = said(SINCE if lock.stays else UNTIL_TOMORROW).format(day=day)
    return Lock(locked_words(lock.side, lock.words), line, None, lock.side)


def locked_words(side: Side, why: str) -> str:
    """Which leg, and why, without what a command line would ask for."""
    return f"{begun(said(LEGS[side]))}: {said_back(why, WHY_LOCKED)}"
