"""`baps clinic` as a process of its own, for tests of the command and of its pages in a browser."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVED = re.compile(r"pages are at (\S+)/ until")
ONE_TIME = re.compile(r"password  (\w{4}-\w{4}-\w{4}-\w{4})\n")


@dataclass(frozen=True)
class Running:
    """A clinic that answers, and what it has printed up to its address."""

    process: subprocess.Popen[str]
    printed: str

    @property
    def address(self) -> str:
        """Without a slash in the end."""
        found = SERVED.search(self.printed)
        assert found is not None
        return found[1]

    @property
    def one_time_password(self) -> str:
        """The first start's, for `admin`."""
        found = ONE_TIME.search(self.printed)
        assert found is not None, self.printed
        return found[1]


def environment_of(home: Path, database: str = "") -> dict[str, str]:
    """The surroundings of a command: its data folder, and its database if that is elsewhere."""
    known = {name: value for name, value in os.environ.items() if name != "BAPS_DB"}
    elsewhere = {"BAPS_DB": database} if database else {}
    return {**known, **elsewhere, "BAPS_HOME": str(home), "PYTHONUNBUFFERED": "1"}


@contextmanager
def clinic_at(home: Path, *options: str, database: str = "") -> Iterator[Running]:
    """A running `baps clinic` on any port; it is killed in the end."""
    command = [sys.executable, "-m", "trainer.cli.main", "clinic", "--no-browser", "--port", "0"]
    process = subprocess.Popen(
        [*command, *options],
        env=environment_of(home, database),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        printed = ""
        while not SERVED.search(printed):
            line = process.stdout.readline()
            assert line, printed
            printed += line
        yield Running(process, printed)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
