"""When a virtual Uno's clock showed what, on the host's clock: the truth about a clock map.

The simulator keeps simulated time beside real time. Where the computer leaves it no time for more
than 50 ms, or the pseudo-terminal is full, it agrees anew and the board's clock has slipped, which
no real board's does. Between two agreements the board's clock is a straight line of the host's.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

EARLY_NS = 125_000
"""The simulator computes 0.25 ms at once and then waits: what happens in it comes half that early
on average."""


@dataclass(frozen=True)
class Pace:
    """`device_us` (unwrapped, since the last reset) and `host_ns` (`perf_counter_ns`) agreed anew.

    `agreements` counts all; the simulator keeps the first few thousand.
    """

    device_us: npt.NDArray[np.float64]
    host_ns: npt.NDArray[np.int64]
    true_us_per_device_us: float
    agreements: int

    @classmethod
    def told(cls, told: dict[str, object]) -> "Pace":
        """From the simulator's report."""
        kept = np.array(told["kept"], dtype=object).reshape(-1, 2)
        return cls(
            kept[:, 0].astype(np.float64),
            kept[:, 1].astype(np.int64),
            float(str(told["true_us_per_device_us"])),
            int(str(told["agreements"])),
        )

    def shown_ns(self, device_us: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The host's time when the board's clock showed this, since the first agreement."""
        at = np.searchsorted(self.device_us, device_us, side="right") - 1
        since_us = device_us - self.device_us[at]
        shown = self.host_ns[at] + 1e3 * self.true_us_per_device_us * since_us
        return np.asarray(shown - EARLY_NS, np.float64)

    def slips_ms(self) -> npt.NDArray[np.float64]:
        """How far the board's clock fell behind at each agreement but the first."""
        elapsed_ns = 1e3 * self.true_us_per_device_us * np.diff(self.device_us)
        return np.asarray((np.diff(self.host_ns) - elapsed_ns) / 1e6, np.float64)

    def undisturbed(
        self, device_us: npt.NDArray[np.float64], since_us: float, memory_s: float
    ) -> npt.NDArray[np.bool_]:
        """Where the clock had not slipped for so long, or not since the stream began."""
        slipped_us = self.device_us[1:][self.device_us[1:] > since_us]
        before = np.searchsorted(slipped_us, device_us, side="right")
        newest_us = np.append(-np.inf, slipped_us)[before]
        return np.asarray(device_us - newest_us > memory_s * 1e6)
