"""Glide's rules: rings are flown through by being there in time, steadily, and by nothing else."""

from itertools import pairwise
from math import hypot

import pytest

from games.engine.rules import Now
from games.engine.spots import Spots
from games.registry import activity_named
from games.training.glide import LATER_S, QUICKEST_S, Flight
from tests.games.steered_trial import circling, follower, steered, still_at
from tools.gallery import RIM
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Outcome

GLIDE = activity_named("glide")
STEADY_S = 0.4
SPOTS = Spots(2.5, ((5.0, 0.0), (0.0, 5.0), (-5.0, 0.0), (0.0, -5.0)))


def setup_at(rung: int, seconds: float = 40.0, **more):
    return GLIDE.setup(Conditions("", seconds=seconds, rung=rung), RIM, seed=3, **more)


def flown(flight: Flight, inside, until_s: float = 43.0) -> Flight:
    """The flight with the light in the ring whenever `inside` says so of the time left."""
    step_s, now = 0.01, Now()
    for index in range(round(until_s / step_s)):
        now.t_s, now.passed_s = (index + 1) * step_s, step_s
        now.measuring = now.t_s > LEAD_IN_S
        now.inside = inside(flight.rings[flight.next].arrives_s - now.t_s)
        flight.take(now)
    return flight


def test_who_is_there_in_time_flies_through_every_ring() -> None:
    flight = flown(Flight(SPOTS, 4.0, STEADY_S, seed=1), lambda left_s: left_s < 1.0)
    assert flight.next >= 9
    assert flight.earned == flight.shown == flight.next
    assert all(ring.flown for ring in flight.rings[: flight.next])


@pytest.mark.parametrize(
    "inside",
    [
        lambda left_s: False,
        lambda left_s: left_s > 0.1,
        lambda left_s: left_s < STEADY_S - 0.05,
        lambda left_s: not 0.1 < left_s < 0.15,
    ],
    ids=["never there", "left too early", "came too late", "not steady"],
)
def test_who_is_not_there_steadily_as_it_arrives_misses_it(inside) -> None:
    flight = flown(Flight(SPOTS, 4.0, STEADY_S, seed=1), inside)
    assert flight.earned == 0
    assert all(ring.flown is False for ring in flight.rings[: flight.next])


def test_a_longer_stay_is_asked_for_where_a_rung_says_so() -> None:
    late = flown(Flight(SPOTS, 4.0, 1.1, seed=1), lambda left_s: left_s < 1.0)
    assert late.earned == 0 < flown(Flight(SPOTS, 4.0, 0.9, seed=1), lambda s: s < 1.0).earned


def test_the_lead_in_earns_nothing_and_asks_for_level() -> None:
    flight = flown(Flight(SPOTS, 4.0, STEADY_S, seed=1), lambda left_s: True, until_s=LEAD_IN_S)
    assert flight.aim is None
    assert flight.next == 0


def test_nothing_comes_nearer_faster_than_a_ring_in_2_4_s() -> None:
    flight = flown(Flight(SPOTS, 3.2, STEADY_S, seed=1), lambda left_s: True, until_s=63.0)
    apart = [later.arrives_s - one.arrives_s for one, later in pairwise(flight.rings)]
    assert min(apart) == pytest.approx(QUICKEST_S)
    assert all(later < one + 1e-9 for one, later in pairwise(apart))


def test_after_a_miss_rings_come_more_slowly_and_those_on_their_way_do_not_jump() -> None:
    flight = flown(
        Flight(SPOTS, 3.2, STEADY_S, seed=1), lambda left_s: False, until_s=LEAD_IN_S + 3.1
    )
    before = [ring.arrives_s for ring in flight.rings]
    after = flown(
        Flight(SPOTS, 3.2, STEADY_S, seed=1), lambda left_s: False, until_s=LEAD_IN_S + 3.3
    )
    assert [ring.arrives_s for ring in after.rings[: len(before)]] == before
    assert after.rings[-1].arrives_s - before[-1] == pytest.approx(3.2 + LATER_S)


def test_the_aim_is_the_next_ring_and_stays_until_it_has_arrived() -> None:
    trial = steered(GLIDE, setup_at(3), follower(), until_s=20.0)
    flight = trial.rules
    assert isinstance(flight, Flight)
    ring = flight.rings[flight.next]
    assert trial.ring == (ring.ap_deg, ring.ml_deg, flight.radius_deg)
    assert ring.arrives_s > trial.running_s >= flight.rings[flight.next - 1].arrives_s


@pytest.mark.parametrize("rung", [1, 12])
def test_freezing_or_circling_earns_next_to_nothing(rung: int) -> None:
    setup = setup_at(rung)
    honest = steered(GLIDE, setup, follower()).rules.shown
    spots = Spots.of(setup.parameters)
    assert honest >= 9
    assert steered(GLIDE, setup, still_at(0.0, 0.0)).rules.shown == 0
    assert steered(GLIDE, setup, still_at(*spots.places[0])).rules.shown <= honest / 2
    assert steered(GLIDE, setup, circling(hypot(*spots.places[0]), 0.5)).rules.shown <= honest / 3


def test_who_reacts_more_slowly_flies_through_fewer() -> None:
    setup = setup_at(12)
    scores = [steered(GLIDE, setup, follower(lag_s)).rules.shown for lag_s in (0.3, 2.4, 5.0)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_every_rung_is_harder_than_the_one_before() -> None:
    setups = [setup_at(rung) for rung in range(1, 13)]
    spots = [Spots.of(setup.parameters) for setup in setups]
    radii = [one.radius_deg for one in spots]
    far = [max(hypot(*place) for place in one.places) for one in spots]
    slow = [setup.parameters["slow_s"] for setup in setups]
    assert radii == sorted(radii, reverse=True)
    assert far == sorted(set(far))
    assert slow == sorted(set(slow), reverse=True)
    steady = [setup.parameters["steady_s"] for setup in setups]
    assert steady == sorted(set(steady))


def test_a_trial_with_no_go_sectors_can_be_played_to_its_end() -> None:
    setup = setup_at(4, no_go=(Sector(300.0, 120.0),))
    trial = steered(GLIDE, setup, follower())
    assert trial.outcome is Outcome.COMPLETED
    assert trial.rules.shown >= 8


def test_a_better_flight_has_no_highest_number() -> None:
    whole = GLIDE.headline.whole(40.0)
    best = steered(GLIDE, setup_at(12), follower(0.1)).rules.shown
    assert best > whole
    assert GLIDE.headline.shown(best) == f"{best:.0f}"
