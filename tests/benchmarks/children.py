"""Programs that run beside a bench, such as its board."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager


def child(name: str, *how: str) -> AbstractContextManager["subprocess.Popen[bytes]"]:
    """`python -m tests.benchmarks.NAME`, ended with the block."""
    return python("-m", f"tests.benchmarks.{name}", *how)


@contextmanager
def python(*arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Python with these arguments, ended with the block."""
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
