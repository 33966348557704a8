"""The simulated patient as a board: repeatable, mirrored, within its rim, guided by the target."""

import numpy as np
import pytest

from trainer.recording.envelope import assumed_tilt_deg
from trainer.recording.interfaces import Target
from trainer.recording.vocabulary import Eyes, Side, Support
from trainer.simulation.board_state import TICK_S, Doing, LeadIn, SimulationError, trace
from trainer.simulation.control import Memory
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import Ability, DayForm, PatientTraits

SOON = LeadIn(0.1, 0.5)


def run(seconds=6.0, seed=5, shown=None, **traits):
    traits.setdefault("lead_in", SOON)
    return trace(SimulatedPatient(PatientTraits(**traits), seed), seconds, lambda _: shown)


def test_one_seed_makes_one_motion():
    first, second = run(), run()
    assert np.array_equal(first.ap_deg, second.ap_deg)
    assert np.array_equal(first.thigh_medial_lean_deg, second.thigh_medial_lean_deg)


@pytest.mark.parametrize("other", [{"seed": 6}, {"day": 1}, {"trial": 1}])
def test_another_seed_day_or_trial_makes_another_motion(other):
    assert not np.allclose(run(**other).ap_deg, run().ap_deg)


def test_steps_of_any_length_pass_the_same_time():
    fine, coarse = (SimulatedPatient(PatientTraits(lead_in=SOON), 2) for _ in range(2))
    for _ in range(4000):
        fine.step(TICK_S)
    for _ in range(240):
        coarse.step(1 / 60)
    assert fine.state == coarse.state


def test_the_left_leg_mirrors_the_right():
    right = run(side=Side.RIGHT, shown=Target(1.0, 1.5))
    left = run(side=Side.LEFT, shown=Target(1.0, -1.5))
    # Before somebody stands there, the board lies as its own mass leaves it, which is no mirror.
    standing = right.t_s >= SOON.ends_s
    assert np.array_equal(left.ap_deg, right.ap_deg)
    assert np.array_equal(left.ml_deg[standing], -right.ml_deg[standing])
    assert np.array_equal(left.ml_rate_deg_s[standing], -right.ml_rate_deg_s[standing])
    assert np.array_equal(left.thigh_medial_lean_deg, right.thigh_medial_lean_deg)


@pytest.mark.parametrize(("level", "lies_deg"), [(1, 2.3), (2, 3.3), (4, 14.6), (5, 17.5)])
def test_the_board_lies_still_as_its_mass_leaves_it_until_somebody_levels_it(level, lies_deg):
    whole = run(level=level, lead_in=LeadIn(3.0, 0.5))
    still = whole.t_s <= 3.0
    tilt = np.hypot(whole.ap_deg, whole.ml_deg)
    assert tilt[still] == pytest.approx(np.full(still.sum(), lies_deg), abs=0.06)
    assert np.ptp(whole.ml_deg[still]) == 0.0
    assert not np.any(whole.ml_rate_deg_s[still])
    assert tilt[whole.t_s >= 3.5][0] < 1.0
    assert tilt.max() <= assumed_tilt_deg(level) + 1e-9
    slope = np.gradient(whole.ap_deg, TICK_S)
    assert np.abs(slope - whole.ap_rate_deg_s)[still.sum() : 3600].max() < 0.5
    assert set(whole.doing[: int(still.sum())]) == {Doing.STANDING_STILL}
    assert np.hypot(whole.ap_deg, whole.ml_deg)[whole.t_s > 4.0].max() > 0.3


@pytest.mark.parametrize("level", range(1, 6))
def test_the_rim_is_reached_and_never_passed(level):
    whole = run(20.0, level=level, skill=0.0, eyes=Eyes.CLOSED)
    tilt = np.hypot(whole.ap_deg, whole.ml_deg)
    assert 0.95 * assumed_tilt_deg(level) < tilt.max() <= assumed_tilt_deg(level) + 1e-9


def test_rates_are_the_slope_of_tilt_even_at_the_rim():
    whole = run(20.0, level=3, skill=0.0)
    for tilt, rate in (
        (whole.ap_deg, whole.ap_rate_deg_s),
        (whole.ml_deg, whole.ml_rate_deg_s),
    ):
        slope = np.diff(tilt) / TICK_S
        assert np.abs(slope - (rate[1:] + rate[:-1]) / 2).max() < 0.1


