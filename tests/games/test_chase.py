"""Chase's rules: who is in the ring and goes along with the koi earns, and nobody else."""

from math import cos, hypot, pi, sin

import numpy as np
import pytest

from games.engine.rules import Now
from games.registry import activity_named
from games.training.chase import LEAST_RING_DEG, TOGETHER_S, Company
from tests.games.steered_trial import Steering, circling, follower, steered, still_at
from tools.gallery import RIM
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import Range
from trainer.recording.sector import Sector
from trainer.recording.target import TargetPath, target_of
from trainer.recording.vocabulary import Outcome, Source

CHASE = activity_named("chase")
STEP_S, ROUND_S, AWAY_DEG, RING_DEG = 0.01, 12.0, 4.0, 2.5


def setup_at(rung: int, seconds: float = 30.0, seed: int = 3, **more):
    conditions = Conditions("", seconds=seconds, rung=rung)
    return CHASE.setup(conditions, RIM, seed=seed, **more)


def path_at(rung: int, **more) -> TargetPath:
    path = target_of(setup_at(rung, **more).parameters)
    assert path is not None
    return path


class Played:
    """Rules fed without a board, with a koi that goes round level."""

    def __init__(self) -> None:
        self.rules = Company()
        self._now = Now()

    def let_pass(self, seconds: float, light, measuring: bool = True) -> Company:
        """`light` tells where the light is from where the koi is (ap, ml)."""
        for _ in range(round(seconds / STEP_S)):
            now = self._now
            now.t_s, now.passed_s, now.measuring = now.t_s + STEP_S, STEP_S, measuring
            turn = 2 * pi * now.t_s / ROUND_S
            now.target = AWAY_DEG * cos(turn), AWAY_DEG * sin(turn), RING_DEG
            now.ap_deg, now.ml_deg = light(*now.target[:2])
            off = now.ap_deg - now.target[0], now.ml_deg - now.target[1]
            now.inside = hypot(*off) <= RING_DEG
            self.rules.take(now)
        return self.rules


def with_it(ap_deg: float, ml_deg: float) -> tuple[float, float]:
    return 0.9 * ap_deg, 0.9 * ml_deg


def apart(ap_deg: float, ml_deg: float) -> tuple[float, float]:
    return -ap_deg, -ml_deg


def swaying(tilt_deg: float, seed: int) -> Steering:
    """Stands about level and sways."""
    draw = np.random.default_rng(seed)
    hz, phase = draw.uniform(0.15, 0.9, (2, 5)), draw.uniform(0, 2 * pi, (2, 5))

    def steer(_trial, t_s: float, _at: tuple[float, float]) -> tuple[float, float]:
        swings = np.sin(2 * pi * hz * t_s + phase).sum(axis=1) * tilt_deg * (2 / 5) ** 0.5
        return (float(swings[0]), float(swings[1])) if t_s > 2.5 else (0.0, 0.0)

    return steer


def test_every_three_seconds_together_a_fish_joins() -> None:
    played = Played()
    played.let_pass(LEAD_IN_S, with_it, measuring=False)
    rules = played.let_pass(TOGETHER_S - 0.02, with_it)
    assert (rules.earned, rules.joined_at_s) == (0, [])
    rules = played.let_pass(2 * TOGETHER_S + 0.04, with_it)
    assert (rules.earned, rules.shown) == (3, 3.0)
    assert np.diff(rules.joined_at_s) == pytest.approx([TOGETHER_S] * 2, abs=0.02)


def test_the_lead_in_brings_no_fish_nearer() -> None:
    assert Played().let_pass(20.0, with_it, measuring=False).together_s == 0.0


def test_apart_the_next_fish_waits_where_it_is() -> None:
    played = Played()
    played.let_pass(LEAD_IN_S, with_it, measuring=False)
    near_s = played.let_pass(2.0, with_it).together_s
    assert near_s == pytest.approx(2.0, abs=0.02)
    assert played.let_pass(5.0, apart).together_s == pytest.approx(near_s, abs=0.02)


