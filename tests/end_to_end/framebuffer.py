"""A screen that nobody sees: Xvfb, and the pixels it holds, read from its framebuffer's file."""

import contextlib
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

HEADER_WORDS = 25
BYTES_A_LINE, COLOURS, COLOUR_BYTES = 12, 19, 12
WAIT_S = 120.0


@dataclass(frozen=True)
class Screen:
    """An X server's name, and the file that holds its picture in the format of `xwd`."""

    name: str
    file: Path

    def pixels(self) -> np.ndarray:
        """The picture now: (height, width, 3) of red, green, blue."""
        data = self.file.read_bytes()
        head = struct.unpack(f">{HEADER_WORDS}I", data[: 4 * HEADER_WORDS])
        begin, width, height = head[0] + COLOUR_BYTES * head[COLOURS], head[4], head[5]
        line = head[BYTES_A_LINE]
        rows = np.frombuffer(data, np.uint8, height * line, begin).reshape(height, line)
        return rows[:, : 4 * width].reshape(height, width, 4)[:, :, 2::-1].astype(int)

    def environment(self) -> dict[str, str]:
        """For a program whose windows belong on it."""
        return {**os.environ, "DISPLAY": self.name, "SDL_VIDEODRIVER": "x11"}


@contextlib.contextmanager
def screen_of(size: str, folder: Path) -> Iterator[Screen]:
    """A screen of a size such as 1024x600; without Xvfb the test is skipped."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not here: apt-get install xvfb")
    ours, theirs = os.pipe()
    # Without -noreset it would begin anew, and refuse everybody, whenever a window is opened again.
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(theirs), "-fbdir", str(folder), "-noreset"),
            *("-nolisten", "tcp", "-screen", "0", f"{size}x24"),
        ],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield Screen(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()


def wait_for(condition, why: str) -> None:
    """Until it is true."""
    deadline = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < deadline, why
        time.sleep(0.05)
