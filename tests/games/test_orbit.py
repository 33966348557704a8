"""Orbit's rules: who goes with the comet draws trails; who stands, rides or circles draws none."""

from collections.abc import Callable
from itertools import pairwise
from math import atan2, cos, degrees, hypot, sin

import pytest

from games.engine.circuit import Circuit
from games.engine.rules import Now
from games.engine.trial import Trial
from games.registry import activity_named
from games.training.orbit import (
    OUT_S,
    QUICKEST_LAP_S,
    SETS_OUT_S,
    SIXTHS_ONE_WAY,
    SLOWEST_LAP_S,
    TURN_S,
    Orbit,
    Pace,
)
from tests.games.steered_trial import Steering, follower, steered, still_at
from tests.games.test_bots_score import going_round, scored
from tools.gallery import RIM
from tools.scripted import held, sway, then
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import Range
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Eyes, Outcome, Side, Source

ORBIT = activity_named("orbit")
STEP_S = 0.02
ROUND = Circuit(2.5, tuple(10.0 * i for i in range(37)), (5.0,) * 37)
ARC = Circuit(2.5, tuple(100.0 + 10.0 * i for i in range(19)), (5.0,) * 19)
PACE = Pace(lap_s=12.0, slower=1.0, one_way=6, even_share=0.6, alone=1.0)
TO_RIGHT = Sector(60.0, 120.0)
WEAK_RIGHT = Range(
    tuple(45.0 * i for i in range(8)), (8.0, 8.0, 2.0, 8.0, 8.0, 8.0, 8.0, 8.0), Source.MEASURED
)
Light = Callable[[Orbit, float], tuple[float, float]]


def setup_at(rung: int, seconds: float = 40.0, **more):
    stands = {name: more.pop(name) for name in ("eyes", "side") if name in more}
    return ORBIT.setup(Conditions("", seconds=seconds, rung=rung, **stands), RIM, seed=3, **more)


def with_comet(rules: Orbit, t_s: float) -> tuple[float, float]:
    return rules.circuit.place(rules.direction_deg)


def played(
    light: Light, until_s: float = 43.0, circuit: Circuit = ROUND, pace: Pace = PACE
) -> tuple[Orbit, list[tuple[float, float, int]]]:
    """The rules after so long, and (time, direction, way) of the comet all along."""
    rules, now, track = Orbit(circuit, pace, 1), Now(), []
    for index in range(round(until_s / STEP_S)):
        now.t_s, now.passed_s = (index + 1) * STEP_S, STEP_S
        now.measuring = now.t_s > LEAD_IN_S
        now.ap_deg, now.ml_deg = light(rules, now.t_s)
        ap, ml, radius = rules.aim or (0.0, 0.0, 3.0)
        now.inside = hypot(now.ap_deg - ap, now.ml_deg - ml) <= radius
        rules.take(now)
        track.append((now.t_s, rules.direction_deg, rules.way))
    return rules, track


def test_who_goes_with_the_comet_earns_every_sixth_of_a_lap() -> None:
    rules, track = played(with_comet)
    gone = sum(abs(later[1] - one[1]) for one, later in pairwise(track))
    assert rules.earned == rules.shown == rules.beats == int(gone / 60.0 + 1e-6)
    assert rules.earned >= 20
    assert len(rules.earned_at_s) == rules.earned


@pytest.mark.parametrize("direction_deg", [0.0, 30.0, 200.0])
@pytest.mark.parametrize("radius_deg", [2.5, 4.0])
def test_a_light_that_waits_for_the_ring_to_come_by_earns_nothing(
    direction_deg: float, radius_deg: float
) -> None:
    wide = Circuit(radius_deg, ROUND.directions_deg, ROUND.away_deg)
    rules, _ = played(lambda rules, _: rules.circuit.place(direction_deg), circuit=wide)
    assert rules.beats > 10
    assert rules.earned == 0


def test_who_is_with_the_comet_for_less_than_its_share_earns_nothing() -> None:
    def for_a_share(share: float) -> Light:
        return lambda rules, t_s: rules.circuit.place(
            rules.direction_deg + (0.0 if t_s % 1.0 < share else 180.0)
        )

    even = 0.6
    assert played(for_a_share(even + 0.2))[0].earned > 5
    assert played(for_a_share(even - 0.2))[0].earned == 0


