"""Measures what the thigh sensor recorded beside everything else.

`measure_trial` calls this for every trial that was started.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from trainer.metrics.facts import Facts, Thigh, ThighRepetition, inclination_deg
from trainer.metrics.lowpass import SHORTEST, STANDARD
from trainer.metrics.measure import TrialMeasures, measure, nothing_for
from trainer.metrics.prepare import BOARD_RATE_HZ, Stamped, board_signal
from trainer.metrics.registry import Fits, metrics_for
from trainer.metrics.stamps import EvenSignal, gaps
from trainer.metrics.sway import Sway
from trainer.metrics.timing import Timing
from trainer.motion.repetitions import repetitions
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side

OTHER_LEG = "the thigh sensor was not on the leg that stood on the board"


def thigh_measures(recording: Recording, timing: Timing) -> TrialMeasures:
    """The thigh's metrics where the header has a set-up of the thigh; else none at all."""
    body = recording.header.body
    if body is None or body.thigh is None:
        return nothing_for((), BOARD_RATE_HZ, "")
    if _on_the_other_leg(recording.header.conditions.side, body.thigh.side):
        return nothing_for((Fits.THIGH,), BOARD_RATE_HZ, OTHER_LEG)
    # The formulas take the squats alone; the signal is there to say rate and filter.
    empty = Sway(np.zeros((2, 0)), BOARD_RATE_HZ, filter=STANDARD.name)
    return measure(Facts(sway=empty, thigh=thigh_of(recording, timing)), metrics_for(Fits.THIGH))


def thigh_of(recording: Recording, timing: Timing) -> Thigh:
    """The complete squats between `measure_from` and the end.

    As with tilt, pauses and gaps are left out, and each stretch is filtered at its own rate and
    brought to 100 Hz. `SignalError` for times that go back.
    """
    from_s = timing.measured_from_s
    if from_s is None:
        return Thigh()
    squats = (squat for motion in _motions(recording, timing) for squat in _squats(motion, from_s))
    return Thigh(tuple(squats))


def _motions(recording: Recording, timing: Timing) -> Iterator[Stamped]:
    """The running stretches, cut where the thigh has no angles for longer than a stall."""
    body = recording.body
    angles = np.stack((body.thigh_flexion_deg, body.thigh_medial_lean_deg))
    told = np.isfinite(angles).all(axis=0)
    times_s, angles = (body.t_s * timing.scale)[told], angles[:, told]
    for first, after in timing.running:
        begin, end = np.searchsorted(times_s, (timing.time_of(first), timing.time_of(after)))
        if end - begin < SHORTEST:
            continue
        cuts = (gaps(times_s[begin:end]) + begin).tolist()
        for start, stop in pairwise([int(begin), *cuts, int(end)]):
            if stop - start >= SHORTEST:
                yield Stamped(times_s[start:stop], angles[:, start:stop])


def _squats(motion: Stamped, from_s: float) -> Iterator[ThighRepetition]:
    even: EvenSignal = board_signal(motion, STANDARD).since(from_s)
    flexion, lean = even.values
    for squat in repetitions(inclination_deg(flexion, lean), even.rate_hz):
        part = slice(squat.first, squat.last + 1)
        yield ThighRepetition(flexion[part], lean[part], squat.deepest - squat.first, even.rate_hz)


def _on_the_other_leg(standing: Side, worn: Side) -> bool:
    return standing is not Side.BOTH and worn is not standing