def test_the_patient_goes_to_the_target_and_stays_around_it():
    whole = run(40.0, skill=0.9, shown=Target(2.0, -3.0))
    settled = whole.t_s > 3.0
    assert whole.ap_deg[settled].mean() == pytest.approx(2.0, abs=0.7)
    assert whole.ml_deg[settled].mean() == pytest.approx(-3.0, abs=0.7)


def test_closed_eyes_see_no_target():
    seen = run(skill=0.9, eyes=Eyes.CLOSED, shown=Target(4.0, 0.0))
    unseen = run(skill=0.9, eyes=Eyes.CLOSED)
    assert np.array_equal(seen.ap_deg, unseen.ap_deg)


def mean_osi(**traits):
    tilts = []
    for seed in range(8):
        whole = run(15.0, seed, **traits)
        tilts.append(np.sqrt(np.mean(whole.ap_deg**2 + whole.ml_deg**2)))
    return np.mean(tilts)


def test_closed_eyes_and_a_hidden_cursor_make_it_harder():
    guided = mean_osi(skill=0.7, shown=Target())
    hidden = mean_osi(skill=0.7, shown=Target(cursor_visible=False))
    closed = mean_osi(skill=0.7, eyes=Eyes.CLOSED)
    assert guided < hidden < closed


def test_days_differ_for_one_patient():
    forms = {DayForm.of(3, day) for day in range(10)}
    assert len(forms) == 10
    assert 0.02 < np.std([form.noise for form in forms]) < 0.3


def test_an_unskilled_patient_falls_on_a_hard_dome_and_stands_still_on_the_rim():
    falls = 0
    for seed in range(4):
        whole = run(20.0, seed, level=5, skill=0.0, eyes=Eyes.CLOSED)
        down = np.array([doing is Doing.FOOT_DOWN for doing in whole.doing])
        begun = np.flatnonzero(np.diff(down.astype(int)) == 1) + 1
        for start in begun[begun + 1000 < len(down)]:
            part = slice(start + 300, start + 1000)
            falls += 1
            assert np.hypot(whole.ap_rate_deg_s, whole.ml_rate_deg_s)[part].max() < 0.1
            tilt = np.hypot(whole.ap_deg, whole.ml_deg)[part]
            assert tilt.min() > 0.85 * assumed_tilt_deg(5)
    assert falls >= 4


def test_after_a_fall_the_patient_balances_again():
    whole = run(40.0, 1, level=5, skill=0.0, eyes=Eyes.CLOSED)
    after = [
        after
        for before, after in zip(whole.doing, whole.doing[1:], strict=False)
        if before is not after and before is Doing.STEPPING_ON
    ]
    assert after
    assert set(after) == {Doing.BALANCING}


def test_a_weak_hip_leans_in_while_the_board_stays_as_it_is():
    strong, weak = run(20.0, hip_weakness=0.0), run(20.0, hip_weakness=1.0)
    assert np.array_equal(strong.ap_deg, weak.ap_deg)
    assert weak.thigh_medial_lean_deg.mean() > strong.thigh_medial_lean_deg.mean() + 5.0


def test_a_hip_that_collapses_lets_the_thigh_fall_and_turn_in_and_leaves_the_board_alone():
    holds, collapses = run(10.0), run(10.0, collapse_deg=12.0)
    assert np.array_equal(holds.ap_deg, collapses.ap_deg)
    assert np.array_equal(holds.ml_deg, collapses.ml_deg)
    fallen_deg = collapses.thigh_medial_lean_deg - holds.thigh_medial_lean_deg
    assert fallen_deg[0] == 0.0
    assert fallen_deg[-1] == pytest.approx(12.0, abs=0.01)
    assert collapses.thigh_inward_deg[-1] == pytest.approx(8.0, abs=0.01)
    assert not holds.thigh_inward_deg.any()


@pytest.mark.parametrize(
    ("traits", "told"),
    [
        ({"skill": 1.5}, "skill is 1.5"),
        ({"skill": float("nan")}, "skill is nan"),
        ({"hip_weakness": -1.0}, "hip_weakness is -1.0"),
        ({"collapse_deg": 31.0}, "0 to 30 degrees"),
        ({"level": 6}, "domes are 1 to 5"),
        ({"day": -1}, "count from 0"),
    ],
)
def test_impossible_traits_are_refused_by_name(traits, told):
    with pytest.raises(SimulationError, match=told):
        PatientTraits(**traits)


