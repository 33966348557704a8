"""A target that was called for at a moment that followed from what the patient did before.

Rules that call targets one by one keep them, and `trainer.metrics` finds the reaches by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Cue:
    """A target's middle (ap, ml), and the trial's running time from its cue until it went out.

    `held` says whether it was reached and held.
    """

    at_s: float
    until_s: float
    ap_deg: float
    ml_deg: float
    held: bool


@runtime_checkable
class CallsTargets(Protocol):
    """Rules that call targets one by one."""

    cues: Sequence[Cue]
