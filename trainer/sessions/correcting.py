"""Corrects a stored trial for `baps correct`: another judgement or score, a void, its taking back.

Nothing is deleted. Each correction is one more event of the recording, with who and when; outcome,
values and whether the trial counts are made from the recording again. Where a part of it is
damaged, the stored values stay. Two who correct one trial at once both leave their event: whoever
comes second begins anew from what the first one stored.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce, wraps
from typing import ParamSpec

from games.engine.control import Judge, Score, as_event
from games.registry import activities
from trainer.metrics import TrialMeasures, all_metrics
from trainer.metrics.counting import why_not_counted
from trainer.metrics.kinds import Fits, Validity
from trainer.metrics.reasons import ENDED
from trainer.metrics.registry import names_for
from trainer.metrics.timing import sensed_failure, timing_of
from trainer.metrics.trial import conduct_of
from trainer.recording.container import EVENTS, DamagedRecording, json_bytes
from trainer.recording.eye import EyeScore, Glance
from trainer.recording.json_form import Json
from trainer.recording.trial import MetricValue, Recording, TrialEvent, TrialHeader, TrialResult
from trainer.recording.vocabulary import EventKind, Outcome
from trainer.sessions.delivery import NOT_MEASURED, measured, measured_with_of
from trainer.sessions.errors import SessionError
from trainer.sessions.legs import today_began, unlock_words
from trainer.store.errors import TrialChangedMeanwhile
from trainer.store.store import Store
from trainer.store.values import FinishedTrial

P = ParamSpec("P")
MOST_TRIES = 5
"""Before somebody is told that others correct this trial all the time."""
WHOLE_SHARE = 0.98
"""A trial with less of its length measured was cut short, whatever was meant."""

NOTHING_SAID = "say what was seen, such as pelvis=drops; pelvis=none takes it back"
EYE_BEFORE_AND_NOW = "seen: {before} → {now}"
STORED_VALUES = "its recording is damaged, so the stored values stay: see baps db check"


@dataclass(frozen=True)
class Author:
    """Who corrects a trial, and when."""

    operator: str
    at: datetime


@dataclass(frozen=True)
class Corrected:
    """A trial after its correction, and its outcome before.

    `why_not` says why it does not count, empty if it does; `notes` are what else must be known,
    `remarks` those of the trial.
    """

    header: TrialHeader
    before: Outcome
    outcome: Outcome
    why_not: str
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def _anew_if_changed(correct: Callable[P, Corrected]) -> Callable[P, Corrected]:
    """Corrects once more where somebody else has corrected the trial since it was read."""

    @wraps(correct)
    def corrected(*args: P.args, **kwargs: P.kwargs) -> Corrected:
        for _ in range(MOST_TRIES - 1):
            try:
                return correct(*args, **kwargs)
            except TrialChangedMeanwhile:
                continue
        return correct(*args, **kwargs)

    return corrected


@_anew_if_changed
def judge(store: Store, trial_id: str, outcome: Outcome, author: Author) -> Corrected:
    """Note how a trial really ended.

    `SessionError` if a trial is to be completed that was cut short, or that the board saw fail.
    """
    recording = _whole(store, trial_id)
    if outcome is Outcome.COMPLETED:
        _check_length(recording)
        _check_sensors(recording)
    event = as_event(Judge(outcome), _behind_all(recording))
    return _amended(store, recording, _signed(event, author))


@_anew_if_changed
def score(store: Store, trial_id: str, glances: tuple[Glance, ...], author: Author) -> Corrected:
    """Note what a person saw, or take back what was said of a part.

    `SessionError` if nothing is said, or if the activity is not scored by eye.
    """
    recording = _whole(store, trial_id)
    activity = activities().get(recording.header.conditions.activity)
    if activity is None or not activity.by_eye:
        name = recording.header.conditions.activity
        raise SessionError(f"{name} is not scored by eye: nothing to correct")
    if not glances:
        raise SessionError(NOTHING_SAID)
    before, at = recording.eye(), _behind_all(recording)
    events = (_signed(as_event(Score(glance), at), author) for glance in glances)
    done = _amended(store, recording, *events)
    after = reduce(EyeScore.with_, glances, before)
    seen = EYE_BEFORE_AND_NOW.format(before=before.typed(), now=after.typed())
    return replace(done, notes=(seen, *done.notes))


@_anew_if_changed
def void(store: Store, trial_id: str, reason: str, author: Author) -> Corrected:
    """Declare a trial void."""
    if not reason.strip():
        raise SessionError("say why the trial is void: --reason TEXT")
    return _noted(store, _whole(store, trial_id), reason.strip(), author)


@_anew_if_changed
def unvoid(store: Store, trial_id: str, author: Author) -> Corrected:
    """Take a void back; `SessionError` if the trial is not void."""
    recording = _whole(store, trial_id)
    if not recording.voided_reason():
        raise SessionError(f"the trial {recording.header.trial_id} is not void")
    return _noted(store, recording, "", author)


def _noted(store: Store, recording: Recording, reason: str, author: Author) -> Corrected:
    event = TrialEvent(EventKind.VOID, _behind_all(recording), {"reason": reason})
    return _amended(store, recording, _signed(event, author))


def _whole(store: Store, trial_id: str) -> Recording:
    try:
        recording = store.load_recording(trial_id)
    except DamagedRecording:
        recording = store.load_conduct(trial_id)
    if not recording.events:
        # The corrected events would replace what a damaged file may still hold.
        raise SessionError(
            f"what happened in trial {recording.header.trial_id} cannot be read: run baps db check"
        )
    return recording


def _check_length(recording: Recording) -> None:
    timing, asked_s = timing_of(recording), recording.header.conditions.seconds
    measured_s = timing.measured_s if timing else 0.0
    if measured_s < WHOLE_SHARE * asked_s:
        raise SessionError(
            f"only {measured_s:.1f} of {asked_s:g} s were measured, so the trial was not "
            "completed: judge it stopped"
        )


def _check_sensors(recording: Recording) -> None:
    """As at the window: a person takes back what a person judged, and nothing else."""
    failed = sensed_failure(recording.events)
    if failed is not None:
        raise SessionError(
            f"the board itself noted that {ENDED[failed]}, so no judgement completes it: "
            "it stays in the history and does not count"
        )


def _signed(event: TrialEvent, author: Author) -> TrialEvent:
    signature: dict[str, Json] = {"operator": author.operator, "at": author.at.isoformat()}
    return TrialEvent(event.kind, event.index, {**event.data, **signature})


def _behind_all(recording: Recording) -> int:
    """The index of an event after everything, also where the samples are lost."""
    return max([len(recording.samples), *(event.index for event in recording.events)])


def _amended(store: Store, before: Recording, *events: TrialEvent) -> Corrected:
    after = replace(before, events=(*before.events, *events))
    measures = measured(after)
    damaged = bool(after.lost) or NOT_MEASURED in measures.omitted
    amended = FinishedTrial(
        after,
        {EVENTS: json_bytes(after.events)},
        () if damaged else _kept_values(store, after, measures),
        TrialResult(after.outcome(), 0.0, ""),
        _why_not_as_stored(store, after) if damaged else measures.why_not,
        measures.remarks,
        measured_with=measured_with_of(measures),
    )
    if damaged:
        store.judge_trial(amended, before.events)
    else:
        store.amend_trial(amended, before.events)
    notes = ((STORED_VALUES,) if damaged else ()) + _locked(store, after.header)
    return Corrected(
        after.header,
        before.outcome(),
        after.outcome(),
        amended.why_not,
        notes,
        amended.remarks,
    )


def _why_not_as_stored(store: Store, recording: Recording) -> str:
    """What counts, asked with the stored values: those of a trial that counted are all there."""
    stored = store.values_of(recording.header.trial_id)
    sound = {n for m in all_metrics() if m.validity is Validity.SOUND_TRIALS for n in m.names}
    unknown = "" if sound & set(stored) else "it can no longer be measured"
    return why_not_counted(replace(conduct_of(recording), nobody=unknown).given(stored))


def _locked(store: Store, header: TrialHeader) -> tuple[str, ...]:
    code, side = header.patient_code, header.conditions.side
    lock = store.locked_leg(code, side, today_began()) if code is not None else None
    if code is None or lock is None:
        return ()
    return (f"its leg is locked ({lock.words}): {unlock_words(code, side, lock)} goes on with it",)


def _kept_values(
    store: Store, recording: Recording, measures: TrialMeasures
) -> tuple[MetricValue, ...]:
    """The values to store: the thigh's were discarded if its strap had slipped."""
    body = recording.header.body
    if body is None or body.thigh is None or not store.thigh_setup_slipped(body.thigh):
        return measures.values
    discarded = names_for(Fits.THIGH)
    return tuple(value for value in measures.values if value.name not in discarded)
