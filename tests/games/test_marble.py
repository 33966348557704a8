"""Marble's rules: a ball that has to be rolled to a lantern and stopped there; nothing less counts.

And the ball itself: it comes to rest where the board points, walls hold it, sand slows it.
"""

import subprocess
import sys
from itertools import combinations
from math import hypot

import numpy as np
import pytest

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.garden.ball import STEP_US, Ball
from games.engine.garden.plan import BALL_PX, LANE_PX, Place, Plan, apart, place_at
from games.engine.garden.ways import Ways
from games.engine.rules import Now
from games.engine.spots import Spots
from games.registry import activity_named
from games.training.marble import CALLS_S, Marble, Pace
from tests.games.playing import played
from tests.games.steered_trial import circling, follower, sample, steered, still_at
from tools.gallery import RIM
from tools.scripted import held, scripted_samples, sway, then
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Outcome, Source

MARBLE = activity_named("marble")
EIGHT = tuple(45.0 * i for i in range(8))
FLAT = Rim(EIGHT, (5.0,) * 8, Source.MEASURED)
LOPSIDED = Rim((0.0, 90.0, 180.0, 270.0), (12.0, 7.0, 8.0, 10.0), Source.MEASURED)
STEP_S = STEP_US / 1e6


def setup_at(rung: int, seconds: float = 40.0, rim: Rim = RIM, **more):
    return MARBLE.setup(Conditions("", seconds=seconds, rung=rung), rim, seed=3, **more)


def plan_at(rung: int, rim: Rim = RIM, **more) -> Plan:
    return Plan.of(setup_at(rung, rim=rim, **more).parameters)


def rolled(ball: Ball, tilt: Place, seconds: float) -> Place:
    ball.let_pass(seconds, *tilt)
    return ball.place


class Fed:
    """Rules fed with a board that is held somewhere, and a ball that is laid there at once."""

    def __init__(self, rung: int = 1, **more) -> None:
        setup = setup_at(rung, **more)
        self.spots, self.pace = Spots.of(setup.parameters), Pace.of(setup.parameters)
        rules = MARBLE.rules(setup.parameters, 3)
        assert isinstance(rules, Marble)
        self.rules, self._now, self._t_s = rules, Now(), LEAD_IN_S
        self.hold((0.0, 0.0), STEP_S)

    def hold(self, tilt: Place, seconds: float, allowed: bool = True) -> Marble:
        for _ in range(round(seconds / STEP_S)):
            self._t_s += STEP_S
            now = self._now
            now.t_s, now.passed_s, now.measuring, now.allowed = self._t_s, STEP_S, True, allowed
            now.ap_deg, now.ml_deg = tilt
            self.rules.take(now)
        return self.rules

    @property
    def goal(self) -> Place:
        return self.spots.places[self.rules.next]


def test_the_ball_comes_to_rest_where_the_board_points() -> None:
    for drag in (1.8, 0.4):
        ball = Ball(plan_at(1), drag)
        assert rolled(ball, (4.0, -2.0), 8.0) == pytest.approx((4.0, -2.0), abs=0.01)


def test_the_tilt_pulls_the_ball_and_does_not_place_it() -> None:
    ball = Ball(plan_at(12), 0.4)
    way = [rolled(ball, (4.0, 0.0), STEP_S)[0] for _ in range(150)]
    assert way[4] < 0.1
    assert max(way) > 4.3, "it rolls past"


def test_soft_sand_slows_the_ball() -> None:
    plan = plan_at(8)
    firm, soft = (Ball(each, 0.6) for each in (plan_at(1), plan))
    start = plan.patches[0]
    for ball in (firm, soft):
        ball.lay(start)
    there = 0.0, 0.0
    left = [hypot(*rolled(ball, there, 0.2)) for ball in (firm, soft)]
    assert left[0] < left[1] < hypot(*start)


