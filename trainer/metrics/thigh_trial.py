"""Measures what the thigh sensor recorded, and the sacrum's sensor in the thigh's repetitions.

`trainer.metrics.worn_trial` calls this for every trial that was started.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from trainer.metrics.body_facts import (
    Pelvis,
    PelvisRepetition,
    Thigh,
    ThighRepetition,
    inclination_deg,
)
from trainer.metrics.catalogue.thigh import LEAST_AFTER_LOSS, NO_SQUAT
from trainer.metrics.facts import Facts
from trainer.metrics.kinds import Fits
from trainer.metrics.measure import TrialMeasures, measure, nothing_for
from trainer.metrics.prepare import BOARD_RATE_HZ, SHORTEST, STANDARD, Stamped, board_signal, joined
from trainer.metrics.registry import metrics_for
from trainer.metrics.stamps import EvenSignal, gaps
from trainer.metrics.timing import Timing
from trainer.motion.repetitions import Repetition, repetitions
from trainer.motion.sacrum import pelvis_drop_deg
from trainer.motion.thigh_angles import ThighAngles
from trainer.recording.body import BodySetup, ThighSetup
from trainer.recording.columns import FloatArray
from trainer.recording.samples import LONGEST_SILENCE_S
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side

OTHER_LEG = "the thigh sensor was not on the standing leg"
DROP_ROW = 3
"""Of a part's rows: flexion, lean, inward turn, and the pelvic drop if there is one."""


def thigh_measures(
    recording: Recording, timing: Timing, fits: tuple[Fits, ...], unsound: str = ""
) -> TrialMeasures:
    """The thigh's metrics and those of the pelvis, as far as they are among `fits`; nothing if the
    header has no thigh set-up.

    `unsound` says why the trial has no values of standing.
    """
    body = recording.header.body
    if body is None or body.thigh is None:
        return nothing_for((), BOARD_RATE_HZ, "")
    if _on_the_other_leg(recording.header.conditions.side, body.thigh.side):
        return nothing_for(fits, BOARD_RATE_HZ, OTHER_LEG)
    parts = _measured_parts(recording, timing, body, body.thigh)
    angles = joined([_angles(part) for part in parts], BOARD_RATE_HZ, STANDARD)
    thigh, pelvis = _seen(parts, body.thigh, lost_words(recording, timing))
    worn = pelvis if recording.header.sacrum is not None else None
    # The formulas take thigh and pelvis alone; the signal only says rate and filter.
    facts = Facts(sway=angles, thigh=thigh, pelvis=worn)
    return measure(facts, metrics_for(*fits), unsound)


def lost_words(recording: Recording, timing: Timing) -> str:
    """When in the measured part the thigh's strap sent nothing for longer than a stall, and for how
    long; empty if it always did, or was never set up.
    """
    body, from_s = recording.header.body, timing.measured_from_s
    if body is None or body.thigh is None or from_s is None:
        return ""
    times_s = recording.body.t_s * timing.scale
    for first, after in timing.running:
        begin_s, end_s = max(timing.time_of(first), from_s), timing.time_of(after - 1)
        heard = times_s[(times_s > begin_s) & (times_s < end_s)]
        ends_s = np.array([begin_s, *heard, end_s])
        silences_s = np.diff(ends_s)
        if len(silences_s) and silences_s.max() > LONGEST_SILENCE_S:
            at = int(np.argmax(silences_s))
            since_s = float(ends_s[at]) - from_s
            return (
                f"the thigh's strap sent nothing for {silences_s[at]:.1f} s, "
                f"from {since_s:.1f} s of the measured part on"
            )
    return ""


