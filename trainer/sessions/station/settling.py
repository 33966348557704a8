"""Where the anchor test of an episode stands: what the ladder found is signed, or another place.

While the ladder has found none, a therapist may still choose one.
"""

from collections.abc import Sequence

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.listing import ListPage, ListRow
from trainer.plans.places import Place
from trainer.sessions.station.front import Front
from trainer.sessions.station.pages import SIGN, sign
from trainer.sessions.visits.attendant import Told, Went
from trainer.texts import begun, said

OTHER, LEAVE_OUT, LATER = "Another place", "Leave out", "Later"
WHICH, FOUND, LEAVE = "Where does the anchor test stand?", "found by the trials", "Back"
SETTLES = "{place}: signing settles it for the episode"


def settle_place(front: Front, words: str, found: Place | None, places: Sequence[Place]) -> Told:
    """Which of the places is signed; left out, it is asked again at the next visit.

    `words` are what the trials found, or why they have found no place; then nothing is to be signed
    but another place, and leaving it out comes first.
    """
    skip, other = Choice("skip", LEAVE_OUT, primary=found is None), Choice("other", OTHER)
    ways = [Choice("sign", SIGN, primary=True), other, skip] if found else [skip, other]
    choices = [*ways, Choice(BACK, LATER)]
    while (taken := front.ask(begun(words), choices)) in ("sign", "other"):
        place = found if taken == "sign" else _other(front, found, places)
        if place is None:
            continue
        told = sign(front, said(SETTLES).format(place=place.shown))
        if told.answers is not None:
            return Told(Went.DONE, {**told.answers, "place": float(places.index(place))})
    return Told(Went.SKIPPED, words="" if found else words) if taken == "skip" else Told(Went.LEFT)


def _other(front: Front, found: Place | None, places: Sequence[Place]) -> Place | None:
    """One of all places, the hardest first; None if somebody goes back."""
    rows = [
        ListRow(str(number), begun(place.shown), state=FOUND if place == found else "")
        for number, place in enumerate(places)
    ]
    taken = front.show(ListPage(front.kit, WHICH, rows[::-1], [Choice(BACK, LEAVE)]))
    return None if taken == BACK else places[int(taken)]
