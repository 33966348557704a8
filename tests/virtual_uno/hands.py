"""Does with a running virtual Uno what a person types at it: for `__main__`, and for tests."""

import sys
from pathlib import Path
from typing import IO

from tests.virtual_uno.bench import WORDS, Bench, BenchError
from tests.virtual_uno.scenes import Mounts, State, save
from trainer.recording.load import Four


class Hands:
    """Turns lines into scenes for a running simulator, one after the other.

    `to` is what the simulator reads, `told` what it says; the scenes' files go into `folder`.
    """

    def __init__(
        self, bench: Bench, mounts: Mounts, folder: Path, to: IO[str], told: IO[str]
    ) -> None:
        self._bench, self._mounts, self._folder = bench, mounts, folder
        self._to, self._told = to, told
        self._state = State()
        self._scenes = 0

    def take(self, line: str) -> None:
        """Do what a line says; a scene is over when this returns."""
        name = line.split(maxsplit=1)[0]
        if name == "help":
            for word in WORDS.values():
                print(f"  {word.usage}: {word.does}")
        elif name in WORDS:
            self._wait_for_end(self.start(line))
        else:
            self._tell(line)

    def begin(self, force_n: Four) -> None:
        """Lie level with this load, as the sensors' mounts show it."""
        self._state = State(force_n=force_n)
        self.start("wait 0.1")

    def start(self, line: str) -> str:
        """Begin the scene of a line, and go on; its folder, or nothing where it has no sense."""
        try:
            scene = self._bench.play(self._state, line)
        except BenchError as error:
            print(error, file=sys.stderr)
            return ""
        self._scenes += 1
        folder = self._folder / str(self._scenes)
        save(scene, self._mounts, folder)
        self._state = scene.end
        self._tell(f"scene:{folder}")
        return str(folder)

    def _wait_for_end(self, folder: str) -> None:
        while folder:
            said = self._told.readline()
            if not said or said.strip() == f"over {folder}":
                return

    def _tell(self, line: str) -> None:
        self._to.write(line + "\n")
        self._to.flush()