@pytest.mark.parametrize("rim", [RIM, LOPSIDED, FLAT], ids=["round", "lopsided", "flat"])
def test_neither_kerb_nor_wall_lets_the_ball_through(rim: Rim) -> None:
    plan = plan_at(12, rim)
    ball, nearest = Ball(plan, 0.4), 1e9
    tightest = min(rim.tilt_deg)
    draw = np.random.default_rng(4)
    for turn in draw.uniform(0, 360, 60):
        for _ in range(12):
            rolled(ball, place_at(float(turn), 1.6 * tightest), 2 * STEP_S)
            off = min(apart(ball.place, wall) for wall in plan.walls)
            nearest = min(nearest, off)
            direction = np.degrees(np.arctan2(ball.place[1], ball.place[0])) % 360
            assert hypot(*ball.place) < plan.to_kerb_deg(float(direction))
    touching = plan.ball_deg + plan.wall_half_deg
    assert 0.7 * touching < nearest < 1.2 * touching, "it was thrown against the walls, too"


@pytest.mark.parametrize("rung", [1, 4, 8, 12])
@pytest.mark.parametrize(
    ("rim", "no_go"),
    [(RIM, ()), (LOPSIDED, ()), (FLAT, ()), (RIM, (Sector(20.0, 110.0),))],
    ids=["round", "lopsided", "flat", "closed sector"],
)
def test_a_free_way_leads_from_every_court_to_every_other(rung: int, rim: Rim, no_go) -> None:
    setup = setup_at(rung, rim=rim, no_go=no_go)
    plan, courts = Plan.of(setup.parameters), Spots.of(setup.parameters).places
    ways = Ways(plan, Ball(plan, 1.0).free)
    for goal in courts:
        ways.lead_to(goal)
        for start in ((0.0, 0.0), *courts):
            at: Place | None = start
            for _ in range(8):
                assert at is not None
                at = at if at == goal else ways.next(at)
            assert at == goal


def test_the_way_to_a_court_behind_a_wall_goes_round_its_end() -> None:
    setup = setup_at(12)
    plan, courts = Plan.of(setup.parameters), Spots.of(setup.parameters).places
    ways, behind = Ways(plan, Ball(plan, 1.0).free), 0
    for start, goal in combinations(courts, 2):
        ways.lead_to(goal)
        following = ways.next(start)
        assert following is not None
        if following != goal:
            behind += 1
            tips = [hypot(following[0] - tip[0], following[1] - tip[1]) for tip, *_ in plan.walls]
            assert following == (0.0, 0.0) or min(tips) == pytest.approx(plan.way_deg, abs=0.01)
    assert behind >= 3


@pytest.mark.parametrize("rim", [RIM, LOPSIDED, FLAT], ids=["round", "lopsided", "flat"])
def test_lanes_are_wide_enough_and_the_ball_as_large_as_it_is_drawn(rim: Rim) -> None:
    plan = plan_at(12, rim)
    px = FieldMap.of(Layout((1920, 1080)), rim).px_per_deg
    assert plan.ball_deg * px == pytest.approx(BALL_PX, abs=0.5)
    narrowest = min(
        apart(place, other) for wall, other in combinations(plan.walls, 2) for place in wall
    )
    assert (narrowest - 2 * plan.wall_half_deg) * px >= LANE_PX


def test_a_ball_that_rests_in_the_court_lights_its_lantern() -> None:
    fed = Fed()
    first = fed.rules.next
    assert fed.rules.aim == (*fed.goal, fed.spots.radius_deg)
    rules = fed.hold(fed.goal, 6.0)
    assert rules.lit[0] == first
    assert (rules.earned, rules.shown) == (1, 1.0)
    assert rules.next != first


def test_a_ball_that_only_rolls_through_lights_nothing() -> None:
    fed = Fed(12)
    goal = fed.goal
    for _ in range(6):
        fed.hold((1.6 * goal[0], 1.6 * goal[1]), 0.35)
        fed.hold((-goal[0], -goal[1]), 0.5)
    assert fed.rules.earned == 0


