"""What may become harder from the next visit on: each suggestion is taken or left, and signed."""

from collections.abc import Sequence

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.listing import ListPage, ListRow
from trainer.sessions.station.front import Front
from trainer.sessions.station.pages import sign
from trainer.sessions.visits.attendant import Told, Went
from trainer.sessions.visits.suggesting import Offer

NEXT, LEAD = "Next visit", "Suggestions. Nothing changes unless you take it and sign."
SAME, TAKE, TAKEN = "Same plan", "take it", "taken"
CHANGE = "Sign the changes"


def offer_plan(front: Front, offers: Sequence[Offer]) -> Told:
    """The answers by each offer's number; `Same plan` where nothing was taken, or is offered."""
    if not offers:
        return Told(Went.DONE)
    taken: set[str] = set()
    while True:
        pressed = front.show(_page(front, offers, taken))
        if pressed == BACK:
            return Told(Went.LEFT)
        if pressed == "same":
            return Told(Went.DONE)
        if pressed == "sign":
            told = sign(front, CHANGE)
            if told.answers is not None:
                return Told(Went.DONE, {**dict.fromkeys(taken, True), **told.answers})
        else:
            taken ^= {pressed}


def _page(front: Front, offers: Sequence[Offer], taken: set[str]) -> ListPage:
    rows = [
        ListRow(
            str(number),
            each.suggestion.shown,
            state=TAKEN if str(number) in taken else TAKE if each.suggestion.met else "",
            enabled=each.suggestion.met,
        )
        for number, each in enumerate(offers)
    ]
    sign_it = Choice("sign", CHANGE, enabled=bool(taken), primary=bool(taken))
    actions = [Choice("same", SAME, primary=not taken), sign_it, Choice(BACK, "Back")]
    main = "sign" if taken else "same"
    return ListPage(front.kit, NEXT, rows, actions, lead=LEAD, main=main)
