"""Stored trials that are due to be measured anew, and definitions that change."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from games.replay import measure_recording
from tests.metrics.signals import completed
from tests.stored import ordinary_trial
from trainer.metrics import Metric, Sway, all_metrics
from trainer.metrics.catalogue.board import stability_indices
from trainer.recording.trial import Recording, TrialResult
from trainer.sessions.delivery import finished_trial
from trainer.store import Store
from trainer.store.tables import TrialRow

SAMPLES = 2000


def id_of(number: int) -> str:
    return str(UUID(int=number))


def ordinary(number: int = 1) -> Recording:
    """K7's trial with this number: 20 s, to the end."""
    return ordinary_trial(id_of(number), completed(SAMPLES))


def deliver(store: Store, *recordings: Recording) -> None:
    """Store trials as they are stored when they are over."""
    for recording in recordings:
        result = TrialResult(recording.outcome(), 20.0, "osi")
        store.save_trial(finished_trial(recording, measure_recording(recording), result))


def deliver_copies(store: Store, trials: int) -> None:
    """So many trials with the same samples; due, as if an older program had measured them."""
    first = ordinary()
    trial = finished_trial(
        first, measure_recording(first), TrialResult(first.outcome(), 20.0, "osi")
    )
    for number in range(1, trials + 1):
        header = replace(first.header, trial_id=id_of(number))
        copy = replace(trial, recording=replace(first, header=header), measured_with="older")
        store.save_trial(copy)


def make_older(store: Store) -> None:
    """Say of all trials that other definitions measured them."""
    with Session(store._engines.writer) as session, session.begin():
        session.execute(update(TrialRow).values(measured_with="older"))


def change_definitions(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Metric], Metric | None]
) -> None:
    """Another version of this program: each metric as `change` returns it, or none."""
    changed = tuple(new for metric in all_metrics() if (new := change(metric)) is not None)
    for module in ("registry", "definitions"):
        monkeypatch.setattr(f"trainer.metrics.{module}.all_metrics", lambda: changed)


def twice_as_much(sway: Sway) -> tuple[float, ...]:
    """Twice the root mean square about level of tilt, AP and ML."""
    return tuple(2.0 * value for value in stability_indices(sway))


def doubled(metric: Metric) -> Metric:
    """The tilt away from level by another formula, and everything else as it is."""
    if "osi" not in metric.names:
        return metric
    return replace(metric, version=metric.version + 1, function=twice_as_much)
