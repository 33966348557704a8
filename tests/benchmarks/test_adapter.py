"""The paced board's adapter: bytes are as late as line and timer make them, and none is lost."""

from itertools import pairwise

import pytest

from tests.benchmarks.adapter import LINE_US_PER_BYTE, Adapter

FRAME = bytes(range(26))
LINE_US = len(FRAME) * LINE_US_PER_BYTE


def passed_on(burst_ms: float, seconds: float = 0.4) -> tuple[bytes, bytes, list[float]]:
    """A frame every 2 ms through an adapter that is looked at every 50 µs: sent, arrived, when."""
    adapter = Adapter(burst_ms)
    sent, arrived, moments = b"", b"", []
    for now_us in range(0, round(seconds * 1e6), 50):
        new = FRAME if now_us % 2000 == 0 and now_us < 1e6 * (seconds - 0.05) else b""
        sent += new
        if new:
            adapter.take(new, float(now_us))
        out = adapter.passed_on(float(now_us))
        arrived += out
        moments += [now_us / 1e3] if out else []
    return sent, arrived, moments


@pytest.mark.parametrize("burst_ms", [4.096, 16.0])
def test_all_bytes_arrive_in_their_order(burst_ms: float) -> None:
    sent, arrived, _ = passed_on(burst_ms)
    assert arrived == sent


@pytest.mark.parametrize("burst_ms", [4.096, 16.0])
def test_bursts_come_when_the_timer_runs_out(burst_ms: float) -> None:
    _, _, moments = passed_on(burst_ms)
    steps = [after - before for before, after in pairwise(moments)]
    assert min(steps) >= burst_ms
    assert max(steps) <= burst_ms + 0.1


def test_a_byte_that_is_still_on_the_line_waits_for_the_next_burst() -> None:
    adapter = Adapter(4.0)
    adapter.take(FRAME, 10_000.0)
    assert adapter.due_us == 14_000.0
    assert adapter.passed_on(13_999.0) == b""
    assert adapter.passed_on(14_000.0) == FRAME
    adapter.take(FRAME, 18_000.0 - LINE_US / 2)
    first = adapter.passed_on(18_000.0)
    assert first == FRAME[: len(first)]
    assert 0 < len(first) < len(FRAME)
    assert first + adapter.passed_on(22_000.0) == FRAME
