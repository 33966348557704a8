"""Button, mat and strip in the samples' flags, a hand seen by load cells, and judgements."""

import numpy as np
import pytest

from games.engine.control import Continue, Judge, LoadChanged, StopPressed, Touch
from games.engine.phase import Phase
from games.engine.trial import Trial
from games.replay import measure_recording, replay_trial
from tests.games.playing import played, recording_of, setup_of, trial_of
from tools.scripted import RATE_HZ, at_rest, held, scripted_samples, then
from trainer.recording.samples import (
    FLAG_BUTTON_DOWN,
    FLAG_FOOT_ON_MAT,
    FLAG_HAND_ON_RAIL,
    Samples,
)
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome, Stance, Support

ASSESSMENT, TRAINING = "steady-stance", "bullseye"
both = pytest.mark.parametrize("activity", [ASSESSMENT, TRAINING])


def at(seconds: float) -> int:
    return round(seconds * RATE_HZ)


GOES_ON = [(at(20.0), Continue())]


def flagged(flag: int, first_s: float, last_s: float, seconds: float = 40.0) -> Samples:
    samples = scripted_samples(held(0.5, 0.2), seconds)
    samples.flags[at(first_s) : at(last_s)] |= flag
    return samples


def play(
    activity: str, samples: Samples, controls=(), **conditions: object
) -> tuple[Trial, list[TrialEvent]]:
    """Play and check on the way that the recording, cut where it ended, plays the same again."""
    setup = setup_of(activity, **conditions)
    trial, events = played(setup, samples, range(0, len(samples), 333), controls)
    before_end = [event for event in events if event.index <= trial.consumed]
    again = replay_trial(recording_of(setup, samples[: trial.consumed], before_end))
    assert (again.result(), again.found) == (trial.result(), trial.found)
    assert list(again.drain()) == before_end
    return trial, events


def times_s(events: list[TrialEvent], kind: EventKind) -> list[float]:
    return [event.index / RATE_HZ for event in events if event.kind is kind]


def time_to_failure_s(activity: str, samples: Samples, events: list[TrialEvent]) -> float | None:
    recording = recording_of(setup_of(activity), samples, events)
    return measure_recording(recording).value("time_to_failure_s")


def test_a_short_press_ends_an_assessment_as_a_touch_at_the_press() -> None:
    samples = flagged(FLAG_BUTTON_DOWN, 9.0, 9.4)
    trial, events = play(ASSESSMENT, samples)
    assert (trial.outcome, trial.found) == (Outcome.TOUCH, Outcome.STOPPED)
    assert times_s(events, EventKind.TOUCH) == [9.0]
    assert times_s(events, EventKind.END) == [pytest.approx(9.4, abs=0.01)]
    assert time_to_failure_s(ASSESSMENT, samples, events) == pytest.approx(7.0, abs=0.01)


@both
def test_the_time_of_an_emptied_board_is_when_somebody_left_it(activity: str) -> None:
    left = then(then(held(0.5, 0.2), 12.0, at_rest(0.5, 0.0)), 16.0, held(0.5, 0.2))
    samples = scripted_samples(left, 40.0)
    trial, events = play(activity, samples, GOES_ON)
    assert trial.outcome is Outcome.FOOT_DOWN
    assert time_to_failure_s(activity, samples, events) == pytest.approx(10.0, abs=0.4)


@both
def test_the_time_of_a_foot_down_is_when_it_was_put_down(activity: str) -> None:
    def lies(t_s):
        ap_deg, ml_deg = held(0.5, 0.2)(t_s)
        on_rim = (t_s >= 12.0) & (t_s < 16.0)
        return np.where(on_rim, 0.0, ap_deg), np.where(on_rim, 9.9, ml_deg)

    for samples in (scripted_samples(lies, 40.0), flagged(FLAG_FOOT_ON_MAT, 12.0, 14.0)):
        _, events = play(activity, samples, GOES_ON)
        assert time_to_failure_s(activity, samples, events) == pytest.approx(10.0, abs=0.02)
    stands = scripted_samples(held(0.5, 0.2), 40.0)
    load = [(at(t_s), LoadChanged(present)) for t_s, present in ((12.0, False), (16.0, True))]
    _, events = play(activity, stands, [*load, *GOES_ON])
    assert time_to_failure_s(activity, stands, events) == pytest.approx(9.5, abs=0.01)


