"""Strength from a dynamometer: torque per body weight, whatever unit the force is shown in."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recording.typed_entries import entry
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_form import Position
from trainer.recording.clinical_typed import NotAnEntry, Typed
from trainer.recording.strength import NEWTON_PER, torque_per_kg
from trainer.recording.vocabulary import Side

FORCES_N = st.lists(st.floats(0.0, 400.0), min_size=1, max_size=3)
LEVERS_M = st.floats(0.05, 0.6)
WEIGHTS_KG = st.floats(50.0, 200.0)


def strength(values: tuple[str, ...], unit: str = "", **more: float | None) -> ClinicalEntry:
    return entry(
        Typed("strength_abduction", values, Side.LEFT, unit, Position.SUPINE, **more)  # type: ignore[arg-type]
    )


def test_a_worked_example() -> None:
    assert torque_per_kg(150.0, "N", 0.42, 70.0) == pytest.approx(0.9)
    assert torque_per_kg(10.0, "kgf", 0.4, 80.0) == pytest.approx(10 * 9.80665 * 0.4 / 80)
    # A pound is 0.45359237 kg by definition.
    assert torque_per_kg(10.0, "lbf", 0.4, 80.0) == pytest.approx(44.482216 * 0.4 / 80)


@given(forces_n=FORCES_N, lever_m=LEVERS_M, weight_kg=WEIGHTS_KG)
def test_the_best_reading_counts_in_every_unit_and_all_are_kept(
    forces_n: list[float], lever_m: float, weight_kg: float
) -> None:
    values = []
    for unit, newton in NEWTON_PER.items():
        typed = [force / newton for force in forces_n]
        made = strength(tuple(map(repr, typed)), unit, lever_arm_m=lever_m, weight_kg=weight_kg)
        assert made.unit == "Nm/kg"
        assert made.detail == {
            "position": "supine",
            "lever_arm_m": lever_m,
            "readings": typed,
            "force_unit": unit,
            "weight_kg": weight_kg,
        }
        values.append(made.value)
    expected = max(forces_n) * lever_m / weight_kg
    assert all(
        math.isclose(v, expected, rel_tol=1e-9, abs_tol=1e-12) for v in values if v is not None
    )
    assert None not in values


@given(readings=st.lists(st.floats(0.0, 5.0), min_size=1, max_size=3), shift=st.integers(0, 2))
def test_torques_typed_directly_give_their_best_in_any_order(
    readings: list[float], shift: int
) -> None:
    turned = readings[shift:] + readings[:shift]
    made = strength(tuple(map(repr, turned)))
    assert made.value == max(readings)
    assert made.detail["readings"] == turned


@given(force_n=st.floats(1.0, 400.0), lever_m=LEVERS_M, weight_kg=WEIGHTS_KG)
def test_twice_the_lever_is_twice_the_torque_and_twice_the_weight_half(
    force_n: float, lever_m: float, weight_kg: float
) -> None:
    once = torque_per_kg(force_n, "N", lever_m, weight_kg)
    assert torque_per_kg(force_n, "N", 2 * lever_m, weight_kg) == pytest.approx(2 * once)
    assert torque_per_kg(force_n, "N", lever_m, 2 * weight_kg) == pytest.approx(once / 2)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"weight_kg": 70.0}, "needs the lever arm"),
        ({"lever_arm_m": 0.4}, "needs the body weight"),
        ({"lever_arm_m": 40.0, "weight_kg": 70.0}, "lever arm of 40 m is not possible"),
        ({"lever_arm_m": 0.4, "weight_kg": 7.0}, "body weight of 7 kg is not possible"),
    ],
)
def test_a_force_alone_is_no_strength(more: dict[str, float], told: str) -> None:
    with pytest.raises(NotAnEntry, match=told):
        strength(("150",), "N", **more)


def test_a_force_that_makes_no_possible_torque_is_refused() -> None:
    with pytest.raises(NotAnEntry, match="cannot be 15: give 0 to 5 Nm/kg"):
        strength(("1500",), "N", lever_arm_m=0.5, weight_kg=50.0)


def test_a_torque_takes_no_body_weight_but_may_keep_its_lever() -> None:
    with pytest.raises(NotAnEntry, match="N, kgf or lbf"):
        strength(("1.2",), weight_kg=70.0)
    assert strength(("1.2",), lever_arm_m=0.4).detail["lever_arm_m"] == 0.4
    with pytest.raises(NotAnEntry, match="or the unit of a force: N, kgf or lbf"):
        strength(("148",))
