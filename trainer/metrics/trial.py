"""Measures a recorded trial: what is stored and shown when a trial is over.

`games.replay` calls `measure_trial` for `trainer.sessions`, because an activity may have metrics of
its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from trainer.metrics.errors import SignalError
from trainer.metrics.facts import Facts, TargetRing
from trainer.metrics.load_trial import ON_A_DOME, measure_contact, measure_force_plate
from trainer.metrics.measure import (
    TrialMeasures,
    measure,
    nothing_for,
    why_not_counted,
    why_unsound,
)
from trainer.metrics.prepare import BOARD_RATE_HZ, SHORTEST, STANDARD, Stamped, board_signal, joined
from trainer.metrics.registry import Fits, Metric, metrics_for
from trainer.metrics.stamps import EvenSignal
from trainer.metrics.sway import Sway
from trainer.metrics.thigh_trial import thigh_measures
from trainer.metrics.timing import Timing, ending_of, timing_of
from trainer.recording.columns import FloatArray
from trainer.recording.target import target_of
from trainer.recording.trial import Recording

NEVER_STARTED = "the trial was never started"


def measure_trial(
    recording: Recording, rules: Any = None, own: Sequence[Metric] = ()
) -> TrialMeasures:
    """All metrics of a trial, the reason for each that has no value, and whether the trial counts.

    Board tilt: only unpaused samples between `start` and `end` count; they are filtered at the
    recording's own rate and brought to 100 Hz, and values are computed from `measure_from` on. A
    failed trial, or one with more than 5 % rim time, keeps only the metrics of every trial. A board
    on load cells has theirs, too; a plain force plate (load cells, no dome) has force-plate metrics
    instead of the board's, and with the deck's sensor on the sacrum there are none of a board. A
    thigh sensor that was set up adds the squats. `own` are the activity's
    own metrics, `rules` its rules after the whole trial. `SignalError` if the recording's times go
    back or its tilt holds something else than numbers.
    """
    timing = timing_of(recording)
    if timing is None:
        measures = _never_started(recording, own)
    else:
        measures = _started(recording, timing, rules, own)
    found = {value.name: value.value for value in measures.values}
    return replace(measures, why_not=why_not_counted(recording.outcome(), found))


def _started(
    recording: Recording, timing: Timing, rules: Any, own: Sequence[Metric]
) -> TrialMeasures:
    facts = Facts(
        side=recording.header.conditions.side,
        rim=recording.header.rim,
        ending=ending_of(recording, timing),
        measured_s=min(timing.measured_s, recording.header.conditions.seconds),
        received=timing.received(recording.samples.seq),
        rules=rules,
    )
    if recording.header.on_plate:
        facts, measures = measure_force_plate(recording, timing, facts)
    elif recording.header.sacrum is not None:
        # The samples are the pelvis's: of the board's metrics none has a meaning.
        facts = replace(facts, rim=None, sway=_sway(_measured_parts(recording, timing)))
        measures = measure(facts, ())
    else:
        facts, measures = _measure_board(recording, timing, facts)
    measures = measures.beside(measure(facts, [*metrics_for(Fits.TRIAL), *own], unsound=""))
    if recording.header.load is not None and not recording.header.on_plate:
        measures = measures.beside(measure_contact(recording, timing, why_unsound(facts)))
    return measures.beside(thigh_measures(recording, timing, why_unsound(facts)))


def _measure_board(
    recording: Recording, timing: Timing, facts: Facts
) -> tuple[Facts, TrialMeasures]:
    parts = _measured_parts(recording, timing)
    facts = replace(facts, sway=_sway(parts), target=_target(recording, timing, parts))
    return facts, measure(facts, metrics_for(Fits.BOARD))


def _sway(parts: list[EvenSignal]) -> Sway:
    return joined(parts, BOARD_RATE_HZ, STANDARD)


def _never_started(recording: Recording, own: Sequence[Metric]) -> TrialMeasures:
    header = recording.header
    rate_hz, fits = BOARD_RATE_HZ, [Fits.BOARD, *(ON_A_DOME if header.load else ())]
    if header.on_plate and header.load is not None:
        rate_hz, fits = header.load.rate_hz, [Fits.FORCE_PLATE, Fits.LOAD_CELLS]
    if header.sacrum is not None:
        fits = []
    if header.body is not None and header.body.thigh is not None:
        fits.append(Fits.THIGH)
    nothing = nothing_for([*fits, Fits.TRIAL], rate_hz, NEVER_STARTED)
    omitted = {name: NEVER_STARTED for metric in own for name in metric.names}
    return replace(nothing, omitted={**nothing.omitted, **omitted})


def _measured_parts(recording: Recording, timing: Timing) -> list[EvenSignal]:
    from_s = timing.measured_from_s
    if from_s is None:
        return []
    axes = np.stack([recording.samples.ap_deg, recording.samples.ml_deg])
    if not np.isfinite(axes).all():
        raise SignalError("the recording holds tilts that are not numbers")
    parts: list[EvenSignal] = []
    for first, after in timing.stretches():
        if after - first < SHORTEST or timing.time_of(after - 1) < from_s:
            continue
        motion = Stamped(timing.times_s[first:after], axes[:, first:after])
        part = board_signal(motion, STANDARD).since(from_s)
        if part.values.shape[1]:
            parts.append(part)
    return parts


def _target(recording: Recording, timing: Timing, parts: list[EvenSignal]) -> TargetRing | None:
    try:
        path = target_of(recording.header.parameters)
    except ValueError as error:
        raise SignalError(str(error)) from error
    if path is None:
        return None
    times: FloatArray = np.concatenate([part.times_s for part in parts] or [np.zeros(0)])
    return TargetRing(*path.at(timing.running_s(times)))
