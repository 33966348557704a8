"""Programs that run beside a bench, such as its board."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


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
