"""A board pulled in the middle of a trial and put back: training goes on, an assessment ends."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tests.end_to_end.calibrating import Helper
from tests.end_to_end.conftest import add_k7, environment_of, kept_trials
from tests.virtual_uno.bench import Bench
from tests.virtual_uno.building import Built
from tests.virtual_uno.motions import circle, with_lead_in
from tests.virtual_uno.scenes import Mounts
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.link.connection import CALIBRATED_ANEW
from trainer.recording.vocabulary import EventKind, Outcome

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
BEGUN_BYTES = 200_000
"""Of the journal: about four seconds, so past the gate."""


def setup(link: Path, eeprom: Path | None = None) -> Setup:
    motion = with_lead_in(circle(2.0, 3.0, 60.0))
    return Setup(fast=True, motion=motion, link=link, eeprom=eeprom, **NOISE)


def calibrated_twice(built: Built, folder: Path) -> tuple[Path, Path]:
    """What a board holds after a calibration, and after the next, at another computer."""
    elsewhere, first, second = folder / "elsewhere", folder / "first", folder / "second"
    add_k7(elsewhere)
    for eeprom in (first, second):
        if eeprom is second:
            shutil.copy(first, second)
        with VirtualUno(built, Setup(fast=True, eeprom=eeprom, **NOISE)) as uno:
            hands = uno.hands(Bench(), Mounts())
            calibrate = Helper(uno, hands, environment_of(elsewhere)).calibrate
            calibrate(("level", "--on", "blocks"), "pose level", "pose turned", "pose turned")
    return first, second


def wait_until_running(home: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if any(j.stat().st_size > BEGUN_BYTES for j in (home / "journals").glob("*.journal")):
            return
        time.sleep(0.02)
    process.kill()
    pytest.fail(f"the trial never ran: {process.communicate()[1]}")


def playing(activity: str, link: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """The command, begun; it says on standard error what happens."""
    command = [sys.executable, "-m", "trainer.cli.main", "play", activity, "--headless"]
    options = ["--board", f"serial:{link}", "--patient", "K7", "--side", "right", "--seconds", "12"]
    return subprocess.Popen(
        command + options,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


@pytest.mark.parametrize(
    ("activity", "outcome", "code"),
    [("bullseye", Outcome.COMPLETED, 0), ("steady-stance", Outcome.INTERRUPTED, 1)],
    ids=["training", "assessment"],
)
def test_a_pulled_board_pauses_training_and_ends_an_assessment(
    built, environment, home, patient, tmp_path, activity, outcome, code
) -> None:
    link = tmp_path / "board"
    with VirtualUno(built, setup(link)):
        process = playing(activity, link, environment)
        wait_until_running(home, process)
    time.sleep(0.5)
    with VirtualUno(built, setup(link)):
        _, errors = process.communicate(timeout=120)
    assert process.returncode == code, errors
    assert "plug the board in" in errors
    assert ("the board's data stopped" in errors) is bool(code)
    ((trial, recording),) = kept_trials(home)
    assert trial.outcome is outcome
    assert np.all(np.diff(recording.samples.t_s) > 0)
    states = [str(e.data["state"]) for e in recording.events if e.kind is EventKind.LINK]
    assert states[0] in ("stalled", "lost")
    if activity == "bullseye":
        assert states[-1] == "streaming"
        # A busy computer may need a second try to reach the board, and each try restarts it.
        assert set(recording.samples.epoch.tolist()) >= {0, 1}
        assert recording.first(EventKind.RESUME) is not None


def test_a_board_calibrated_anew_while_it_was_away_is_told_of_and_the_round_keeps_its_own(
    built, environment, home, patient, tmp_path
) -> None:
    first, second = calibrated_twice(built, tmp_path)
    link = tmp_path / "board"
    with VirtualUno(built, setup(link, first)):
        process = playing("bullseye", link, environment)
        wait_until_running(home, process)
    time.sleep(0.5)
    with VirtualUno(built, setup(link, second)):
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert errors.count(CALIBRATED_ANEW) == 1
    ((_, recording),) = kept_trials(home)
    assert recording.header.start.calibration.counter == 1
