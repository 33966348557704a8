"""Where the anchor test of an episode stands: what the ladder found is signed, or another place."""

from collections.abc import Sequence

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.listing import ListPage, ListRow
from trainer.plans.anchor_dome import Proposal
from trainer.plans.places import Place
from trainer.sessions.station.front import Front
from trainer.sessions.station.pages import SIGN, sign
from trainer.sessions.visits.attendant import Told, Went
from trainer.texts import begun, said

OTHER, LEAVE_OUT, LATER = "Another place", "Leave out", "Later"
WHICH, FOUND, LEAVE = "Where does the anchor test stand?", "found by the trials", "Back"
SETTLES = "{place}: signing settles it for the episode"


def settle_place(front: Front, proposal: Proposal, places: Sequence[Place]) -> Told:
    """Which of the places is signed; left out, it is asked again at the next visit."""
    choices = [
        Choice("sign", SIGN, primary=True),
        Choice("other", OTHER),
        Choice("skip", LEAVE_OUT),
        Choice(BACK, LATER),
    ]
    while (taken := front.ask(begun(proposal.words), choices)) in ("sign", "other"):
        place = proposal.place if taken == "sign" else _other(front, proposal, places)
        if place is None:
            continue
        told = sign(front, begun(said(SETTLES).format(place=place.shown)))
        if told.answers is not None:
            return Told(Went.DONE, {**told.answers, "place": float(places.index(place))})
    return Told(Went.SKIPPED if taken == "skip" else Went.LEFT)


def _other(front: Front, proposal: Proposal, places: Sequence[Place]) -> Place | None:
    """One of all places, the hardest first; None if somebody goes back."""
    rows = [
        ListRow(str(number), begun(place.shown), state=FOUND if place == proposal.place else "")
        for number, place in enumerate(places)
    ]
    taken = front.show(ListPage(front.kit, WHICH, rows[::-1], [Choice(BACK, LEAVE)]))
    return None if taken == BACK else places[int(taken)]
