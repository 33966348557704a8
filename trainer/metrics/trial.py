"""Measures a recorded trial: what is stored and shown when a trial is over.

`games.replay` calls `measure_trial` for `trainer.sessions`, because an activity may have metrics of
its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from trainer.metrics.counting import Conduct, why_not_counted
from trainer.metrics.errors import SignalError
from trainer.metrics.facts import Facts, TargetRing
from trainer.metrics.kinds import Fits
from trainer.metrics.load_trial import ON_A_DOME, contact_facts, plate_facts
from trainer.metrics.measure import Part, TrialMeasures, evidence, measure, nothing_for
from trainer.metrics.moving_target import circling_of, following_of, kinds_of
from trainer.metrics.nobody import nobody_there
from trainer.metrics.prepare import BOARD_RATE_HZ, SHORTEST, STANDARD, Stamped, board_signal, joined
from trainer.metrics.reach_trial import reaches_in
from trainer.metrics.reasons import NEVER_CAME, NEVER_STARTED
from trainer.metrics.registry import Metric, metrics_for
from trainer.metrics.remarks import in_words, remarks_on
from trainer.metrics.stamps import EvenSignal
from trainer.metrics.sway import Sway
from trainer.metrics.timing import Timing, ending_of, timing_of
from trainer.metrics.worn_trial import why_unseen, worn_kinds, worn_measures
from trainer.recording.columns import FloatArray
from trainer.recording.cue import CallsTargets
from trainer.recording.target import TargetPath, target_of
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side, Stance


def measure_trial(
    recording: Recording, rules: Any = None, own: Sequence[Metric] = ()
) -> TrialMeasures:
    """All metrics of a trial, the reason for each that has no value, and whether the trial counts.

    Board tilt: only unpaused samples between `start` and `end` count; they are filtered at the
    recording's own rate and brought to 100 Hz, and values are computed from `measure_from` on. A
    trial that does not count (`trainer.metrics.counting`) keeps only the metrics of every trial. A
    board on load cells has theirs, too; a plain force plate (load cells, no dome) has force-plate
    metrics instead of the board's, and on the floor there are none of a board. A thigh sensor that
    was set up adds the squats, the deck's sensor on the sacrum the pelvis, on the floor the
    therapist's eye its score, and rules that call targets one by one the reaches. `own` are the
    activity's own metrics, `rules` its rules after the whole trial. `SignalError` if the
    recording's times go back or its tilt holds something else than numbers.
    """
    timing = timing_of(recording)
    if timing is None:
        measures = _never_started(recording, rules, own)
    else:
        measures = _started(recording, timing, rules, own)
    return replace(measures, remarks=(*remarks_on(recording), *in_words(measures)))


def _started(
    recording: Recording, timing: Timing, rules: Any, own: Sequence[Metric]
) -> TrialMeasures:
    parts = _parts(recording, timing, rules, own)
    conduct = replace(
        conduct_of(recording),
        nobody=nobody_there(recording, timing),
        unseen=why_unseen(recording, timing),
    )
    why_not = why_not_counted(conduct.given(evidence(parts)))
    first, *others = (measure(facts, metrics, why_not) for facts, metrics in parts)
    for other in (*others, *worn_measures(recording, timing, why_not)):
        first = first.beside(other)
    return replace(first, why_not=why_not)


def measured_sway(recording: Recording) -> Sway | None:
    """The signal that a trial's sway is measured from: a board's tilt, or a plate's centre of
    pressure. None where there is none: on the floor, or before the measured part began.

    `SignalError` as for `measure_trial`.
    """
    timing = timing_of(recording)
    if timing is None or recording.header.on_floor:
        return None
    if recording.header.on_plate:
        sway = plate_facts(recording, timing, Facts()).sway
    else:
        sway = joined(_measured_parts(recording, timing), BOARD_RATE_HZ, STANDARD)
    return sway if sway is not None and sway.n else None


def conduct_of(recording: Recording) -> Conduct:
    """What header and events say of how a trial went."""
    conditions = recording.header.conditions
    return Conduct(
        recording.outcome(),
        conditions.stance,
        conditions.support,
        voided=recording.voided_reason(),
        contact_intended=recording.header.contact_intended,
    )


def _parts(recording: Recording, timing: Timing, rules: Any, own: Sequence[Metric]) -> list[Part]:
    """Every signal of a trial with its metrics; the thigh's apart."""
    conditions, on_plate = recording.header.conditions, recording.header.on_plate
    facts = Facts(
        side=Side.BOTH if conditions.stance is Stance.TWO_LEG else conditions.side,
        stance=conditions.stance,
        rim=recording.header.rim,
        ending=ending_of(recording, timing),
        measured_s=min(timing.measured_s, conditions.seconds),
        received=timing.received(recording.samples.seq),
        rules=rules,
    )
    of = plate_facts if on_plate else _board_facts
    facts = of(recording, timing, facts)
    kinds: tuple[Fits, ...] = (Fits.BOARD,)
    if facts.reaches is not None:
        kinds = (Fits.BOARD, Fits.REACHES)
    if on_plate:
        kinds = (Fits.FORCE_PLATE, Fits.LOAD_CELLS)
    on_floor = recording.header.on_floor
    if on_floor:
        # The samples are the pelvis's, or of a deck that lies idle: none is about a board.
        facts, kinds = replace(facts, rim=None), ()
    parts: list[Part] = [
        (facts, list(metrics_for(*kinds))),
        (facts, [*metrics_for(Fits.TRIAL), *own]),
    ]
    moving = [(facts.circling, Fits.ROUND), (facts.following, Fits.SINES)]
    parts += [(facts, list(metrics_for(kind))) for known, kind in moving if known is not None]
    if recording.header.load is not None and not on_plate and not on_floor:
        cells = contact_facts(recording, timing, facts)
        parts.append((cells, list(metrics_for(*ON_A_DOME))))
    return parts


