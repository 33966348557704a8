"""The contacts of a board: button, rail stop, foot mat, rail strip. Each is a bit of every sample.

`ContactWatch` says each change as it happens, so that one can try them while `baps diagnose`
listens. A contact that is not fitted reads as open, so nothing can tell whether one is.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.link.faults import RAIL_OPEN
from trainer.recording.samples import (
    FLAG_BUTTON_DOWN,
    FLAG_FOOT_ON_MAT,
    FLAG_HAND_ON_RAIL,
    FLAG_RAIL_OPEN,
    Sample,
    Samples,
)
from trainer.sessions.diagnosis.finding import Finding, Part

SWITCHES = Part("switches")
HELD_SHARE = 0.5
"""A contact that is closed for more than this share of the time is stuck."""


@dataclass(frozen=True)
class Contact:
    """One bit of the flags, with what people call its two states."""

    flag: int
    name: str
    on: str
    off: str


RAIL_STOP = Contact(FLAG_RAIL_OPEN, "rail stop", "open", "closed")


@dataclass(frozen=True)
class Touch(Contact):
    """A contact that is open at rest: its findings, and what to do if it stays closed."""

    at_rest: str
    touches: str
    advice: str


TOUCHES = (
    Touch(
        FLAG_BUTTON_DOWN,
        "event button",
        "pressed",
        "released",
        "button_released",
        "button_presses",
        "the event button is down all the time: let go of it, or check D8 for a short to ground",
    ),
    Touch(
        FLAG_FOOT_ON_MAT,
        "foot mat",
        "foot on it",
        "free",
        "foot_mat_free",
        "foot_mat_steps",
        "a foot is on the mat all the time: clear the mat, or check D7 for a short to ground",
    ),
    Touch(
        FLAG_HAND_ON_RAIL,
        "rail strip",
        "hand on it",
        "free",
        "rail_strip_free",
        "rail_strip_touches",
        "a hand is on the rail all the time: let go of it, or check D10 for a short to ground",
    ),
)


class ContactWatch:
    """Takes the newest sample now and then; says which contact has changed."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._flags: int | None = None

    def __call__(self, newest: Sample) -> None:
        before, self._flags = self._flags, newest.flags
        if before is None:
            return
        for contact in (RAIL_STOP, *TOUCHES):
            if (before ^ newest.flags) & contact.flag:
                state = contact.on if newest.flags & contact.flag else contact.off
                self._say(f"{contact.name}: {state}")


def contact_findings(samples: Samples) -> list[Finding]:
    """Judge every contact; nothing if there is no sample."""
    if not len(samples):
        return []
    open_now = bool(samples.flags[-1] & FLAG_RAIL_OPEN)
    findings = [SWITCHES.truth("rail_stop_closed", not open_now, RAIL_OPEN)]
    for touch in TOUCHES:
        on = samples.flags & touch.flag > 0
        held = float(np.mean(on)) > HELD_SHARE
        times = _beginnings(on)
        findings += [
            SWITCHES.truth(touch.at_rest, not held, touch.advice),
            SWITCHES.judged(touch.touches, times, "1", True, "", "" if times else "not tried"),
        ]
    return findings


def _beginnings(on: npt.NDArray[np.bool_]) -> int:
    """How often it began to be on."""
    return int(np.count_nonzero(np.diff(on.astype(np.int8), prepend=0) > 0))
