"""How every command opens a board."""

from contextlib import AbstractContextManager

from trainer.cli.terminal import say
from trainer.link.base import RealClock, SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.vocabulary import Side
from trainer.sessions import opening
from trainer.sessions.board import OpenBoard
from trainer.store.store import Store


def opened_board(
    uri: str,
    store: Store | None = None,
    context: LinkContext | None = None,
    patient_code: str | None = None,
) -> AbstractContextManager[OpenBoard]:
    """A streaming board, closed at the end; `patient_code` says who will stand on it, if known."""
    return opening.opened_board(uri, say, store, context, patient_code)


def trial_context(
    conditions: Conditions,
    seed: int,
    steering: Steering,
    stimulus: Stimulus,
    fast: bool = False,
) -> LinkContext:
    """What a link needs for a trial; a simulated patient gets the conditions as defaults."""
    side = Side.RIGHT if conditions.side is Side.BOTH else conditions.side
    implied = {
        "side": side.value,
        "level": str(conditions.level),
        "stem_hole": str(conditions.stem_hole),
        "eyes": conditions.eyes.value,
        "support": conditions.support.value,
        "seed": str(seed),
    }
    clock = SimulatedClock() if fast else RealClock()
    return LinkContext(clock, steering, stimulus, defaults=implied)