def _board_facts(recording: Recording, timing: Timing, facts: Facts) -> Facts:
    parts = _measured_parts(recording, timing)
    sway = joined(parts, BOARD_RATE_HZ, STANDARD)
    facts = replace(facts, sway=sway)
    if isinstance(facts.rules, CallsTargets):
        cues = facts.rules.cues
        facts = replace(facts, reaches=reaches_in(parts, timing, cues, recording.header.rim))
    path = _path(recording)
    if path is None:
        return facts
    times_s: FloatArray = np.concatenate([part.times_s for part in parts] or [np.zeros(0)])
    running_s = timing.running_s(times_s)
    return replace(
        facts,
        target=TargetRing(*path.at(running_s)),
        circling=circling_of(sway, running_s, path, recording.header.contact_intended),
        following=following_of(sway, running_s, path),
    )


def _never_started(recording: Recording, rules: Any, own: Sequence[Metric]) -> TrialMeasures:
    header = recording.header
    rate_hz, fits = BOARD_RATE_HZ, [Fits.BOARD, *(ON_A_DOME if header.load else ())]
    if header.on_plate and header.load is not None:
        rate_hz, fits = header.load.rate_hz, [Fits.FORCE_PLATE, Fits.LOAD_CELLS]
    if header.on_floor:
        fits = []
    fits += worn_kinds(recording)
    if isinstance(rules, CallsTargets):
        fits.append(Fits.REACHES)
    fits += kinds_of(_path(recording))
    nothing = nothing_for([*fits, Fits.TRIAL], rate_hz, NEVER_STARTED)
    omitted = {name: NEVER_STARTED for metric in own for name in metric.names}
    conduct = conduct_of(recording)
    why_not = why_not_counted(conduct) or NEVER_STARTED
    if recording.nobody_came and not conduct.voided:
        why_not = NEVER_CAME
    return replace(nothing, omitted={**nothing.omitted, **omitted}, why_not=why_not)


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


def _path(recording: Recording) -> TargetPath | None:
    try:
        return target_of(recording.header.parameters)
    except ValueError as error:
        raise SignalError(str(error)) from error
