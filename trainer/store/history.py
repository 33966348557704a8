"""A patient's trials over time, in series that can be compared."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.trial import SIMULATED_URI, PastScores, TrialResult
from trainer.store.before import on_such_a_board
from trainer.store.errors import UnknownTrial
from trainer.store.numbers import COUNTS
from trainer.store.patients import find_patient, known_patient
from trainer.store.reading import (
    ReadTrial,
    history_of,
    read_trials,
    same_conditions,
    values_of_trials,
)
from trainer.store.tables import DefinitionRow, MetricRow, TrialRow
from trainer.store.values import TrialSetup, WhichMetrics

NOT_OF_PATIENT = "the patient {code} has no trial {trial}"
SUGGESTED_BY = ("rim_time_pct", "rim_contacts", "direction_difference")
"""By these the anchor's dome, and what may become harder, is suggested."""


def history(
    session: Session, code: str, limit: int | None = None, which: WhichMetrics = WhichMetrics.ALL
) -> History:
    """A patient's trials, or the newest `limit` of them; `UnknownPatient`."""
    patient_id = known_patient(session, code).id
    return history_of(code, _newest(session, [TrialRow.patient_id == patient_id], limit, which))


def series_of(session: Session, code: str, conditions: Conditions, limit: int) -> Series:
    """The newest `limit` trials under exactly these conditions, with only their headlines."""
    patient = find_patient(session, code)
    if patient is None:
        return Series(conditions, ())
    where = [TrialRow.patient_id == patient.id, *same_conditions(conditions)]
    found = _newest(session, where, limit, WhichMetrics.HEADLINE)
    return Series(conditions, tuple(one.trial for one in found))


def past_scores(
    session: Session, code: str, conditions: Conditions, headline: str, version: int
) -> PastScores:
    """The headline metric of the trials that count under exactly these conditions, oldest first.

    Without values of other versions of its definition, which do not compare: a trial that was not
    recomputed yet is left out until it is. Empty for an unknown patient.
    """
    patient = find_patient(session, code)
    if patient is None:
        return PastScores()
    values = session.scalars(
        select(MetricRow.value)
        .join(TrialRow, TrialRow.id == MetricRow.trial_id)
        .join(DefinitionRow)
        .where(
            TrialRow.patient_id == patient.id,
            TrialRow.why_not == "",
            DefinitionRow.name == headline,
            DefinitionRow.version == version,
            COUNTS,
            MetricRow.value.is_not(None),
            *same_conditions(conditions),
        )
        .order_by(TrialRow.started_at, TrialRow.id)
    )
    return PastScores(tuple(float(value) for value in values if value is not None))


def results_since(
    session: Session, code: str, conditions: Conditions, since: datetime
) -> tuple[tuple[TrialResult, str], ...]:
    """How the trials under exactly these conditions ended since then, oldest first, and why they
    do not count.

    Without voided trials, which are done again.
    """
    patient = find_patient(session, code)
    if patient is None:
        return ()
    mine = TrialRow.patient_id == patient.id, TrialRow.started_at >= since
    where = *mine, TrialRow.voided_reason == "", *same_conditions(conditions)
    rows = session.scalars(
        select(TrialRow).where(*where).order_by(TrialRow.started_at, TrialRow.id)
    )
    return tuple((TrialResult(r.outcome, r.duration_s, r.headline), r.why_not) for r in rows)


def visit_trials(session: Session, visit_id: str) -> tuple[tuple[Conditions, StoredTrial], ...]:
    """The trials of one visit, oldest first, with their headlines and what suggestions read."""
    chosen = select(TrialRow.id).where(TrialRow.session_id == visit_id)
    asked = (
        values_of_trials(chosen)
        .join(TrialRow, TrialRow.id == MetricRow.trial_id)
        .where(or_(TrialRow.headline == DefinitionRow.name, DefinitionRow.name.in_(SUGGESTED_BY)))
    )
    return tuple((one.conditions, one.trial) for one in read_trials(session, chosen, asked))


def setups(session: Session, code: str, since: datetime, until: datetime) -> tuple[TrialSetup, ...]:
    """How a patient stood in the trials between two moments, each set-up once."""
    rows = session.execute(
        select(
            TrialRow.side,
            TrialRow.level,
            TrialRow.stem_hole,
            TrialRow.arms,
            TrialRow.footwear,
            TrialRow.board_id,
            TrialRow.board_uri,
            TrialRow.envelope_source,
        )
        .where(
            TrialRow.patient_id == known_patient(session, code).id,
            TrialRow.started_at >= since,
            TrialRow.started_at < until,
        )
        .order_by(TrialRow.side, TrialRow.started_at)
    )
    found = (
        TrialSetup(*row[:6], row.board_uri.startswith(SIMULATED_URI), row.envelope_source)
        for row in rows
    )
    return tuple(dict.fromkeys(found))


def days_played(session: Session, code: str, simulated: bool) -> Mapping[str, int]:
    """On how many days, as this computer counts them, each activity had a trial that counts."""
    patient = find_patient(session, code)
    if patient is None:
        return {}
    mine = TrialRow.patient_id == patient.id, TrialRow.voided_reason == "", TrialRow.why_not == ""
    rows = session.execute(
        select(TrialRow.activity, TrialRow.started_at).where(*mine, on_such_a_board(simulated))
    )
    found: dict[str, set[date]] = {}
    for activity, started_at in rows:
        found.setdefault(activity, set()).add(started_at.astimezone().date())
    return {activity: len(days) for activity, days in found.items()}


def values_of(session: Session, trial_id: str) -> Mapping[str, float]:
    """The values of a trial that count, by name."""
    asked = values_of_trials(select(TrialRow.id).where(TrialRow.id == trial_id))
    values = session.execute(asked.order_by(DefinitionRow.name))
    return {name: value for _, name, value, _ in values if value is not None}


def one_trial(session: Session, trial_id: str) -> tuple[Conditions, StoredTrial]:
    """One trial and its conditions; the id is that of a trial."""
    (one,) = _newest(session, [TrialRow.id == trial_id], 1, WhichMetrics.ALL)
    return one.conditions, one.trial


def patients_trial(session: Session, code: str, trial_id: str) -> tuple[Conditions, StoredTrial]:
    """One trial of a patient and its conditions; `UnknownTrial` for any other, and for any part of
    an id.
    """
    patient = find_patient(session, code)
    found = []
    # PostgreSQL refuses to be asked for some signs, and no id has them.
    if patient is not None and trial_id.isprintable():
        mine = [TrialRow.patient_id == patient.id, TrialRow.id == trial_id]
        found = _newest(session, mine, 1, WhichMetrics.ALL)
    if not found:
        raise UnknownTrial(NOT_OF_PATIENT.format(code=code, trial=trial_id))
    return found[0].conditions, found[0].trial


def _newest(
    session: Session,
    where: Sequence[ColumnElement[bool]],
    limit: int | None,
    which: WhichMetrics,
) -> list[ReadTrial]:
    """The newest trials, oldest first."""
    order = (TrialRow.started_at.desc(), TrialRow.id.desc())
    chosen = select(TrialRow.id).where(*where).order_by(*order).limit(limit)
    asked = values_of_trials(chosen)
    if which is WhichMetrics.HEADLINE:
        of_trial = TrialRow.id == MetricRow.trial_id, TrialRow.headline == DefinitionRow.name
        asked = asked.join(TrialRow, and_(*of_trial))
    return read_trials(session, chosen, asked)
