"""Weighing a patient on the board's own load cells: what loads are then shares of."""

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.recording.load import LoadSamples
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.sessions.board import WAIT_STEP_S, OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.knowledge import settle
from trainer.store.store import Store
from trainer.store.values import LIGHTEST_KG, BodyWeight

STEADY_S = 3.0
STEADY_SHARE = 0.02
"""Standard deviation over the mean: quiet standing has 0.01 and less, a step much more."""
PATIENCE_S = 60.0

Say = Callable[[str], None]


def weigh(board: OpenBoard, store: Store, say: Say) -> BodyWeight:
    """Ask the patient to stand still on the board, hands off the rail, and weigh for 3 s.

    `SessionError` with advice where there are no calibrated cells, or nobody stands still.
    """
    cells = board.intake.load_setup
    if cells is None or not cells.calibration.calibrated:
        raise SessionError(
            "this board has no calibrated load cells: run baps calibrate load, or give the weight "
            "with --kg"
        )
    settle(board, store, say)
    say("Stand still on the board with both feet, hands off the rail")
    feed = board.feed
    begun, newest = feed.now_ns(), feed.latest()
    seq = newest.seq if newest else -1
    while feed.now_ns() - begun < PATIENCE_S * 1e9:
        feed.wait(WAIT_STEP_S)
        steady = steady_load_n(feed.since(seq).load)
        if steady is not None:
            return BodyWeight(round(steady / STANDARD_GRAVITY, 2), datetime.now(UTC), measured=True)
    raise SessionError(
        f"gave up after {PATIENCE_S:.0f} s: nobody stood still on the board. Try again, or give "
        "the weight with --kg"
    )


def steady_load_n(load: LoadSamples) -> float | None:
    """The mean of the last 3 s, in N; None unless a person stood still through all of them."""
    if not len(load) or load.t_s[-1] - load.t_s[0] < STEADY_S:
        return None
    recent: FloatArray = load.load_n[load.t_s > load.t_s[-1] - STEADY_S]
    mean = float(recent.mean())
    present = np.isfinite(mean) and mean > LIGHTEST_KG * STANDARD_GRAVITY
    return mean if present and recent.std() < STEADY_SHARE * mean else None
