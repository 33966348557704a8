"""A trial's course: from when to when, what entered no value, and when the rim was touched."""

from dataclasses import replace

import numpy as np
import pytest

from tests.metrics.signals import RIM_DEG, completed, ordinary_axes, recorded
from trainer.reading.course import Course, course_of
from trainer.recording.body import BodySamples, BodySetup, ThighSetup
from trainer.recording.conditions import FLOOR
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind, Side

N = 3000
"""30 s."""


def events(*more: TrialEvent) -> list[TrialEvent]:
    """A trial that starts after 10 s, is measured from 13 s on, and ends after 25 s."""
    start, measure, *ending = completed(2500, 1000, 1300)
    return [start, measure, *more, *ending]


def course(recording: Recording) -> Course:
    found = course_of(recording)
    assert found is not None
    return found


def test_time_counts_from_the_start_and_a_little_is_shown_around_the_trial() -> None:
    found = course(recorded(ordinary_axes(n=N), events()))
    assert found.shown == pytest.approx((-2.0, 16.0))
    assert found.measured == pytest.approx((3.0, 15.0))
    assert [len(line.values) for line in found.board] == [N, N]
    assert found.body == ()


def test_a_pause_and_each_contact_with_the_rim_have_their_times() -> None:
    axes = np.zeros((2, N))
    axes[0, 1500:1550] = 1.02 * RIM_DEG
    axes[1, 1803:1806] = 1.02 * RIM_DEG
    pause = TrialEvent(EventKind.PAUSE, 2000, {"reason": "foot_down"})
    resume = TrialEvent(EventKind.RESUME, 2200, {"reason": "foot_down"})
    found = course(recorded(axes, events(pause, resume)))
    assert found.pauses == pytest.approx([(10.0, 12.0)])
    assert found.contacts == pytest.approx([(5.0, 5.5)]), "30 ms are a bounce"


def test_a_trial_that_nobody_started_counts_from_its_first_sample() -> None:
    found = course(recorded(ordinary_axes(n=500), []))
    assert found.shown == pytest.approx((0.0, 4.99))
    assert found.measured is None


def test_the_body_s_sensor_stands_apart_and_the_floor_has_no_board() -> None:
    board = recorded(ordinary_axes(n=N), events())
    body = BodySamples.zeros(N)
    body.t_s[:] = board.samples.t_s
    setup = BodySetup(thigh=ThighSetup(side=Side.RIGHT))
    on_floor = replace(board.header.conditions, level=FLOOR)
    header = replace(board.header, body=setup, conditions=on_floor)
    found = course(replace(board, header=header, body=body))
    assert found.board == ()
    assert [line.title for line in found.body] == ["thigh bends", "thigh leans in +, out −"]
    assert found.contacts == ()


def test_without_samples_there_is_no_course() -> None:
    assert course_of(replace(recorded(np.zeros((2, 1)), []), samples=Samples.empty())) is None
