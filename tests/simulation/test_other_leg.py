"""The leg in the air: where it goes, and what its swing does to the board and its patient."""

import numpy as np
import pytest

from trainer.recording.interfaces import Target
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import LeadIn, trace
from trainer.simulation.dome import growth_per_s
from trainer.simulation.other_leg import OtherLeg
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import Ability, PatientTraits

STEP_S = 0.005
OUT_DEG, WAVE_S = 25.0, 3.0
SOON = LeadIn(0.1, 0.5)


def leg(left_over: float = 1.0) -> OtherLeg:
    growth = growth_per_s(PatientTraits().dome)
    return OtherLeg(growth, left_over, STEP_S)


def held_out(other: OtherLeg, asked_deg: tuple[float, float], seconds: float) -> np.ndarray:
    return np.array([other.push(asked_deg) for _ in range(round(seconds / STEP_S))])


def test_the_leg_goes_where_it_is_asked_to_be_and_comes_back() -> None:
    other = leg()
    held_out(other, (-10.0, OUT_DEG), 1.5)
    assert other.angles_deg == pytest.approx((-10.0, OUT_DEG), abs=0.1)
    held_out(other, (0.0, 0.0), 1.5)
    assert other.angles_deg == pytest.approx((0.0, 0.0), abs=0.1)


def test_held_out_it_tips_as_its_weight_moves_the_bodys_middle() -> None:
    forward, out = held_out(leg(), (0.0, OUT_DEG), 3.0)[-1]
    # 16.1 % of the weight, 0.237 of the height out of line by the angle, on a body 0.55 high.
    lean_deg = np.degrees(0.161 * 0.237 / 0.55 * np.sin(np.radians(OUT_DEG)))
    assert out == pytest.approx(lean_deg * growth_per_s(PatientTraits().dome) ** 2, rel=0.01)
    assert forward == 0.0


def test_as_it_sets_out_the_body_goes_the_other_way() -> None:
    pushes = held_out(leg(), (0.0, OUT_DEG), 3.0)[:, 1]
    assert pushes[0] < 0 < pushes[-1]
    assert abs(pushes[:20]).max() < 1.3 * pushes[-1]


def swung(asked_deg: tuple[float, float], seed: int) -> np.ndarray:
    """The part of (ap, ml) that goes with the beat, over ten waves."""
    patient = SimulatedPatient(PatientTraits(skill=0.9, lead_in=SOON), seed)

    def shown(t_s: float) -> Target:
        away = t_s % WAVE_S < WAVE_S / 2
        return Target(other_leg=asked_deg if away else (0.0, 0.0))

    whole = trace(patient, 11 * WAVE_S, shown)
    counted = whole.t_s > WAVE_S
    turn = np.exp(-2j * np.pi * whole.t_s[counted] / WAVE_S)
    return 2 * np.array([(turn * axis[counted]).mean() for axis in (whole.ap_deg, whole.ml_deg)])


def test_a_swing_out_tips_the_board_sideways_by_less_than_a_degree() -> None:
    changes = [swung((0.0, OUT_DEG), seed) - swung((0.0, 0.0), seed) for seed in (1, 2, 3)]
    ap_deg, ml_deg = np.abs(np.mean(changes, axis=0))
    assert 2 * ap_deg < ml_deg
    assert 0.05 < ml_deg < 1.0


def test_the_left_leg_swings_as_the_mirror_image_of_the_right() -> None:
    left, right = (
        trace(
            SimulatedPatient(PatientTraits(side=side, lead_in=SOON), 4),
            5.0,
            lambda _: Target(other_leg=(8.0, OUT_DEG)),
        )
        for side in (Side.LEFT, Side.RIGHT)
    )
    standing = right.t_s >= SOON.ends_s
    assert np.array_equal(left.ap_deg, right.ap_deg)
    assert np.array_equal(left.ml_deg[standing], -right.ml_deg[standing])


def test_who_is_skilled_takes_more_of_it_away() -> None:
    left_over = [Ability.of(PatientTraits(skill=skill), 1).swing_left_over for skill in (0, 0.5, 1)]
    assert left_over == sorted(left_over, reverse=True)
    assert 0 < left_over[-1] < left_over[0] < 0.5
