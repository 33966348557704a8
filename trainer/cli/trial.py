"""Trials on the command line, for `play` and `log`: activity, board, patient, visit."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from math import inf

from games.engine.activity import Activity
from games.engine.setup import LIKELY_STATION, Station
from games.registry import UnknownActivity, activities
from trainer.cli.board_access import opened_board, trial_context
from trainer.cli.terminal import kept_on_stop, say
from trainer.cli.weight import know_weight
from trainer.recording.conditions import NOTHING_CHOSEN, Chosen, Conditions
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.vocabulary import Outcome, did_you_mean
from trainer.sessions.arriving import AtTerminal, Waiter, arrived_board
from trainer.sessions.board import START_PATIENCE_S, OpenBoard
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.legs import PatientLegs
from trainer.sessions.readiness import Look, make_ready
from trainer.sessions.recover import waiting_words
from trainer.sessions.store_access import open_store, patient_for
from trainer.sessions.visit import Visit
from trainer.store.places import places
from trainer.store.spool import Spool

AT_TERMINAL = AtTerminal(say)


@dataclass(frozen=True)
class PlayedWith:
    """What the window and the game pass on to a simulated board."""

    steering: Steering = field(default_factory=Steering)
    stimulus: Stimulus = field(default_factory=Stimulus)


def named_activity(text: str) -> Activity:
    """An activity by its name, in any capitals; `UnknownActivity` lists the names."""
    known = activities()
    if text.lower() in known:
        return known[text.lower()]
    near = did_you_mean(text, known) or f"; there are: {', '.join(known)}"
    raise UnknownActivity(f"there is no activity {text!r}{near}")


def nothing_ahead(_visit: Visit) -> None:
    """Nothing is painted where there is no window."""


@contextmanager
def visiting(
    board_uri: str,
    patient_code: str | None,
    conditions: Conditions,
    seed: int,
    fast: bool = False,
    chosen: Chosen = NOTHING_CHOSEN,
    station: Station = LIKELY_STATION,
    waiter: Waiter = AT_TERMINAL,
    ahead: Callable[[Visit], None] = nothing_ahead,
) -> Iterator[tuple[Visit, PlayedWith]]:
    """A patient on a board that is ready. Ctrl-C reports where the running trial is.

    `waiter` sees what is waited for until then. `ahead` does what can be done while the board must
    be left alone.
    """
    played_with, home = PlayedWith(), places()
    earlier = set(home.journals.glob("*"))

    def cut_short() -> str:
        cut = set(home.journals.glob("*")) - earlier
        return "the trial is in its journal: run baps recover to store it" if cut else ""

    if patient_code is not None and (waiting := waiting_words(home)):
        waiter.say(waiting)
    with ExitStack() as opened, kept_on_stop(cut_short):
        store = waiter.run(lambda: opened.enter_context(open_store(say)))
        code = waiter.run(lambda: patient_for(store, patient_code, board_uri))
        spool = Spool(home.spool)
        legs = PatientLegs(store, say, code, spool)
        waiter.run(lambda: legs.require_free(conditions.side))
        context = trial_context(conditions, seed, played_with.steering, played_with.stimulus, fast)
        delivery = StoreDelivery(store, home.spool, say)

        def visit_on(board: OpenBoard) -> Visit:
            return Visit(
                board, code, delivery, home.journals, say, store, spool, station, chosen=chosen
            )

        def ready(board: OpenBoard, look: Look) -> None:
            if board.replayed is None:
                look(board.feed.status())
                ahead(visit_on(board))
            patience_s = inf if waiter.stays else START_PATIENCE_S
            make_ready(board, store, conditions, waiter.say, look, patience_s)

        arriving = arrived_board(
            board_uri, waiter, lambda: opened_board(board_uri, store, context, code), ready
        )
        board = waiter.run(lambda: opened.enter_context(arriving))
        if patient_code is not None:
            know_weight(board, store, code, conditions, waiter.aside)
        yield visit_on(board), played_with


def require_whole(visit: Visit, kept: KeptTrial) -> None:
    """`SessionError` if the trial was interrupted because the board's data stopped."""
    if visit.board.replayed is None and kept.result.outcome is Outcome.INTERRUPTED:
        raise SessionError(
            f"the board's data stopped {kept.result.duration_s:.1f} s into the trial, so it does "
            "not count: check the cable with baps diagnose, then play it again"
        )
