"""A scripted board with load cells and switches, computed at once: for sweeps of many trials."""

from collections.abc import Callable

import numpy as np

from tools.scripted import Motion, scripted_samples
from trainer.recording.body import BodySamples
from trainer.recording.interfaces import FeedStatus, Prediction, Stretch
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Sample, newest_of
from trainer.recording.vocabulary import LinkState

BODY_N = 686.0
LOAD_HZ = 80.0
PUMP_S = 0.05


class QuickFeed:
    """A `Feed` on simulated time; each `pump` lets a twentieth of a second pass.

    `share` tells the part of the body weight on the cells, None if there are none; a degree of the
    motion moves the centre of pressure by a millimetre. `flags` are set from a second to another.
    """

    def __init__(
        self,
        motion: Motion,
        seconds: float,
        share: Callable[[float], float] | None,
        flags: tuple[int, float, float],
    ) -> None:
        self.samples = scripted_samples(motion, seconds)
        flag, first_s, last_s = flags
        times = self.samples.t_s
        self.samples.flags[(times >= first_s) & (times < last_s)] |= flag
        self.load = LoadSamples.zeros(0 if share is None else round(seconds * LOAD_HZ))
        self.load.t_s[:] = np.arange(len(self.load)) / LOAD_HZ
        self.load.cop_ap_mm[:], self.load.cop_ml_mm[:] = motion(self.load.t_s)
        if share is not None:
            self.load.load_n[:] = [BODY_N * share(t_s) for t_s in self.load.t_s.tolist()]
        self.body = BodySamples.empty()
        self._now_s = 0.0

    def pump(self) -> None:
        self._now_s += PUMP_S

    def _sent(self, now_s: float) -> int:
        return int(np.searchsorted(self.samples.t_s, now_s))

    def since(self, seq: int) -> Stretch:
        first, after = seq + 1, self._sent(self._now_s)
        if first >= after:
            return Stretch(self.samples[:0])
        from_s, until_s = self.samples.t_s[first], self._now_s
        loads, worn = (np.searchsorted(s.t_s, [from_s, until_s]) for s in (self.load, self.body))
        return Stretch(
            self.samples[first:after],
            load=self.load[loads[0] : loads[1]],
            body=self.body[worn[0] : worn[1]],
        )

    def latest(self) -> Sample | None:
        sent = self.samples[: self._sent(self._now_s)]
        return newest_of(sent) if len(sent) else None

    def predict(self, at_ns: int) -> Prediction:
        return Prediction(0.0, 0.0, stale=True)

    def now_ns(self) -> int:
        return round(self._now_s * 1e9)

    def status(self) -> FeedStatus:
        return FeedStatus(LinkState.STREAMING)
