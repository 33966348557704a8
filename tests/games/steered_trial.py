"""Trials steered sample by sample: somebody who follows the ring, and bots that do not."""

from collections.abc import Callable
from math import cos, exp, pi, sin

import numpy as np

from games.engine.activity import Activity
from games.engine.setup import TrialSetup
from games.engine.thigh_light import HALF_WAY_DEG
from games.engine.trial import Trial
from trainer.recording.body import BodySamples
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import FLAG_NEW_DATA, Samples

STEP_S = 0.01
GATE_S = 2.5
Steering = Callable[[Trial, float, tuple[float, float]], tuple[float, float]]
"""From a trial, the time and the previous tilt to the next tilt (ap, ml)."""


def follower(reaction_s: float = 0.35) -> Steering:
    """Goes to the middle of every ring, most of the way within `reaction_s`."""
    share = 1 - exp(-STEP_S / reaction_s)

    def steer(trial: Trial, t_s: float, at: tuple[float, float]) -> tuple[float, float]:
        ap_deg, ml_deg, _ = trial.ring
        return at[0] + share * (ap_deg - at[0]), at[1] + share * (ml_deg - at[1])

    return steer


def balancing(sway_deg: float) -> Steering:
    """About level, to and fro by so much, as nobody does who stands stiffly."""

    def steer(trial: Trial, t_s: float, at: tuple[float, float]) -> tuple[float, float]:
        return sway_deg * sin(3.1 * t_s), 0.5 * sway_deg * cos(2.3 * t_s)

    return steer


def still_at(ap_deg: float, ml_deg: float) -> Steering:
    """Level in the gate, then always in one place."""

    def steer(trial: Trial, t_s: float, at: tuple[float, float]) -> tuple[float, float]:
        return (ap_deg, ml_deg) if t_s > GATE_S else (0.0, 0.0)

    return steer


def circling(tilt_deg: float, hz: float) -> Steering:
    """Level in the gate, then always round at one tilt: past every place, and never waiting."""

    def steer(trial: Trial, t_s: float, at: tuple[float, float]) -> tuple[float, float]:
        turn = 2 * pi * hz * t_s
        return (tilt_deg * cos(turn), tilt_deg * sin(turn)) if t_s > GATE_S else (0.0, 0.0)

    return steer


def steered(activity: Activity, setup: TrialSetup, steer: Steering, until_s: float = 60.0) -> Trial:
    """The trial after so many seconds, or at its end; a person's tremor is added."""
    trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
    at, index = (0.0, 0.0), 0
    while not trial.finished and index * STEP_S < until_s:
        t_s = index * STEP_S
        at = steer(trial, t_s, at)
        shaken = at[0] + 0.2 * sin(8.2 * t_s), at[1]
        if activity.by_thigh:
            trial.advance(thigh_stretch(index, *shaken))
        else:
            trial.take(sample(index, *shaken))
        index += 1
    return trial


def thigh_stretch(index: int, ap_deg: float, ml_deg: float) -> Stretch:
    """A thigh, standing on the right leg, that puts the light there; the deck lies idle."""
    body = BodySamples.zeros(1)
    body.seq[:], body.t_s[:] = index, index * STEP_S
    body.device_us[:] = round(index * STEP_S * 1e6)
    body.thigh_flexion_deg[:], body.thigh_medial_lean_deg[:] = HALF_WAY_DEG - ap_deg, -ml_deg
    return Stretch(sample(index, 0.0, 0.0), body=body)


def sample(index: int, ap_deg: float, ml_deg: float) -> Samples:
    one = Samples.zeros(1)
    one.seq[:], one.t_s[:] = index, index * STEP_S
    one.device_us[:] = round(index * STEP_S * 1e6)
    one.ap_deg[:], one.ml_deg[:] = np.round(ap_deg, 3), np.round(ml_deg, 3)
    one.ap_rate_deg_s[:] = 5.0 * cos(8.2 * index * STEP_S)
    one.flags[:] = FLAG_NEW_DATA
    return one
