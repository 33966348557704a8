"""`baps calibrate` on a virtual Uno whose hands do what each prompt asks for."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Timer

from tests.virtual_uno.hands import Hands
from tests.virtual_uno.virtual_uno import VirtualUno

PATIENCE_S = 240.0


class Helper:
    """Runs `baps calibrate` on a board, and does what it asks for when it asks."""

    def __init__(self, uno: VirtualUno, hands: Hands, environment: dict[str, str]) -> None:
        self._uno, self._hands, self._environment = uno, hands, environment

    def calibrate(self, step: Sequence[str], *typed: str) -> dict[str, str]:
        """What a step found, by its labels; a line is typed at each of its first prompts."""
        told, left = "", list(typed)
        with self._baps("calibrate", *step) as process:
            for line in process.stdout:
                told += line
                if re.match(r"\d of \d: ", line) and left:
                    assert self._hands.start(left.pop(0))
        assert process.returncode == 0, told
        assert not left, told
        return dict(re.findall(r"^([^:\n]+): (.*)$", told, re.MULTILINE))

    @contextmanager
    def _baps(self, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
        command = [sys.executable, "-m", "trainer.cli.main", *arguments]
        with subprocess.Popen(
            [*command, "--board", f"serial:{self._uno.port}"],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        ) as process:
            overdue = Timer(PATIENCE_S, process.kill)
            overdue.start()
            try:
                yield process
            finally:
                overdue.cancel()


def number(text: str) -> float:
    """The figure at the beginning of what a step found."""
    return float(re.match(r"[-+\d.]+", text)[0])
