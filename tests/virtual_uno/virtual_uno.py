"""Starts a virtual Uno and brings back what it saw. The tests' and the bench's way to it."""

import json
import select
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from tests.virtual_uno.building import Built
from tests.virtual_uno.motions import Motion

_START_S = 10.0


@dataclass(frozen=True)
class Setup:
    """How a virtual Uno is run; see `virtual_uno --help`.

    `schedule` holds `T:ACTION[:ARGS]`, T in seconds from the first slot.
    """

    fast: bool = False
    motion: Motion | None = None
    motion_at_boot: bool = False
    sensor_clock_pct: float = 0.0
    mcu_clock_pct: float = 0.0
    gyro_bias_deg_s: tuple[float, float, float] = (0.0, 0.0, 0.0)
    accel_noise_g: float = 0.0
    gyro_noise_deg_s: float = 0.0
    seed: int = 1
    schedule: Sequence[str] = ()
    eeprom: Path | None = None
    link: Path | None = None

    def arguments(self) -> list[str]:
        """As command line options, without the motion's file."""
        listed = [
            f"--sensor-clock-pct={self.sensor_clock_pct}",
            f"--mcu-clock-pct={self.mcu_clock_pct}",
            "--gyro-bias=" + ",".join(str(bias) for bias in self.gyro_bias_deg_s),
            f"--accel-noise-g={self.accel_noise_g}",
            f"--gyro-noise-deg-s={self.gyro_noise_deg_s}",
            f"--seed={self.seed}",
            *(f"--at={entry}" for entry in self.schedule),
        ]
        listed += ["--fast"] if self.fast else []
        listed += ["--motion-at-boot"] if self.motion_at_boot else []
        listed += [f"--eeprom={self.eeprom}"] if self.eeprom else []
        listed += [f"--link={self.link}"] if self.link else []
        return listed


@dataclass(frozen=True)
class Report:
    """What the simulator counted, from its own cycle counter."""

    simulated_s: float
    stream_s: float
    cycles: int
    resets: int
    slots: int
    bursts: int
    missed_deadlines: int
    late_slots: int
    skipped_slots: int
    skipped_in_faults: int
    worst_late_us: float
    shortest_burst_us: float
    longest_burst_us: float
    load_pct: float
    bytes_sent: int
    bytes_corrupted: int
    held_s: float


@dataclass(frozen=True)
class Truth:
    """One entry for each burst read from the sensor.

    `device_us` is the firmware's clock at the burst's start; `motion_s` the motion's time then,
    `sampled_s` the motion's time that the delivered counts stand for (conversion, filter delay).
    """

    world_us: npt.NDArray[np.float64]
    device_us: npt.NDArray[np.float64]
    slot: npt.NDArray[np.int64]
    late_us: npt.NDArray[np.float64]
    conversion: npt.NDArray[np.int64]
    new_data: npt.NDArray[np.bool_]
    motion_s: npt.NDArray[np.float64]
    sampled_s: npt.NDArray[np.float64]


class VirtualUnoError(Exception):
    """The simulator did not start, or stopped by itself; the message is what it said."""


class VirtualUno:
    """A running virtual Uno, as a context manager; `port` is what a host opens."""

    def __init__(self, built: Built, setup: Setup) -> None:
        self._built = built
        self._setup = setup
        self._folder = tempfile.TemporaryDirectory(prefix="virtual-uno-")
        self._process: subprocess.Popen[str] | None = None
        self._errors = ""
        self.port = ""

    def __enter__(self) -> "VirtualUno":
        command = [
            str(self._built.simulator),
            *self._setup.arguments(),
            f"--truth={self._file('truth.csv')}",
            f"--report={self._file('report.json')}",
        ]
        if self._setup.motion is not None:
            self._setup.motion.save(self._file("motion.f32"))
            command.append(f"--motion={self._file('motion.f32')}")
        self._process = subprocess.Popen(
            [*command, str(self._built.firmware)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.port = self._read_port(self._process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._folder.cleanup()

    def do(self, action: str) -> None:
        """Let something happen now: an action of the schedule without its time."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(action + "\n")
        self._process.stdin.flush()

    def stop(self) -> None:
        """Switch the board off; its EEPROM is saved, report and truth can be read."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        _, self._errors = process.communicate(timeout=_START_S)
        if process.returncode != 0:
            raise VirtualUnoError(f"virtual_uno ended with {process.returncode}: {self._errors}")

    def report(self) -> Report:
        """What the simulator counted; stops it."""
        self.stop()
        return Report(**json.loads(self._file("report.json").read_text()))

    def truth(self) -> Truth:
        """What was read when; stops the simulator."""
        self.stop()
        columns = np.loadtxt(self._file("truth.csv"), delimiter=",", skiprows=1, ndmin=2).T
        if columns.size == 0:
            columns = np.empty((8, 0))
        world, device, slot, late, conversion, new, motion, sampled = columns
        return Truth(
            world,
            device,
            slot.astype(np.int64),
            late,
            conversion.astype(np.int64),
            new.astype(np.bool_),
            motion,
            sampled,
        )

    def _file(self, name: str) -> Path:
        return Path(self._folder.name) / name

    def _read_port(self, process: "subprocess.Popen[str]") -> str:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], _START_S)
        line = process.stdout.readline() if ready else ""
        if not line.startswith("port "):
            process.kill()
            _, errors = process.communicate()
            raise VirtualUnoError(f"virtual_uno did not start: {errors}")
        return line.split(maxsplit=1)[1].strip()
