"""Signals and recordings with known properties, for the tests of the metrics."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from trainer.metrics.facts import (
    Ending,
    Facts,
    Loads,
    Pelvis,
    PelvisRepetition,
    Received,
    TargetRing,
    Thigh,
    ThighRepetition,
)
from trainer.metrics.sway import Sway
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import round_rim
from trainer.recording.eye import EyeScore, Part
from trainer.recording.json_form import Json
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import ClockMap, Recording, StartState, TrialEvent, TrialHeader
from trainer.recording.vocabulary import EventKind, Outcome, Side, Source, Stance

Array = npt.NDArray[np.float64]

RIM_DEG = 16.0
RIM = round_rim(RIM_DEG, Source.ASSUMED, level=5)


def a_squat(depth_deg: float, lean_share: float = 0.3, seconds: float = 3.0) -> ThighRepetition:
    """Down to this flexion and up again, 100 a second; all else is a share of the flexion."""
    n = round(seconds * 100.0) + 1
    flexion = depth_deg * np.sin(np.pi * np.arange(n) / (n - 1)) ** 2
    return ThighRepetition(flexion, lean_share * flexion, n // 2, 100.0, 0.2 * flexion)


def a_drop(lowest_deg: float, lift_deg: float = 4.0) -> PelvisRepetition:
    """A pelvis that drops by so much and lifts to above its start, in 5 s."""
    turn = np.linspace(0.0, 2 * np.pi, 501)
    drop = np.sin(turn) * np.where(turn < np.pi, lowest_deg, lift_deg)
    return PelvisRepetition(drop, lift_deg, 5.0)


EVERYTHING_KNOWN = Facts(
    side=Side.RIGHT,
    rim=RIM,
    target=TargetRing(0.0, 0.0, 2.0),
    measured_s=20.0,
    received=Received(9_990, 10_000),
    ending=Ending(20.0, Outcome.COMPLETED),
    thigh=Thigh(
        tuple(a_squat(depth_deg) for depth_deg in (44.0, 47.0, 52.0)),
        np.linspace(11.0, 13.0, 500),
        np.linspace(3.0, 5.0, 500),
        lean_on_leg_deg=4.5,
    ),
    pelvis=Pelvis(tuple(a_drop(lowest_deg) for lowest_deg in (6.0, 8.0, 11.0))),
    eye=EyeScore({Part.PELVIS: True, Part.KNEE: False, Part.TRUNK: False}),
    loads=Loads(np.linspace(600.0, 680.0, 500), 700.0, np.linspace(0.0, 0.4, 500)),
)


def ordinary_axes(seed: int = 1, n: int = 2000, rate_hz: float = 100.0) -> Array:
    """A sum of slow sines with random phases: 2 by n, like sway and without a trend."""
    rng = np.random.default_rng(seed)
    time = np.arange(n) / rate_hz
    frequencies = np.array([0.11, 0.23, 0.41, 0.83, 1.7])
    phases = rng.uniform(0, 2 * np.pi, (2, len(frequencies), 1))
    sizes = (1 / (1 + frequencies))[:, None] * rng.uniform(0.5, 1.5, (2, len(frequencies), 1))
    waves = np.sin(2 * np.pi * frequencies[:, None] * time + phases)
    return np.asarray((sizes * waves).sum(axis=1) + np.array([[0.7], [-0.4]]))


def ordinary_sway(seed: int = 1) -> Sway:
    """20 s of it at 100 Hz."""
    return Sway(ordinary_axes(seed), 100.0)


def circle(radius: float, turns_per_s: float, n: int, rate_hz: float) -> Array:
    """Whole turns if n·turns_per_s/rate is whole; AP leads."""
    angle = 2 * np.pi * turns_per_s * np.arange(n) / rate_hz
    return radius * np.stack([np.cos(angle), np.sin(angle)])


def completed(n: int, begin: int = 0, measure_from: int = 0) -> list[TrialEvent]:
    """The events of an undisturbed trial of n samples."""
    return [
        TrialEvent(EventKind.START, begin),
        TrialEvent(EventKind.MEASURE_FROM, measure_from),
        TrialEvent(EventKind.OUTCOME, n, {"outcome": "completed"}),
        TrialEvent(EventKind.END, n),
    ]


def recorded(
    axes: Array,
    events: Sequence[TrialEvent],
    *,
    rate_hz: float = 100.0,
    times_s: Array | None = None,
    side: Side = Side.RIGHT,
    stance: Stance = Stance.SINGLE_LEG,
    rim_deg: float = RIM_DEG,
    parameters: Mapping[str, Json] | None = None,
    ns_per_us: float = 1000.0,
    trial_id: str = "trial",
    patient_code: str | None = None,
) -> Recording:
    """A recording with this tilt (2 by N, AP and ML)."""
    n = axes.shape[1]
    samples = Samples.zeros(n)
    samples.seq[:] = np.arange(n)
    samples.t_s[:] = np.arange(n) / rate_hz if times_s is None else times_s
    samples.ap_deg[:], samples.ml_deg[:] = axes
    header = TrialHeader(
        trial_id,
        datetime(2026, 1, 1, tzinfo=UTC),
        Conditions("bullseye", side=side, stance=stance),
        SensorSetup(rate_hz=rate_hz),
        StartState(),
        round_rim(rim_deg, Source.ASSUMED),
        patient_code=patient_code,
        parameters=parameters or {},
    )
    return Recording(header, samples, tuple(events), ClockMap(0.0, ns_per_us))
