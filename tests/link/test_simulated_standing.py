"""A simulated patient changes legs, domes and stance between trials, on a board that streams on."""

from contextlib import closing

import numpy as np
import pytest

from tests.scripted_board import pump_for
from trainer.link.base import SimulatedClock
from trainer.link.patient_options import PatientOptions
from trainer.link.simulated_contacts import SimulatedContacts
from trainer.link.simulated_standing import StandingPatient
from trainer.link.uri import LinkContext
from trainer.recording.conditions import FLOOR, Conditions
from trainer.recording.interfaces import Standing
from trainer.recording.samples import Samples
from trainer.recording.vocabulary import Side, Stance, Support
from trainer.sessions.board import open_board
from trainer.sessions.board_facts import facts_from
from trainer.simulation.load_on_plate import PointLoad, StillBoard

LEFT_ON_3 = Conditions("steady-stance", side=Side.LEFT, level=3)
SEATED = Conditions("steady-stance", stance=Stance.SEATED)
TWO_LEGS = Conditions("steady-stance", side=Side.BOTH, stance=Stance.TWO_LEG)


def asked(query: str, *conditions: Conditions) -> list[PatientOptions]:
    """Who stood there, one after the other."""
    options = PatientOptions.parse(
        dict(p.split("=") for p in query.split("&") if p),
        "sim:patient",
        strict=dict(p.split("=") for p in query.split("&") if p),
    )
    stood: list[PatientOptions] = []

    def board_of(options: PatientOptions) -> StillBoard:
        stood.append(options)
        return StillBoard()

    standing = Standing()
    patient = StandingPatient(
        options, standing, board_of, lambda _: lambda _state: PointLoad(), SimulatedContacts(False)
    )
    for each in conditions:
        standing.take(each)
        patient.step(0.001)
        patient.step(0.001)
    return stood


def test_each_trial_is_stood_as_it_is_asked_for() -> None:
    stood = asked("skill=0.4", Conditions("a"), LEFT_ON_3, SEATED, TWO_LEGS)
    assert [(each.side, each.level, each.stance) for each in stood] == [
        (Side.RIGHT, 2, Stance.SINGLE_LEG),
        (Side.LEFT, 3, Stance.SINGLE_LEG),
        (Side.RIGHT, 2, Stance.SEATED),
        (Side.RIGHT, 2, Stance.TWO_LEG),
    ]
    assert [each.trial for each in stood] == [0, 1, 2, 3]
    assert {each.skill for each in stood} == {0.4}


def test_the_same_again_and_the_floor_change_nothing() -> None:
    on_floor = Conditions("squat", level=FLOOR)
    assert len(asked("", Conditions("a"), Conditions("b"), on_floor, Conditions("a"))) == 1


def test_what_somebody_typed_stays() -> None:
    assert [(each.side, each.level) for each in asked("side=right&seed=2", LEFT_ON_3)] == [
        (Side.RIGHT, 2),
        (Side.RIGHT, 3),
    ]


def test_nobody_sits_on_load_cells() -> None:
    assert [each.stance for each in asked("cells=80", SEATED)] == [Stance.SINGLE_LEG]


def streamed(*, take: Conditions | None, query: str = "seed=3&cells=80&contacts=1"):
    """Eight seconds, and eight more in which these conditions were taken."""
    standing = Standing()
    context = LinkContext(SimulatedClock(), standing=standing)
    with closing(open_board(f"sim:patient?{query}", context, facts_from(None, print))) as board:
        pump_for(board.feed, 8.0)
        if take is not None:
            standing.take(take)
        pump_for(board.feed, 8.0)
        return board.feed.since(-1)


def tilt(samples: Samples) -> np.ndarray:
    return np.stack((samples.ap_deg, samples.ml_deg))


def test_the_same_visit_twice_is_the_same_to_the_last_bit_and_another_leg_is_not() -> None:
    first, again = streamed(take=LEFT_ON_3), streamed(take=LEFT_ON_3)
    stayed = streamed(take=None)
    assert np.array_equal(tilt(first.samples), tilt(again.samples))
    before = first.samples.t_s < 4.0
    assert np.array_equal(tilt(first.samples)[:, before], tilt(stayed.samples)[:, before])
    assert not np.array_equal(tilt(first.samples), tilt(stayed.samples))


def test_changing_legs_is_one_motion_and_takes_the_load_away() -> None:
    stretch = streamed(take=LEFT_ON_3)
    steps_deg = np.abs(np.diff(tilt(stretch.samples))).max(axis=1)
    assert steps_deg.max() < 0.3, "a jump of the tilt from one sample to the next"
    load_n = stretch.load.load_n
    assert np.nanmin(load_n[len(load_n) // 3 :]) < 0.1 * np.nanmax(load_n)


@pytest.mark.parametrize("support", [Support.NONE, Support.RAIL], ids=["free", "rail"])
def test_a_hand_on_the_rail_is_felt_where_the_trial_asks_for_it(support: Support) -> None:
    stretch = streamed(take=Conditions("steady-stance", side=Side.LEFT, support=support))
    newest = stretch.samples.flags[-100:]
    assert bool((newest & 16).any()) is (support is Support.RAIL)
