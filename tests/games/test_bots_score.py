"""Who plays dishonestly and is not seen to: none scores what honest play of middling skill does.

`test_bots` has those that the product sees, whose rounds do not count. A bot here stands on the
board as a person does, with a tremor, and does the same whatever is asked for.
"""

from math import cos, pi, radians, sin
from statistics import fmean

import numpy as np
import pytest

from games.engine.activity import Surface
from games.engine.setup import TrialSetup, number
from games.registry import activity_named
from tests.games.rounds_played import play, setup_of
from tests.games.test_ladders import TRAININGS
from tools.scripted import Motion, held, scripted_samples, then
from trainer.recording.columns import FloatArray
from trainer.recording.conditions import HARDEST_RUNG
from trainer.recording.interfaces import Stretch
from trainer.recording.vocabulary import Outcome

BEFORE_S, GATE_S = 9.0, 2.5
ON_BOARD = [name for name in TRAININGS if activity_named(name).surface is Surface.DOME]
"""On the floor nobody stands on the board: `test_knee_lane` has thighs that cheat."""

STILL_IS_ASKED = frozenset({"bullseye"})
"""Whoever stands in the middle of this ring without a hand does what it trains."""

LAPSES_FORGIVEN = frozenset({"free_leg"})
"""Here the light may leave the ring for a moment and it counts all the same."""

RING_AT_LEVEL = frozenset({"bullseye", "free_leg"})
OUT_SHARE, NEAR_SHARE, BEYOND_RING_SHARE = 0.55, 0.45, 0.9
"""How far out bots are, of the rim: where targets lie, or else beyond the widest ring at level."""
LITTLE_BEYOND = (1.12, 1.2)
"""Of the ring at level: who swings so far is in it for two thirds of the time and more."""


def leaning(direction_deg: float, tilt_deg: float) -> Motion:
    turn = radians(direction_deg)
    return then(held(0.0, 0.0), GATE_S, held(tilt_deg * cos(turn), tilt_deg * sin(turn)))


def going_round(tilt_deg: float, hz: float) -> Motion:
    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        return tilt_deg * np.cos(2 * pi * hz * t_s), tilt_deg * np.sin(2 * pi * hz * t_s)

    return then(held(0.0, 0.0), GATE_S, motion)


def swinging(tilt_deg: float, hz: float) -> Motion:
    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        return 0.2 * np.sin(7.0 * t_s), tilt_deg * np.sin(2 * pi * hz * t_s)

    return then(held(0.0, 0.0), GATE_S, motion)


def bots(rim_deg: float, out_share: float, near_share: float) -> dict[str, Motion]:
    """They never touch the rim, so nothing gives them away."""
    out_deg, near_deg = out_share * rim_deg, near_share * rim_deg
    near_rim_deg = 0.9 * rim_deg
    leans = {f"leans out {direction}": leaning(direction, out_deg) for direction in (0, 90)}
    return {
        "freezes": held(0.0, 0.0),
        **leans,
        "just inside the rim": going_round(near_rim_deg, 0.25),
        "round and round": going_round(out_deg, 0.4),
        "round and round, slowly": going_round(near_deg, 0.25),
        "to and fro": swinging(out_deg, 0.5),
        "to and fro, slowly": swinging(near_deg, 0.25),
    }


def swings_over_the_ring(ring_deg: float) -> dict[str, Motion]:
    """From side to side over a ring at level, slower, with the beat of a wave, and quicker."""
    return {
        f"over the ring, {share:g} of it at {hz} Hz": swinging(share * ring_deg, hz)
        for share in LITTLE_BEYOND
        for hz in (0.25, 0.42, 0.7)
    }


def scored(setup: TrialSetup, motion: Motion) -> float:
    """What the rules give for a motion."""
    activity = activity_named(setup.conditions.activity)
    trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
    trial.advance(Stretch(scripted_samples(motion, setup.conditions.seconds + BEFORE_S)[::5]))
    return trial.rules.shown


def honest(setup: TrialSetup) -> float:
    """The mean of the first two rounds that somebody of skill 0.5 completes."""
    played: list[float] = []
    for seed in range(1, 9):
        one = play(setup, 0.5, seed)
        played += [one.value] if one.outcome is Outcome.COMPLETED else []
        if len(played) == 2:
            break
    return fmean(played) if played else 0.0


@pytest.mark.parametrize("rung", [1, HARDEST_RUNG // 2])
@pytest.mark.parametrize("name", ON_BOARD)
def test_no_bot_scores_more_than_honest_play(name: str, rung: int) -> None:
    activity = activity_named(name)
    setup = setup_of(activity, rung, activity.seconds[0])
    most = honest(setup)
    assert most > 0.0
    beyond = BEYOND_RING_SHARE, BEYOND_RING_SHARE
    shares = beyond if name in RING_AT_LEVEL else (OUT_SHARE, NEAR_SHARE)
    playing = bots(min(setup.rim.tilt_deg), *shares)
    found = {bot: scored(setup, motion) for bot, motion in playing.items()}
    if name in STILL_IS_ASKED:
        del found["freezes"]
    if name in LAPSES_FORGIVEN:
        over = swings_over_the_ring(number(setup.parameters, "gate_radius_deg"))
        found |= {bot: scored(setup, motion) for bot, motion in over.items()}
    assert {bot: value for bot, value in found.items() if value > most} == {}
