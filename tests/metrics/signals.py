"""Signals and recordings with known properties, for the tests of the metrics."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

import numpy as np
import numpy.typing as npt

from trainer.metrics.body_facts import Pelvis, PelvisRepetition, Thigh, ThighRepetition
from trainer.metrics.facts import Ending, Facts, Loads, Received, TargetRing
from trainer.metrics.moving_facts import Circling, Following, Reach, Reaches
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


def smooth_step(t_s: Array, seconds: float) -> Array:
    """From 0 to 1 in this time from t = 0 on, with the least jerk (Flash and Hogan 1985)."""
    share = np.clip(t_s / seconds, 0.0, 1.0)
    return np.asarray(share**3 * (10.0 - 15.0 * share + 6.0 * share**2))


def a_reach(
    direction_deg: float = 0.0,
    *,
    reaction_s: float = 0.4,
    seconds: float = 0.8,
    to_deg: float = 6.0,
    distance_deg: float = 6.0,
    bow_deg: float = 0.0,
    on_rim: bool = False,
) -> Reach:
    """A smooth reach after a second of standing still, and the hold after it, 100 a second.

    It bows to the side by `bow_deg` and comes back to the line.
    """
    t_s = np.arange(-100, 250) / 100.0 - reaction_s
    share = smooth_step(t_s, seconds)
    across = bow_deg * np.sin(np.pi * share)
    return Reach(direction_deg, distance_deg, to_deg * share, across, 100, 100.0, on_rim)


RING_DEG, LAP_S, LAPS, REST_S = 6.0, 4.0, 4, 4.0
GOLDEN_HZ = tuple(round(0.08 * 1.618034 ** (0.75 * k), 6) for k in range(6))
RATE_HZ = 100.0


def round_and_back(
    tilt_deg: Callable[[Array], Array] = lambda at: np.full(len(at), RING_DEG),
    late_deg: float = 0.0,
    ways: tuple[int, ...] = (1, -1),
) -> Circling:
    """Four rounds for each of the ways, with a rest at level after each; 100 samples a second.

    `tilt_deg` is the tilt at each direction of the board, which is `late_deg` behind the target.
    """
    n, rest = round(LAPS * LAP_S * RATE_HZ) + 1, np.zeros(round(REST_S * RATE_HZ))
    forth = 360.0 / LAP_S * np.arange(n) / RATE_HZ
    parts: list[Array] = []
    for way in ways:
        asked = way * forth
        board = asked - way * late_deg
        tilt = tilt_deg(board)
        at = np.radians(board)
        going = np.full(n, float(way))
        parts.append(np.stack((tilt * np.cos(at), tilt * np.sin(at), asked, going)))
        parts.append(np.stack((rest, rest, rest + asked[-1], rest)))
    ap, ml, asked, going = np.concatenate(parts, axis=1)
    ring = np.full(len(ap), RING_DEG)
    return Circling(ap, ml, ring, asked, going.astype(np.int64), RATE_HZ)


def sines_at(t_s: Array) -> Array:
    """A target's (ap, ml) on six sines, the frequencies in turns along ap and ml; 2 by n."""
    target = np.zeros((2, len(t_s)))
    for nth, hz in enumerate(GOLDEN_HZ):
        target[nth % 2] += 2.0 / (1 + nth) * np.sin(2 * np.pi * hz * t_s + 0.7 * nth)
    return target


def followed(
    board: Callable[[Array], Array] = sines_at, seconds: float = 40.0, rate_hz: float = RATE_HZ
) -> Following:
    """What such a target looks like to somebody whose board is at `board(t_s)`, 2 by n."""
    t_s = 3.0 + np.arange(round(seconds * rate_hz)) / rate_hz
    radius = np.full(len(t_s), 2.0)
    return Following(t_s, *board(t_s), *sines_at(t_s), radius, GOLDEN_HZ, rate_hz)


DENSITY_RADIUS = 0.3
EVERYTHING_KNOWN = Facts(
    density_radius=DENSITY_RADIUS,
    side=Side.RIGHT,
    rim=RIM,
    target=TargetRing(0.0, 0.0, 2.0),
    measured_s=20.0,
    received=Received(9_990, 10_000),
    circling=round_and_back(late_deg=20.0),
    following=followed(lambda t_s: 0.9 * sines_at(t_s - 0.2)),
    ending=Ending(20.0, Outcome.COMPLETED),
    thigh=Thigh(
        tuple(a_squat(depth_deg) for depth_deg in (44.0, 47.0, 52.0)),
        np.linspace(11.0, 13.0, 500),
        np.linspace(3.0, 5.0, 500),
        lean_on_leg_deg=4.5,
    ),
    pelvis=Pelvis(tuple(a_drop(lowest_deg) for lowest_deg in (6.0, 8.0, 11.0))),
    eye=EyeScore({Part.PELVIS: True, Part.KNEE: False, Part.TRUNK: False}),
    reaches=Reaches(tuple(a_reach(45.0 * step, bow_deg=0.5) for step in range(8))),
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


@cache
def band_limited_axes(
    seed: int = 1, seconds: float = 40.0, rate_hz: float = 100.0, highest_hz: float = 8.0
) -> Array:
    """The same random motion at any rate: 2 by N, sines up to 8 Hz, the quicker the smaller."""
    rng = np.random.default_rng(seed)
    hz = np.arange(1, round(highest_hz * seconds) + 1) / seconds
    phases = rng.uniform(0, 2 * np.pi, (2, len(hz)))
    sizes = rng.rayleigh(1.0, (2, len(hz))) * hz**-1.2 / 20.0
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    turns = 2 * np.pi * hz[:, None] * time
    return np.asarray(
        (sizes * np.cos(phases)) @ np.cos(turns) + (sizes * np.sin(phases)) @ np.sin(turns)
    )


def fractional_noise(hurst: float, n: int, seed: int = 1) -> Array:
    """Fractional Gaussian noise of variance 1 with this Hurst exponent, exact in distribution; its
    sum is a fractional Brownian motion. Davies and Harte 1987, Biometrika 74:95.
    """
    rng = np.random.default_rng(seed)
    lag = np.arange(n + 1.0)
    power = 2 * hurst
    alike = (np.abs(lag + 1) ** power - 2 * lag**power + np.abs(lag - 1) ** power) / 2
    around = np.concatenate((alike, alike[-2:0:-1]))
    eigenvalues = np.maximum(np.fft.fft(around).real, 0.0)
    noise = rng.normal(size=2 * n) + 1j * rng.normal(size=2 * n)
    mixed = np.fft.fft(np.sqrt(eigenvalues / (2 * n)) * noise)
    return np.asarray(mixed.real[:n])


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
