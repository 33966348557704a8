"""The real firmware's stream drives a game; the trial is kept and replays to its numbers."""

import json

import numpy as np
import pytest

from games.replay import measure_recording, replay_result
from tests.end_to_end.conftest import kept_trials
from tests.virtual_uno.motion_file import patient_motion
from tests.virtual_uno.motions import from_rows
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.metrics.readable import with_unit
from trainer.recording.container import pack
from trainer.recording.vocabulary import Outcome
from trainer.simulation.traits import PatientTraits

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}


def motion(seconds: float):
    """A simulated patient after six seconds of stillness, as the virtual sensor takes it."""
    played = patient_motion(PatientTraits(skill=0.6), 3, seconds)
    return from_rows(np.hstack((played.accel_g, played.gyro_deg_s)))


def test_a_trial_on_the_real_firmware_is_kept_and_replays_to_the_same_numbers(
    built, baps, home, patient, tmp_path
) -> None:
    setup = Setup(fast=True, motion=motion(40.0), gyro_bias_deg_s=(3.0, -5.0, 8.0), **NOISE)
    with VirtualUno(built, setup) as uno:
        played = baps(
            *("play", "bullseye", "--board", f"serial:{uno.port}", "--patient", "K7"),
            *("--side", "left", "--seconds", "10", "--headless"),
        )
        assert played.returncode == 0, played.stderr
    history = json.loads(baps("history", "K7", "--json").stdout)
    (series,) = history["series"]
    assert (series["activity"], series["side"], series["level"]) == ("bullseye", "left", 2)
    (trial,) = series["trials"]
    assert trial["outcome"] == "completed"
    assert trial["duration_s"] == pytest.approx(13.0, abs=0.01)
    assert 5 < trial["metrics"]["time_in_ring_pct"] <= 100

    ((kept, recording),) = kept_trials(home)
    again = replay_result(recording)
    assert again.outcome is Outcome.COMPLETED
    measured = {value.name: value.value for value in measure_recording(recording).values}
    assert measured == dict(kept.metrics)

    for board in (f"replay:trial:{trial['id']}", f"replay:{saved(recording, tmp_path)}"):
        replayed = baps("play", "bullseye", "--board", board, "--headless", "--fast")
        assert replayed.returncode == 0, replayed.stderr
        line = with_unit("time_on_target_s", kept.metrics["time_on_target_s"])
        assert score_line(replayed.stdout).endswith(f" {line}")
    assert json.loads(baps("history", "K7", "--json").stdout) == history


def saved(recording, folder):
    path = folder / "trial.baps"
    path.write_bytes(pack(recording))
    return path


def score_line(output: str) -> str:
    return next(line for line in output.splitlines() if "In the ring" in line)


def test_a_replayed_stream_delivers_the_same_tilt_to_the_last_bit(
    built, baps, home, patient
) -> None:
    setup = Setup(fast=True, motion=motion(30.0), gyro_bias_deg_s=(1.0, 2.0, -3.0), **NOISE)
    with VirtualUno(built, setup) as uno:
        logged = baps(
            *("log", "--board", f"serial:{uno.port}", "--patient", "K7", "--seconds", "5"),
            *("--side", "right", "--out", str(home / "rows.csv")),
        )
        assert logged.returncode == 0, logged.stderr
    ((kept, recording),) = kept_trials(home)
    replayed = baps("log", "--board", f"replay:trial:{kept.trial_id}?speed=8", "--out", "-")
    rows = [line.split(",") for line in replayed.stdout.splitlines()[1:]]
    assert len(rows) == len(recording.samples)
    assert [float(row[3]) for row in rows] == recording.samples.ap_deg.tolist()
    assert [float(row[4]) for row in rows] == recording.samples.ml_deg.tolist()
    assert [int(row[1]) for row in rows] == recording.samples.seq.tolist()
