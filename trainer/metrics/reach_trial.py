"""Finds the cued reaches in a recorded trial, once, for all metrics of family C.

`measure_trial` calls this where the trial's rules call targets one by one.
"""

from collections.abc import Iterator, Sequence
from math import atan2, cos, degrees, hypot, sin

import numpy as np

from trainer.metrics.moving_facts import Reach, Reaches
from trainer.metrics.reaching import BASELINE_S
from trainer.metrics.stamps import EvenSignal
from trainer.metrics.timing import Timing
from trainer.motion.contact import rim_contact
from trainer.recording.cue import Cue
from trainer.recording.envelope import Envelope

ROUNDING_S = 1e-6


def reaches_in(
    parts: Sequence[EvenSignal], timing: Timing, cues: Sequence[Cue], rim: Envelope
) -> Reaches:
    """The reaches to these cues in the filtered parts of a trial.

    A reach that a gap cuts off, or whose baseline lies before the measured part, is left out.
    """
    return Reaches(tuple(_found(parts, timing, cues, rim)))


def _found(
    parts: Sequence[EvenSignal], timing: Timing, cues: Sequence[Cue], rim: Envelope
) -> Iterator[Reach]:
    running = [timing.running_s(part.times_s) for part in parts]
    for cue in cues:
        for part, t_s in zip(parts, running, strict=True):
            from_s = cue.at_s - BASELINE_S
            if not len(t_s) or t_s[0] > from_s + ROUNDING_S or t_s[-1] < cue.at_s:
                continue
            first, cued, after = np.searchsorted(t_s, (from_s, cue.at_s, cue.until_s)).tolist()
            yield _reach(cue, part, slice(first, after), cued - first, rim)


def _reach(cue: Cue, part: EvenSignal, held: slice, cued: int, rim: Envelope) -> Reach:
    ap, ml = part.values[:, held]
    towards = atan2(cue.ml_deg, cue.ap_deg)
    since = slice(cued, None)
    contact = rim_contact(part.times_s[held][since], ap[since], ml[since], rim)
    return Reach(
        direction_deg=degrees(towards) % 360.0,
        distance_deg=hypot(cue.ap_deg, cue.ml_deg),
        along_deg=ap * cos(towards) + ml * sin(towards),
        across_deg=ml * cos(towards) - ap * sin(towards),
        cued=cued,
        rate_hz=part.rate_hz,
        on_rim=bool(contact.any()),
    )
