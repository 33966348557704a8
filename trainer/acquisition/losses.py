"""Counts the samples that never arrived, and notices when a stretch loses more than a few."""

import numpy as np

from trainer.recording.columns import IntArray

STRETCH_S = 5.0
MUCH = 0.02
"""A trial that lost more than this share of its samples does not count."""
SILENCE_S = 0.25
"""A longer hole is a board that went silent, and is reported as such."""


class Losses:
    """`received` and `lost` since the first sample."""

    def __init__(self, rate_hz: float) -> None:
        self.received = 0
        self.lost = 0
        self._stretch = round(STRETCH_S * rate_hz)
        self._silence = round(SILENCE_S * rate_hz)
        self._last_seq: int | None = None
        self._received_here = 0
        self._lost_here = 0
        self._news: str | None = None
        self._bad = False

    def take(self, seq: IntArray) -> None:
        """Count n samples that were delivered."""
        if not len(seq):
            return
        before = int(seq[0]) - 1 if self._last_seq is None else self._last_seq
        holes = np.diff(seq, prepend=before) - 1
        self._last_seq = int(seq[-1])
        self.received += len(seq)
        self.lost += int(holes.sum())
        self._received_here += len(seq)
        self._lost_here += int(holes[holes <= self._silence].sum())
        if self._received_here + self._lost_here >= self._stretch:
            self._judge()

    def news(self) -> str | None:
        """What people should be told, once."""
        news, self._news = self._news, None
        return news

    def _judge(self) -> None:
        share = self._lost_here / (self._received_here + self._lost_here)
        if share > MUCH and not self._bad:
            self._news = (
                f"{max(round(100 * share), 1)} % of the samples are lost on the way: use a shorter "
                "USB cable and a port without a hub"
            )
        elif not self._lost_here and self._bad:
            self._news = "samples arrive whole again"
        if share > MUCH or not self._lost_here:
            self._bad = share > MUCH
        self._received_here = self._lost_here = 0
