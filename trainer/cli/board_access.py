"""How every command opens a board."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from trainer.cli.terminal import say
from trainer.link.base import RealClock, SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side
from trainer.sessions.board import OpenBoard, open_board
from trainer.sessions.board_facts import facts_from
from trainer.store.store import Store


@contextmanager
def opened_board(
    uri: str,
    store: Store | None = None,
    context: LinkContext | None = None,
    patient_code: str | None = None,
) -> Iterator[OpenBoard]:
    """A streaming board, closed at the end; `patient_code` says who will stand on it, if known."""
    context = context or LinkContext()
    context = replace(context, load_trial=loader(store))
    board = open_board(uri, context, facts_from(store, say, patient_code))
    try:
        yield board
    finally:
        board.close()


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
        "seed": str(seed),
    }
    clock = SimulatedClock() if fast else RealClock()
    return LinkContext(clock, steering, stimulus, defaults=implied)


def loader(store: Store | None) -> Callable[[str], Recording]:
    """The function by which `replay:trial:ID` loads its trial."""

    def load(trial_id: str) -> Recording:
        if store is not None:
            return store.load_recording(trial_id)
        with Store.open() as opened:
            return opened.load_recording(trial_id)

    return load
