"""The patients at a glance, for the list that a station begins with.

One question for all patients. Each subquery reads a few rows of an index, so that neither trials
nor visits of years are counted.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session

from trainer.store.clinical_tables import EpisodeRow, NoisePersonRow
from trainer.store.tables import PatientRow, TrialRow
from trainer.store.values import PatientOverview
from trainer.store.visit_tables import HardStopRow, PlanRow, VisitRow


def patients_overview(session: Session, today: date) -> tuple[PatientOverview, ...]:
    """All patients by code."""
    return tuple(
        PatientOverview(
            code=row.code,
            last_seen_at=_later(row.last_trial_at, row.opened_at),
            involved=row.involved,
            stopped=row.stopped,
            plan_title=row.title or "",
            way=tuple((ap_deg, ml_deg) for ap_deg, ml_deg in row.way or ()),
            visit_open=row.day is not None and row.closed_at is None and row.day >= today,
            volunteer=row.volunteer,
        )
        for row in session.connection().execute(_question()).all()
    )


def _question() -> Select[*tuple[Any, ...]]:
    stopped = exists().where(
        HardStopRow.patient_id == PatientRow.id, HardStopRow.lifted_at.is_(None)
    )
    volunteer = exists().where(NoisePersonRow.patient_id == PatientRow.id)
    return (
        select(
            PatientRow.code,
            _of_last_trial(TrialRow.started_at).label("last_trial_at"),
            _of_last_trial(TrialRow.way).label("way"),
            EpisodeRow.involved,
            stopped.label("stopped"),
            volunteer.label("volunteer"),
            PlanRow.title,
            VisitRow.day,
            VisitRow.opened_at,
            VisitRow.closed_at,
        )
        .outerjoin(EpisodeRow, EpisodeRow.id == _newest(EpisodeRow))
        .outerjoin(PlanRow, PlanRow.id == _newest(PlanRow, PlanRow.signed))
        .outerjoin(VisitRow, VisitRow.id == _newest(VisitRow))
        .order_by(PatientRow.code)
    )


def _of_last_trial(column: Any) -> Any:
    """A column of a patient's last trial, which an index finds at once."""
    own = select(column).where(TrialRow.patient_id == PatientRow.id)
    return own.order_by(TrialRow.started_at.desc()).limit(1).scalar_subquery()


def _newest(table: Any, *which: Any) -> Any:
    """The highest number of a patient's rows: of the one that was added last."""
    newest = select(func.max(table.id)).where(and_(table.patient_id == PatientRow.id, *which))
    return newest.correlate(PatientRow).scalar_subquery()


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, (one, other)), default=None)