def test_who_lets_the_koi_come_by_is_not_together_with_it() -> None:
    played = Played()
    rules = played.let_pass(30.0, lambda _ap, _ml: (AWAY_DEG, 0.0))
    assert rules.together_s == 0.0
    assert rules.earned == 0


def test_who_sways_in_one_place_while_the_koi_comes_by_is_hardly_together_with_it() -> None:
    played = Played()
    played.let_pass(30.0, lambda ap, _ml: (AWAY_DEG + 0.8 * sin(3 * ap), 0.0))
    assert played.rules.earned == 0


@pytest.mark.parametrize("rung", [1, 12])
def test_an_honest_chase_gathers_a_school_and_standing_still_nobody(rung: int) -> None:
    setup = setup_at(rung, seconds=18.0)
    path = target_of(setup.parameters)
    assert path is not None
    ap_deg, ml_deg, _ = path.now(12.0)
    honest = steered(CHASE, setup, follower())
    assert honest.outcome is Outcome.COMPLETED
    assert honest.rules.shown >= 5
    assert steered(CHASE, setup, still_at(0.0, 0.0)).rules.shown == 0
    assert steered(CHASE, setup, still_at(ap_deg, ml_deg)).rules.shown == 0
    assert steered(CHASE, setup, swaying(1.6, rung)).rules.shown <= 1
    assert steered(CHASE, setup, circling(hypot(ap_deg, ml_deg), 0.3)).rules.shown <= 1


def test_who_reacts_more_slowly_swims_with_fewer() -> None:
    setup = setup_at(12, seconds=18.0)
    scores = [steered(CHASE, setup, follower(lag_s)).rules.shown for lag_s in (0.3, 0.9, 2.5)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_every_rung_is_harder_than_the_one_before() -> None:
    paths = [path_at(rung) for rung in range(1, 13)]
    radii = [path.radii_deg[0] for path in paths]
    times_s = np.arange(LEAD_IN_S, 200.0, 0.1)
    ways = [path.at(times_s) for path in paths]
    speeds = [float(np.hypot(np.diff(ap), np.diff(ml)).mean()) for ap, ml, _ in ways]
    far = [float(np.hypot(ap, ml).max()) for ap, ml, _ in ways]
    assert radii == sorted(radii, reverse=True)
    assert speeds == sorted(set(speeds))
    assert far == sorted(far)


def test_each_round_has_a_path_of_its_own_that_its_seed_repeats() -> None:
    one, again, other = (path_at(5, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_the_koi_sets_out_from_level_and_is_on_its_way_before_anything_counts() -> None:
    path = path_at(8)
    assert path.now(0.0)[:2] == pytest.approx((0.0, 0.0), abs=0.01)
    ap, ml, _ = path.at(np.arange(0.0, 10.0, 0.02))
    steps = np.hypot(np.diff(ap), np.diff(ml))
    assert steps.max() < 0.35


def test_in_the_smallest_waters_the_ring_is_narrower_than_they_are() -> None:
    tiny = Range(tuple(45.0 * i for i in range(8)), (3.0,) * 8, Source.MEASURED)
    path = path_at(1, limit=tiny)
    ap, ml, radius = path.at(np.arange(LEAD_IN_S, 60.0, 0.1))
    assert radius[0] == pytest.approx(LEAST_RING_DEG, abs=0.1)
    assert np.hypot(ap, ml).max() <= 3.0
    assert steered(CHASE, setup_at(1, 12.0, limit=tiny), follower(0.2)).rules.shown >= 2


def test_a_chase_round_a_no_go_sector_can_be_played_to_its_end() -> None:
    setup = setup_at(6, 15.0, no_go=(Sector(300.0, 60.0),))
    trial = steered(CHASE, setup, follower())
    assert trial.outcome is Outcome.COMPLETED
    assert trial.rules.shown >= 3
    assert steered(CHASE, setup, still_at(-3.0, 0.0)).rules.shown == 0


def test_a_better_chase_has_room_above_what_is_enough() -> None:
    whole = CHASE.headline.whole(30.0)
    best = steered(CHASE, setup_at(4), follower(0.1)).rules.shown
    assert best > whole
    assert CHASE.headline.shown(best) == f"{best:.0f}"
