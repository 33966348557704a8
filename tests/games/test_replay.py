"""A score is a pure function of recording, parameters and seed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.engine.control import Continue, Control, Judge, LinkChanged, StopPressed
from games.replay import replay_score, replay_trial
from games.screens.gallery import FOOT_DOWN, LEANING, LIVELY, STEADY
from games.screens.scripted import at_rest, scripted_samples, then
from tests.games.playing import played, recording_of, setup_of
from trainer.recording.vocabulary import LinkState, Outcome

BACK = then(FOOT_DOWN, 15.0, STEADY)
SAMPLES = {
    "steady": scripted_samples(STEADY, 34),
    "lively": scripted_samples(LIVELY, 34),
    "leaning": scripted_samples(LEANING, 34),
    "foot down and back": scripted_samples(BACK, 34),
    "never in": scripted_samples(at_rest(7.0, 1.0), 34),
}
CONTROLS: st.SearchStrategy[Control] = st.one_of(
    st.just(StopPressed()),
    st.just(Continue()),
    st.sampled_from(LinkState).map(LinkChanged),
    st.sampled_from([Outcome.TOUCH, Outcome.PAIN]).map(Judge),
)
INDEX = st.integers(0, 17000)


@settings(max_examples=60, deadline=None)
@given(
    activity=st.sampled_from(["bullseye", "steady-stance"]),
    motion=st.sampled_from(sorted(SAMPLES)),
    cuts=st.lists(INDEX, max_size=40),
    controls=st.lists(st.tuples(INDEX, CONTROLS), max_size=5),
)
def test_a_replay_equals_live_play_however_it_was_cut(activity, motion, cuts, controls) -> None:
    setup, samples = setup_of(activity), SAMPLES[motion]
    live, events = played(setup, samples, cuts, controls)
    again = replay_trial(recording_of(setup, samples, events))
    assert again.result() == live.result()
    assert again.phase is live.phase
    assert list(again.drain()) == events


@pytest.mark.parametrize("offset_s", [0.0, 12.25, 4000.5])
def test_the_score_does_not_depend_on_when_the_stream_began(offset_s: float) -> None:
    setup, samples = setup_of("bullseye"), SAMPLES["lively"]
    later = samples[:]
    later.t_s[:] = samples.t_s
    moved = type(samples)(**{**vars(samples), "t_s": samples.t_s + offset_s})
    assert replay_score(recording_of(setup, moved)) == replay_score(recording_of(setup, samples))


def test_a_recording_cut_short_is_interrupted_and_keeps_its_score() -> None:
    setup = setup_of("bullseye")
    result = replay_score(recording_of(setup, SAMPLES["steady"][:6000]))
    assert result.outcome is Outcome.INTERRUPTED
    assert result.score["time_on_target_s"] == pytest.approx((6000 - 1 - 2500) / 500)


def test_an_empty_recording_has_no_score() -> None:
    setup = setup_of("bullseye")
    result = replay_score(recording_of(setup, SAMPLES["steady"][:0]))
    assert result.score == {}


def test_samples_may_come_one_by_one() -> None:
    setup, samples = setup_of("bullseye", seconds=3.0), SAMPLES["steady"][:5000]
    whole, _ = played(setup, samples)
    singly, _ = played(setup, samples, cuts=np.arange(5000).tolist())
    assert whole.result() == singly.result()
