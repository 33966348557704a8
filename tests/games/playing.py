"""Recorded trials to test with: a keeper that keeps, and live play cut at chosen places."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np
import pytest

from games.engine.activity import Activity, Kind, Surface
from games.engine.control import Control, LoadChanged, as_event
from games.engine.setup import Parameters, TrialSetup
from games.engine.trial import Trial
from games.registry import activities, activity_named
from games.replay import measure_recording
from tools.gallery import RIM
from tools.scripted import held, scripted_samples
from trainer.metrics import TrialMeasures
from trainer.motion.exercises import exercise_of
from trainer.recording.body import BodySamples, BodySetup, SacrumSetup, ThighSetup
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.envelope import no_rim
from trainer.recording.interfaces import Feed, Stretch
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import (
    PastScores,
    Recording,
    StartState,
    TrialEvent,
    TrialHeader,
    TrialResult,
)
from trainer.recording.vocabulary import EventKind, Side

STOOD_ON = {
    Surface.DOME: (2, RIM),
    Surface.PLATE: (NO_DOME, no_rim()),
    Surface.FLOOR: (FLOOR, no_rim(level=FLOOR)),
}
"""Level and rim of what an activity is done on."""


@dataclass
class Kept:
    """A `TrialKeeper` in memory."""

    events: list[TrialEvent] = field(default_factory=list)
    results: list[TrialResult] = field(default_factory=list)
    amended: list[TrialResult] = field(default_factory=list)
    begun: int = 0
    before: PastScores = field(default_factory=PastScores)
    samples: Callable[[], Samples] = Samples.empty
    setup: TrialSetup | None = None
    activity: Activity | None = None

    def begin(self) -> int:
        self.begun += 1
        return -1

    def note(self, event: TrialEvent) -> None:
        self.events.append(event)

    def measured(self) -> TrialMeasures:
        ends = [event.index for event in self.events if event.kind is EventKind.END]
        assert self.setup is not None
        recording = recording_of(self.setup, self.samples()[: ends[0]], self.events)
        return measure_recording(recording, self.activity)

    def finish(self, result: TrialResult) -> None:
        self.results.append(result)

    def amend(self, result: TrialResult) -> None:
        self.amended.append(result)

    def past(self) -> PastScores:
        return self.before


def setup_of(activity: str, seconds: float = 20.0, **conditions: object) -> TrialSetup:
    asked = Conditions(activity, seconds=seconds, **conditions)  # type: ignore[arg-type]
    return activity_named(activity).setup(asked, RIM)


def kept_on(feed: Feed, setup: TrialSetup, activity: Activity | None = None) -> Kept:
    """A keeper of what this feed delivers."""
    return Kept(
        samples=lambda: feed.since(-1).samples,
        setup=setup,
        activity=activity or activity_named(setup.conditions.activity),
    )


def stood_on(activity: Activity) -> tuple[TrialEvent, ...]:
    """What the load cells say at the beginning, where a plate has nothing else to tell by."""
    on_plate = activity.surface is Surface.PLATE
    return (as_event(LoadChanged(present=True), 0),) if on_plate else ()


def waits_for_the_patient(activity: Activity, parameters: Parameters) -> bool:
    """Whether its numbers need more than standing: its rules go on with what the patient does."""
    rules = activity.rules(parameters, 1)
    return activity.kind is Kind.ASSESSMENT and rules.aim is not None


def trial_of(setup: TrialSetup) -> Trial:
    activity = activity_named(setup.conditions.activity)
    return activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)


def played(
    setup: TrialSetup,
    samples: Samples,
    cuts: Iterable[int] = (),
    controls: Iterable[tuple[int, Control]] = (),
) -> tuple[Trial, list[TrialEvent]]:
    """A trial fed stretch by stretch; controls come at the stretch border nearest before."""
    trial = trial_of(setup)
    asked = sorted(controls, key=lambda each: each[0])
    borders = sorted({0, *cuts, *(at for at, _ in asked), len(samples)})
    events: list[TrialEvent] = []
    for first, after in zip(borders, [*borders[1:], len(samples)], strict=True):
        for _, control in (each for each in asked if each[0] == first):
            trial.control(control)
        trial.advance(Stretch(samples[first:after]))
        events += trial.drain()
    return trial, events


def recording_of(
    setup: TrialSetup, samples: Samples, events: Iterable[TrialEvent] = ()
) -> Recording:
    """The recording of a trial; on the floor somebody with both straps does the exercise."""
    known = activities().get(setup.conditions.activity)
    on_floor = known is not None and known.surface is Surface.FLOOR
    header = TrialHeader(
        trial_id="a-trial",
        started_at=datetime(2024, 5, 1, tzinfo=UTC),
        conditions=setup.conditions,
        setup=SensorSetup(),
        start=StartState(),
        rim=setup.rim,
        parameters=setup.parameters,
        seed=setup.seed,
        body=BodySetup(thigh=ThighSetup(side=setup.conditions.side)) if on_floor else None,
        sacrum=SacrumSetup() if on_floor else None,
    )
    recording = Recording(header, samples, tuple(events))
    return exercising(recording) if on_floor else recording


EVERY_S, FIRST_S = 3.0, 6.0
"""How long a repetition takes in these recordings, and how long they stand before the first."""


def worn_by(setup: TrialSetup, seconds: float = 20.0) -> BodySamples:
    """What a strap sends in such a recording: on the floor an exercise, elsewhere nothing."""
    return recording_of(setup, scripted_samples(held(0.0, 0.0), seconds)).body


def exercising(recording: Recording) -> Recording:
    """Both straps see what the trial's exercise asks for, every 3 s after a stand: the pelvis drops
    by 8° and comes back, or else the thigh goes down to 50° and back."""
    exercise = exercise_of(recording.header.parameters)
    samples = recording.samples
    since_s = np.maximum(samples.t_s - samples.t_s[:1] - FIRST_S, 0.0)
    down = 0.5 * (1.0 - np.cos(2.0 * np.pi * since_s / EVERY_S))
    if exercise is None or not exercise.by_pelvis:
        body = standing_thigh(samples)
        body.thigh_flexion_deg[:] = 50.0 * down
        return replace(recording, body=body)
    way = 1.0 if recording.header.conditions.side is Side.LEFT else -1.0
    drops = replace(samples, ml_deg=way * 8.0 * down)
    return replace(recording, samples=drops, body=standing_thigh(samples))


def standing(recording: Recording) -> Recording:
    """The straps of a recording on the floor see nobody move."""
    still = replace(recording.samples, ml_deg=np.zeros(len(recording.samples)))
    return replace(recording, samples=still, body=standing_thigh(still))


def standing_thigh(samples: Samples) -> BodySamples:
    """An upright thigh at the times of these samples."""
    body = BodySamples.zeros(len(samples))
    body.seq[:], body.t_s[:] = samples.seq, samples.t_s
    body.device_us[:] = samples.device_us
    return body


def placed_on_domes(found: Iterable[Activity]) -> list[tuple[int, Activity]]:
    """Each activity, and how many on a dome come before it; 0 for one that is on none."""
    everyone = list(found)
    on_domes = [one for one in everyone if one.surface is Surface.DOME]
    return [(on_domes.index(one) if one in on_domes else 0, one) for one in everyone]


def shorten_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate waits 8 s for nobody instead of 30: four times as long as it is to be held."""
    monkeypatch.setattr("games.engine.course.READY_LIMIT_US", 8_000_000)
