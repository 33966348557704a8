"""A full round of every training on the real firmware, recorded, and replayed as a strip.

A simulated patient plays each round first, without wire and sensors; then the virtual Uno's sensor
makes that motion again, so it follows the game: the board's, or on the floor the strap's. The quick
form of the same way is `test_firmware_play.py`. `BAPS_STRIPS` names a folder for the strips:

    BAPS_STRIPS=strips .venv/bin/pytest -m soak tests/end_to_end/test_rounds_on_firmware.py
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.interpolate import CubicHermiteSpline

from games.engine.activity import Activity, Kind
from games.engine.setup import TrialSetup
from games.registry import activities, activity_named
from games.replay import replay_trial
from tests.end_to_end.conftest import Baps, kept_trials
from tests.end_to_end.squatting import WORN, WaitsBent, felt_on_thigh, strap_on
from tests.virtual_uno.building import Built
from tests.virtual_uno.motions import RATE_HZ, Motion, from_tilt
from tests.virtual_uno.setup import Setup
from tests.virtual_uno.virtual_uno import VirtualUno
from tools.played import RATE_HZ as PLAYED_HZ
from tools.played import SKILL, PlayedRound, setup_on
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import NO_LEAD_IN, LeadIn
from trainer.simulation.exercising import ExercisingPatient

SIDE, RUNG, SEED, FRAMES = Side.RIGHT, 3, 5, 6
AFTER_S = 5.0
WAITS = LeadIn(still_s=22.0, fade_s=0.5)
"""The board lies still until the trial surely waits for its patient: then the motion alone decides
when the trial starts. The simulator's seconds are a quarter of the command's.
"""
NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
TRAININGS = [each.name for each in activities().values() if each.kind is Kind.TRAINING]


def as_setup(activity: Activity, seconds: float) -> TrialSetup:
    conditions = Conditions(activity.name, SIDE, seconds=seconds, rung=RUNG)
    return setup_on(activity, assumed_rim(conditions.level), conditions, seed=SEED)


def on_board(activity: Activity, setup: TrialSetup) -> tuple[PlayedRound, Setup]:
    """A round on the dome, and the board that makes its motion again."""
    whole = play_whole(PlayedRound(activity, setup, lead_in=WAITS))
    return whole, Setup(fast=True, motion=felt(whole), **NOISE)


def by_thigh(activity: Activity, setup: TrialSetup) -> tuple[PlayedRound, Setup]:
    """A round on the floor, and the strap that makes its motion again; the board lies idle."""
    patient = WaitsBent(ExercisingPatient(SIDE, SKILL, SEED, NO_LEAD_IN))
    whole = play_whole(PlayedRound(activity, setup, patient=patient))
    strap = replace(WORN, motion=felt_on_thigh(patient.states, PLAYED_HZ, SIDE))
    return whole, Setup(fast=True, body=strap, **NOISE)


def play_whole(played_round: PlayedRound) -> PlayedRound:
    """To its end, and a little longer."""
    played_round.play(np.inf)
    for _ in range(round(AFTER_S / played_round.block_s)):
        played_round.step()
    return played_round


def felt(played_round: PlayedRound) -> Motion:
    """What the board's sensor feels of it."""
    samples = played_round.samples
    times_s = np.arange(0.0, float(samples.t_s[-1]), 1 / RATE_HZ)
    columns = (
        (samples.ap_deg, samples.ap_rate_deg_s),
        (samples.ml_deg, samples.ml_rate_deg_s),
    )
    return from_tilt(*(CubicHermiteSpline(samples.t_s, *each)(times_s) for each in columns))


def play_on_firmware(built: Built, baps: Baps, board: Setup, name: str, seconds: float) -> str:
    """The id of the trial of K7 that this board's motion plays."""
    with VirtualUno(built, board) as uno:
        done = baps(
            *("play", name, "--board", f"serial:{uno.port}", "--patient", "K7", "--headless"),
            *("--side", SIDE.value, "--seconds", f"{seconds:g}"),
            *("--rung", str(RUNG), "--seed", str(SEED), "--feedback", "light"),
        )
    assert done.returncode == 0, done.stderr
    history = json.loads(baps("history", "K7", "--json").stdout)
    return str(history["series"][0]["trials"][0]["id"])


def check_round(
    built: Built, baps: Baps, home: Path, name: str, seconds: float, strip: Path
) -> None:
    """It is played to its end, earns about as much as was planned, and its strip shows it."""
    activity = activity_named(name)
    setup = as_setup(activity, seconds)
    planned, board = (by_thigh if activity.by_thigh else on_board)(activity, setup)
    assert planned.trial.rules.earned > 0
    if activity.by_thigh:
        board = replace(board, eeprom=home / "eeprom")
        strap_on(built, home, home / "eeprom", SIDE)
    trial_id = play_on_firmware(built, baps, board, name, seconds)
    ((kept, recording),) = kept_trials(home)
    assert kept.outcome == "completed"
    assert recording.header.parameters == setup.parameters
    rules = replay_trial(recording).rules
    assert rules.earned >= 0.6 * planned.trial.rules.earned
    if activity.by_thigh:
        assert kept.metrics["lanterns_lit"] == rules.earned
    drawn = baps("replay", trial_id, "--out", str(strip), "--frames", str(FRAMES), "--overwrite")
    assert drawn.returncode == 0, drawn.stderr
    with Image.open(strip) as image:
        assert image.size[0] > 3 * 640


@pytest.mark.soak
@pytest.mark.parametrize("name", TRAININGS)
def test_a_full_round_on_the_firmware_earns_what_the_patient_planned(
    name: str, built: Built, baps: Baps, home: Path, patient: str, tmp_path: Path
) -> None:
    folder = Path(os.environ.get("BAPS_STRIPS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    seconds = activity_named(name).seconds[0]
    check_round(built, baps, home, name, seconds, folder / f"{name}.png")
