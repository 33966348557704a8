"""Ports that hold something else than our board: a pty with somebody at its other end."""

import contextlib
import fcntl
import os
import pty
import threading
import tty
from collections.abc import Callable, Iterator

WAIT_S = 0.05


@contextlib.contextmanager
def port_of(says: Callable[[], bytes]) -> Iterator[str]:
    """A port that says something twenty times a second and listens to nothing; yields its name."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    name, stop = os.ttyname(theirs), threading.Event()
    fcntl.fcntl(ours, fcntl.F_SETFL, os.O_NONBLOCK)
    talker = threading.Thread(target=_talk, args=(ours, says, stop))
    talker.start()
    try:
        yield name
    finally:
        stop.set()
        talker.join()
        os.close(theirs)
        os.close(ours)


def _talk(ours: int, says: Callable[[], bytes], stop: threading.Event) -> None:
    while not stop.wait(WAIT_S):
        with contextlib.suppress(BlockingIOError):
            os.read(ours, 4096)
        # A full pty loses what is said to it, as a port does that nobody reads.
        with contextlib.suppress(BlockingIOError):
            os.write(ours, says())
