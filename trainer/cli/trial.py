"""Trials on the command line, for `play` and `log`: activity, board, patient, visit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from games.engine.activity import Activity
from games.engine.setup import LIKELY_STATION, Station
from games.registry import UnknownActivity, activities
from trainer.cli.board_access import opened_board, trial_context
from trainer.cli.terminal import kept_on_stop, say
from trainer.cli.weight import know_weight
from trainer.recording.conditions import NOTHING_CHOSEN, Chosen, Conditions
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.vocabulary import Outcome, did_you_mean
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.legs import require_free_leg
from trainer.sessions.readiness import make_ready
from trainer.sessions.recover import waiting_words
from trainer.sessions.store_access import open_store, patient_for
from trainer.sessions.visit import Visit
from trainer.store.places import places
from trainer.store.spool import Spool


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


@contextmanager
def visiting(
    board_uri: str,
    patient_code: str | None,
    conditions: Conditions,
    seed: int,
    fast: bool = False,
    chosen: Chosen = NOTHING_CHOSEN,
    station: Station = LIKELY_STATION,
) -> Iterator[tuple[Visit, PlayedWith]]:
    """A patient on a board that is ready. Ctrl-C reports where the running trial is."""
    played_with, home = PlayedWith(), places()
    earlier = set(home.journals.glob("*"))

    def cut_short() -> str:
        cut = set(home.journals.glob("*")) - earlier
        return "the trial is in its journal: run baps recover to store it" if cut else ""

    if patient_code is not None and (waiting := waiting_words(home)):
        say(waiting)
    with open_store(say) as store, kept_on_stop(cut_short):
        code = patient_for(store, patient_code, board_uri)
        spool = Spool(home.spool)
        require_free_leg(store, say, code, conditions.side, spool)
        context = trial_context(conditions, seed, played_with.steering, played_with.stimulus, fast)
        with opened_board(board_uri, store, context, code) as board:
            make_ready(board, store, conditions, say)
            if patient_code is not None:
                know_weight(board, store, code, conditions)
            delivery = StoreDelivery(store, home.spool, say)
            visit = Visit(
                board, code, delivery, home.journals, say, store, spool, station, chosen=chosen
            )
            yield visit, played_with


def require_whole(visit: Visit, kept: KeptTrial) -> None:
    """`SessionError` if the trial was interrupted because the board's data stopped."""
    if visit.board.replayed is None and kept.result.outcome is Outcome.INTERRUPTED:
        raise SessionError(
            f"the board's data stopped {kept.result.duration_s:.1f} s into the trial, so it does "
            "not count: check the cable with baps diagnose, then play it again"
        )
