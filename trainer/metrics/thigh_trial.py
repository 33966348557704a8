"""Measures what the thigh sensor recorded.

`measure_trial` calls this for every trial that was started.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from trainer.metrics.facts import Facts, Thigh, ThighRepetition, inclination_deg
from trainer.metrics.measure import TrialMeasures, measure, nothing_for
from trainer.metrics.prepare import BOARD_RATE_HZ, SHORTEST, STANDARD, Stamped, board_signal, joined
from trainer.metrics.registry import Fits, metrics_for
from trainer.metrics.stamps import EvenSignal, gaps
from trainer.metrics.timing import Timing
from trainer.motion.repetitions import repetitions
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side

OTHER_LEG = "the thigh sensor was not on the leg that stood on the board"


def thigh_measures(recording: Recording, timing: Timing) -> TrialMeasures:
    """The thigh's metrics; nothing if the header has no thigh set-up."""
    body = recording.header.body
    if body is None or body.thigh is None:
        return nothing_for((), BOARD_RATE_HZ, "")
    if _on_the_other_leg(recording.header.conditions.side, body.thigh.side):
        return nothing_for((Fits.THIGH,), BOARD_RATE_HZ, OTHER_LEG)
    parts = _measured_parts(recording, timing)
    thigh = Thigh(tuple(squat for part in parts for squat in _squats(part)))
    # The formulas take the squats alone; the signal only says rate and filter.
    angles = joined(parts, BOARD_RATE_HZ, STANDARD)
    return measure(Facts(sway=angles, thigh=thigh), metrics_for(Fits.THIGH))


def _measured_parts(recording: Recording, timing: Timing) -> list[EvenSignal]:
    """Flexion and lean between `measure_from` and the end, without pauses and gaps.

    As with tilt, each stretch is filtered at its own rate and brought to 100 Hz.
    """
    from_s = timing.measured_from_s
    if from_s is None:
        return []
    motions = _motions(recording, timing)
    return [board_signal(motion, STANDARD).since(from_s) for motion in motions]


def _motions(recording: Recording, timing: Timing) -> Iterator[Stamped]:
    """The running stretches, cut where the thigh's angles are missing for longer than a stall."""
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


def _squats(even: EvenSignal) -> Iterator[ThighRepetition]:
    """The complete squats of one stretch."""
    flexion, lean = even.values
    for squat in repetitions(inclination_deg(flexion, lean), even.rate_hz):
        part = slice(squat.first, squat.last + 1)
        yield ThighRepetition(flexion[part], lean[part], squat.deepest - squat.first, even.rate_hz)


def _on_the_other_leg(standing: Side, worn: Side) -> bool:
    return standing is not Side.BOTH and worn is not standing
