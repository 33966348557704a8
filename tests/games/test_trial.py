"""The course of a trial: gate, lead-in, measuring, pauses, endings."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from games.engine.control import (
    Continue,
    Control,
    Judge,
    Leave,
    LinkChanged,
    LoadChanged,
    StopPressed,
)
from games.engine.phase import Pause, Phase
from games.engine.rules import Now, Rules
from games.registry import activity_named
from tests.games.playing import played, recording_of, setup_of, trial_of
from tools.gallery import RIM
from tools.scripted import RATE_HZ, Motion, at_rest, held, scripted_samples, sway, then
from trainer.recording.body import BodySamples
from trainer.recording.interfaces import Stretch
from trainer.recording.load import LoadSamples
from trainer.recording.samples import FLAG_RAIL_OPEN, Samples
from trainer.recording.target import target_of
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind, LinkState, Outcome

IN_RING, OUTSIDE = held(0.5, 0.2), held(7.5, 0.0)
ON_RIM_STILL = at_rest(0.0, 9.9)


def on_rim_moving(t_s):
    return np.zeros_like(t_s), 9.9 + 0.05 * np.sin(2 * np.pi * 20 * t_s)


def samples_of(motion: Motion, seconds: float) -> Samples:
    return scripted_samples(motion, seconds)


def indices(events, kind: EventKind) -> list[int]:
    return [event.index for event in events if event.kind is kind]


def at(seconds: float) -> int:
    return round(seconds * RATE_HZ)


def test_a_trial_starts_after_two_seconds_in_the_ring_and_measures_three_later() -> None:
    trial, events = played(setup_of("bullseye", seconds=5.0), samples_of(IN_RING, 12))
    assert indices(events, EventKind.START) == [at(2)]
    assert indices(events, EventKind.MEASURE_FROM) == [at(5)]
    assert indices(events, EventKind.END) == [at(10) + 1]
    assert trial.outcome is Outcome.COMPLETED


def test_a_recorded_trial_is_three_seconds_longer_than_its_length() -> None:
    samples = samples_of(IN_RING, 30)
    trial, events = played(setup_of("steady-stance"), samples)
    start, end = indices(events, EventKind.START)[0], indices(events, EventKind.END)[0]
    assert samples.t_s[end - 1] - samples.t_s[start] == pytest.approx(23.0, abs=1e-9)
    assert trial.result().duration_s == 23.0


def test_the_gate_begins_anew_when_the_ring_is_left() -> None:
    motion = then(then(IN_RING, 1.5, OUTSIDE), 3.0, IN_RING)
    _, events = played(setup_of("bullseye"), samples_of(motion, 8))
    assert indices(events, EventKind.START)[0] > at(5)


def test_a_ring_not_held_within_thirty_seconds_ends_the_trial_as_such() -> None:
    trial, events = played(setup_of("bullseye"), samples_of(OUTSIDE, 40))
    assert trial.outcome is Outcome.NOT_HELD
    assert indices(events, EventKind.END) == [at(30) + 1]
    assert trial.result().duration_s == 0


@pytest.mark.parametrize("activity", ["bullseye", "steady-stance"])
def test_opening_the_rail_stop_stops_any_trial(activity: str) -> None:
    samples = samples_of(IN_RING, 12)
    samples.flags[at(8) :] |= FLAG_RAIL_OPEN
    trial, events = played(setup_of(activity), samples)
    assert trial.outcome is Outcome.STOPPED
    assert indices(events, EventKind.RAIL_STOP) == [at(8)]


@pytest.mark.parametrize(
    ("motion", "outcome"),
    [(ON_RIM_STILL, Outcome.FOOT_DOWN), (on_rim_moving, Outcome.RIM_REST)],
)
def test_an_assessment_ends_by_what_the_rim_tells(motion: Motion, outcome: Outcome) -> None:
    samples = samples_of(then(IN_RING, 8.0, motion), 14)
    trial, _ = played(setup_of("steady-stance"), samples)
    assert trial.outcome is outcome
    assert 6.0 < trial.result().duration_s < 8.0


def test_a_short_touch_of_the_rim_ends_nothing() -> None:
    motion = then(then(IN_RING, 8.0, ON_RIM_STILL), 8.6, IN_RING)
    trial, _ = played(setup_of("steady-stance"), samples_of(motion, 30))
    assert trial.outcome is Outcome.COMPLETED


DOWN_AND_BACK = then(then(IN_RING, 8.0, ON_RIM_STILL), 11.0, IN_RING)
GO_ON = (at(15), Continue())


def test_a_foot_put_down_pauses_training_and_the_round_is_no_success() -> None:
    trial, events = played(setup_of("bullseye"), samples_of(DOWN_AND_BACK, 40), controls=[GO_ON])
    (pause,), (resume,) = indices(events, EventKind.PAUSE), indices(events, EventKind.RESUME)
    assert at(8.5) < pause < at(9.5)
    assert resume == at(17)
    assert trial.outcome is Outcome.FOOT_DOWN


def test_paused_time_counts_for_nothing() -> None:
    trial, _ = played(setup_of("bullseye"), samples_of(DOWN_AND_BACK, 40), controls=[GO_ON])
    assert trial.measured_s == pytest.approx(20.0, abs=1 / RATE_HZ)


PAUSED_BY = {
    "foot": (DOWN_AND_BACK, []),
    "empty board": (then(then(IN_RING, 8.0, at_rest(0.0, 0.0)), 12.0, IN_RING), []),
    "stop": (IN_RING, [(at(8), StopPressed())]),
    "link": (IN_RING, [(at(8), LinkChanged(LinkState.LOST))]),
    "load": (IN_RING, [(at(8), LoadChanged(present=False)), (at(9), LoadChanged(present=True))]),
}
each_pause = pytest.mark.parametrize(("motion", "controls"), PAUSED_BY.values(), ids=[*PAUSED_BY])


@each_pause
def test_no_pause_ends_by_what_the_board_does_alone(motion: Motion, controls) -> None:
    trial, events = played(setup_of("bullseye"), samples_of(motion, 60), controls=controls)
    assert trial.phase is Phase.PAUSED
    assert trial.waits_for_continue
    assert trial.may_continue
    assert not indices(events, EventKind.RESUME)


@each_pause
def test_a_pause_lasts_four_seconds_whatever_is_pressed(motion: Motion, controls) -> None:
    paused = indices(
        played(setup_of("bullseye"), samples_of(motion, 20), controls=controls)[1], EventKind.PAUSE
    )[0]
    hasty = [*controls, (paused + at(3.99), Continue())]
    trial, _ = played(setup_of("bullseye"), samples_of(motion, 60), controls=hasty)
    assert trial.phase is Phase.PAUSED
    later = [*controls, (paused + at(4.01), Continue())]
    _, events = played(setup_of("bullseye"), samples_of(motion, 60), controls=later)
    assert indices(events, EventKind.RESUME) == [paused + at(6.01)]


def test_headless_going_on_takes_two_seconds_in_the_ring_and_a_pause_of_four() -> None:
    stop = (at(8), StopPressed())
    for asked_s, resumed_s in ((8.5, 12.0), (11.0, 13.0)):
        controls = [stop, (at(asked_s), Continue("ring"))]
        _, events = played(setup_of("bullseye"), samples_of(IN_RING, 20), controls=controls)
        assert indices(events, EventKind.RESUME) == [at(resumed_s)]


def test_a_lost_link_interrupts_an_assessment_at_once() -> None:
    lost = [(at(8), LinkChanged(LinkState.LOST))]
    trial, events = played(setup_of("steady-stance"), samples_of(IN_RING, 9), controls=lost)
    assert trial.outcome is Outcome.INTERRUPTED
    assert indices(events, EventKind.END) == [at(8)]


@pytest.mark.parametrize("state", [LinkState.LOST, LinkState.STALLED])
def test_a_lost_link_pauses_training_and_it_goes_on(state: LinkState) -> None:
    controls = [
        (at(8), LinkChanged(state)),
        (at(9), LinkChanged(LinkState.STREAMING)),
        (at(13), Continue()),
    ]
    trial, events = played(setup_of("bullseye"), samples_of(IN_RING, 40), controls=controls)
    assert indices(events, EventKind.PAUSE) == [at(8)]
    assert indices(events, EventKind.RESUME) == [at(15)]
    assert trial.outcome is Outcome.COMPLETED


def test_missing_samples_are_a_lost_link_whatever_the_link_says() -> None:
    whole = samples_of(IN_RING, 40)
    gappy = whole[(whole.t_s < 8.0) | (whole.t_s >= 9.0)]
    training, events = played(setup_of("bullseye"), gappy, controls=[(at(14), Continue())])
    assert [e.data["reason"] for e in events if e.kind is EventKind.PAUSE] == ["link"]
    assert training.measured_s == pytest.approx(20.0, abs=1 / RATE_HZ)
    assessment, _ = played(setup_of("steady-stance"), gappy)
    assert assessment.outcome is Outcome.INTERRUPTED


def test_after_the_stop_key_the_ring_alone_does_not_resume() -> None:
    stopped = [(at(8), StopPressed())]
    trial, _ = played(setup_of("bullseye"), samples_of(IN_RING, 20), controls=stopped)
    assert trial.pause is Pause.STOP
    assert trial.waits_for_continue
    again = [*stopped, (at(12), Continue())]
    trial, events = played(setup_of("bullseye"), samples_of(IN_RING, 20), controls=again)
    assert indices(events, EventKind.RESUME) == [at(14)]
    assert trial.phase is Phase.MEASURING


def test_the_stop_key_ends_an_assessment() -> None:
    stop = [(at(8), StopPressed())]
    trial, _ = played(setup_of("steady-stance"), samples_of(IN_RING, 9), controls=stop)
    assert trial.outcome is Outcome.STOPPED


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_therapist_can_say_how_it_ended_and_correct_it_after(outcome: Outcome) -> None:
    judged = [(at(8), Judge(outcome))]
    trial, events = played(setup_of("steady-stance"), samples_of(IN_RING, 9), controls=judged)
    assert trial.result().outcome is outcome
    assert indices(events, EventKind.END) == [at(8)]
    finished, _ = played(setup_of("steady-stance"), samples_of(IN_RING, 30))
    finished.control(Judge(outcome))
    assert finished.result().outcome is outcome


def test_leaving_while_the_link_is_lost_is_an_interruption() -> None:
    controls = [(at(8), LinkChanged(LinkState.LOST)), (at(8), Leave())]
    trial, _ = played(setup_of("bullseye"), samples_of(IN_RING, 9), controls=controls)
    assert trial.outcome is Outcome.INTERRUPTED


def test_events_of_the_board_are_kept_at_their_sample() -> None:
    trial = trial_of(setup_of("bullseye"))
    samples = samples_of(IN_RING, 4)
    trial.advance(Stretch(samples[:700]))
    button = TrialEvent(EventKind.BUTTON, 50, {"by": "board"})
    trial.advance(Stretch(samples[700:], events=(button,)))
    assert indices(trial.drain(), EventKind.BUTTON) == [750]


def test_events_come_in_the_order_of_their_samples() -> None:
    motion = then(then(sway(2.6), 8.0, ON_RIM_STILL), 11.0, IN_RING)
    _, events = played(setup_of("bullseye"), samples_of(motion, 40), cuts=range(0, 20000, 333))
    found = [event.index for event in events]
    assert found == sorted(found)


def test_the_gates_ring_is_shown_before_the_start_and_the_target_after_it() -> None:
    setup = setup_of("bullseye")
    trial = trial_of(setup)
    gate = trial.shown_target()
    assert gate is not None
    assert gate.cursor_visible
    trial.take(samples_of(IN_RING, 4))
    assert trial.shown_target() == gate
    assert gate.radius_deg == target_of(setup.parameters).radii_deg[0]


def test_an_assessment_hides_the_cursor_at_its_start() -> None:
    trial = trial_of(setup_of("steady-stance"))
    assert trial.shown_target().cursor_visible
    trial.take(samples_of(IN_RING, 4))
    assert not trial.shown_target().cursor_visible


class Noting(Rules):
    """Keeps what it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, ...]] = []
        self.events: list[tuple[int, TrialEvent]] = []

    def take(self, now: Now) -> None:
        self.seen.append((now.t_s, now.load_n, now.cop_ml_mm, now.thigh_flexion_deg))
        self.events += [(len(self.seen), event) for event in now.events]


