"""Stored trials of simulated patients that are killed at some moment, and what was left of them."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from trainer.recording.trial import Recording

PATIENCE_S = 120.0
STILL_S = 30.0
"""A busy computer may take long until it has seen three seconds of stillness."""
ACKNOWLEDGED = "; recording: "
"""What the command says once the trial is where it belongs."""


@dataclass(frozen=True)
class Killed:
    """The numbers of the first and last row that it had handed to the system, and whether it had
    said that its trial is kept."""

    seed: int
    first_seq: int
    last_seq: int
    acknowledged: bool


class NeverBegan(Exception):
    """A trial that did not begin; the message is what the program said."""


@contextmanager
def started(
    environment: Mapping[str, str],
    out: Path,
    seed: int,
    seconds: float = 60,
    still_s: float = STILL_S,
) -> Iterator["subprocess.Popen[bytes]"]:
    """A stored trial of K7 in real time, its rows written as they come."""
    board = f"sim:patient?skill=0.9&seed={seed}&still_s={still_s}"
    with (
        _said(out).open("wb") as said,
        subprocess.Popen(
            [
                *(sys.executable, "-m", "trainer.cli.main", "log", "--board", board, "--patient"),
                *("K7", "--side", "right", "--seconds", str(seconds), "--out", str(out)),
            ],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def wait_for_rows(out: Path, process: "subprocess.Popen[bytes]") -> None:
    """Return when the trial has begun; `NeverBegan` if it does not."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        if out.exists() and out.stat().st_size > 10_000:
            return
        time.sleep(0.02)
    raise NeverBegan(_said(out).read_text(encoding="utf-8"))


def killed_at(
    delays_s: Sequence[float],
    environment: Mapping[str, str],
    folder: Path,
    first_seed: int,
    seconds: float = 60,
    still_s: float = STILL_S,
) -> list[Killed]:
    """Run as many trials at once, and kill each so long after all have begun."""
    outs = [folder / f"{first_seed + i}.csv" for i in range(len(delays_s))]
    with ExitStack() as stack:
        running = [
            stack.enter_context(started(environment, out, first_seed + i, seconds, still_s))
            for i, out in enumerate(outs)
        ]
        for out, process in zip(outs, running, strict=True):
            wait_for_rows(out, process)
        begun_s = time.monotonic()
        for delay_s, process in sorted(zip(delays_s, running, strict=True), key=lambda d: d[0]):
            time.sleep(max(0.0, begun_s + delay_s - time.monotonic()))
            process.send_signal(signal.SIGKILL)
            process.wait()
    return [_killed(first_seed + i, out) for i, out in enumerate(outs)]


def seed_of(recording: Recording) -> int:
    """Of the simulated patient whose trial this is."""
    found = re.search(r"seed=(\d+)", recording.header.board.uri)
    assert found is not None
    return int(found[1])


def missing_s(killed: Killed, recording: Recording | None) -> float:
    """How much of the running trial is lost, before the last row that was handed over."""
    if recording is None or not len(recording.samples):
        return (killed.last_seq - killed.first_seq + 1) / 500
    newest = int(recording.samples.seq[-1])
    return max(0, killed.last_seq - newest) / recording.header.setup.rate_hz


def _killed(seed: int, out: Path) -> Killed:
    # The newest line may be half a row.
    rows = out.read_bytes().split(b"\n")[1:-1]
    first, last = (int(row.split(b",")[1]) for row in (rows[0], rows[-1]))
    return Killed(seed, first, last, ACKNOWLEDGED in _said(out).read_text(encoding="utf-8"))


def _said(out: Path) -> Path:
    return out.with_suffix(".said")
