"""The sketch's own sources on this computer: a fake platform, a fake clock, one process a case.

The cases stand in `test_*.cpp`; each says which fault it guards against.
"""

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAM = HERE / "build/host_tests"
CASE = re.compile(r'^CASE\(\s*"([^"]+)",\s*"([^"]+)"\)', re.MULTILINE)
NAMES = [
    name
    for source in sorted(HERE.glob("test_*.cpp"))
    for name, _guards in CASE.findall(source.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    """Build the program; one process at a time."""
    if shutil.which("g++") is None or shutil.which("make") is None:
        missing = "g++ or make is not installed; tests/virtual_uno/install_tools installs both"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with (HERE / "Makefile").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = subprocess.run(
            ["make", "-s", "-j2", "-C", str(HERE)], capture_output=True, text=True, check=False
        )
    assert made.returncode == 0, made.stderr


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    # Looking for leaks needs a right that containers do not give, and the sketch allocates nothing.
    environment = os.environ | {"ASAN_OPTIONS": "detect_leaks=0"}
    return subprocess.run(
        [PROGRAM, *arguments], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", NAMES)
def test_on_the_host(name: str) -> None:
    done = _run(name)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_case_of_the_program_is_run_here() -> None:
    assert sorted(_run().stdout.splitlines()) == sorted(NAMES)
    assert len(set(NAMES)) == len(NAMES)
