"""Rims of boards and ranges of patients: found, kept, and followed by newer ones."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.recording.calibration import NEVER
from trainer.recording.envelope import Range, Rim
from trainer.recording.vocabulary import Side
from trainer.store.boards import see_board
from trainer.store.patients import known_patient
from trainer.store.tables import RangeRow, RimRow


def add_rim(session: Session, rim: Rim, now: datetime) -> None:
    """Add the rim of a board, dome and stem hole; found `now`, unless it says when."""
    now = now if rim.made_at == NEVER else rim.made_at
    see_board(session, rim.board_id, now)
    session.add(
        RimRow(
            board_id=rim.board_id,
            level=rim.level,
            stem_hole=rim.stem_hole,
            source=rim.source,
            made_at=now,
            directions_deg=list(rim.directions_deg),
            tilt_deg=list(rim.tilt_deg),
            operator=rim.operator,
        )
    )
    session.flush()


def newest_rim(session: Session, board_id: int, level: int, stem_hole: int) -> Rim | None:
    """The rim added last; None where this board was never rolled on this dome."""
    row = session.scalar(
        select(RimRow)
        .where(RimRow.board_id == board_id, RimRow.level == level, RimRow.stem_hole == stem_hole)
        .order_by(RimRow.made_at.desc(), RimRow.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    return Rim(
        tuple(row.directions_deg),
        tuple(row.tilt_deg),
        row.source,
        row.board_id,
        row.level,
        row.stem_hole,
        row.made_at,
        row.operator or "",
    )


def add_range(session: Session, code: str, reach: Range, now: datetime) -> None:
    """Add a patient's range; `UnknownPatient` where there is none."""
    session.add(
        RangeRow(
            patient_id=known_patient(session, code).id,
            side=reach.side,
            day=reach.day,
            source=reach.source,
            made_at=now,
            directions_deg=list(reach.directions_deg),
            tilt_deg=list(reach.tilt_deg),
            operator=reach.operator,
        )
    )
    session.flush()


def newest_range(session: Session, code: str, side: Side) -> Range | None:
    """The range of the latest day, and of that day the one added last; None without any."""
    row = session.scalar(
        select(RangeRow)
        .where(RangeRow.patient_id == known_patient(session, code).id, RangeRow.side == side)
        .order_by(RangeRow.day.desc(), RangeRow.made_at.desc(), RangeRow.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    return Range(
        tuple(row.directions_deg),
        tuple(row.tilt_deg),
        row.source,
        row.side,
        row.day,
        row.operator or "",
    )
