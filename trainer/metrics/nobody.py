"""Whether somebody was on board or plate in the whole measured part of a recorded trial.

An empty board has the smallest sway of all. `measure_trial` asks this for the rule of what counts.
"""

import numpy as np

from trainer.metrics.load_trial import load_was_measured, unloaded_s
from trainer.metrics.reasons import NOBODY_ON_BOARD, NOBODY_ON_PLATE, UNMEASURED
from trainer.metrics.timing import Timing
from trainer.motion.presence import EMPTY_AFTER_S, first_empty_s
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Stance

SOMEBODY_N = 50.0
"""Only a person puts this much load on a plate."""


def nobody_there(recording: Recording, timing: Timing) -> str:
    """When nobody was there for 2 s, in words; empty if somebody always was.

    A board is judged by its motion, load cells under it by their load as well, unless the trial was
    seated or only part of the weight was to be on it. Pauses and lost samples interrupt the 2 s.
    On the floor the board tells nothing, and a patient may stand as still as nobody does on it:
    there only what was seen of the exercise tells (`trainer.metrics.worn_trial`).
    """
    header = recording.header
    if header.on_floor:
        return ""
    if header.on_plate:
        if not load_was_measured(recording, timing):
            return UNMEASURED
        return _words(NOBODY_ON_PLATE, unloaded_s(recording, timing, SOMEBODY_N), timing)
    left_s = _still_s(recording, timing)
    if left_s is None and header.load is not None and _bears_all(header.conditions.stance):
        left_s = unloaded_s(recording, timing, SOMEBODY_N)
    return _words(NOBODY_ON_BOARD, left_s, timing)


def _bears_all(stance: Stance) -> bool:
    return stance in (Stance.SINGLE_LEG, Stance.TWO_LEG)


def _words(words: str, left_s: float | None, timing: Timing) -> str:
    if left_s is None or timing.measured_from_s is None:
        return ""
    ends = timing.running_s(np.array([timing.measured_from_s, left_s])) * timing.scale
    at_s = max(float(ends[1] - ends[0]), 0.0)
    return words.format(seconds=f"{EMPTY_AFTER_S:g}", at=f"{at_s:.1f}")


def _still_s(recording: Recording, timing: Timing) -> float | None:
    """When the first 2 s began in which the board lay still."""
    samples = recording.samples
    for first, after in timing.stretches():
        part = slice(max(first, timing.measure_from or 0), after)
        empty_s = first_empty_s(
            timing.times_s[part],
            samples.ap_deg[part],
            samples.ml_deg[part],
            samples.ap_rate_deg_s[part],
            samples.ml_rate_deg_s[part],
        )
        if empty_s is not None:
            return empty_s
    return None
