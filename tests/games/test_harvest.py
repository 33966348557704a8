"""Harvest's rules: reach, wait there, carry the light home; nothing less lights a lantern."""

from collections import Counter
from math import hypot

import pytest

from games.engine.rules import Now
from games.engine.spots import Spots
from games.registry import activity_named
from games.training.harvest import SHUTS_S, WAIT_S, Harvest, Task
from tests.games.steered_trial import circling, follower, steered, still_at
from tools.gallery import RIM
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import Range
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Eyes, Outcome, Source

HARVEST = activity_named("harvest")
SPOTS = Spots(2.5, ((5.0, 0.0), (0.0, 5.0), (-5.0, 0.0), (0.0, -5.0)))
STEP_S, HOME_S = 0.01, 0.5


class Played:
    """Rules fed second by second, without a board."""

    def __init__(self, rules: Harvest | None = None) -> None:
        self.rules = rules or Harvest(SPOTS, 2.5, HOME_S, seed=1)
        self._now, self._t_s = Now(), LEAD_IN_S
        self.let_pass(STEP_S, inside=True)  # the first sample still belongs to the gate's ring

    def let_pass(self, seconds: float, inside: bool) -> Harvest:
        for _ in range(round(seconds / STEP_S)):
            self._t_s += STEP_S
            now = self._now
            now.t_s, now.passed_s, now.measuring, now.inside = self._t_s, STEP_S, True, inside
            self.rules.take(now)
        return self.rules


def setup_at(rung: int, seconds: float = 40.0, **more):
    return HARVEST.setup(Conditions("", seconds=seconds, rung=rung), RIM, seed=3, **more)


def test_reach_wait_and_carry_home_earns_one_light() -> None:
    played = Played()
    lily = played.rules.open
    assert played.rules.aim == (*SPOTS.places[lily], SPOTS.radius_deg)
    rules = played.let_pass(WAIT_S, inside=True)
    assert (rules.task, rules.earned) == (Task.CARRY, 0)
    assert rules.aim == (0.0, 0.0, 2.5)
    rules = played.let_pass(HOME_S, inside=True)
    assert (rules.task, rules.earned, rules.shown, rules.home) == (Task.REACH, 1, 1.0, [lily])
    assert rules.open != lily


def test_a_light_that_is_not_carried_home_earns_nothing() -> None:
    played = Played()
    played.let_pass(WAIT_S, inside=True)
    assert played.let_pass(30.0, inside=False).earned == 0
    assert played.rules.task is Task.CARRY


def test_leaving_the_lily_empties_the_wait_as_fast_as_it_filled() -> None:
    played = Played()
    played.let_pass(0.6, inside=True)
    assert played.let_pass(0.3, inside=False).held_share == pytest.approx(0.3, abs=0.02)
    assert played.let_pass(1.0, inside=False).held_share == 0.0
    assert played.rules.task is Task.REACH


def test_a_lily_nobody_reaches_shuts_and_another_one_opens() -> None:
    played = Played()
    first = played.rules.open
    assert played.let_pass(SHUTS_S - 0.1, inside=False).open == first
    assert played.let_pass(0.2, inside=False).open != first
    assert played.rules.earned == 0


def test_a_lily_does_not_shut_under_a_light_that_waits_there() -> None:
    played = Played()
    first = played.rules.open
    played.let_pass(SHUTS_S - 0.5, inside=False)
    assert played.let_pass(0.9, inside=True).open == first
    assert played.let_pass(0.2, inside=True).task is Task.CARRY


def test_the_lead_in_earns_nothing_and_asks_for_level() -> None:
    trial = steered(HARVEST, setup_at(1), follower(), until_s=4.5)
    rules = trial.rules
    assert isinstance(rules, Harvest)
    assert (rules.aim, rules.held_share, rules.earned) == (None, 0.0, 0)


def test_an_honest_harvest_brings_lights_home_from_every_lily() -> None:
    trial = steered(HARVEST, setup_at(6), follower())
    assert trial.outcome is Outcome.COMPLETED
    rules = trial.rules
    assert isinstance(rules, Harvest)
    assert rules.shown >= 9
    assert set(rules.home) == set(range(8))


@pytest.mark.parametrize("rung", [1, 12])
def test_freezing_or_circling_brings_no_light_home(rung: int) -> None:
    setup = setup_at(rung)
    place = Spots.of(setup.parameters).places[0]
    for bot in (still_at(0.0, 0.0), still_at(*place), circling(hypot(*place), 0.4)):
        assert steered(HARVEST, setup, bot).rules.shown == 0


def test_who_reacts_more_slowly_brings_fewer_home() -> None:
    setup = setup_at(6)
    scores = [steered(HARVEST, setup, follower(lag_s)).rules.shown for lag_s in (0.3, 0.9, 2.0)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_every_rung_is_harder_than_the_one_before() -> None:
    spots = [Spots.of(setup_at(rung).parameters) for rung in range(1, 13)]
    radii = [one.radius_deg for one in spots]
    far = [max(hypot(*place) for place in one.places) for one in spots]
    rests = [setup_at(rung).parameters["rest_s"] for rung in range(1, 13)]
    assert radii == sorted(radii, reverse=True)
    assert far == sorted(set(far))
    assert rests == sorted(set(rests))


@pytest.mark.parametrize("rung", [1, 6, 12])
def test_the_stone_is_larger_by_ear_on_every_rung(rung: int) -> None:
    seen, heard = (
        HARVEST.setup(Conditions("", rung=rung, eyes=eyes), RIM).parameters["gate_radius_deg"]
        for eyes in (Eyes.OPEN, Eyes.CLOSED)
    )
    assert heard >= 1.3 * seen


def test_the_weak_side_blooms_more_often_only_where_the_therapist_allows_it() -> None:
    reach = Range(
        tuple(45.0 * i for i in range(8)), (9.0, 9.0, 9.0, 9.0, 9.0, 6.5, 9.0, 9.0), Source.MEASURED
    )
    for allowed, share in ((True, 0.3), (False, 0.125)):
        setup = setup_at(3, limit=reach, seeks_weak=allowed)
        rules = HARVEST.rules(setup.parameters, 5)
        assert isinstance(rules, Harvest)
        played, opened = Played(rules), []
        for _ in range(40):
            opened.append(rules.open)
            while rules.open == opened[-1] and len(rules.home) < len(opened):
                played.let_pass(STEP_S, inside=True)
        assert Counter(opened)[5] / 40 == pytest.approx(share, abs=0.03)


def test_no_lily_grows_among_the_reeds() -> None:
    sector = Sector(20.0, 110.0)
    setup = setup_at(5, no_go=(sector,))
    assert len(Spots.of(setup.parameters).places) == 6
    trial = steered(HARVEST, setup, follower())
    assert trial.outcome is Outcome.COMPLETED
    assert trial.rules.shown >= 8
