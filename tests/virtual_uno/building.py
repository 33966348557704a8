"""Builds firmware and simulator, or says what is missing. Used by every test that runs them."""

import fcntl
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRMWARE_ELF = ROOT / "arduino/build/uno/baps_board.elf"
SIMULATOR = ROOT / "tests/virtual_uno/build/virtual_uno"
_ARDUINO_CORE = Path("/usr/share/arduino/hardware/arduino/avr/cores/arduino/Arduino.h")
_SIMAVR_HEADER = Path("/usr/include/simavr/sim_avr.h")
_INSTALL = "tests/virtual_uno/install_tools installs it"


@dataclass(frozen=True)
class Built:
    """Where the simulator and the firmware are."""

    simulator: Path
    firmware: Path


class BuildFailedError(Exception):
    """The tools are there, but make failed; the message is what make said."""


def missing_tool() -> str | None:
    """The first thing missing for a build, in words; None where all is there."""
    for program in ("make", "gcc", "g++", "avr-g++"):
        if shutil.which(program) is None:
            return f"{program} is not installed; {_INSTALL}"
    for path, name in ((_ARDUINO_CORE, "the Arduino core"), (_SIMAVR_HEADER, "libsimavr")):
        if not path.exists():
            return f"{name} is not installed; {_INSTALL}"
    return None


@cache
def build() -> Built:
    """Bring firmware and simulator up to date; one process at a time."""
    with (ROOT / "pyproject.toml").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for folder in ("arduino", "tests/virtual_uno"):
            _make(folder)
    return Built(SIMULATOR, FIRMWARE_ELF)


def _make(folder: str) -> None:
    done = subprocess.run(
        ["make", "-s", "-C", folder], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BuildFailedError(f"make -C {folder} failed:\n{done.stderr}")


def build_sketch(source: Path, elf: Path, **defines: int) -> Built:
    """The simulator with a small firmware of one C file instead of the real one."""
    given = [f"-D{name}={value}" for name, value in defines.items()]
    flags = ["-Os", "-Wall", "-Wextra", "-mmcu=atmega328p", "-DF_CPU=16000000UL"]
    done = subprocess.run(
        ["avr-gcc", *flags, *given, str(source), "-o", str(elf)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BuildFailedError(f"avr-gcc failed for {source}:\n{done.stderr}")
    return Built(build().simulator, elf)


def built_or_skip() -> Built:
    """For a fixture: skips with a reason where tools are missing, which is a failure in CI."""
    missing = missing_tool()
    if missing is None:
        return build()
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)
