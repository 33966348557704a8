"""A visit of one stored patient on a simulated board, as `baps play --fast` makes it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.conditions import NOTHING_CHOSEN, Chosen
from trainer.recording.interfaces import Standing, Steering, Stimulus
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import facts_from
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.visit import Visit
from trainer.store.store import Store
from trainer.store.values import BodyWeight

SIMULATED_KG = 70.0


@contextmanager
def visited(
    store: Store,
    code: str,
    uri: str,
    folder: Path,
    steering: Steering | None = None,
    chosen: Chosen = NOTHING_CHOSEN,
) -> Iterator[tuple[Visit, Stimulus]]:
    """A new patient with a known weight on this board, and what shows the patient the target."""
    store.add_patient(code)
    # Only with the weight known can a hand on the rail be missed from it.
    store.add_weight(code, BodyWeight(SIMULATED_KG, datetime.now(UTC)))
    stimulus, standing = Stimulus(), Standing()
    context = LinkContext(SimulatedClock(), steering or Steering(), stimulus, standing=standing)
    with closing(open_board(uri, context, facts_from(store, print, code))) as board:
        wait_for_samples(board.feed, print)
        delivery = StoreDelivery(store, folder, print)
        visit = Visit(board, code, delivery, folder, print, store, chosen=chosen, standing=standing)
        yield visit, stimulus
