"""Programs that run beside a bench, such as its board."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def child(name: str) -> Iterator["subprocess.Popen[bytes]"]:
    """`python -m tests.benchmarks.NAME`, ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.benchmarks.{name}"],
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