def test_nothing_is_earned_where_load_or_sector_forbid_it() -> None:
    fed = Fed()
    assert fed.hold(fed.goal, CALLS_S - 0.5, allowed=False).earned == 0
    assert fed.hold(fed.goal, 0.4).held_share > 0.0


def test_a_ball_that_the_kerb_holds_earns_nothing_for_leaning_out() -> None:
    """The kerb stops the ball near the court, but a board that leans beyond it is not control."""
    fed = Fed(1, rim=FLAT)
    goal, radius = fed.goal, fed.spots.radius_deg
    far = 2.2 * radius / hypot(*goal) + 1.0
    assert fed.hold((far * goal[0], far * goal[1]), CALLS_S - 0.5).earned == 0


def test_a_ball_in_the_court_earns_nothing_while_the_board_points_beyond_it() -> None:
    fed = Fed()
    goal = fed.goal
    far = 1.0 + 1.2 * fed.spots.radius_deg / hypot(*goal)
    rules = fed.hold((far * goal[0], far * goal[1]), 2.5)
    assert rules.earned == 0
    assert fed.hold(goal, 4.0).earned == 1


@pytest.mark.parametrize("hz", [0.1, 0.12, 0.25])
def test_going_round_slowly_lights_fewer_than_honest_play(hz: float) -> None:
    setup = setup_at(1)
    honest = steered(MARBLE, setup, follower(0.6)).rules.shown
    bots = [circling(share * min(RIM.tilt_deg), hz) for share in (0.2, 0.45)]
    assert max(steered(MARBLE, setup, bot).rules.shown for bot in bots) < honest


def test_the_next_lantern_is_not_where_the_ball_rolls_to() -> None:
    for direction in range(0, 360, 45):
        rules = Fed().rules
        rules.ball.lay((0.0, 0.0))
        rules.ball.let_pass(0.3, *place_at(float(direction), 5.0))
        rules._call_another(10.0)
        goal, rate = rules._spots.places[rules.next], rules.ball.rate
        (ap, ml) = rules.ball.place
        assert (goal[0] - ap) * rate[0] + (goal[1] - ml) * rate[1] <= 0.0


def test_a_lantern_nobody_reaches_calls_no_longer_and_another_one_does() -> None:
    fed = Fed()
    first = fed.rules.next
    assert fed.hold((0.0, 0.0), CALLS_S - 0.1).next == first
    assert fed.hold((0.0, 0.0), 0.2).next != first
    assert fed.rules.earned == 0


def test_who_stands_at_the_only_lantern_has_to_leave_it_first() -> None:
    nearly_all = Sector(30.0, 330.0)
    fed = Fed(1, no_go=(nearly_all,))
    assert len(fed.spots.places) == 1
    rules = fed.hold(fed.goal, 20.0)
    assert rules.earned == 1
    assert rules.aim == (0.0, 0.0, fed.pace.gate_deg)
    fed.hold((0.0, 0.0), 3.0)
    assert fed.hold(fed.goal, 4.0).earned == 2


@pytest.mark.parametrize("rung", [1, 12])
def test_standing_still_circling_and_riding_the_rim_light_nothing(rung: int) -> None:
    setup = setup_at(rung)
    place = Spots.of(setup.parameters).places[0]
    for bot in (still_at(0.0, 0.0), still_at(*place), circling(hypot(*place), 0.4)):
        assert steered(MARBLE, setup, bot).rules.shown == 0
    assert steered(MARBLE, setup, circling(9.4, 0.2)).rules.shown == 0


def test_an_honest_round_lights_lanterns_in_every_court() -> None:
    trial = steered(MARBLE, setup_at(6), follower())
    assert trial.outcome is Outcome.COMPLETED
    rules = trial.rules
    assert isinstance(rules, Marble)
    assert rules.shown >= 12
    assert set(rules.lit) == set(range(6))


