"""`firmware_missed_deadlines` and what the firmware takes: ten minutes in the virtual Uno."""

import subprocess
import time
from dataclasses import dataclass

from tests.benchmarks.row import Row, part
from tests.firmware.board_client import BoardClient
from tests.virtual_uno.building import FIRMWARE_ELF, build
from tests.virtual_uno.setup import BodySensor, LoadCells
from tests.virtual_uno.virtual_uno import Report, Setup, VirtualUno
from trainer.link.stream import PING_EVERY_S

SIMULATED_S = 600
RAM_BYTES = 2048
NOISE_G, NOISE_DEG_S = 0.004, 0.06


@dataclass(frozen=True)
class Load:
    """One way to run the board; `name` is part of the rows' names."""

    name: str
    rate_hz: int
    body_hz: int = 0
    load_hz: int = 0

    def setup(self) -> Setup:
        """What is fitted for it."""
        return Setup(
            fast=True,
            accel_noise_g=NOISE_G,
            gyro_noise_deg_s=NOISE_DEG_S,
            body=BodySensor(accel_noise_g=NOISE_G, gyro_noise_deg_s=NOISE_DEG_S)
            if self.body_hz
            else None,
            cells=LoadCells() if self.load_hz else None,
        )


LOADS = (Load("1000_hz", 1000), Load("500_hz_body_cells", 500, body_hz=500, load_hz=80))


def rows(share: float = 1.0) -> list[Row]:
    seconds = part(SIMULATED_S, share, least=2)
    listed = [row for load in LOADS for row in _rows_of(load, *_run(load, seconds))]
    flash, ram = _sizes()
    return [*listed, Row("firmware_flash", flash, "byte"), Row("firmware_ram_static", ram, "byte")]


def _rows_of(load: Load, report: Report, wall_s: float) -> list[Row]:
    _, static = _sizes()
    listed = [
        Row(f"firmware_missed_deadlines_{load.name}", report.missed_deadlines, "1"),
        Row(f"firmware_worst_late_{load.name}", report.worst_late_us, "us"),
        Row(f"firmware_jitter_{load.name}", report.board.jitter_us, "us"),
        Row(f"firmware_load_{load.name}", report.load_pct, "%"),
        Row(f"firmware_stack_{load.name}", RAM_BYTES - static - report.ram_untouched_bytes, "byte"),
        Row(f"firmware_line_{load.name}", report.bytes_sent / report.stream_s, "byte/s"),
        Row(f"firmware_simulated_{load.name}", report.stream_s / wall_s, "x real time"),
    ]
    if load.body_hz:
        listed += [
            Row(f"firmware_body_worst_late_{load.name}", report.body.worst_late_us, "us"),
            Row(f"firmware_body_jitter_{load.name}", report.body.jitter_us, "us"),
        ]
    if load.load_hz:
        listed += [
            Row(f"firmware_cells_worst_wait_{load.name}", report.load.worst_wait_us, "us"),
            Row(f"firmware_cells_corrupted_{load.name}", report.load.corrupted, "1"),
        ]
    return listed


def _run(load: Load, simulated_s: int) -> tuple[Report, float]:
    begun = time.perf_counter()
    with VirtualUno(build(), load.setup()) as uno, BoardClient(uno.port) as client:
        client.start(rate_hz=load.rate_hz, body_hz=load.body_hz, load_hz=load.load_hz)
        client.advance_pinging(simulated_s, PING_EVERY_S)
        return uno.report(), time.perf_counter() - begun


def _sizes() -> tuple[int, int]:
    """Bytes of flash, and of RAM for variables."""
    build()
    told = subprocess.run(["avr-size", FIRMWARE_ELF], capture_output=True, text=True, check=True)
    text, data, bss = (int(word) for word in told.stdout.splitlines()[1].split()[:3])
    return text + data, data + bss
