"""Asks for a patient's weight before the first trial on one leg: `play` and `log` call it.

A board must not carry more than it is made for, and a hand on the rail shows only as weight that is
missing. Load cells cannot tell a light person from one who holds the rail, so a weight they found
is asked back, and nothing is taken from a trial that runs already.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime

import click

from trainer.cli.options import FiniteRange
from trainer.cli.terminal import say, somebody_can_answer
from trainer.recording.conditions import Conditions
from trainer.recording.load import HEAVIEST_KG, LIGHTEST_KG
from trainer.recording.vocabulary import Stance
from trainer.sessions.allowed import limit_kg
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.load_watch import weigh
from trainer.sessions.errors import SessionError
from trainer.sessions.store_access import ask_store
from trainer.store.store import Store
from trainer.store.values import BodyWeight


def know_weight(
    board: OpenBoard,
    store: Store | None,
    code: str,
    conditions: Conditions,
    aside: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Note the weight of a patient who never told it; `SessionError` if nobody can answer.

    On two legs, with part of the weight, or with the database away a line says that nothing checks
    it; load cells still see more than the board may carry. `aside` makes room for the question,
    which a window would hide.
    """
    if not _carries(board, conditions):
        return
    known = ask_store(store, say, lambda asked: asked.newest_weight(code) is not None, None)
    if known:
        return
    if store is None or known is None or conditions.stance is not Stance.SINGLE_LEG:
        say(
            f"the weight of {code} is not known, so it is not checked: this board carries "
            f"{limit_kg(board):.0f} kg (baps patient weight {code} --kg notes it)"
        )
        return
    if not somebody_can_answer():
        raise SessionError(
            f"the weight of {code} is not known, and the first trial on one leg needs it: run baps "
            f"patient weight {code} --kg and what a scale shows"
        )
    with aside():
        _ask_weight(board, store, code)


def _ask_weight(board: OpenBoard, store: Store, code: str) -> None:
    if _has_cells(board):
        found = weigh(board, store, say)
        question = f"{code} weighs {found.kg:.1f} kg with both hands off the rail: right?"
        if click.confirm(question, default=True, err=True):
            store.add_weight(code, found)
            return
    told_kg = click.prompt(
        f"weight of {code} in kg", type=FiniteRange(LIGHTEST_KG, HEAVIEST_KG), err=True
    )
    store.add_weight(code, BodyWeight(told_kg, datetime.now(UTC)))


def _carries(board: OpenBoard, conditions: Conditions) -> bool:
    """Whether a person's weight is on this board; a simulated one carries nobody, but its cells do.

    A chair carries who sits, and with the deck's sensor on the sacrum the patient stands on the
    floor.
    """
    if conditions.stance is Stance.SEATED or board.replayed is not None or board.on_sacrum:
        return False
    return not board.simulated or _has_cells(board)


def _has_cells(board: OpenBoard) -> bool:
    cells = board.streams.load_setup
    return cells is not None and cells.calibration.calibrated
