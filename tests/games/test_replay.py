"""What a trial comes to is a pure function of recording, parameters and seed."""

import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.engine.control import Continue, Control, Judge, LinkChanged, StopPressed
from games.replay import measure_recording, replay_result, replay_trial
from tests.games.playing import played, recording_of, setup_of
from tools.gallery import FOOT_DOWN, LEANING, LIVELY, STEADY
from tools.scripted import at_rest, scripted_samples, then
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


@settings(max_examples=60)
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
    assert again.rules.shown == live.rules.shown
    assert again.phase is live.phase
    assert list(again.drain()) == events


@pytest.mark.parametrize("offset_s", [0.0, 12.25, 4000.5])
def test_nothing_depends_on_when_the_stream_began(offset_s: float) -> None:
    setup, samples = setup_of("bullseye"), SAMPLES["lively"]
    moved = type(samples)(**{**vars(samples), "t_s": samples.t_s + offset_s})
    first, second = (replay_trial(recording_of(setup, each)) for each in (moved, samples))
    assert first.result() == second.result()
    assert first.rules.shown == pytest.approx(second.rules.shown)


def test_a_recording_cut_short_is_interrupted_and_keeps_its_seconds() -> None:
    setup = setup_of("bullseye")
    _, events = played(setup, SAMPLES["steady"][:6000])
    recording = recording_of(setup, SAMPLES["steady"][:6000], events)
    assert replay_result(recording).outcome is Outcome.INTERRUPTED
    assert replay_trial(recording).rules.shown == pytest.approx((6000 - 1 - 2500) / 500)
    measures = measure_recording(recording)
    assert measures.value("time_on_target_s") is None
    assert measures.why_not == "the trial was interrupted"


def test_an_empty_recording_has_no_numbers() -> None:
    setup = setup_of("bullseye")
    recording = recording_of(setup, SAMPLES["steady"][:0])
    assert replay_result(recording).duration_s == 0
    assert measure_recording(recording).values == ()


def test_samples_may_come_one_by_one() -> None:
    setup, samples = setup_of("bullseye", seconds=3.0), SAMPLES["steady"][:5000]
    whole, _ = played(setup, samples)
    singly, _ = played(setup, samples, cuts=np.arange(5000).tolist())
    assert whole.result() == singly.result()
    assert whole.rules.shown == singly.rules.shown


MEASURE = """
import pickle, sys
from games.registry import activities
from games.replay import measure_recording, replay_result
with open(sys.argv[1], "rb") as file:
    recording = pickle.load(file)
print(replay_result(recording).outcome, measure_recording(recording).value("time_on_target_s"))
assert len(activities()) > 1
print(*sys.modules)
"""


def test_activities_rules_and_numbers_need_nothing_that_draws(tmp_path: Path) -> None:
    setup, samples = setup_of("bullseye", seconds=3.0), SAMPLES["steady"][:5000]
    _, events = played(setup, samples)
    (tmp_path / "recording").write_bytes(pickle.dumps(recording_of(setup, samples, events)))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "recording")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    numbers, modules = done.stdout.splitlines()
    assert numbers == "completed 3.0"
    assert not set(modules.split()) & {"pygame", "font_manrope", "scipy.stats"}