def test_nothing_is_earned_before_the_measured_part_and_the_comet_leads_out_of_level() -> None:
    rules, _ = played(with_comet, until_s=SETS_OUT_S - 0.1)
    assert rules.aim is None
    rules, _ = played(with_comet, until_s=(SETS_OUT_S + OUT_S) / 2)
    assert rules.aim is not None
    assert 0.0 < rules.aim[0] < 5.0
    rules, _ = played(with_comet, until_s=LEAD_IN_S)
    assert rules.aim == (5.0, 0.0, 2.5)
    assert rules.earned == rules.beats == 0


def test_after_its_laps_the_comet_waits_and_goes_the_other_way() -> None:
    rules, track = played(with_comet)
    turned = [later for one, later in pairwise(track) if one[2] != later[2]]
    assert len(turned) == rules.turns >= 2
    assert [way for _, _, way in turned[:2]] == [-1, 1]
    assert [abs(turn[1]) for turn in turned[:2]] == pytest.approx([360.0, 0.0], abs=1e-6)
    at_s = turned[0][0]
    waits = [where for t_s, where, _ in track if at_s <= t_s < at_s + TURN_S - 0.05]
    assert set(waits) == {turned[0][1]}


def test_it_gathers_speed_softly_and_never_jumps() -> None:
    _, track = played(with_comet)
    rates = [(later[1] - one[1]) / STEP_S for one, later in pairwise(track)]
    assert max(map(abs, rates)) <= 360.0 / QUICKEST_LAP_S + 0.1
    changes = [abs(later - one) for one, later in pairwise(rates)]
    assert max(changes) < 7.5


def test_words_tell_the_other_way_from_the_turn_until_it_is_under_way() -> None:
    rules, _ = played(with_comet, until_s=10.0)
    assert not rules.turning
    told = [t for t in range(44) if played(with_comet, until_s=float(t))[0].turning]
    assert 2 <= len(told) <= 12


def test_even_sixths_make_it_quicker_and_others_slower_within_bounds() -> None:
    def last_sixth_s(light: Light) -> float:
        rules, _ = played(light, until_s=120.0, pace=Pace(12.0, 1.0, 600, 0.6, 1.0))
        before, _ = played(light, until_s=60.0, pace=Pace(12.0, 1.0, 600, 0.6, 1.0))
        return 60.0 / (rules.beats - before.beats)

    assert last_sixth_s(with_comet) == pytest.approx(QUICKEST_LAP_S / 6, rel=0.05)
    assert last_sixth_s(lambda rules, _: (0.0, 0.0)) == pytest.approx(SLOWEST_LAP_S / 6, rel=0.05)


def test_on_an_arc_it_swings_to_and_fro_between_its_ends() -> None:
    rules, track = played(with_comet, circuit=ARC)
    directions = [direction for _, direction, _ in track]
    assert min(directions) == pytest.approx(100.0)
    assert max(directions) == pytest.approx(280.0)
    assert rules.turns >= 4
    assert rules.earned == rules.beats >= 14


def rim_rider(share: float = 0.98) -> Steering:
    """With the comet, but on the rim."""

    def steer(trial: Trial, t_s: float, at: tuple[float, float]) -> tuple[float, float]:
        ap, ml, _ = trial.ring
        if not trial.running or not hypot(ap, ml):
            return 0.0, 0.0
        tilt = share * float(RIM.limit_deg(ap, ml))
        turn = atan2(ml, ap)
        return tilt * cos(turn), tilt * sin(turn)

    return steer


@pytest.mark.parametrize("rung", [1, 12])
def test_who_does_not_go_with_the_comet_earns_next_to_nothing(rung: int) -> None:
    """`test_bots_score` has those who freeze, and those who go round or to and fro quickly."""
    setup = setup_at(rung)
    honest = steered(ORBIT, setup, follower()).rules.earned
    away_deg = hypot(*Circuit.of(setup.parameters).place(0.0))
    assert honest >= 13
    assert steered(ORBIT, setup, rim_rider()).rules.earned == 0
    for motion in (held(away_deg, 0.0), held(0.0, -away_deg), sway(2.6, seed=4)):
        assert scored(setup, then(held(0.0, 0.0), 2.5, motion)) <= honest / 4


