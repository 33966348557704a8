"""Finished trials for tests, quickly made."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from uuid import UUID

from tests.recordings import STARTED_AT, swaying
from trainer.recording.container import parts_of
from trainer.recording.trial import MetricValue, Recording, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.store import FinishedTrial

VERSION = 2
"""Of the definitions of these trials' numbers."""


@cache
def _short() -> Recording:
    return swaying(80)


def trial_id(number: int) -> str:
    return str(UUID(int=number))


def finished(
    number: int = 1,
    *,
    score: float = 50.0,
    outcome: Outcome = Outcome.COMPLETED,
    patient_code: str | None = "K7",
    session_id: str | None = None,
    why_not: str = "",
    remarks: tuple[str, ...] = (),
    **conditions: object,
) -> FinishedTrial:
    """The trial with this number, a minute after the one before it."""
    short = _short()
    head = replace(
        short.header,
        trial_id=trial_id(number),
        started_at=STARTED_AT + timedelta(minutes=number),
        patient_code=patient_code,
        session_id=session_id,
        conditions=replace(short.header.conditions, **conditions),  # type: ignore[arg-type]
    )
    recording = replace(short, header=head)
    return FinishedTrial(
        recording,
        parts_of(recording),
        (metric("osi", score / 10), metric("mlsi", float("nan"))),
        TrialResult(outcome, 20.5, "osi"),
        why_not,
        remarks,
    )


def metric(name: str, value: float) -> MetricValue:
    return MetricValue(
        name, value, "deg", "about level", 100.0, "10 Hz low-pass", VERSION, censored=True
    )