def test_who_reacts_more_slowly_lights_fewer() -> None:
    setup = setup_at(6)
    scores = [steered(MARBLE, setup, follower(lag_s)).rules.shown for lag_s in (0.3, 0.9, 2.0)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_the_same_samples_roll_the_same_way_however_they_arrive() -> None:
    setup = setup_at(9, seconds=6.0)
    motion = then(held(0.4, 0.2), 3.0, sway(3.4, seed=5))
    samples = scripted_samples(motion, 14.0)
    ways = []
    for every in (1, 7, 500):
        trial, _ = played(setup, samples, range(0, len(samples), every))
        assert isinstance(trial.rules, Marble)
        assert trial.outcome is Outcome.COMPLETED
        ways.append((trial.rules.track, trial.rules.ball.place, trial.rules.lit_at_s))
    assert ways[0] == ways[1] == ways[2]
    assert len(ways[0][0]) > 30


def test_the_ball_rolls_by_the_boards_time_whatever_its_rate() -> None:
    """Twice as many samples of the same board bring it to the same place, nearly."""
    ends = []
    for every in (1, 2):
        rules = MARBLE.rules(setup_at(6).parameters, 3)
        assert isinstance(rules, Marble)
        now = Now(measuring=False)
        for index in range(0, 400, every):
            t_s = index * 0.005
            now.t_s, now.passed_s = t_s, 0.005 * every
            now.ap_deg, now.ml_deg = 4.0 * np.sin(2.0 * t_s), 3.0 * np.cos(1.4 * t_s)
            rules.take(now)
        ends.append(rules.ball.place)
    assert ends[0] == pytest.approx(ends[1], abs=0.05)


def test_a_pause_leaves_the_ball_where_it_lay() -> None:
    fed = Fed(8)
    at = fed.hold((4.0, 0.0), 0.5).ball.place
    assert hypot(*fed.rules.ball.rate) > 1.0
    fed.rules.go_on()
    assert (fed.rules.ball.place, fed.rules.ball.rate) == (at, (0.0, 0.0))


def test_every_rung_is_harder_than_the_one_before() -> None:
    all_parameters = [setup_at(rung).parameters for rung in range(1, 13)]
    radii = [float(str(one["spot_radius_deg"])) for one in all_parameters]
    waits = [float(str(one["wait_s"])) for one in all_parameters]
    drags = [float(str(one["drag"])) for one in all_parameters]
    walls = [len(Plan.of(one).walls) for one in all_parameters]
    assert radii == sorted(radii, reverse=True)
    assert waits == sorted(set(waits))
    assert drags == sorted(set(drags), reverse=True)
    assert walls == sorted(walls)
    assert (walls[0], walls[-1]) == (0, 4)


def test_where_the_leg_must_not_go_there_is_no_lantern_and_no_sand() -> None:
    sector = Sector(20.0, 110.0)
    setup = setup_at(5, no_go=(sector,))
    plan = Plan.of(setup.parameters)
    assert plan.to_kerb_deg(65.0) < 0.6 * plan.to_kerb_deg(245.0)
    assert len(Spots.of(setup.parameters).places) == 4
    trial = steered(MARBLE, setup, follower())
    assert trial.outcome is Outcome.COMPLETED
    assert trial.rules.shown >= 8


def test_a_range_that_is_tiny_in_one_direction_keeps_the_other_lanterns() -> None:
    reach = Range(EIGHT, (8.0, 8.0, 0.6, 8.0, 8.0, 8.0, 8.0, 8.0), Source.MEASURED)
    setup = setup_at(3, limit=reach)
    assert len(Spots.of(setup.parameters).places) >= 3
    assert steered(MARBLE, setup, follower()).rules.shown >= 5


def test_the_light_in_the_gate_is_where_the_ball_begins() -> None:
    trial = MARBLE.trial(setup_at(1).conditions, RIM, setup_at(1).parameters, 3)
    for index in range(230):
        trial.take(sample(index, 1.0, -0.8))
    assert isinstance(trial.rules, Marble)
    assert trial.rules.ball.place == pytest.approx((1.0, -0.8), abs=0.05)


def test_listing_all_activities_does_without_pymunk() -> None:
    listed = "import sys; from games.registry import activities; activities()"
    asked = f"{listed}; sys.exit('pymunk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