@pytest.mark.parametrize("lap_s", [10.0, 12.0, 14.0])
def test_who_goes_slowly_round_without_looking_draws_one_lap_and_has_no_success(
    lap_s: float,
) -> None:
    """The comet turns, and who goes on the other way has not gone with it."""
    setup = setup_at(1)
    away_deg = hypot(*Circuit.of(setup.parameters).place(0.0))
    for hz in (1.0 / lap_s, -1.0 / lap_s):
        assert scored(setup, going_round(away_deg, hz)) <= SIXTHS_ONE_WAY
    assert ORBIT.success(40.0) > SIXTHS_ONE_WAY


def test_an_honest_round_goes_through_every_direction_both_ways() -> None:
    setup = setup_at(12)
    seen: dict[int, set[int]] = {1: set(), -1: set()}

    def watching(trial: Trial, t_s: float, at: tuple[float, float]) -> tuple[float, float]:
        if trial.running and trial.rules.aim is not None:
            ap, ml, _ = trial.rules.aim
            seen[trial.rules.way].add(round(degrees(atan2(ml, ap)) % 360.0 / 30.0) % 12)
        return follower()(trial, t_s, at)

    trial = steered(ORBIT, setup, watching)
    assert trial.outcome is Outcome.COMPLETED
    assert seen[1] == seen[-1] == set(range(12))


@pytest.mark.parametrize(("side", "way"), [(Side.RIGHT, -1), (Side.LEFT, 1)])
def test_inside_comes_first_on_either_leg(side: Side, way: int) -> None:
    setup = setup_at(1, side=side)
    assert ORBIT.rules(setup.parameters, 1).way == way  # type: ignore[attr-defined]


def test_who_lags_more_earns_less() -> None:
    setup = setup_at(12)
    scores = [steered(ORBIT, setup, follower(lag_s)).rules.earned for lag_s in (0.3, 0.9, 2.0)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_every_rung_is_harder_than_the_one_before() -> None:
    setups = [setup_at(rung).parameters for rung in range(1, 13)]
    circuits = [Circuit.of(one) for one in setups]
    radii = [one.radius_deg for one in circuits]
    far = [hypot(*one.place(0.0)) for one in circuits]
    lap_s, share = ([float(str(one[name])) for one in setups] for name in ("lap_s", "even_share"))
    assert radii == sorted(radii, reverse=True)
    assert far == sorted(set(far))
    assert lap_s == sorted(set(lap_s), reverse=True)
    assert share == sorted(set(share))


def test_with_a_no_go_sector_it_is_played_in_the_arc_that_is_left() -> None:
    setup = setup_at(4, no_go=(TO_RIGHT,))
    asked: list[float] = []

    def watching(trial: Trial, t_s: float, at: tuple[float, float]) -> tuple[float, float]:
        if trial.running and trial.rules.aim is not None:
            ap, ml, _ = trial.rules.aim
            asked.append(degrees(atan2(ml, ap)) % 360.0)
        return follower()(trial, t_s, at)

    trial = steered(ORBIT, setup, watching)
    assert trial.outcome is Outcome.COMPLETED
    assert trial.rules.earned >= 9
    assert min(TO_RIGHT.away_deg(direction) for direction in asked) > 9.0
    assert trial.rules.turns >= 2  # type: ignore[attr-defined]


def test_with_a_range_small_on_one_side_it_is_played_and_level_earns_nothing() -> None:
    setup = setup_at(4, limit=WEAK_RIGHT)
    assert steered(ORBIT, setup, follower()).rules.earned >= 9
    assert steered(ORBIT, setup, still_at(0.0, 0.0)).rules.earned == 0
    tiny = Range((0.0, 180.0), (1.5, 1.5), Source.MEASURED)
    assert steered(ORBIT, setup_at(4, limit=tiny), still_at(0.0, 0.0)).rules.earned == 0


def test_without_eyes_the_comet_goes_more_slowly_at_the_same_place() -> None:
    by_eye, by_ear = (setup_at(4, eyes=eyes) for eyes in (Eyes.OPEN, Eyes.CLOSED))
    assert Circuit.of(by_ear.parameters) == Circuit.of(by_eye.parameters)
    beats = [steered(ORBIT, one, follower()).rules.beats for one in (by_eye, by_ear)]
    assert beats[1] < 0.8 * beats[0]


def test_a_better_round_has_no_highest_number() -> None:
    whole = ORBIT.headline.whole(40.0)
    best = steered(ORBIT, setup_at(12), follower(0.1)).rules.shown
    assert best > whole
    assert ORBIT.headline.shown(best) == f"{best:.0f}"
