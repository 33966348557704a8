"""How a virtual Uno is run: what is fitted, how it is moved and loaded, what goes wrong when."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.virtual_uno.motions import Motion
from trainer.motion.load import NOMINAL_COUNTS_PER_N

MPU_6050 = 0x68
"""What it answers to who-am-I."""
CLOCK_PCT = (2.1, -3.4, 0.6, -1.3)
"""What four oscillators within 5 % might be off by."""


@dataclass(frozen=True)
class BodySensor:
    """The second motion sensor, at 0x69; its motion runs on the clock of the board's."""

    motion: Motion | None = None
    sensor_clock_pct: float = 0.0
    gyro_bias_deg_s: tuple[float, float, float] = (0.0, 0.0, 0.0)
    accel_noise_g: float = 0.0
    gyro_noise_deg_s: float = 0.0
    worn_pct: float = 0.0
    who: int = MPU_6050

    def arguments(self) -> list[str]:
        """As command line options, without the motion's file."""
        return [
            "--body",
            f"--body-sensor-clock-pct={self.sensor_clock_pct}",
            "--body-gyro-bias=" + _listed(self.gyro_bias_deg_s),
            f"--body-accel-noise-g={self.accel_noise_g}",
            f"--body-gyro-noise-deg-s={self.gyro_noise_deg_s}",
            f"--body-worn-pct={self.worn_pct}",
            f"--body-who={self.who}",
        ]


@dataclass(frozen=True)
class LoadCell:
    """One cell with its HX711: 10 or 80 conversions a second give or take `clock_pct`.

    `counts_per_newton` is negative where it is wired backwards; `noise_counts` is the standard
    deviation of a conversion, None the datasheet's.
    """

    rate_hz: int = 80
    clock_pct: float = 0.0
    zero_counts: float = 0.0
    counts_per_newton: float = NOMINAL_COUNTS_PER_N
    noise_counts: float | None = None

    def argument(self, index: int) -> str:
        """As a command line option."""
        noise = "" if self.noise_counts is None else f",noise={self.noise_counts}"
        return (
            f"--cell={index}:rate={self.rate_hz},clock-pct={self.clock_pct}"
            f",zero={self.zero_counts},scale={self.counts_per_newton}{noise}"
        )


def four_cells(rate_hz: int = 80, noise_counts: float | None = None) -> tuple[LoadCell, ...]:
    """Four cells of one kind, each with an oscillator and a zero of its own."""
    return tuple(
        LoadCell(rate_hz, clock_pct, 20_000.0 * (i - 1), noise_counts=noise_counts)
        for i, clock_pct in enumerate(CLOCK_PCT)
    )


@dataclass(frozen=True)
class LoadCells:
    """Front-left, front-right, rear-left, rear-right; None is not fitted.

    `force_n` (n by 4, newtons, 1 kHz) runs on the clock of the board's motion; None is no load.
    """

    cells: Sequence[LoadCell | None] = four_cells()
    force_n: npt.NDArray[np.float64] | None = None

    def arguments(self) -> list[str]:
        """As command line options, without the load's file."""
        return [cell.argument(i) for i, cell in enumerate(self.cells) if cell is not None]

    def save(self, path: Path) -> None:
        """Write the forces as `virtual_uno --load` reads them."""
        force_n = np.zeros((1, 4)) if self.force_n is None else self.force_n
        force_n.astype("<f4").tofile(path)


@dataclass(frozen=True)
class Setup:
    """How a virtual Uno is run; see `virtual_uno --help`.

    `schedule` holds `T:ACTION[:ARGS]`, T in seconds from the first slot. `start_us` is where the
    board's clock begins after each reset. `who` is the chip, by its who-am-I. `bootloader` says
    what is left of a reset's cause.
    """

    fast: bool = False
    motion: Motion | None = None
    motion_at_boot: bool = False
    sensor_clock_pct: float = 0.0
    mcu_clock_pct: float = 0.0
    gyro_bias_deg_s: tuple[float, float, float] = (0.0, 0.0, 0.0)
    accel_noise_g: float = 0.0
    gyro_noise_deg_s: float = 0.0
    worn_pct: float = 0.0
    who: int = MPU_6050
    body: BodySensor | None = None
    cells: LoadCells | None = None
    start_us: int = 0
    bootloader: str = "none"
    seed: int = 1
    schedule: Sequence[str] = ()
    eeprom: Path | None = None
    link: Path | None = None

    def arguments(self) -> list[str]:
        """As command line options, without the files of motion and load."""
        listed = [
            "--ends-with-input",
            f"--sensor-clock-pct={self.sensor_clock_pct}",
            f"--mcu-clock-pct={self.mcu_clock_pct}",
            "--gyro-bias=" + _listed(self.gyro_bias_deg_s),
            f"--accel-noise-g={self.accel_noise_g}",
            f"--gyro-noise-deg-s={self.gyro_noise_deg_s}",
            f"--worn-pct={self.worn_pct}",
            f"--who={self.who}",
            f"--start-us={self.start_us}",
            f"--bootloader={self.bootloader}",
            f"--seed={self.seed}",
            *(f"--at={entry}" for entry in self.schedule),
        ]
        listed += self.body.arguments() if self.body else []
        listed += self.cells.arguments() if self.cells else []
        listed += ["--fast"] if self.fast else []
        listed += ["--motion-at-boot"] if self.motion_at_boot else []
        listed += [f"--eeprom={self.eeprom}"] if self.eeprom else []
        listed += [f"--link={self.link}"] if self.link else []
        return listed

    def files(self, folder: Path) -> list[str]:
        """Write motion and load into this folder; the options that name them."""
        listed = []
        if self.motion is not None:
            self.motion.save(folder / "motion.f32")
            listed.append(f"--motion={folder / 'motion.f32'}")
        if self.body is not None and self.body.motion is not None:
            self.body.motion.save(folder / "body.f32")
            listed.append(f"--body-motion={folder / 'body.f32'}")
        if self.cells is not None:
            self.cells.save(folder / "load.f32")
            listed.append(f"--load={folder / 'load.f32'}")
        return listed


def _listed(numbers: tuple[float, float, float]) -> str:
    return ",".join(str(number) for number in numbers)