def _seen(parts: list[EvenSignal], worn: ThighSetup, lost: str) -> tuple[Thigh, Pelvis]:
    squats: list[ThighRepetition] = []
    drops: list[PelvisRepetition] = []
    standing = [np.zeros((2, 0))]
    for part in parts:
        angles = part.values[:2]
        found = repetitions(inclination_deg(*angles), part.rate_hz)
        squats += [_squat(part, one) for one in found]
        drops += [_drop(part, one) for one in found if len(part.values) > DROP_ROW]
        stood = np.ones(angles.shape[1], np.bool_)
        for one in found:
            stood[one.first : one.last + 1] = False
        standing.append(angles[:, stood])
    flexion, lean = np.concatenate(standing, axis=1)
    thigh = Thigh(tuple(squats), flexion, lean, worn.lean_on_leg_deg, lost)
    # The thigh tells the repetitions apart, so what spoils its values spoils the pelvis's, too.
    spoiled = bool(lost) and len(squats) < LEAST_AFTER_LOSS
    return thigh, Pelvis(() if spoiled else tuple(drops), lost or NO_SQUAT)


def _squat(part: EvenSignal, one: Repetition) -> ThighRepetition:
    flexion, lean, turn = part.values[:DROP_ROW, one.first : one.last + 1]
    return ThighRepetition(flexion, lean, one.deepest - one.first, part.rate_hz, turn)


def _drop(part: EvenSignal, one: Repetition) -> PelvisRepetition:
    drop = part.values[DROP_ROW, one.first : one.last + 1]
    return PelvisRepetition(drop - drop[0])


def _angles(part: EvenSignal) -> EvenSignal:
    return replace(part, values=part.values[:2])


def _measured_parts(
    recording: Recording, timing: Timing, body: BodySetup, worn: ThighSetup
) -> list[EvenSignal]:
    """What the thigh did between `measure_from` and the end, without pauses and gaps.

    Rows: flexion, lean, inward turn, and with a sensor on the sacrum the pelvic drop. As with tilt,
    each stretch is filtered at its own rate and brought to 100 Hz.
    """
    from_s = timing.measured_from_s
    if from_s is None:
        return []
    rows = [
        recording.body.thigh_flexion_deg,
        recording.body.thigh_medial_lean_deg,
        _inward_turn_deg(recording, body, worn),
    ]
    if recording.header.sacrum is not None:
        rows.append(_pelvis_drop_deg(recording, worn.side))
    motions = _motions(recording, timing, np.stack(rows))
    return [board_signal(motion, STANDARD).since(from_s) for motion in motions]


def _inward_turn_deg(recording: Recording, body: BodySetup, worn: ThighSetup) -> FloatArray:
    """Computed from the counts: it is experimental, so nothing delivers it live."""
    samples = recording.body
    angles = ThighAngles(worn, body.setup)
    if body.state:
        angles.restore(body.state)
    return angles.update(samples.seq, samples.accel_counts, samples.gyro_counts).inward_turn_deg


def _pelvis_drop_deg(recording: Recording, standing: Side) -> FloatArray:
    """The frontal tilt of the sacrum at the times of the thigh's samples."""
    sacrum = recording.samples
    drop = pelvis_drop_deg(sacrum.ap_deg, sacrum.ml_deg, standing)
    return np.asarray(np.interp(recording.body.t_s, sacrum.t_s, drop), dtype=np.float64)


def _motions(recording: Recording, timing: Timing, rows: FloatArray) -> Iterator[Stamped]:
    """The running stretches, cut where the thigh's angles are missing for longer than a stall."""
    told = np.isfinite(rows[:2]).all(axis=0)
    times_s, rows = (recording.body.t_s * timing.scale)[told], rows[:, told]
    for first, after in timing.running:
        begin, end = np.searchsorted(times_s, (timing.time_of(first), timing.time_of(after)))
        if end - begin < SHORTEST:
            continue
        cuts = (gaps(times_s[begin:end]) + begin).tolist()
        for start, stop in pairwise([int(begin), *cuts, int(end)]):
            if stop - start >= SHORTEST:
                yield Stamped(times_s[start:stop], rows[:, start:stop])


def _on_the_other_leg(standing: Side, worn: Side) -> bool:
    return standing is not Side.BOTH and worn is not standing
