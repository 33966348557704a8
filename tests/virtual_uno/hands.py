"""Does with a running virtual Uno what a person types at it. Used by `__main__` alone."""

import sys
import time
from pathlib import Path
from typing import IO

from tests.virtual_uno.bench import WORDS, Bench, BenchError
from tests.virtual_uno.scenes import Mounts, State, save
from trainer.recording.load import Four


class Hands:
    """Turns lines into scenes for a running simulator, one after the other."""

    def __init__(self, bench: Bench, mounts: Mounts, folder: Path, to: IO[str]) -> None:
        self._bench, self._mounts, self._folder, self._to = bench, mounts, folder, to
        self._state = State()
        self._scenes = 0

    def take(self, line: str) -> None:
        """Do what a line says; a scene is over when this returns."""
        name = line.split(maxsplit=1)[0]
        if name == "help":
            for word in WORDS.values():
                print(f"  {word.usage}: {word.does}")
        elif name in WORDS:
            self._play(line)
        else:
            self._tell(line)

    def begin(self, force_n: Four) -> None:
        """Lie level with this load, as the sensors' mounts show it."""
        self._state = State(force_n=force_n)
        self._play("wait 0.1")

    def _play(self, line: str) -> None:
        try:
            scene = self._bench.play(self._state, line)
        except BenchError as error:
            print(error, file=sys.stderr)
            return
        self._scenes += 1
        folder = self._folder / str(self._scenes)
        save(scene, self._mounts, folder)
        self._tell(f"scene:{folder}")
        self._state = scene.end
        time.sleep(scene.seconds)

    def _tell(self, line: str) -> None:
        self._to.write(line + "\n")
        self._to.flush()
