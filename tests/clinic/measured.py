"""Trials of the anchor test for the clinic's tests: when, of whom, on which leg, how fast."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.store.trials import finished, metric
from trainer.recording.container import parts_of
from trainer.recording.vocabulary import Side
from trainer.store import FinishedTrial, Store


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