def noted(recording: Recording, cuts: list[int], at_second: Control | None = None) -> Noting:
    """What rules see of a recording that comes in these stretches, with an input at a cut."""
    activity = replace(activity_named("bullseye"), rules=lambda _parameters, _seed: Noting())
    trial = activity.trial(
        recording.header.conditions, recording.header.rim, recording.header.parameters, 0
    )
    samples, load, body = recording.samples, recording.load, recording.body
    loads, bodies, events = (0, 0, 0)
    for first, after in pairwise([0, *cuts, len(samples)]):
        if at_second is not None and first == cuts[1]:
            trial.control(at_second)
        # A reading comes up to 40 ms after its own time, an event with the samples around it.
        until_us = samples.device_us[after - 1] - 40_000 * ((first // 7) % 2)
        more_loads = int(np.searchsorted(load.device_us, until_us, side="right"))
        more_bodies = int(np.searchsorted(body.device_us, until_us, side="right"))
        due = [e for e in recording.events[events:] if e.index <= after]
        trial.advance(
            Stretch(
                samples[first:after],
                0,
                tuple(replace(e, index=e.index - first) for e in due),
                load[loads:more_loads],
                body[bodies:more_bodies],
            )
        )
        loads, bodies, events = max(loads, more_loads), max(bodies, more_bodies), events + len(due)
    assert isinstance(trial.rules, Noting)
    return trial.rules


def test_rules_see_load_thigh_and_the_boards_events_at_the_same_sample_however_it_came() -> None:
    setup, samples = setup_of("bullseye", seconds=5.0), samples_of(IN_RING, 8)
    load, body = LoadSamples.zeros(640), BodySamples.zeros(4000)
    load.device_us[:] = np.arange(640) * 12_500
    load.load_n[:], load.cop_ml_mm[:] = 700 + np.arange(640), np.arange(640)
    body.device_us[:], body.thigh_flexion_deg[:] = np.arange(4000) * 2000, np.arange(4000) / 100
    button = TrialEvent(EventKind.BUTTON, 2000, {"by": "board"})
    recording = replace(recording_of(setup, samples, (button,)), load=load, body=body)
    whole = noted(recording, [])
    for cuts in (list(range(7, 4000, 7)), [1500, 2000, 3001]):
        again = noted(recording, cuts)
        assert again.seen == whole.seen
        assert again.events == whole.events
    t_s, load_n, cop_ml_mm, flexion_deg = whole.seen[-1]
    assert t_s == pytest.approx(8.0 - 2.0, abs=0.01)
    assert cop_ml_mm == load_n - 700 == pytest.approx(80 * 7.95, abs=2)
    assert flexion_deg == pytest.approx(5 * 7.95, abs=0.1)
    assert whole.events == [(2000 - at(2), button)]


def test_what_the_board_tells_before_the_start_or_in_a_pause_does_not_reach_the_rules() -> None:
    setup = setup_of("bullseye", seconds=5.0)
    places = [at(second) for second in (1, 4, 9.8, 18)]
    buttons = tuple(TrialEvent(EventKind.BUTTON, place, {"by": "board"}) for place in places)
    recording = recording_of(setup, samples_of(DOWN_AND_BACK, 20), buttons)
    seen = noted(recording, [at(3), at(15), at(16)], Continue())
    assert [event.index for _, event in seen.events] == [at(4), at(18)]


def test_without_other_sensors_their_readings_are_not_a_number() -> None:
    setup = setup_of("bullseye", seconds=5.0)
    seen = noted(recording_of(setup, samples_of(IN_RING, 4)), []).seen
    assert all(np.isnan(value) for value in seen[-1][1:])


def test_the_rim_of_the_tests_is_not_round() -> None:
    assert max(RIM.tilt_deg) - min(RIM.tilt_deg) > 1.0
