"""Slalom's rules: a gate is passed by coming into it in time and staying, and by nothing else."""

from itertools import pairwise
from math import hypot

import pytest

from games.engine.banks import Banks
from games.engine.rules import Now
from games.registry import activity_named
from games.training.slalom import APART_S, Slalom
from tests.games.steered_trial import circling, follower, steered, still_at
from tools.gallery import RIM
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import Range
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Outcome, Source

SLALOM = activity_named("slalom")
BANKS = Banks(2.5, ((0.0, 5.0), (1.5, 4.5)), ((0.0, -5.0), (-1.5, -4.5)))
STAY_S = 0.4


def setup_at(rung: int, seconds: float = 40.0, **more):
    return SLALOM.setup(Conditions("", seconds=seconds, rung=rung), RIM, seed=3, **more)


def run(inside, until_s: float = 43.0, seed: int = 1) -> Slalom:
    """A run with the light in the gate whenever `inside` says so of the time left."""
    rules, step_s, now = Slalom(BANKS, STAY_S, seed), 0.01, Now()
    for index in range(round(until_s / step_s)):
        now.t_s, now.passed_s = (index + 1) * step_s, step_s
        now.measuring = now.t_s > LEAD_IN_S
        now.inside = inside(rules.gates[rules.next].arrives_s - now.t_s)
        rules.take(now)
    return rules


def test_who_comes_into_every_gate_in_time_passes_every_gate() -> None:
    rules = run(lambda left_s: left_s < 1.0)
    assert rules.next >= 12
    assert rules.earned == rules.shown == rules.next
    assert all(gate.passed for gate in rules.gates[: rules.next])


@pytest.mark.parametrize(
    "inside",
    [
        lambda left_s: False,
        lambda left_s: left_s > 0.1,
        lambda left_s: left_s < STAY_S - 0.05,
        lambda left_s: not 0.1 < left_s < 0.15,
        lambda left_s: True,
    ],
    ids=["never there", "left too early", "came too late", "not steady", "was there all along"],
)
def test_who_does_not_come_into_it_and_stay_misses_it(inside) -> None:
    rules = run(inside)
    assert rules.earned == 0
    assert all(gate.passed is False for gate in rules.gates[: rules.next])


def test_the_lead_in_earns_nothing_and_asks_for_level() -> None:
    rules = run(lambda left_s: True, until_s=LEAD_IN_S)
    assert rules.aim is None
    assert rules.next == 0


def test_gates_come_by_on_one_bank_and_the_other_in_turn_to_a_beat() -> None:
    rules = run(lambda left_s: left_s < 1.0)
    assert all(one.ml_deg * next_one.ml_deg < 0 for one, next_one in pairwise(rules.gates))
    apart = [later.arrives_s - one.arrives_s for one, later in pairwise(rules.gates)]
    assert apart == pytest.approx([APART_S] * len(apart))
    assert APART_S >= 2.4


def test_either_bank_may_come_first() -> None:
    assert len({Slalom(BANKS, STAY_S, seed).gates[0].ml_deg > 0 for seed in range(4)}) == 2


def test_the_aim_is_the_next_gate_and_stays_until_it_has_come_by() -> None:
    trial = steered(SLALOM, setup_at(3), follower(), until_s=20.0)
    rules = trial.rules
    assert isinstance(rules, Slalom)
    gate = rules.gates[rules.next]
    assert trial.ring == (gate.ap_deg, gate.ml_deg, rules.radius_deg)
    assert gate.arrives_s > trial.running_s >= rules.gates[rules.next - 1].arrives_s


@pytest.mark.parametrize("rung", [1, 12])
def test_freezing_leaning_or_circling_passes_next_to_no_gate(rung: int) -> None:
    setup = setup_at(rung)
    honest = steered(SLALOM, setup, follower()).rules.shown
    place = Banks.of(setup.parameters).first[0]
    assert honest >= 11
    assert steered(SLALOM, setup, still_at(0.0, 0.0)).rules.shown == 0
    assert steered(SLALOM, setup, still_at(*place)).rules.shown <= honest / 2
    assert steered(SLALOM, setup, circling(hypot(*place), 0.5)).rules.shown <= honest / 2


def test_who_reacts_more_slowly_passes_fewer() -> None:
    setup = setup_at(8)
    scores = [steered(SLALOM, setup, follower(lag_s)).rules.shown for lag_s in (0.3, 0.9, 3.0)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] >= 2 * scores[-1]


def test_every_rung_is_harder_than_the_one_before() -> None:
    setups = [setup_at(rung) for rung in range(1, 13)]
    banks = [Banks.of(setup.parameters) for setup in setups]
    radii = [one.radius_deg for one in banks]
    far = [max(hypot(*place) for place in one.first) for one in banks]
    stays = [setup.parameters["stay_s"] for setup in setups]
    assert radii == sorted(radii, reverse=True)
    assert far == sorted(set(far))
    assert stays == sorted(set(stays))


@pytest.mark.parametrize(
    "more",
    [
        {"no_go": (Sector(60.0, 120.0),)},
        {"no_go": (Sector(300.0, 240.0),)},
        {"limit": Range((0.0, 90.0, 180.0, 270.0), (9.0, 1.2, 9.0, 9.0), Source.MEASURED)},
    ],
    ids=["right closed", "left alone", "a tiny range to the right"],
)
def test_with_a_side_closed_or_hardly_reached_it_is_played_to_its_end(more) -> None:
    setup = setup_at(4, **more)
    trial = steered(SLALOM, setup, follower())
    assert trial.outcome is Outcome.COMPLETED
    assert trial.rules.shown >= 9
    assert steered(SLALOM, setup, still_at(0.0, 0.0)).rules.shown == 0


def test_a_better_run_has_no_highest_number() -> None:
    whole = SLALOM.headline.whole(40.0)
    best = steered(SLALOM, setup_at(12), follower(0.1)).rules.shown
    assert best > whole
    assert SLALOM.headline.shown(best) == f"{best:.0f}"
