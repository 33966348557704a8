"""A program that the computer stops for seconds loses no sample of the real firmware."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.virtual_uno.building import Built
from tests.virtual_uno.setup import Setup
from tests.virtual_uno.virtual_uno import VirtualUno

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
STOPPED_S = 3.0
HELD_FOR_S = 2.5
"""At the most: the pseudo-terminal holds some 20 kB and the simulator's own queue 4, of a stream of
13 kB a second. After that the simulated board waits."""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def wait_for_rows(out: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 120
    while not (out.exists() and out.stat().st_size > 10_000):
        assert process.poll() is None
        assert time.monotonic() < deadline, "no rows came"
        time.sleep(0.02)


def test_a_stopped_program_goes_on_where_it_was_and_the_simulator_tells_of_the_wait(
    built: Built, environment, tmp_path: Path
) -> None:
    out = tmp_path / "rows.csv"
    with VirtualUno(built, Setup(**NOISE)) as uno:
        log = ["log", "--board", f"serial:{uno.port}", "--seconds", "3", "--out", str(out)]
        process = subprocess.Popen(
            [sys.executable, "-m", "trainer.cli.main", *log],
            env=environment,
            stderr=subprocess.PIPE,
        )
        wait_for_rows(out, process)
        process.send_signal(signal.SIGSTOP)
        time.sleep(STOPPED_S)
        process.send_signal(signal.SIGCONT)
        _, said = process.communicate(timeout=120)
        report = uno.report()
    assert process.returncode == 0, said
    assert b", 0 lost, " in said
    seqs = [int(line.split(",")[1]) for line in out.read_text(encoding="ascii").splitlines()[1:]]
    assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
    # After each wait it agrees anew on the time; a busy computer makes it wait, too.
    assert report.pace.slips_ms().sum() >= 1e3 * (STOPPED_S - HELD_FOR_S)