def test_the_time_of_a_rest_on_the_rim_is_when_it_began() -> None:
    def rolling(t_s):
        out = np.where(t_s < 12.0, 0.5, 9.9)
        return out * np.cos(2.0 * t_s), out * np.sin(2.0 * t_s)

    samples = scripted_samples(rolling, 40.0)
    trial, events = play(ASSESSMENT, samples)
    assert trial.outcome is Outcome.RIM_REST
    assert time_to_failure_s(ASSESSMENT, samples, events) == pytest.approx(10.0, abs=0.02)


def test_presses_in_a_training_are_noted_and_it_goes_on_but_does_not_count() -> None:
    samples = flagged(FLAG_BUTTON_DOWN, 9.0, 9.4)
    samples.flags[at(12) : at(12.2)] |= FLAG_BUTTON_DOWN
    trial, events = play(TRAINING, samples)
    assert times_s(events, EventKind.TOUCH) == [9.0, 12.0]
    assert trial.outcome is Outcome.TOUCH
    assert trial.measured_s == pytest.approx(20.0, abs=0.01)
    assert time_to_failure_s(TRAINING, samples, events) == pytest.approx(7.0, abs=0.01)


@both
def test_a_button_held_for_a_second_stops_any_trial(activity: str) -> None:
    trial, events = play(activity, flagged(FLAG_BUTTON_DOWN, 9.0, 12.0))
    assert trial.outcome is Outcome.STOPPED
    assert times_s(events, EventKind.END) == [pytest.approx(10.0, abs=0.01)]


@both
def test_the_button_means_nothing_in_the_gate_even_held_into_the_trial(activity: str) -> None:
    trial, events = play(activity, flagged(FLAG_BUTTON_DOWN, 1.0, 4.0))
    assert trial.outcome is Outcome.COMPLETED
    assert not times_s(events, EventKind.TOUCH)


def test_in_a_pause_a_press_says_go_on_once_it_has_lasted_four_seconds() -> None:
    stop = [(at(9), StopPressed())]
    trial, _ = play(TRAINING, flagged(FLAG_BUTTON_DOWN, 11.0, 11.3, 20.0), stop)
    assert trial.phase is Phase.PAUSED
    trial, events = play(TRAINING, flagged(FLAG_BUTTON_DOWN, 14.0, 14.3), stop)
    assert times_s(events, EventKind.RESUME) == [16.0]
    assert trial.outcome is Outcome.COMPLETED


def test_a_hand_on_the_rail_ends_an_assessment_when_it_is_seen() -> None:
    samples = flagged(FLAG_HAND_ON_RAIL, 9.0, 9.1)
    trial, events = play(ASSESSMENT, samples)
    assert (trial.outcome, trial.found) == (Outcome.TOUCH, Outcome.TOUCH)
    assert [event.data for event in events if event.kind is EventKind.TOUCH] == [{"by": "rail"}]
    assert time_to_failure_s(ASSESSMENT, samples, events) == pytest.approx(7.0, abs=0.01)


@both
def test_hands_may_be_on_the_rail_until_the_measured_part_and_no_longer(activity: str) -> None:
    let_go, _ = play(activity, flagged(FLAG_HAND_ON_RAIL, 0.0, 4.9))
    assert let_go.outcome is Outcome.COMPLETED
    trial, events = play(activity, flagged(FLAG_HAND_ON_RAIL, 0.0, 5.5))
    assert trial.outcome is Outcome.TOUCH
    assert times_s(events, EventKind.TOUCH) == [pytest.approx(5.0, abs=0.01)]


@pytest.mark.parametrize("support", [Support.FINGERTIP, Support.RAIL])
def test_where_the_hand_belongs_on_the_rail_it_is_no_touch(support: Support) -> None:
    trial, _ = play(ASSESSMENT, flagged(FLAG_HAND_ON_RAIL, 0.0, 40.0), support=support)
    assert trial.outcome is Outcome.COMPLETED


def test_each_time_the_hand_comes_back_is_one_touch_of_a_training() -> None:
    samples = flagged(FLAG_HAND_ON_RAIL, 9.0, 11.0)
    samples.flags[at(12) : at(13)] |= FLAG_HAND_ON_RAIL
    trial, events = play(TRAINING, samples)
    assert times_s(events, EventKind.TOUCH) == [9.0, 12.0]
    assert (trial.outcome, trial.found) == (Outcome.TOUCH, Outcome.TOUCH)


