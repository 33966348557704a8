"""`firmware_missed_deadlines`: the real firmware in the virtual Uno, one sensor, ten minutes."""

import time

from tests.benchmarks.row import Row
from tests.firmware.board_client import BoardClient
from tests.virtual_uno.building import build
from tests.virtual_uno.virtual_uno import Report, Setup, VirtualUno

SIMULATED_S = 600.0
RATES_HZ = (500, 1000)
BETWEEN_PINGS_S = 10.0


def rows() -> list[Row]:
    reports = {rate_hz: _run(rate_hz) for rate_hz in RATES_HZ}
    listed = []
    for rate_hz, (report, wall_s) in reports.items():
        listed += [
            Row(f"firmware_missed_deadlines_{rate_hz}_hz", report.missed_deadlines, "1"),
            Row(f"firmware_worst_late_{rate_hz}_hz", report.worst_late_us, "us"),
            Row(f"firmware_load_{rate_hz}_hz", report.load_pct, "%"),
            Row(f"firmware_simulated_{rate_hz}_hz", report.stream_s / wall_s, "x real time"),
        ]
    return listed


def _run(rate_hz: int) -> tuple[Report, float]:
    begun = time.perf_counter()
    setup = Setup(fast=True, accel_noise_g=0.004, gyro_noise_deg_s=0.06)
    with VirtualUno(build(), setup) as uno, BoardClient(uno.port) as client:
        client.start(rate_hz=rate_hz)
        seconds = 0.0
        while seconds < SIMULATED_S:
            seconds += BETWEEN_PINGS_S
            client.wait_for(lambda until=seconds * rate_hz: _slots(client) >= until)
            client.ping()
        return uno.report(), time.perf_counter() - begun


def _slots(client: BoardClient) -> int:
    return len(client.samples)
