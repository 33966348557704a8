"""What counts, and that freezing earns nothing."""

import numpy as np
import pytest

from games.engine.rules import Now
from games.engine.setup import (
    Difficulty,
)
from games.engine.watches import ContactWatch, RimLimit
from games.registry import activity_named
from games.replay import measure_recording
from tests.games.playing import played, recording_of, setup_of
from tools.gallery import RIM
from tools.scripted import at_rest, held, scripted_samples, sway
from trainer.motion.contact import rim_contact
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import round_rim
from trainer.recording.vocabulary import Outcome, Source


def measured(activity: str, motion) -> dict[str, float]:
    setup, samples = setup_of(activity), scripted_samples(motion, 30)
    trial, events = played(setup, samples)
    assert trial.outcome is Outcome.COMPLETED
    measures = measure_recording(recording_of(setup, samples, events))
    return {value.name: value.value for value in measures.values}


@pytest.mark.parametrize("activity", ["bullseye", "steady-stance"])
@pytest.mark.parametrize("name", ["time_on_target_s", "time_in_ring_pct"])
def test_being_still_in_the_ring_earns_nothing_more(activity: str, name: str) -> None:
    moving, still = measured(activity, sway(2.0, seed=3)), measured(activity, held(0.0, 0.0))
    assert moving[name] == pytest.approx(still[name], abs=1e-9)


def test_time_outside_the_ring_is_not_counted() -> None:
    assert measured("bullseye", sway(4.1, seed=3))["time_on_target_s"] < 19.5


def test_a_20_s_trial_all_in_the_ring_is_20_s_and_says_so_everywhere() -> None:
    found = measured("bullseye", held(0.5, 0.5))
    assert found["time_on_target_s"] == found["time_standing_s"] == 20.0
    assert activity_named("bullseye").headline.shown(found["time_on_target_s"]) == "20.0"


@pytest.mark.parametrize("activity", ["bullseye", "steady-stance"])
def test_the_seconds_shown_while_playing_are_those_measured_afterwards(activity: str) -> None:
    setup, samples = setup_of(activity), scripted_samples(sway(4.1, seed=3), 30)
    trial, events = played(setup, samples)
    found = measure_recording(recording_of(setup, samples, events)).value("time_on_target_s")
    assert trial.rules.shown == pytest.approx(found, abs=0.1)


def test_resting_on_the_rim_earns_nothing() -> None:
    setup, samples = setup_of("bullseye"), scripted_samples(at_rest(0.0, 9.9), 40)
    trial, events = played(setup, samples)
    assert trial.result().duration_s == 0
    assert measure_recording(recording_of(setup, samples, events)).values == ()


def test_every_rung_of_bullseye_is_harder_than_the_one_before() -> None:
    bullseye = activity_named("bullseye")
    setups = [bullseye.setup(Conditions("", rung=rung), RIM) for rung in range(1, 13)]
    radii = [setup.conditions.ring_deg for setup in setups]
    assert radii == sorted(set(radii), reverse=True)
    strengths = [setup.parameters["cursor_strength"] for setup in setups]
    assert (strengths[0], strengths[-1]) == (1.0, 0.0)


@pytest.mark.parametrize("rung", [-1, 0, 13])
def test_there_are_twelve_rungs(rung: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 12"):
        Difficulty(rung)


@pytest.mark.parametrize("direction", range(-180, 181, 7))
def test_the_limit_of_one_direction_is_the_envelopes(direction: int) -> None:
    ap, ml = float(np.cos(np.radians(direction))), float(np.sin(np.radians(direction)))
    assert RimLimit(RIM).at(ap, ml) == pytest.approx(float(RIM.limit_deg(ap, ml)))


TEN_DEG = RimLimit(round_rim(10.0, Source.MEASURED))


@pytest.mark.parametrize("ahead", [(0.0, 0.0), (-3.0, 4.0), (6.0, -8.0)])
def test_a_predicted_tilt_inside_the_rim_is_left_alone(ahead) -> None:
    assert TEN_DEG.held(ahead, newest=(1.0, 1.0)) == ahead


def test_a_predicted_tilt_beyond_the_rim_is_held_to_it_in_its_own_direction() -> None:
    assert TEN_DEG.held((7.2, -9.6), newest=(5.0, -7.0)) == pytest.approx((6.0, -8.0))
    uneven = RimLimit(RIM)
    ap, ml = uneven.held((-20.0, 0.0), newest=(-8.0, 0.0))
    assert (ap, ml) == pytest.approx((float(-RIM.limit_deg(-1.0, 0.0)), 0.0))


def test_a_newest_sample_beyond_the_rim_is_shown_as_it_is() -> None:
    newest = (0.0, 10.7)
    assert TEN_DEG.held(newest, newest) == newest
    # What is predicted beyond it is held to it, and the way back is free.
    assert TEN_DEG.held((0.0, 12.0), newest) == pytest.approx(newest)
    assert TEN_DEG.held((0.0, 10.2), newest) == (0.0, 10.2)


def test_contact_seen_sample_by_sample_is_contact_seen_whole() -> None:
    samples = scripted_samples(sway(6.5, seed=5), 60)
    touching = rim_contact(samples.t_s, samples.ap_deg, samples.ml_deg, RIM)
    assert touching.any()
    watch, rested = ContactWatch(RIM), []
    for ap, ml in zip(samples.ap_deg.tolist(), samples.ml_deg.tolist(), strict=True):
        watch.take(2000, Now(ap_deg=ap, ml_deg=ml, ap_rate_deg_s=100.0))
        rested.append(watch.rim_rest)
    assert any(rested)
    for index in (i for i, rest in enumerate(rested) if rest):
        assert touching[index - 500 : index + 1].all()
