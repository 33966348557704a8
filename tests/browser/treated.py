"""A clinic with something on every page: one patient in full, and enough others to know the noise.

The patient has seven weeks of both legs, a plan, visits and what was typed. The left leg becomes
steadier by more than noise, the right one stays as it was.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np

from games.replay import measure_recording, measured_with
from tests.courses import ANCHOR, course
from tests.metrics.signals import completed, ordinary_axes, recorded
from tests.store.trials import finished, metric
from trainer.plans.prescribing import from_template, signed
from trainer.plans.templates import TEMPLATES
from trainer.recording.background import (
    Background,
    HardStop,
    NoGo,
    PrescribedRest,
    StopReason,
    WeightBearing,
)
from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone
from trainer.recording.exercises import EXERCISES
from trainer.recording.history import History, local_day
from trainer.recording.sector import Sector
from trainer.recording.trial import BoardIdentity, Recording, TrialResult
from trainer.recording.visit import VisitRecord
from trainer.recording.vocabulary import Side
from trainer.sessions.delivery import finished_trial
from trainer.store import Store

CODE, HERE, STOPPED = "K7", "H3", "S1"
STATION = "front room"
BEGUN = datetime(2026, 9, 28, 9, tzinfo=UTC)
A_WEEK = timedelta(days=7)
LEVELS = {
    Side.LEFT: (2.2, 1.9, 1.8, 1.8, 1.2, 1.15, 1.1),
    Side.RIGHT: (1.05, 1.0, 0.98, 1.02, 1.0, 0.97, 1.01),
}
"""How far each leg sways at its visits, as a multiple of an ordinary sway."""
VISITS = tuple(BEGUN + nth * A_WEEK for nth in range(len(LEVELS[Side.LEFT])))
BOARD = BoardIdentity("serial:/dev/ttyACM0", 7, "1.0.0")
OTHER, OTHERS = "P0", 11
"""One without a change, of so many who tell what is noise."""
HEADLINE = "mean_tilt_velocity"


def an_id(*parts: int) -> str:
    """The same for the same parts."""
    return str(UUID(bytes=bytes((*parts, *(0,) * (16 - len(parts))))))


def add_clinic(store: Store) -> None:
    """Add the patient with all that is known of them, and others with their trials alone."""
    _add_treated(store)
    _add_stopped(store)
    _add_here(store, datetime.now(UTC))
    random = np.random.default_rng(5)
    for nth, levels in enumerate(6.0 * np.exp(random.normal(0.0, 0.05, (OTHERS, 2, 4)))):
        _add_other(store, nth, course(f"P{nth}", left=levels[0], right=levels[1]))


def _add_stopped(store: Store) -> None:
    """Somebody whose leg gave way, is off the board, and keeps away from a direction."""
    store.add_patient(STOPPED)
    store.add_stop(STOPPED, HardStop("stop", Side.LEFT, StopReason.GIVING_WAY, BEGUN))
    until = BEGUN.date() + 52 * A_WEEK
    away = NoGo("away", Side.LEFT, Sector(60.0, 120.0), "the graft", until, BEGUN, "JD")
    store.add_no_go(STOPPED, away)
    rest = PrescribedRest(BEGUN.date(), BEGUN.date() + A_WEEK, "swelling", "JD")
    store.add_rest(STOPPED, rest)


def _add_here(store: Store, now: datetime) -> None:
    """Somebody whose visit a station has open now, with a trial done."""
    store.add_patient(HERE)
    draft = from_template(TEMPLATES["ten-minutes"], an_id(7, 1), now)
    plan = signed(draft, an_id(7, 2), "JD", now)
    store.add_plan(HERE, plan)
    visit_id = an_id(7, 3)
    visit = VisitRecord(visit_id, local_day(now), now, plan.plan_id, station=STATION, seen_at=now)
    store.open_visit(HERE, visit)
    axes = ordinary_axes(4)
    trial = recorded(axes, completed(axes.shape[1]), trial_id=an_id(7, 4), patient_code=HERE)
    header = replace(trial.header, started_at=now, session_id=visit_id, board=BOARD)
    trial = replace(trial, header=header)
    result = TrialResult(trial.outcome(), 20.0, HEADLINE)
    store.save_trial(finished_trial(trial, measure_recording(trial), result))


def _add_other(store: Store, nth: int, history: History) -> None:
    store.add_patient(history.patient_code)
    # One leg is enough for the noise, and the fewer trials are stored the sooner all begins.
    for series in history.series[:1]:
        for number, trial in enumerate(series.trials):
            kept = finished(patient_code=history.patient_code)
            trial_id = an_id(6, nth, number, len(series.conditions.side))
            header = replace(
                kept.recording.header,
                trial_id=trial_id,
                started_at=trial.started_at,
                conditions=replace(series.conditions, calibrated=True),
                board=BOARD,
            )
            values = tuple(metric(name, value) for name, value in trial.metrics.items())
            again = replace(
                kept,
                recording=replace(kept.recording, header=header),
                metrics=values,
                result=TrialResult(trial.outcome, trial.duration_s, HEADLINE),
                measured_with=measured_with(),
            )
            store.save_trial(again)


def _add_treated(store: Store) -> None:
    store.add_patient(CODE)
    store.add_episode(CODE, Episode(BEGUN - timedelta(days=1), Side.LEFT))
    known = Background(BEGUN, "ACL reconstruction", date(2026, 6, 2), WeightBearing.AS_TOLERATED)
    store.add_background(CODE, known)
    draft = from_template(TEMPLATES["ten-minutes"], an_id(2, 1), BEGUN)
    store.add_plan(CODE, signed(draft, an_id(2, 2), "JD", BEGUN))
    for nth, at in enumerate(VISITS):
        _add_visit(store, nth, at)


def _add_visit(store: Store, nth: int, at: datetime) -> None:
    visit = VisitRecord(an_id(1, nth), at.date(), at, an_id(2, 2))
    store.open_visit(CODE, visit)
    for trial in _trials(nth, at, visit.visit_id):
        result = TrialResult(trial.outcome(), 20.0, HEADLINE)
        store.save_trial(finished_trial(trial, measure_recording(trial), result))
    pain = ClinicalEntry(an_id(3, nth), "pain_now", at, Side.LEFT, float(max(0, 4 - nth)))
    store.add_entry(CODE, replace(pain, operator="JD"))
    done = ExerciseDone(an_id(4, nth), next(iter(EXERCISES)), at, Side.LEFT, 3, 8, 2.5 * nth, 6.0)
    store.add_exercise(CODE, done)
    store.close_visit(visit.visit_id, at + timedelta(minutes=14))


def _trials(visit: int, at: datetime, visit_id: str) -> Iterator[Recording]:
    for side, levels in LEVELS.items():
        for nth in range(3):
            seed = 10 * visit + nth
            size = levels[visit] * (0.96, 1.0, 1.04)[(visit + nth) % 3]
            trial_id = an_id(5, visit, nth, len(side))
            axes = size * ordinary_axes(4)
            events = completed(axes.shape[1])
            trial = recorded(axes, events, trial_id=trial_id, patient_code=CODE)
            conditions = replace(ANCHOR, side=side, seconds=20.0)
            begun = at + timedelta(minutes=3 * nth + 2 * (side is Side.RIGHT), seconds=seed)
            header = replace(
                trial.header,
                conditions=conditions,
                started_at=begun,
                session_id=visit_id,
                board=BOARD,
            )
            yield replace(trial, header=header)
