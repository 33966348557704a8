"""How many rooms one has to enter to follow the data: `make walk`.

Plays one short trial in a window nobody sees, on a board simulated in another process, and notes
every function of trainer/ and games/ that is called: for one frame, from bytes to picture, and for
the end of the trial, until it is in the database. `--list` prints the walk itself.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import pygame

from trainer.cli import terminal
from trainer.cli.main import main as baps

ROOT = Path(__file__).resolve().parents[1]
WALKED = tuple(f"{ROOT / package}{os.sep}" for package in ("trainer", "games"))
KEEPER = f"{ROOT / 'trainer' / 'sessions'}{os.sep}"
BEGIN, FINISH = "begin", "finish"
"""The keeper's functions between which a trial runs; the second ends with its commit."""
TRIAL_S = 5
KEY_EVERY_S = 0.3


@dataclass(frozen=True)
class Call:
    """A function that was entered, and in which thread."""

    code: CodeType
    thread: int

    @property
    def file(self) -> str:
        return str(Path(self.code.co_filename).relative_to(ROOT))


@dataclass(frozen=True)
class Walk:
    """Calls in their order."""

    calls: tuple[Call, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The files entered, each once, in order."""
        return tuple(dict.fromkeys(call.file for call in self.calls))

    def functions(self, file: str) -> tuple[str, ...]:
        """The functions called in one file, each once, in order."""
        names = (call.code.co_qualname for call in self.calls if call.file == file)
        return tuple(dict.fromkeys(names))

    def __str__(self) -> str:
        functions = sum(len(self.functions(file)) for file in self.files)
        return f"{len(self.files)} files, {functions} functions, {len(self.calls)} calls"


@dataclass
class Follower:
    """A profile function for all threads; it cuts the calls it sees into frames and the end.

    `seen` holds the calls since the last cut.
    """

    frames: list[Walk] = field(default_factory=list)
    end: Walk | None = None
    seen: list[Call] = field(default_factory=list)
    _running: bool = False
    _finishing: FrameType | None = None

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if event == "c_call" and argument is pygame.display.flip:
            self._cut_frame()
        elif event == "return" and frame is self._finishing:
            self._cut_end()
        elif event == "call" and code.co_filename.startswith(WALKED):
            self._enter(frame, code)

    def _enter(self, frame: FrameType, code: CodeType) -> None:
        if code.co_filename.startswith(KEEPER) and self.end is None:
            if code.co_name == BEGIN:
                self._running = True
            elif code.co_name == FINISH and self._finishing is None:
                self._running, self._finishing, self.seen = False, frame, []
        if not code.co_name.startswith("<"):
            self.seen.append(Call(code, threading.get_ident()))

    def _cut_frame(self) -> None:
        if self._finishing is None:
            if self._running:
                self.frames.append(Walk(tuple(self.seen)))
            self.seen = []

    def _cut_end(self) -> None:
        # Meanwhile other threads still receive the board's samples: their calls do not count.
        others = {c.thread for walk in self.frames for c in walk.calls} - {threading.get_ident()}
        self.end = Walk(tuple(call for call in self.seen if call.thread not in others))
        self._finishing = None


def typical(frames: list[Walk]) -> Walk:
    """The frame with the median number of files."""
    return sorted(frames, key=lambda walk: len(walk.files))[len(frames) // 2]


def press_keys(follower: Follower, over: threading.Event) -> None:
    """Press Enter until a trial is kept, then Escape until the program ends."""
    while not over.wait(KEY_EVERY_S):
        key = pygame.K_ESCAPE if follower.end else pygame.K_RETURN
        if pygame.display.get_init():
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key))


def play(follower: Follower, port: str) -> None:
    """Play one trial with `baps play` while the follower records the calls."""
    over = threading.Event()
    keys = threading.Thread(target=press_keys, args=(follower, over))
    keys.start()
    sys.argv = ["baps", "play", "bullseye", "--board", f"serial:{port}", "--seconds", f"{TRIAL_S}"]
    threading.setprofile(follower)
    sys.setprofile(follower)
    try:
        baps()
    except SystemExit as ended:
        if ended.code:
            raise
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        over.set()
        keys.join()


def follow_a_trial() -> Follower:
    """Play on a board in another process, with a data folder of its own."""
    follower = Follower()
    board = [sys.executable, "-m", "tests.benchmarks.paced_board"]
    with (
        tempfile.TemporaryDirectory() as home,
        subprocess.Popen(board, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout is not None
        # SDL draws this window but shows it nowhere, which the command would refuse.
        terminal.has_display = lambda: True
        os.environ |= {"BAPS_HOME": home, "DISPLAY": "none", "SDL_VIDEODRIVER": "offscreen"}
        os.environ["SDL_AUDIODRIVER"] = "dummy"
        os.environ.pop("BAPS_DB", None)
        try:
            play(follower, process.stdout.readline().strip())
        finally:
            process.kill()
    return follower


def show(title: str, walk: Walk, listed: bool) -> None:
    print(f"{title}: {walk}")
    for file in walk.files if listed else ():
        print(f"  {file}: {', '.join(walk.functions(file))}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="walk", description=__doc__)
    parser.add_argument("--list", action="store_true", help="print every file with its functions")
    listed = parser.parse_args().list
    follower = follow_a_trial()
    if not follower.frames or follower.end is None:
        sys.exit("no trial was played to its end: see what baps said above")
    frame = typical(follower.frames)
    show("one frame, from bytes to picture", frame, listed)
    show("one trial, from its end to the commit", follower.end, listed)
    print(f"together: {len({*frame.files, *follower.end.files})} files")


if __name__ == "__main__":
    main()
