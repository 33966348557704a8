"""The simulated person on the plate: seeded, on after the lead-in, steadier on two legs."""

import numpy as np
import pytest

from trainer.metrics import MotionTable, TableSettings, Unit, measure_table
from trainer.recording.vocabulary import Side, Stance
from trainer.simulation.board_state import (
    NO_LEAD_IN,
    TICK_S,
    BoardState,
    Doing,
    LeadIn,
    SimulationError,
)
from trainer.simulation.load_on_plate import (
    BODY_WEIGHT_N,
    BoardLoad,
    PointLoad,
    QuietStanding,
    Stander,
    loads_of,
)


def stood(stander: Stander, seed: int = 1, seconds: float = 30.0) -> list[PointLoad]:
    person = QuietStanding(stander, seed)
    return [person.step(TICK_S) for _ in range(round(seconds / TICK_S))]


def sway_of(points: list[PointLoad]) -> dict[str, float]:
    _, ap_mm, ml_mm = (values[::10] for values in loads_of(points))
    table = MotionTable(np.arange(len(ap_mm)) / 100, ap_mm, ml_mm, Unit.MM)
    return {value.name: value.value for value in measure_table(table, TableSettings()).values}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_legs_sway_little_and_one_leg_more_and_faster(seed: int) -> None:
    two = sway_of(stood(Stander(stance=Stance.TWO_LEG, lead_in=NO_LEAD_IN), seed))
    one = sway_of(stood(Stander(lead_in=NO_LEAD_IN), seed))
    assert 2.5 < two["rms_ap"] < 6.5
    assert 6 < two["mean_velocity"] < 13
    assert one["rms_ml"] > 1.2 * two["rms_ml"]
    assert 18 < one["mean_velocity"] < 35
    assert 0.1 < two["mean_frequency"] < one["mean_frequency"] < 1.2


def test_the_plate_is_empty_until_the_lead_in_is_over() -> None:
    load_n, *_ = loads_of(stood(Stander(lead_in=LeadIn(2.0, 0.5)), seconds=5.0))
    assert not load_n[:2000].any()
    assert load_n[3000:] == pytest.approx(BODY_WEIGHT_N, rel=0.03)


def test_a_hand_on_the_rail_takes_its_share() -> None:
    load_n, *_ = loads_of(stood(Stander(rail_share=0.2, lead_in=NO_LEAD_IN)))
    assert load_n.mean() == pytest.approx(0.8 * BODY_WEIGHT_N, rel=0.01)


def test_one_seed_stands_alike_and_another_does_not() -> None:
    stander = Stander(lead_in=NO_LEAD_IN)
    assert stood(stander, 1, 1.0) == stood(stander, 1, 1.0) != stood(stander, 2, 1.0)


def test_steps_of_any_length_pass_the_same_time() -> None:
    fine, coarse = (QuietStanding(Stander(side=Side.LEFT), 2) for _ in range(2))
    for _ in range(4000):
        last = fine.step(TICK_S)
    for _ in range(240):
        also = coarse.step(1 / 60)
    assert last == also


@pytest.mark.parametrize(
    ("field", "value"), [("body_weight_n", 0.0), ("rail_share", 1.5), ("rail_share", -0.1)]
)
def test_a_person_that_cannot_be_is_refused(field: str, value: float) -> None:
    with pytest.raises(SimulationError, match=r"0"):
        Stander(**{field: value})  # type: ignore[arg-type]


def test_a_stance_that_cannot_stand_on_a_plate_is_refused() -> None:
    with pytest.raises(SimulationError, match="two_leg and single_leg"):
        QuietStanding(Stander(stance=Stance.SEATED))


def after_a_second(doing: Doing, ap_deg: float = 0.0, ml_deg: float = 0.0) -> PointLoad:
    board = BoardLoad(60.0, Stander(), at_level_mm=(5.0, -4.0), shear_arm_mm=0.0)
    state = BoardState(ap_deg=ap_deg, ml_deg=ml_deg, doing=doing)
    return [board.next(state) for _ in range(1000)][-1]


def test_the_contact_point_rolls_with_the_tilt_from_where_the_dome_stands() -> None:
    point = after_a_second(Doing.BALANCING, 6.0, -3.0)
    assert (point.ap_mm, point.ml_mm) == pytest.approx((5 + 2 * np.pi, -4 - np.pi))


def test_hands_and_feet_take_their_share_of_the_weight() -> None:
    shares = {doing: after_a_second(doing).load_n / BODY_WEIGHT_N for doing in Doing}
    assert shares[Doing.STANDING_STILL] == 0.0
    assert shares[Doing.BALANCING] == pytest.approx(1.0, abs=0.02)
    assert 0.7 < shares[Doing.TOUCHING] < 0.95
    assert shares[Doing.FOOT_DOWN] < 0.5
