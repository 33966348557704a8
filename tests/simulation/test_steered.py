"""The steered board follows the wish a little late, never beyond the rim."""

import numpy as np
import pytest

from trainer.motion.dome_balance import EmptyBoard
from trainer.motion.presence import first_empty_s
from trainer.recording.dome import Dome
from trainer.recording.envelope import assumed_tilt_deg
from trainer.recording.interfaces import Steering
from trainer.simulation import steered
from trainer.simulation.board_state import NO_LEAD_IN, TICK_S, LeadIn, trace, trace_of
from trainer.simulation.steered import LAG_S, SteeredBoard


@pytest.fixture
def no_sway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steered, "SWAY_DEG", 0.0)


@pytest.mark.usefixtures("no_sway")
def test_it_goes_where_it_was_steered():
    steering = Steering()
    steering.wish(3.0, -4.0)
    state = SteeredBoard(steering, lead_in=NO_LEAD_IN).step(1.0)
    assert (state.ap_deg, state.ml_deg) == pytest.approx((3.0, -4.0), abs=1e-6)
    assert (state.ap_rate_deg_s, state.ml_rate_deg_s) == pytest.approx((0.0, 0.0), abs=1e-6)


@pytest.mark.parametrize("wish", [(0.0, 0.0), (3.0, -4.0), (0.0, 12.0)])
def test_a_resting_hand_is_a_person_on_the_board_and_stays_near_the_wish(wish):
    steering = Steering()
    steering.wish(*wish)
    whole = trace(SteeredBoard(steering, lead_in=NO_LEAD_IN), 10.0)
    rates = whole.ap_rate_deg_s, whole.ml_rate_deg_s
    assert first_empty_s(whole.t_s, whole.ap_deg, whole.ml_deg, *rates) is None
    middle = np.array(wish) * min(1.0, assumed_tilt_deg(2) / (np.hypot(*wish) or 1.0))
    away = np.hypot(whole.ap_deg - middle[0], whole.ml_deg - middle[1])
    assert away[whole.t_s > 1.0].max() < 0.25


@pytest.mark.usefixtures("no_sway")
def test_it_follows_a_steady_movement_by_its_lag():
    steering = Steering()
    board = SteeredBoard(steering, lead_in=NO_LEAD_IN)
    for tick in range(1000):
        steering.wish(5.0 * tick * TICK_S, 0.0)
        state = board.step(TICK_S)
    assert (4.995 - state.ap_deg) / 5.0 == pytest.approx(LAG_S, abs=TICK_S)
    assert state.ap_rate_deg_s == pytest.approx(5.0, abs=1e-3)


def test_no_wish_takes_it_beyond_the_rim():
    steering = Steering()
    board = SteeredBoard(steering, lead_in=NO_LEAD_IN)
    states = []
    for tick in range(2000):
        steering.wish(40 * np.cos(tick / 50), 40 * np.sin(tick / 50))
        states.append(board.step(TICK_S))
    whole = trace_of(states)
    tilt = np.hypot(whole.ap_deg, whole.ml_deg)
    assert 0.6 * assumed_tilt_deg(2) < tilt.max() <= assumed_tilt_deg(2) + 1e-9


def test_its_rate_is_the_slope_of_its_tilt():
    steering = Steering()
    steering.wish(0.0, 5.0)
    whole = trace(SteeredBoard(steering, lead_in=NO_LEAD_IN), 0.5)
    slope = np.gradient(whole.ml_deg, TICK_S)
    assert np.abs(slope - whole.ml_rate_deg_s)[1:-1].max() < 0.1


def test_it_lies_still_through_the_lead_in_and_then_follows():
    steering = Steering()
    steering.wish(5.0, 5.0)
    whole = trace(SteeredBoard(steering, lead_in=LeadIn(3.0, 0.5)), 5.0)
    still = whole.ap_deg[whole.t_s <= 3.0]
    assert np.ptp(still) == 0.0
    assert still[0] == pytest.approx(EmptyBoard(Dome(2)).lies_deg[0])
    assert whole.ap_deg[-1] == pytest.approx(5.0, abs=0.2)
