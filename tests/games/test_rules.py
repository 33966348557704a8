"""What counts, and that freezing earns nothing."""

import numpy as np
import pytest

from games.engine.contact_watch import ContactWatch, RimLimit
from games.engine.difficulty import AIM, Difficulty, after_trial, for_new_visit
from games.engine.ring import LARGEST_RIM_SHARE, SMALLEST_RING_DEG, ring_radius_deg
from games.registry import activity_named
from games.screens.gallery import RIM
from games.screens.scripted import at_rest, scripted_samples, sway
from tests.games.playing import played, setup_of
from trainer.motion.contact import rim_contact
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, assumed_rim, round_rim
from trainer.recording.vocabulary import Outcome, Source


def score(activity: str, motion) -> dict[str, float]:
    trial, _ = played(setup_of(activity), scripted_samples(motion, 30))
    assert trial.outcome is Outcome.COMPLETED
    return dict(trial.result().score)


@pytest.mark.parametrize(("activity", "name"), [
    ("bullseye", "time_on_target_s"), ("bullseye", "time_in_ring_pct"),
    ("steady-stance", "time_steady_s"),
])  # fmt: skip
def test_being_still_in_the_ring_earns_nothing_more(activity: str, name: str) -> None:
    moving, still = score(activity, sway(2.0, seed=3)), score(activity, at_rest(0.0, 0.0))
    assert moving[name] == pytest.approx(still[name], abs=1e-9)


def test_time_outside_the_ring_is_not_counted() -> None:
    assert score("bullseye", sway(4.1, seed=3))["time_on_target_s"] < 20.0


def test_resting_on_the_rim_earns_nothing() -> None:
    setup = setup_of("bullseye")
    trial, _ = played(setup, scripted_samples(at_rest(0.0, 9.9), 40))
    assert trial.result().score == {}


def test_steady_stance_tells_mean_tilt_about_level() -> None:
    assert score("steady-stance", at_rest(3.0, 0.0))["mean_tilt_deg"] == pytest.approx(3.0)


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_the_ring_is_never_smaller_than_standing_needs(level: int) -> None:
    assert ring_radius_deg(0.01, assumed_rim(level), None) == SMALLEST_RING_DEG


def test_the_ring_never_reaches_the_rim() -> None:
    rim = round_rim(2.0, Source.MEASURED)
    assert ring_radius_deg(0.9, rim, None) == pytest.approx(LARGEST_RIM_SHARE * 2.0)


def test_the_ring_follows_the_smaller_of_rim_and_range() -> None:
    reach = Range(RIM.directions_deg, tuple(0.7 * t for t in RIM.tilt_deg), Source.MEASURED)
    assert ring_radius_deg(0.6, RIM, reach) == pytest.approx(
        0.6 * 0.7 * min(RIM.tilt_deg), abs=1e-3
    )
    assert ring_radius_deg(0.6, RIM, None) == pytest.approx(0.6 * min(RIM.tilt_deg), abs=1e-3)


def test_a_harder_bullseye_has_a_smaller_ring_and_a_fainter_light() -> None:
    bullseye, asked = activity_named("bullseye"), Conditions("bullseye")
    easy = bullseye.setup(asked, RIM).parameters
    hard = bullseye.setup(asked, RIM, difficulty=Difficulty(1.0)).parameters
    assert hard["radius_deg"] < easy["radius_deg"]
    assert (easy["cursor_strength"], hard["cursor_strength"]) == (1.0, 0.0)


def test_the_staircase_stands_still_at_three_successes_in_four() -> None:
    before = Difficulty(0.5)
    after = before
    for succeeded in (True, True, True, False):
        after = after_trial(after, succeeded)
    assert after.level == pytest.approx(before.level)
    assert AIM == 0.75


def test_a_visit_starts_easier_and_a_lock_holds() -> None:
    assert for_new_visit(Difficulty(0.5)).level < 0.5
    assert for_new_visit(Difficulty(0.0)).level == 0.0
    locked = Difficulty(0.5, locked=True)
    assert (
        for_new_visit(locked) == after_trial(locked, True) == after_trial(locked, False) == locked
    )


@pytest.mark.parametrize("direction", range(-180, 181, 7))
def test_the_limit_of_one_direction_is_the_envelopes(direction: int) -> None:
    ap, ml = float(np.cos(np.radians(direction))), float(np.sin(np.radians(direction)))
    assert RimLimit(RIM).at(ap, ml) == pytest.approx(float(RIM.limit_deg(ap, ml)))


def test_contact_seen_sample_by_sample_is_contact_seen_whole() -> None:
    samples = scripted_samples(sway(6.5, seed=5), 60)
    share = RIM.fraction(samples.ap_deg, samples.ml_deg)
    assert rim_contact(samples.t_s, share).any()
    watch, rested = ContactWatch(RIM), []
    for ap, ml in zip(samples.ap_deg.tolist(), samples.ml_deg.tolist(), strict=True):
        watch.take(2000, ap, ml, 100.0)
        rested.append(watch.rim_rest)
    assert any(rested)
    touching = rim_contact(samples.t_s, share)
    for index in (i for i, rest in enumerate(rested) if rest):
        assert touching[index - 500 : index + 1].all()
