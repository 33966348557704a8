"""What a bench needs around it: a display for its window, programs that run beside it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def find_display() -> None:
    """Draw on the display if there is one, or else on none; no bench makes a sound."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")


@contextmanager
def child(name: str, *how: str) -> Iterator["subprocess.Popen[bytes]"]:
    """`python -m tests.benchmarks.NAME`, ended with the block."""
    with running("-m", f"tests.benchmarks.{name}", *how) as process:
        yield process


@contextmanager
def running(*arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Another Python, ended with the block."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
