"""Legs that may not stand on a board, and the therapist who lets one go on, with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.desk.signs import Sign
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.questions import Kind, Question
from trainer.sessions.forms.answers import Answers, text_of
from trainer.sessions.forms.unlocking import REASONS, Lock, let_go_on, locks_of, reason_of
from trainer.sessions.station.filling import filled_in
from trainer.sessions.station.front import Front
from trainer.store.spool import Spool
from trainer.texts import said

TITLE, OF_DAY = "Locked legs", "{lock}, {day}"
LEAVE, UNLOCK, SIGN = "Back", "Unlock", "Who signs"


@dataclass(frozen=True)
class _Signed:
    reason: str
    operator: str


def unlock_flow(front: Front, code: str) -> None:
    """Until nothing is locked, or somebody goes back; a single lock needs no list."""
    while locks := front.kept(lambda: _locks(front, code)):
        if len(locks) == 1:
            if not _unlock(front, code, locks[0]):
                return
            continue
        taken = front.show(_page(front, locks))
        if taken == BACK:
            return
        _unlock(front, code, locks[int(taken.partition(":")[2])])


def _page(front: Front, locks: Sequence[Lock]) -> ListPage:
    rows = [
        ListRow(f"lock:{number}", each.title, each.line, Sign.LOCKED, said(UNLOCK))
        for number, each in enumerate(locks)
    ]
    return ListPage(front.kit, TITLE, rows, [Choice(BACK, LEAVE)])


def _unlock(front: Front, code: str, lock: Lock) -> bool:
    """Ask why and who signs; False if somebody goes back."""
    questions = (
        *REASONS,
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
    return _Signed(reason_of(answers), text_of(answers, "operator"))


def _let_go_on(front: Front, code: str, lock: Lock, signed: _Signed) -> None:
    spool = Spool(front.room.places.spool)
    let_go_on(front.room.store, spool, code, lock, signed.reason, signed.operator)


def _locks(front: Front, code: str) -> list[Lock]:
    room = front.room
    return list(locks_of(room.store, Spool(room.places.spool), code, room.say))