def test_a_foot_that_stays_on_the_mat_is_down_and_one_that_brushes_it_is_not() -> None:
    brushed, _ = play(ASSESSMENT, flagged(FLAG_FOOT_ON_MAT, 9.0, 9.19))
    assert brushed.outcome is Outcome.COMPLETED
    stood, events = play(ASSESSMENT, flagged(FLAG_FOOT_ON_MAT, 9.0, 9.5))
    assert stood.outcome is Outcome.FOOT_DOWN
    assert times_s(events, EventKind.END) == [pytest.approx(9.2, abs=0.01)]
    trained, events = play(TRAINING, flagged(FLAG_FOOT_ON_MAT, 9.0, 12.0, 20.0))
    assert trained.phase is Phase.PAUSED
    assert [e.data["reason"] for e in events if e.kind is EventKind.PAUSE] == ["foot_down"]


@both
def test_nothing_begins_or_goes_on_with_a_foot_on_the_mat(activity: str) -> None:
    _, events = play(activity, flagged(FLAG_FOOT_ON_MAT, 0.0, 6.0))
    assert times_s(events, EventKind.START) == [pytest.approx(8.0, abs=0.01)]
    go_on = [(at(8.0), StopPressed()), (at(13.0), Continue())]
    _, events = play(TRAINING, flagged(FLAG_FOOT_ON_MAT, 9.0, 15.0), go_on)
    assert times_s(events, EventKind.RESUME) == [pytest.approx(17.0, abs=0.01)]


@pytest.mark.parametrize("flag", [FLAG_FOOT_ON_MAT, FLAG_HAND_ON_RAIL])
def test_who_sits_may_put_the_foot_down_and_hold_on(flag: int) -> None:
    trial, events = play(ASSESSMENT, flagged(flag, 0.0, 40.0), stance=Stance.SEATED)
    assert trial.outcome is Outcome.COMPLETED
    assert times_s(events, EventKind.START) == [2.0]


def test_the_touch_key_ends_an_assessment_and_can_be_taken_back() -> None:
    trial, _ = play(ASSESSMENT, flagged(0, 0, 0, 10.0), [(at(9), Judge(Outcome.TOUCH))])
    assert (trial.outcome, trial.found) == (Outcome.TOUCH, Outcome.STOPPED)
    trial.control(Judge(trial.found))
    assert trial.result().outcome is Outcome.STOPPED


def test_the_touch_key_in_a_training_is_an_event_and_can_be_taken_back_at_the_end() -> None:
    judged = [(at(9), Judge(Outcome.TOUCH))]
    trial, events = play(TRAINING, flagged(0, 0, 0), judged)
    assert times_s(events, EventKind.TOUCH) == [9.0]
    assert [e.data for e in events if e.kind is EventKind.TOUCH] == [{"by": "key"}]
    assert (trial.outcome, trial.found) == (Outcome.TOUCH, Outcome.COMPLETED)
    trial.control(Judge(trial.found))
    assert trial.result().outcome is Outcome.COMPLETED


@both
@pytest.mark.parametrize("outcome", [Outcome.TOUCH, Outcome.FOOT_DOWN])
def test_a_failure_judged_after_the_end_has_no_known_time(activity: str, outcome: Outcome) -> None:
    samples = flagged(0, 0, 0)
    setup = setup_of(activity)
    trial, events = played(setup, samples)
    assert trial.outcome is Outcome.COMPLETED
    trial.control(Judge(outcome))
    measures = measure_recording(recording_of(setup, samples, [*events, *trial.drain()]))
    assert measures.value("time_to_failure_s") is None
    assert measures.why_not


@both
def test_load_cells_and_keys_touch_nothing_before_the_start(activity: str) -> None:
    trial, events = play(activity, flagged(0, 0, 0), [(at(1), Touch("load")), (at(1), Touch())])
    assert trial.outcome is Outcome.COMPLETED
    assert not times_s(events, EventKind.TOUCH)


@both
def test_before_the_start_nothing_is_judged_but_pain(activity: str) -> None:
    trial = trial_of(setup_of(activity))
    for outcome in (Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST):
        trial.control(Judge(outcome))
    assert (trial.phase, trial.outcome, trial.drain()) == (Phase.READY, None, ())
    trial.control(Judge(Outcome.PAIN))
    assert trial.outcome is Outcome.PAIN
