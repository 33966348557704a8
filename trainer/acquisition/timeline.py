"""16-bit slot numbers and 32-bit microseconds to counts that never wrap.

The device's clock tells how many times the slot number wrapped, and both must tell the same story:
a frame whose number and time disagree was damaged in a way its CRC did not catch, and is dropped.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.recording.samples import IntArray
from trainer.recording.trial import StartState

SEQ_WRAP = 1 << 16
US_WRAP = 1 << 32
TOLERANCE_PERIODS = 0.6
"""A slot may begin late, never so late that it is another one."""
REBASE_AFTER = 25
"""So many rejected frames in a row mean that it was the first one that was wrong."""


@dataclass(frozen=True)
class Placed:
    """Which records to keep, and their unwrapped numbers, three arrays of as many."""

    keep: IntArray
    seq: IntArray
    device_us: IntArray
    epoch: int


class Timeline:
    """Places records of one sensor in time, one stream after another."""

    def __init__(
        self,
        rate_hz: float,
        start: StartState | None = None,
        rate_off: float = 0.0,
        longest_rest: float = 0.0,
    ) -> None:
        """`rate_off` is by what share the slots may come faster or slower than at `rate_hz`.

        `longest_rest` is how many periods may pass without being counted.
        """
        self._period_us = 1e6 / rate_hz
        self._rate_off = rate_off
        self._longest_rest = longest_rest
        self._generation: int | None = None
        self._epoch = start.first_epoch - 1 if start else -1
        self._next = (start.first_seq, start.first_device_us) if start else (0, 0)
        self._seq = 0
        self._device_us = 0
        self._raw = (0, 0)
        self._host_ns = 0
        self._rejected_in_a_row = 0
        self.rejected = 0

    def place(self, records: npt.NDArray[Any], generation: int, host_ns: int) -> Placed:
        """Unwrap n records that arrived together; n may be 0."""
        keep: list[int] = []
        seqs: list[int] = []
        times: list[int] = []
        raw = zip(records["seq"].tolist(), records["device_us"].tolist(), strict=True)
        for index, (seq, device_us) in enumerate(raw):
            if generation != self._generation or self._rejected_in_a_row >= REBASE_AFTER:
                self._begin(seq, device_us, generation, host_ns)
            elif not self._advance(seq, device_us):
                continue
            keep.append(index)
            seqs.append(self._seq)
            times.append(self._device_us)
        if keep:
            self._host_ns = host_ns
        whole = np.int64
        return Placed(
            np.array(keep, whole), np.array(seqs, whole), np.array(times, whole), self._epoch
        )

    def _begin(self, seq: int, device_us: int, generation: int, host_ns: int) -> None:
        if self._generation is None:
            # The board's own microseconds are kept, so that a replay wraps where the board did.
            first_seq, first_us = self._next
            self._seq, self._device_us = (first_seq or seq), (first_us or device_us)
        else:
            slots = max(1, round((host_ns - self._host_ns) / (1e3 * self._period_us)))
            self._seq += slots
            self._device_us += round(slots * self._period_us)
        self._epoch += 1
        self._generation = generation
        self._raw = (seq, device_us)
        self._rejected_in_a_row = 0

    def _advance(self, seq: int, device_us: int) -> bool:
        slots = (seq - self._raw[0]) % SEQ_WRAP
        elapsed_us = (device_us - self._raw[1]) % US_WRAP
        periods = elapsed_us / self._period_us
        slots += SEQ_WRAP * max(0, round((periods - slots) / SEQ_WRAP))
        # Both clocks are the same resonator: over a long gap only the tick of `micros` adds up.
        off = TOLERANCE_PERIODS + self._rate_off * slots
        if slots == 0 or not -off <= periods - slots <= off + self._longest_rest:
            self.rejected += 1
            self._rejected_in_a_row += 1
            return False
        self._seq += slots
        self._device_us += elapsed_us
        self._raw = (seq, device_us)
        self._rejected_in_a_row = 0
        return True