def parted_s(skill: float, first: Target | None, then: Target) -> float:
    """How long after a change of what is shown the patient moves otherwise than without it."""
    changed, same = (
        trace(
            SimulatedPatient(PatientTraits(skill=skill, lead_in=SOON), 5),
            4.0,
            lambda t_s, later=later: first if t_s < 2.0 else later,
        )
        for later in (then, first)
    )
    apart = np.flatnonzero((changed.ap_deg != same.ap_deg) | (changed.ml_deg != same.ml_deg))
    return float(changed.t_s[apart[0]]) - 2.0


def test_a_new_target_is_set_out_for_a_reaction_later_and_skill_makes_it_sooner():
    skilled, novice = (parted_s(skill, Target(), Target(ap_deg=4.0)) for skill in (0.9, 0.1))
    assert 0.15 < skilled < 0.35
    assert novice > skilled + 0.1


def test_a_skilled_reach_goes_to_the_target_and_not_far_beyond_it():
    def reached(seed):
        patient = SimulatedPatient(PatientTraits(skill=1.0, lead_in=SOON), seed)
        whole = trace(patient, 5.0, lambda t_s: Target(ap_deg=5.0 if t_s > 2.0 else 0.0))
        return whole.ap_deg[(whole.t_s > 2.5) & (whole.t_s < 3.8)].max()

    farthest_deg = np.mean([reached(seed) for seed in range(8)])
    assert 4.5 < farthest_deg < 6.5


def test_who_is_asked_to_nudge_the_board_does_it_a_little_later():
    nudged_s = parted_s(0.9, Target(), Target(nudge=True))
    assert 0.4 <= nudged_s <= 1.7


def test_a_nudge_turns_the_board_faster_than_its_patient_does():
    def fastest(nudge):
        patient = SimulatedPatient(PatientTraits(skill=0.9, lead_in=SOON), 5)
        whole = trace(patient, 6.0, lambda t_s: Target(nudge=nudge and 2.0 < t_s < 2.5))
        standing = whole.t_s > 1.0
        rates = np.stack((whole.ap_rate_deg_s, whole.ml_rate_deg_s))[:, standing]
        within = round(0.03 / TICK_S)
        return np.hypot(*(rates[:, within:] - rates[:, :-within])).max()

    assert fastest(True) > 15.0
    assert fastest(False) < 10.0


def test_who_sits_never_falls_and_is_steadier():
    sits, stands = (run(20.0, skill=0.1, seated=seated) for seated in (True, False))
    assert set(sits.doing) <= {Doing.STANDING_STILL, Doing.BALANCING}
    late = sits.t_s > 1.0
    tilts = [np.hypot(whole.ap_deg, whole.ml_deg)[late] for whole in (sits, stands)]
    assert tilts[0].mean() < 0.7 * tilts[1].mean()


def test_fingertips_on_the_rail_steady_and_a_hand_that_holds_it_steadies_more():
    alone, light, held = (mean_osi(skill=0.1, support=support) for support in Support)
    assert light < 0.75 * alone
    assert held < 0.85 * light


def test_fingertips_take_from_doubt_and_lapses_and_put_off_no_fall():
    alone, held = (Ability.of(PatientTraits(support=each), 1) for each in list(Support)[:2])
    for name in ("tilt_noise_deg", "rate_noise_deg_s", "lapse_push"):
        assert getattr(held, name) == pytest.approx(0.5 * getattr(alone, name))
    for name in ("delay_s", "give_up_s", "strongest_push", "lapses_per_s"):
        assert getattr(held, name) == getattr(alone, name)


def test_a_place_is_remembered_a_little_wrong_and_by_skill_less_so():
    def spread_deg(skill):
        memory = Memory(Ability.of(PatientTraits(skill=skill), 1).forgets_share, generator())
        seen, hidden = Target(5.0, 0.0), Target(5.0, 0.0, visible=False)
        places = []
        for _ in range(200):
            assert memory.place_of(seen) == (5.0, 0.0)
            places.append(memory.place_of(hidden)[0])
            assert memory.place_of(hidden)[0] == places[-1], "one thought, one place"
        return np.std(places)

    def generator():
        return np.random.default_rng(3)

    assert spread_deg(1.0) == pytest.approx(0.15, rel=0.2)
    assert spread_deg(0.0) == pytest.approx(1.5, rel=0.2)
