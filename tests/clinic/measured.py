"""Trials of the anchor test for the clinic's tests: when, of whom, on which leg, how fast."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.store.trials import finished, metric
from tests.store.visited import a_plan
from trainer.recording.body import ThighSetup
from trainer.recording.clinical import ExerciseDone
from trainer.recording.container import parts_of
from trainer.recording.exercises import EXERCISES
from trainer.recording.visit import VisitRecord
from trainer.recording.vocabulary import Side
from trainer.store import FinishedTrial, Store

LEAN = "thigh_medial_lean_at_30"


def measured(
    number: int,
    code: str,
    at: datetime,
    side: Side = Side.LEFT,
    speed: float | None = None,
    **changes: object,
) -> FinishedTrial:
    """A trial of the anchor on a real board, `number` seconds after that moment."""
    settled = {"activity": "steady-stance", "level": 2, "seconds": 20.0, **changes}
    trial = finished(number, patient_code=code, side=side, **settled)  # type: ignore[arg-type]
    head = replace(trial.recording.header, started_at=at + timedelta(seconds=number % 1000))
    recording = replace(trial.recording, header=head)
    value = 5.0 + number * 7 % 11 / 10 if speed is None else speed
    found = replace(metric("mean_tilt_velocity", value), censored=False)
    return replace(trial, recording=recording, parts=parts_of(recording), metrics=(found,))


def measure_day(
    store: Store,
    first: int,
    code: str,
    at: datetime,
    legs: tuple[Side, ...] = (Side.LEFT, Side.RIGHT),
    speed: float | None = None,
) -> None:
    """Three trials on each of the legs."""
    done = [side for side in legs for _ in range(3)]
    for number, side in enumerate(done, start=first):
        assert store.save_trial(measured(number, code, at, side, speed))


def watched_clinic(store: Store, begun: datetime) -> None:
    """K7 with five days, a strap, a plan, a visit and an exercise; K8 with a day; a volunteer."""
    for code in ("K7", "K8", "S1"):
        store.add_patient(code)
    store.add_noise_person("S1")
    store.add_thigh_setup(ThighSetup(7, patient_code="K7", made_at=begun - timedelta(days=1)))
    strapped = measured(1900, "K7", begun)
    store.save_trial(replace(strapped, metrics=(*strapped.metrics, metric(LEAN, 4.0))))
    for first, code, days in ((1000, "K7", 5), (2000, "K8", 1), (3000, "S1", 2)):
        for day in range(days):
            measure_day(store, first + 20 * day, code, begun + timedelta(days=day), (Side.LEFT,))
    store.add_plan("K7", a_plan(1, signed_by="JD", signed_at=begun - timedelta(days=20)))
    store.open_visit("K7", VisitRecord("v-1", begun.date(), begun))
    store.add_exercise("K7", ExerciseDone("done-1", next(iter(EXERCISES)), begun))
