"""More than the board may carry ends a trial in every phase; a step onto it does not."""

from dataclasses import replace

import pytest

from games.engine.overload import OverloadWatch
from games.engine.player import Round, play_headless
from games.registry import activity_named
from games.replay import replay_result
from tests.games.playing import Kept, recording_of, setup_of
from tests.games.test_load_watch import LoadedFeed, readings
from tools.scripted import scripted_samples, sway
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import EventKind, Outcome

MOST_N = 640.0


def play(activity: str, load_n) -> tuple[Kept, TrialResult]:
    setup, kept = replace(setup_of(activity), most_load_n=MOST_N), Kept()
    result = play_headless(Round(activity_named(activity), setup, LoadedFeed(load_n), kept))
    samples = scripted_samples(sway(2.6), 60)
    assert replay_result(recording_of(setup, samples, kept.events)) == result
    return kept, result


@pytest.mark.parametrize("activity", ["steady-stance", "bullseye"])
def test_a_trial_does_not_start_under_somebody_too_heavy(activity: str) -> None:
    kept, result = play(activity, lambda _: 686.0)
    assert result.outcome is Outcome.STOPPED
    assert not [event for event in kept.events if event.kind is EventKind.START]


@pytest.mark.parametrize("activity", ["steady-stance", "bullseye"])
def test_a_second_person_on_the_board_ends_a_running_trial(activity: str) -> None:
    _, result = play(activity, lambda t_s: 600.0 if t_s < 12.0 else 1200.0)
    assert result.outcome is Outcome.STOPPED
    assert result.duration_s == pytest.approx(12.0 + 0.5 - 2.0, abs=0.1)


def test_a_step_onto_the_board_is_no_overload() -> None:
    _, result = play("bullseye", lambda t_s: 900.0 if 1.0 < t_s < 1.4 else 600.0)
    assert result.outcome is Outcome.COMPLETED


def test_readings_without_a_load_are_ignored() -> None:
    watch = OverloadWatch(MOST_N)
    assert not watch.take(readings(0.0, 0.3, lambda _: 700.0))
    assert not watch.take(readings(0.3, 0.4, lambda _: float("nan")))
    assert watch.take(readings(0.4, 0.6, lambda _: 700.0))
