"""A scripted board and patient: the same samples each time, for pictures and tests.

It is a `Feed` on simulated time; `pump` lets one step pass. Motion is a function of time.
"""

from collections.abc import Callable

import numpy as np

from trainer.recording.body import BodySamples
from trainer.recording.columns import FloatArray
from trainer.recording.interfaces import FeedStatus, Prediction, Stretch
from trainer.recording.samples import FLAG_NEW_DATA, FLAG_RAIL_OPEN, Sample, Samples
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import LinkState

Motion = Callable[[FloatArray], tuple[FloatArray, FloatArray]]

RATE_HZ = 500.0
STEP_S = 1 / 60


def sway(radius_deg: float, seed: int = 1, lean_deg: float = 0.0) -> Motion:
    """Sway of a standing person about level, or about a lean to the toes: sums of sines."""
    random = np.random.default_rng(seed)
    frequencies = np.array([0.11, 0.19, 0.31, 0.53, 0.83, 1.3])
    weights = radius_deg * np.array([0.55, 0.5, 0.42, 0.3, 0.18, 0.08])
    phases = random.uniform(0, 2 * np.pi, (2, len(frequencies)))

    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        turns = 2 * np.pi * np.outer(t_s, frequencies)
        ap = np.sin(turns + phases[0]) @ weights + lean_deg
        return ap, 0.85 * (np.sin(turns + phases[1]) @ weights)

    return motion


def at_rest(ap_deg: float, ml_deg: float) -> Motion:
    """A board that lies still: nobody is on it."""
    return lambda t_s: (np.full_like(t_s, ap_deg), np.full_like(t_s, ml_deg))


TREMOR_DEG, TREMOR_HZ = 0.2, 1.3


def held(ap_deg: float, ml_deg: float) -> Motion:
    """A board that a person holds as still as nobody really can: it moves by 0.4° in all."""

    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        tremor = TREMOR_DEG * np.sin(2 * np.pi * TREMOR_HZ * t_s)
        return ap_deg + tremor, np.full_like(t_s, ml_deg)

    return motion


def then(first: Motion, until_s: float, second: Motion) -> Motion:
    """One motion and after it another, joined within half a second."""

    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        share = np.clip((t_s - until_s) / 0.5, 0, 1)
        share = share * share * (3 - 2 * share)
        before, after = first(t_s), second(t_s)
        mixed = [b * (1 - share) + a * share for b, a in zip(before, after, strict=True)]
        return mixed[0], mixed[1]

    return motion


def scripted_samples(
    motion: Motion, seconds: float, from_s: float = 0.0, flags: int = FLAG_NEW_DATA
) -> Samples:
    """Samples of a motion at 500 Hz, tilt rounded as it is delivered."""
    first = round(from_s * RATE_HZ)
    seq = np.arange(first, first + round(seconds * RATE_HZ), dtype=np.int64)
    samples = Samples.zeros(len(seq))
    t_s = seq / RATE_HZ
    small_s = 1e-3
    ap, ml = motion(t_s)
    later, earlier = motion(t_s + small_s), motion(t_s - small_s)
    samples.seq[:], samples.t_s[:] = seq, t_s
    samples.device_us[:] = np.rint(t_s * 1e6)
    samples.ap_deg[:], samples.ml_deg[:] = np.round(ap, 3), np.round(ml, 3)
    samples.ap_rate_deg_s[:] = (later[0] - earlier[0]) / (2 * small_s)
    samples.ml_rate_deg_s[:] = (later[1] - earlier[1]) / (2 * small_s)
    samples.flags[:] = flags
    return samples


class ScriptedFeed:
    """A board whose motion, link and rail stop follow a script on simulated time.

    `body` is all that a strap will have sent.
    """

    def __init__(
        self,
        motion: Motion,
        *,
        lost: tuple[float, float] | None = None,
        rail_opens_s: float | None = None,
        events: tuple[TrialEvent, ...] = (),
        body: BodySamples | None = None,
    ) -> None:
        self._motion, self._lost, self._rail_opens_s = motion, lost, rail_opens_s
        self._events = events
        self._body = BodySamples.empty() if body is None else body
        self._now_s = 0.0
        self._held = Samples.empty()

    def pump(self) -> None:
        """Let a sixtieth of a second pass."""
        before, self._now_s = self._now_s, self._now_s + STEP_S
        count = round(self._now_s * RATE_HZ) - round(before * RATE_HZ)
        new = scripted_samples(self._motion, count / RATE_HZ, round(before * RATE_HZ) / RATE_HZ)
        if self._rail_opens_s is not None:
            new.flags[new.t_s >= self._rail_opens_s] |= FLAG_RAIL_OPEN
        if self._lost is not None:
            new = new[(new.t_s < self._lost[0]) | (new.t_s >= self._lost[1])]
        self._held = Samples.concatenate([self._held, new])

    def latest(self) -> Sample | None:
        """The newest sample."""
        if not len(self._held):
            return None
        newest = self._held[-1:]
        return Sample(
            int(newest.seq[0]),
            float(newest.t_s[0]),
            float(newest.ap_deg[0]),
            float(newest.ml_deg[0]),
            float(newest.ap_rate_deg_s[0]),
            float(newest.ml_rate_deg_s[0]),
            int(newest.flags[0]),
        )

    def since(self, seq: int) -> Stretch:
        """All samples with a larger `seq`, and the script's events among them."""
        samples = self._held[np.searchsorted(self._held.seq, seq, side="right") :]
        end = int(samples.seq[-1]) if len(samples) else seq
        events = tuple(
            TrialEvent(e.kind, int(np.searchsorted(samples.seq, e.index)), e.data)
            for e in self._events
            if seq < e.index <= end
        )
        if not len(samples):
            return Stretch(samples)
        edges_s = samples.t_s[0], np.nextafter(samples.t_s[-1], np.inf)
        first, after = np.searchsorted(self._body.t_s, edges_s).tolist()
        return Stretch(samples, 0, events, body=self._body[first:after])

    def predict(self, at_ns: int) -> Prediction:
        """The motion itself: the script knows the future."""
        ap, ml = self._motion(np.array([at_ns / 1e9]))
        return Prediction(float(ap[0]), float(ml[0]), self._away, at_ns / 1e9)

    def now_ns(self) -> int:
        return round(self._now_s * 1e9)

    def status(self) -> FeedStatus:
        """Lost while the script says so."""
        newest = self.latest()
        state = LinkState.LOST if self._away else LinkState.STREAMING
        rail_open = newest is not None and bool(newest.flags & FLAG_RAIL_OPEN)
        return FeedStatus(state, "check the USB cable" if self._away else "", rail_open)

    @property
    def _away(self) -> bool:
        return self._lost is not None and self._lost[0] <= self._now_s < self._lost[1]
