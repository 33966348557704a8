"""All patients' trials of some activities at once: what the clinic's own noise is pooled from.

Two questions for the whole clinic, not some for each patient.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions
from trainer.recording.history import History
from trainer.store.reading import (
    CONDITIONS,
    ReadTrial,
    history_of,
    read_trials,
    same_conditions,
    values_of_trials,
)
from trainer.store.tables import DefinitionRow, MetricRow, PatientRow, TrialRow

OF_A_LEG = ("side", "stem_hole", "practice")
"""What may differ between trials of one task: the other leg has its hole on the other side."""
OF_A_TASK = tuple(name for name in CONDITIONS if name not in OF_A_LEG)


def anchor_histories(
    session: Session,
    activities: Collection[str],
    metrics: Collection[str],
    without: Collection[str] = (),
    like: Conditions | None = None,
    codes: Collection[str] | None = None,
) -> tuple[History, ...]:
    """The histories of all patients but `without`, by code: these activities, no practice.

    With `like` only trials of the same task, on either leg; with `codes` only of these patients.
    """
    where = [
        TrialRow.activity.in_(activities),
        TrialRow.practice.is_(False),
        PatientRow.code.not_in(without),
        *_narrowed(like, codes),
    ]
    chosen = select(TrialRow.id).join(PatientRow, PatientRow.id == TrialRow.patient_id)
    chosen = chosen.where(*where)
    # By their definitions' ids the rows are found by their primary key, and no others are read.
    named = select(DefinitionRow.id).where(DefinitionRow.name.in_(metrics))
    asked = values_of_trials(chosen).where(MetricRow.definition_id.in_(named))
    by_patient: dict[str, list[ReadTrial]] = {}
    for one in read_trials(session, chosen, asked):
        by_patient.setdefault(one.patient_code or "", []).append(one)
    return tuple(history_of(code, trials) for code, trials in sorted(by_patient.items()))


def _narrowed(like: Conditions | None, codes: Collection[str] | None) -> list[ColumnElement[bool]]:
    task = [] if like is None else same_conditions(like, OF_A_TASK)
    return task if codes is None else [*task, PatientRow.code.in_(codes)]
