"""Which station has a visit: who takes it over is asked first, and who lost it is told.

A visit has one station at a time, which says so with each step. Stations' clocks may be wrong, so
that how long ago a station said it decides nothing; a therapist does.
"""

from trainer.recording.visit import VisitRecord
from trainer.sessions.errors import SessionError
from trainer.texts import said

ELSEWHERE = "The visit of {code} is at station {station}, last seen there at {seen}."
TAKEN_OVER = "The visit goes on at {station} since {seen}; nothing of it is lost."
ENDED = "The visit was ended at {seen}, not by this station; nothing of it is lost."


class TakenOver(SessionError):
    """The visit goes on at another station, or has ended there."""


def held_elsewhere(code: str, visit: VisitRecord, station: str) -> str:
    """Which other station has a visit that goes on; empty if none has it."""
    if visit.closed_at is not None or visit.station in ("", station):
        return ""
    return said(ELSEWHERE).format(code=code, station=visit.station, seen=_seen(visit))


def require_held(visit: VisitRecord, station: str) -> None:
    """`TakenOver` if this station, which had the visit, no longer has it."""
    if visit.closed_at is not None:
        at = f"{visit.closed_at.astimezone():%H:%M}"
        raise TakenOver(said(ENDED).format(seen=at))
    if visit.station != station:
        raise TakenOver(said(TAKEN_OVER).format(station=visit.station, seen=_seen(visit)))


def _seen(visit: VisitRecord) -> str:
    return f"{(visit.seen_at or visit.opened_at).astimezone():%H:%M}"
