"""The USB chip between a board's serial line and the computer, which passes bytes on in bursts.

The paced board sends through one, so that the link's share of the latency is measured and not
assumed.
"""

from math import inf

LINE_US_PER_BYTE = 20.0
"""Ten bits at 500 000 baud."""


class Adapter:
    """Bytes leave it when they are off the line and its timer has run out; `due_us` says when."""

    def __init__(self, burst_ms: float) -> None:
        self._burst_us = 1e3 * burst_ms
        self._on_line: list[tuple[float, bytes]] = []
        self._line_free_us = 0.0
        self.due_us = inf

    def take(self, data: bytes, now_us: float) -> None:
        """The board begins to send these bytes now."""
        for at in range(len(data)):
            self._line_free_us = max(self._line_free_us, now_us) + LINE_US_PER_BYTE
            self._on_line.append((self._line_free_us, data[at : at + 1]))
        if self.due_us == inf:
            self.due_us = now_us + self._burst_us

    def passed_on(self, now_us: float) -> bytes:
        """What reaches the computer now."""
        if now_us < self.due_us:
            return b""
        self.due_us = now_us + self._burst_us
        arrived = [byte for at_us, byte in self._on_line if at_us <= now_us]
        del self._on_line[: len(arrived)]
        return b"".join(arrived)
