"""Measures what was seen of the body beside the board: by the thigh's strap, the sacrum's, the eye.

Three columns: nothing adds them together. `measure_trial` calls this for every trial that was
started, and asks it whether anything of an exercise on the floor was seen at all.
"""

from collections.abc import Iterator

import numpy as np

from trainer.metrics.body_facts import Pelvis, PelvisRepetition
from trainer.metrics.facts import Facts
from trainer.metrics.kinds import Fits
from trainer.metrics.measure import TrialMeasures, measure, nothing_for
from trainer.metrics.prepare import BOARD_RATE_HZ, SHORTEST, STANDARD, Stamped, board_signal, joined
from trainer.metrics.reasons import UNSEEN
from trainer.metrics.registry import metrics_for
from trainer.metrics.stamps import EvenSignal
from trainer.metrics.sway import Sway
from trainer.metrics.thigh_trial import thigh_measures
from trainer.metrics.timing import Timing
from trainer.motion.exercises import exercise_of
from trainer.motion.repetitions import OF_PELVIS, Repetition, repetitions
from trainer.motion.sacrum import pelvis_drop_deg
from trainer.recording.columns import FloatArray
from trainer.recording.trial import Recording

NO_DROP = "no drop of the pelvis was seen"
NO_THIGH = "needs the thigh sensor, which tells the squats apart: baps calibrate thigh"
COUNTS = ("thigh_repetitions", "pelvis_repetitions")


def worn_measures(recording: Recording, timing: Timing, unsound: str = "") -> list[TrialMeasures]:
    """The metrics of thigh, pelvis and eye, as far as there are any.

    `unsound` says why the trial has no values of standing.
    """
    by_pelvis = _by_pelvis(recording)
    fits = (Fits.THIGH,) if by_pelvis else (Fits.THIGH, Fits.PELVIS)
    found = [thigh_measures(recording, timing, fits, unsound)]
    if recording.header.sacrum is not None and by_pelvis:
        found.append(_pelvis_measures(recording, timing))
    elif recording.header.sacrum is not None and not _thigh_worn(recording):
        found.append(nothing_for((Fits.PELVIS,), BOARD_RATE_HZ, NO_THIGH))
    if recording.header.on_floor:
        found.append(_eye_measures(recording))
    return found


def worn_kinds(recording: Recording) -> tuple[Fits, ...]:
    """Which metrics a trial would have had that was never started."""
    header = recording.header
    thigh = (Fits.THIGH,) if _thigh_worn(recording) else ()
    pelvis = (Fits.PELVIS,) if thigh or header.sacrum is not None else ()
    return (*thigh, *pelvis, *((Fits.EYE,) if header.on_floor else ()))


def why_unseen(recording: Recording, timing: Timing) -> str:
    """Why nothing is known of an exercise on the floor; empty if something saw it, or on a board.

    On the floor the board tells nothing, and people may stand as still as an empty board: what
    shows that somebody did it is a repetition, or a therapist who scored it.
    """
    if not recording.header.on_floor or recording.eye():
        return ""
    seen = worn_measures(recording, timing)
    return "" if any(each.value(name) for each in seen for name in COUNTS) else UNSEEN


def _by_pelvis(recording: Recording) -> bool:
    exercise = exercise_of(recording.header.parameters)
    return exercise is not None and exercise.by_pelvis


def _thigh_worn(recording: Recording) -> bool:
    body = recording.header.body
    return body is not None and body.thigh is not None


def _eye_measures(recording: Recording) -> TrialMeasures:
    facts = Facts(sway=Sway(np.zeros((2, 0)), BOARD_RATE_HZ), eye=recording.eye())
    return measure(facts, metrics_for(Fits.EYE))


def _pelvis_measures(recording: Recording, timing: Timing) -> TrialMeasures:
    """The pelvis by itself, as any board's tilt: filtered at its own rate, brought to 100 Hz."""
    parts = list(_measured_parts(recording, timing))
    pelvis = Pelvis(tuple(one for part in parts for one in _drops(part)), NO_DROP)
    signal = joined(parts, BOARD_RATE_HZ, STANDARD)
    return measure(Facts(sway=signal, pelvis=pelvis), metrics_for(Fits.PELVIS))


def _measured_parts(recording: Recording, timing: Timing) -> Iterator[EvenSignal]:
    """Rows: drop, and the tilt to the front, which no formula takes."""
    from_s, samples = timing.measured_from_s, recording.samples
    if from_s is None:
        return
    drop = pelvis_drop_deg(samples.ap_deg, samples.ml_deg, recording.header.conditions.side)
    rows = np.stack((drop, samples.ap_deg))
    for first, after in timing.stretches():
        if after - first >= SHORTEST and timing.time_of(after - 1) > from_s:
            motion = Stamped(timing.times_s[first:after], rows[:, first:after])
            yield board_signal(motion, STANDARD).since(from_s)


def _drops(part: EvenSignal) -> Iterator[PelvisRepetition]:
    drop = part.values[0]
    if not len(drop):
        return
    found = repetitions(drop - float(np.median(drop)), part.rate_hz, OF_PELVIS)
    until = [*(one.first for one in found[1:]), len(drop)]
    # With nothing found the end of the record is left over.
    for one, after in zip(found, until, strict=False):
        yield _repetition(drop[one.first : after] - drop[one.first], one, part.rate_hz)


def _repetition(drop: FloatArray, found: Repetition, rate_hz: float) -> PelvisRepetition:
    """One drop and the lift after it, up to where the next drop sets out."""
    deepest = found.deepest - found.first
    highest = deepest + int(np.argmin(drop[deepest:]))
    level = np.flatnonzero(drop[highest:] > -OF_PELVIS.back_below_deg)
    time_s = (highest + int(level[0])) / rate_hz if len(level) else None
    return PelvisRepetition(drop, -float(drop[highest]), time_s)
