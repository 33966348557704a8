"""The simulated leg that goes with a bead: how deep, how late, and how far it leans in."""

from math import cos, pi

import numpy as np
import pytest

from trainer.recording.interfaces import Target
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S, LeadIn
from trainer.simulation.exercising import ExercisingPatient

DEPTH_DEG, CYCLE_S, CYCLES = 36.0, 6.0, 6


def followed(skill: float, seed: int = 1) -> np.ndarray:
    """Rows: the bead's depth, the thigh's flexion and its lean, every 10 ms."""
    patient = ExercisingPatient(Side.RIGHT, skill, seed, LeadIn(0.0, 0.1))
    rows = []
    for step in range(round(CYCLES * CYCLE_S / (10 * TICK_S))):
        depth = DEPTH_DEG * (1.0 - cos(2.0 * pi * step * 10 * TICK_S / CYCLE_S)) / 2.0
        state = patient.step(10 * TICK_S, Target(depth_deg=depth))
        rows.append((depth, state.thigh_flexion_deg, state.thigh_medial_lean_deg))
    return np.array(rows[100:]).T


def errors(skill: float) -> tuple[float, float]:
    """How far off the bead, and how far leaned in when deep: means of three patients."""
    found = []
    for seed in (1, 2, 3):
        depth, flexion, lean = followed(skill, seed)
        deep = depth > 0.8 * DEPTH_DEG
        found.append((float(np.abs(flexion - depth).mean()), float(lean[deep].mean())))
    off, leaned = np.mean(found, axis=0).tolist()
    return off, leaned


def test_who_has_less_skill_is_farther_off_the_bead_and_leans_in_more() -> None:
    off, leaned = zip(*(errors(skill) for skill in (0.9, 0.5, 0.1)), strict=True)
    assert list(off) == sorted(off)
    assert list(leaned) == sorted(leaned)
    assert leaned[0] < 3.0 < leaned[2]


def test_the_leg_goes_down_with_the_bead_and_is_upright_again_when_it_is() -> None:
    depth, flexion, _ = followed(0.9)
    assert flexion.max() == pytest.approx(DEPTH_DEG, abs=4.0)
    assert np.abs(flexion[depth < 0.5]).max() < 6.0


def test_without_a_bead_the_patient_keeps_the_exercise_s_own_pace() -> None:
    alone, shown = (ExercisingPatient(Side.RIGHT, 0.5, 1, LeadIn(0.0, 0.1)) for _ in range(2))
    states = [(alone.step(0.01), shown.step(0.01, Target())) for _ in range(400)]
    assert all(one == two for one, two in states)


def test_the_same_seed_moves_the_same() -> None:
    assert np.array_equal(followed(0.3, 5), followed(0.3, 5))
    assert not np.array_equal(followed(0.3, 5), followed(0.3, 6))
