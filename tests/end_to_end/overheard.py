"""A command that runs beside a test, and what it has said on standard error so far."""

import subprocess
from collections.abc import Sequence


class Overheard:
    """The command is started here; whoever starts it ends it."""

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], stdout: int = subprocess.DEVNULL
    ) -> None:
        self.process = subprocess.Popen(
            command, stdout=stdout, stderr=subprocess.PIPE, text=True, env=environment
        )
        self.said: list[str] = []

    def wait_for(self, words: str) -> None:
        """Read on until it says this; the test's own timeout ends a wait for ever."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line.strip())
            if words in line:
                return
        raise AssertionError(f"{words!r} was never said: {self.said}")
