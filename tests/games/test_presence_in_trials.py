"""Nobody on the board: nothing begins, nothing goes on."""

import numpy as np
import pytest

from games.engine.control import Continue, LoadChanged
from games.engine.phase import Pause, Phase
from games.replay import measure_recording
from tests.games.playing import played, recording_of, setup_of
from tools.scripted import RATE_HZ, Motion, at_rest, held, scripted_samples, then
from trainer.metrics.reasons import NEVER_CAME
from trainer.recording.samples import Samples
from trainer.recording.vocabulary import EventKind, Outcome, Stance

SOMEBODY = held(0.5, 0.2)
EMPTY = [at_rest(0.0, 0.0), at_rest(2.3, 0.0)]
empty_boards = pytest.mark.parametrize("empty", EMPTY, ids=["level", "resting at 2.3 deg"])


def at(seconds: float) -> int:
    return round(seconds * RATE_HZ)


def first(events, kind: EventKind) -> int:
    return next(event.index for event in events if event.kind is kind)


def seen_by_a_cheap_sensor(motion: Motion, seconds: float) -> Samples:
    samples, noise = scripted_samples(motion, seconds), np.random.default_rng(1)
    for column, size in (("ap_deg", 0.005), ("ap_rate_deg_s", 0.15), ("ml_rate_deg_s", 0.15)):
        getattr(samples, column)[:] += noise.normal(0, size, len(samples))
    return samples


@empty_boards
@pytest.mark.parametrize("activity", ["steady-stance", "bullseye"])
@pytest.mark.parametrize("stance", [Stance.SINGLE_LEG, Stance.SEATED])
def test_an_empty_board_opens_no_gate(empty: Motion, activity: str, stance: Stance) -> None:
    samples = seen_by_a_cheap_sensor(empty, 31)
    trial, events = played(setup_of(activity, stance=stance), samples)
    assert trial.outcome is Outcome.STOPPED
    assert trial.standing.empty
    recording = recording_of(setup_of(activity, stance=stance), samples, events)
    assert measure_recording(recording).why_not == NEVER_CAME
    assert not [event for event in events if event.kind is EventKind.START]


def test_who_stood_there_and_left_again_has_not_held_the_start() -> None:
    outside = held(7.0, 0.0)
    trial, events = played(
        setup_of("steady-stance"), scripted_samples(then(outside, 10, at_rest(7.0, 0.0)), 31)
    )
    assert trial.outcome is Outcome.NOT_HELD
    assert not [event for event in events if "reason" in event.data]


def test_the_gate_opens_soon_after_somebody_has_stepped_on() -> None:
    samples = scripted_samples(then(EMPTY[0], 10.0, SOMEBODY), 20)
    _, events = played(setup_of("steady-stance"), samples)
    assert at(10.0) < first(events, EventKind.START) < at(11.0)


def test_samples_that_come_late_do_not_let_an_empty_board_in() -> None:
    samples = scripted_samples(EMPTY[0], 31)
    gappy = samples[np.arange(len(samples)) % 7 != 3]
    trial, _ = played(setup_of("steady-stance"), gappy)
    assert trial.outcome is Outcome.STOPPED


@empty_boards
def test_who_leaves_an_assessment_has_put_a_foot_down(empty: Motion) -> None:
    samples = scripted_samples(then(SOMEBODY, 9.0, empty), 20)
    trial, events = played(setup_of("steady-stance"), samples)
    assert trial.outcome is Outcome.FOOT_DOWN
    assert trial.standing.empty
    assert at(11.0) < first(events, EventKind.END) < at(11.8)
    # The recording holds the sample that showed it.
    again, _ = played(setup_of("steady-stance"), samples[: trial.consumed])
    assert again.result() == trial.result()


@empty_boards
def test_a_training_pauses_and_waits_for_somebody_to_be_back(empty: Motion) -> None:
    samples = scripted_samples(then(then(SOMEBODY, 9.0, empty), 20.0, SOMEBODY), 40)
    trial, events = played(setup_of("bullseye"), samples[: at(15)])
    assert trial.pause is Pause.EMPTY
    trial, events = played(setup_of("bullseye"), samples, controls=[(at(16.0), Continue())])
    assert at(20.0) < first(events, EventKind.RESUME) < at(21.0)


def test_who_sits_may_leave_the_board_alone_and_rest_it_on_its_rim() -> None:
    motion = then(then(SOMEBODY, 7.0, EMPTY[0]), 14.0, at_rest(0.0, 9.9))
    setup = setup_of("steady-stance", stance=Stance.SEATED)
    trial, _ = played(setup, scripted_samples(motion, 40))
    assert trial.outcome is Outcome.COMPLETED


def test_who_sits_is_not_missed_by_the_load_cells() -> None:
    gone = [(at(1), LoadChanged(present=False))]
    setup = setup_of("bullseye", stance=Stance.SEATED)
    trial, events = played(setup, scripted_samples(SOMEBODY, 40), controls=gone)
    assert first(events, EventKind.START) == at(2)
    assert trial.outcome is Outcome.COMPLETED


def test_on_a_plate_the_load_alone_tells() -> None:
    setup, samples = setup_of("quiet-stance", seconds=20.0), scripted_samples(EMPTY[0], 40)
    silent, _ = played(setup, samples)
    assert silent.outcome is Outcome.STOPPED
    stepped_on = (at(4), LoadChanged(present=True))
    trial, events = played(setup, samples, controls=[stepped_on])
    assert first(events, EventKind.START) == at(6)
    assert trial.outcome is Outcome.COMPLETED
    left = [stepped_on, (at(15), LoadChanged(present=False))]
    trial, _ = played(setup, samples, controls=left)
    assert trial.phase is Phase.FINISHED
    assert trial.outcome is Outcome.FOOT_DOWN
