"""Patients with a plan, and visits of them on a simulated board, as fast as it goes."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from games.engine.setup import LIKELY_STATION
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.clinical import Episode
from trainer.recording.interfaces import Standing, Stimulus
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.kept_board import kept_board
from trainer.sessions.visits.assembled import Assembled, Room, assembled
from trainer.sessions.visits.headless import HeadlessAttendant
from trainer.sessions.visits.running import VisitRun
from trainer.store.places import places
from trainer.store.store import Store

CODE = "K7"
SHORT = (BoardItem("bullseye", Legs.EACH, rounds=1, seconds=5.0, rest_s=10.0),)
SYMPTOMS = {
    **{f"pain_now:{leg}": 1.0 for leg in ("left", "right")},
    **{f"{name}:left": 0.0 for name in ("effusion", "giving_way", "locking", "calf")},
    **{"pain_next_morning:left": 1.0, "dizziness": 0.0, "chest": 0.0},
}
"""All that a visit asks of a patient whose left leg is involved."""


def plan_of(board=SHORT, exercises: tuple[ExerciseItem, ...] = (), *, anchor: bool = False) -> Plan:
    now = datetime.now(UTC)
    return Plan(
        str(uuid.uuid4()), "short", now, board, exercises, anchor, signed_by="JD", signed_at=now
    )


def patient(
    store: Store,
    plan: Plan | None = None,
    *,
    level: int | None = None,
    involved=Side.LEFT,
    code: str = CODE,
) -> None:
    store.add_patient(code)
    begun = datetime.now(UTC) - timedelta(hours=1)
    stance = None if level is None else Stance.SINGLE_LEG
    store.add_episode(code, Episode(begun, involved, level=level, stance=stance))
    store.add_plan(code, plan or plan_of())


@contextmanager
def room_with(
    store: Store, said: Callable[[str], None], skill: float = 0.8, name: str = "here"
) -> Iterator[tuple[Room, Stimulus]]:
    """A station with a simulated patient on its board."""
    standing, stimulus, clock = Standing(), Stimulus(), SimulatedClock()

    def context() -> LinkContext:
        return LinkContext(clock, stimulus=stimulus, standing=standing, defaults={"seed": "5"})

    with kept_board(f"sim:patient?skill={skill}", store, said, context) as board:
        yield (
            Room(store, places(), board, LIKELY_STATION, name, said, standing, "JD", seed=5),
            stimulus,
        )


def attendant_of(
    room: Room, stimulus: Stimulus, visit: Assembled, given: Mapping[str, float] = SYMPTOMS
) -> HeadlessAttendant:
    def unseen(_step, _share) -> None: ...

    return HeadlessAttendant(visit.kit, room.board, stimulus, given, "JD", True, unseen)


def run_visit(
    store: Store, said: Callable[[str], None], skill: float = 0.8, given=SYMPTOMS
) -> tuple[VisitRun, HeadlessAttendant]:
    """Today's visit from where it is to its end."""
    with room_with(store, said, skill) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit, given)
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        run.run()
    return run, attendant


def days_pass(store: Store, days: int) -> None:
    """Everything that is stored happened so many days earlier."""
    moved = {
        "trials": ("started_at",),
        "sessions": ("started_at",),
        "episodes": ("begun_at", "entered_at"),
        "clinical_entries": ("measured_at", "entered_at"),
        "visits": ("opened_at", "seen_at", "closed_at", "day"),
        "visit_marks": ("at",),
        "screenings": ("done_at",),
        "exercises": ("done_at",),
    }
    with store._writing() as session:
        for table, columns in moved.items():
            for row in session.execute(text(f"SELECT rowid AS n, * FROM {table}")).mappings().all():
                for column in columns:
                    if row[column] is None:
                        continue
                    before = datetime.fromisoformat(row[column]) - timedelta(days=days)
                    said = str(before.date()) if column == "day" else str(before)
                    session.execute(
                        text(f"UPDATE {table} SET {column} = :said WHERE rowid = :n"),
                        {"said": said, "n": row["n"]},
                    )
