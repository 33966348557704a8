"""A patient's today: what is due, what stands against it, and everything that belongs to them."""

from games.desk.page import BACK
from games.screens.station.stones import Stones
from games.screens.station.today import Lock, Today, TodayPage, plan_place
from trainer.sessions.station.facts import facts_flow
from trainer.sessions.station.free_play import play_flow
from trainer.sessions.station.front import Front
from trainer.sessions.station.notes import notes_flow
from trainer.sessions.station.pages import leg_words
from trainer.sessions.station.plans import plan_flow
from trainer.sessions.station.progress import progress_flow
from trainer.sessions.station.symptoms import symptoms_flow
from trainer.sessions.station.unlock import unlock_flow
from trainer.sessions.station.visit import Prepared, another_flow, prepared, visit_flow

FLOWS = {
    "play": play_flow,
    "symptoms": symptoms_flow,
    "plan": plan_flow,
    "progress": progress_flow,
    "facts": facts_flow,
    "notes": notes_flow,
    "unlock": unlock_flow,
    "again": another_flow,
}


def patient_flow(front: Front, code: str, *, begin: bool = False) -> None:
    """Until somebody goes back to the patients; with `begin` today's visit begins at once."""
    front.room.board.for_patient(code)
    try:
        if begin:
            visit_flow(front, code)
        while True:
            taken = _show(front, code)
            if taken == BACK:
                return
            if taken == "go":
                visit_flow(front, code)
            elif taken in FLOWS:
                FLOWS[taken](front, code)
    finally:
        front.room.board.for_patient(None)
        front.unread.forget()


def _show(front: Front, code: str) -> str:
    ready = front.answered(lambda: prepared(front.room, code))
    if ready is None:
        return BACK
    locks = [Lock(leg_words(side), why) for side, why in ready.locks]
    today = Today(ready.headline, ready.go, ready.line, locks, ready.done, ready.main, ready.kept)
    return front.show(TodayPage(front.kit, today, _stones(front, ready)))


def _stones(front: Front, ready: Prepared) -> Stones | None:
    """The plan; the first time the pond takes seconds to paint."""
    if not ready.stones:
        return None
    place = plan_place(front.kit, len(ready.locks))
    return front.waiting(lambda: Stones(front.kit, place, ready.stones, ready.named))
