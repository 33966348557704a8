"""A station in a room nearby, which records trials into the clinic's database."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from tests.clinic.running import environment_of
from tests.virtual_uno.building import Built
from tests.virtual_uno.motion_file import patient_motion
from tests.virtual_uno.motions import from_rows
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.simulation.traits import PatientTraits
from trainer.store import Store
from trainer.store.values import BodyWeight

PATIENCE_S = 240.0
SECONDS = 10


def weigh(database: str, code: str) -> None:
    """So that nobody is asked for the weight when the patient comes to the board."""
    with Store.open(database) as store:
        store.add_weight(code, BodyWeight(60.0, datetime.now(UTC)))


def baps(home: Path, database: str, *arguments: str) -> str:
    """What a command of the station prints."""
    done = subprocess.run(
        [sys.executable, "-m", "trainer.cli.main", *arguments],
        env=environment_of(home, database),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def play(home: Path, database: str, code: str, board: str) -> str:
    """A short trial of a patient's left leg; what the station prints of it."""
    asked = ("--patient", code, "--side", "left", "--seconds", str(SECONDS), "--headless")
    return baps(home, database, "play", "bullseye", "--board", board, *asked)


@contextmanager
def visit_begun(home: Path, database: str, code: str, link: Path) -> Iterator[None]:
    """A station that has begun today's visit of a patient, and waits for a board at `link`.

    Whoever watches plugs it in (`firmware_at`), so nothing is over before it was seen.
    """
    asked = ("visit", code, "--headless", "--board", f"serial:{link}")
    running = subprocess.Popen(
        [sys.executable, "-m", "trainer.cli.main", *asked],
        env=environment_of(home, database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
        assert running.poll() is None, "it ended while somebody watched"
    finally:
        running.kill()
        running.wait()


def firmware_at(built: Built, link: Path) -> VirtualUno:
    """A simulated Uno with a patient on it, to be plugged in."""
    patient = patient_motion(PatientTraits(skill=0.6), 3, 60.0)
    motion = from_rows(np.hstack((patient.accel_g, patient.gyro_deg_s)))
    noise = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
    return VirtualUno(built, Setup(fast=True, motion=motion, link=link, **noise))
