"""The visits on a patient's page: weeks with their days, the days by themselves, and how the
patient stood on the newest of them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trainer.clinic.addresses import day_page
from trainer.plans.adherence import WEEK, Week
from trainer.reading.set_up import SOURCES
from trainer.reading.words import (
    ARMS,
    BAREFOOT,
    IN_SHOES,
    LEGS,
    STOOD_ON,
    activity_title,
)
from trainer.recording.background import PrescribedRest
from trainer.recording.history import day_began, local_day
from trainer.recording.stem_hole import hole_word
from trainer.recording.vocabulary import Footwear, Side
from trainer.sessions.board_due import short_number
from trainer.sessions.patient_record import PatientRecord
from trainer.sessions.visits_kept import begun_on
from trainer.store import Store
from trainer.store.values import TrialSetup
from trainer.texts import said, said_day

MOST_WEEKS, MOST_DAYS = 26, 12
VISIT, REST, NONE_DUE, NO_VISIT, LATER = "visit", "rest", "none", "no", "later"
WORDS = {
    VISIT: "visit",
    REST: "prescribed rest",
    NONE_DUE: "none due",
    NO_VISIT: "no visit",
    LATER: "still to come",
}
OF_ASKED, UNASKED = "{done} of {asked}", "{done}, none due"
EXERCISES_ALONE, POOR = "exercises alone", {1: "1 does not count"}
MORE_POOR = "{count} do not count"
DOME, DOME_AT = "dome {level}", "dome {level}, stem hole {hole}"
SIMULATED = "simulated"
CELLS, NO_CELLS = "heel {heel}, second toe {toe}", "place of the foot never noted"


@dataclass(frozen=True)
class DayCell:
    """One day of the calendar; `path` leads to it where there was a visit."""

    number: int
    kind: str
    words: str
    path: str = ""


@dataclass(frozen=True)
class WeekRow:
    """A week from its Monday on, and how many of the visits that were asked for it had."""

    monday: str
    cells: tuple[DayCell, ...]
    words: str
    met: bool


@dataclass(frozen=True)
class DayLine:
    """A day with a visit, and what was done on it."""

    path: str
    day: str
    words: str


@dataclass(frozen=True)
class Attendance:
    """The newest of `weeks` and of `days` comes first; `earlier` is how many days are not listed.

    `setup_day` is the day of the `setups`: a leg each, with the titles' cells.
    """

    weeks: tuple[WeekRow, ...]
    days: tuple[DayLine, ...]
    earlier: int
    setup_day: str
    setups: tuple[tuple[str, ...], ...]


def attendance_of(store: Store, record: PatientRecord, now: datetime) -> Attendance:
    """The visits of a patient up to today. `StoreError`."""
    code, today = record.history.patient_code, local_day(now)
    days = sorted((day for day in record.visit_days if day <= today), reverse=True)
    begun = begun_on(store.plans(code))
    played = sorted({local_day(trial.started_at) for trial in record.trials}, reverse=True)
    return Attendance(
        _weeks(record, _Asked(begun[0] if begun else None, store.rests(code)), today),
        tuple(_day_line(code, record, day) for day in days[:MOST_DAYS]),
        max(len(days) - MOST_DAYS, 0),
        said_day(played[0]) if played else "",
        _setups(store, code, played[0]) if played else (),
    )


@dataclass(frozen=True)
class _Asked:
    """Since when a plan asks for visits, None without one, and when it does not."""

    since: date | None
    rests: tuple[PrescribedRest, ...]


def _weeks(record: PatientRecord, asked: _Asked, today: date) -> tuple[WeekRow, ...]:
    known = {week.monday: week for week in record.kept.adherence.weeks} if record.kept else {}
    first = min([*record.visit_days, *known], default=None)
    if first is None:
        return ()
    monday = today - timedelta(days=today.weekday())
    rows: list[WeekRow] = []
    while monday + timedelta(days=WEEK) > first and len(rows) < MOST_WEEKS:
        days = [monday + timedelta(days=n) for n in range(WEEK)]
        week = known.get(monday)
        due = week is None or week.asked > 0
        cells = tuple(_cell(record, asked, day, today, due=due) for day in days)
        rows.append(_row(monday, cells, week))
        monday -= timedelta(days=WEEK)
    return tuple(rows)


def _row(monday: date, cells: tuple[DayCell, ...], week: Week | None) -> WeekRow:
    begun = said_day(monday, short=True)
    if week is not None and week.asked:
        words = said(OF_ASKED).format(done=week.done, asked=week.asked)
        return WeekRow(begun, cells, words, week.met)
    done = sum(cell.kind == VISIT for cell in cells)
    return WeekRow(begun, cells, said(UNASKED).format(done=done), False)


def _cell(record: PatientRecord, asked: _Asked, day: date, today: date, *, due: bool) -> DayCell:
    if day in record.visit_days:
        path = day_page(record.history.patient_code, day)
        return DayCell(day.day, VISIT, said(WORDS[VISIT]), path)
    if any(rest.holds(day) for rest in asked.rests):
        kind = REST
    elif day > today:
        kind = LATER
    else:
        begun = asked.since is not None and day >= asked.since
        kind = NO_VISIT if due and begun else NONE_DUE
    return DayCell(day.day, kind, said(WORDS[kind]))


def _day_line(code: str, record: PatientRecord, day: date) -> DayLine:
    played = [
        (series.conditions.activity, trial)
        for series in record.history.series
        for trial in series.trials
        if local_day(trial.started_at) == day
    ]
    if not played:
        return DayLine(day_page(code, day), said_day(day), said(EXERCISES_ALONE))
    rounds = Counter(activity for activity, _ in played)
    words = ", ".join(f"{count} × {activity_title(name)}" for name, count in sorted(rounds.items()))
    poor = sum(not trial.valid for _, trial in played)
    if poor:
        words += f"; {said(POOR.get(poor, MORE_POOR)).format(count=poor)}"
    return DayLine(day_page(code, day), said_day(day), words)


def _setups(store: Store, code: str, day: date) -> tuple[tuple[str, ...], ...]:
    """How each leg stood: leg, dome, foot, arms, shoes, board, and where its rim comes from."""
    found = store.setups(code, day_began(day), day_began(day + timedelta(days=1)))
    return tuple(_setup(store, code, each) for each in found)


def _setup(store: Store, code: str, made: TrialSetup) -> tuple[str, ...]:
    known = store.newest_placement(code, made.side)
    feet = known.feet if known else None
    cells = said(CELLS).format(heel=feet.heel_cell, toe=feet.toe_cell) if feet else said(NO_CELLS)
    on_dome = made.level not in STOOD_ON
    dome = said(STOOD_ON.get(made.level) or (DOME_AT if made.stem_hole else DOME))
    hole = said(hole_word(made.stem_hole, made.side))
    return (
        said(LEGS[made.side]),
        dome.format(level=made.level, hole=hole),
        cells if made.side is not Side.BOTH else "–",
        said(ARMS[made.arms]),
        said(BAREFOOT if made.footwear is Footwear.BAREFOOT else IN_SHOES),
        said(SIMULATED) if made.simulated else short_number(made.board_id),
        said(SOURCES[made.source]) if on_dome else "–",
    )
