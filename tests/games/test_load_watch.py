"""A foot beside the board, seen by the load cells: holds a trial up, replays without them."""

from dataclasses import replace

import numpy as np
import pytest

from games.engine.control import LoadChanged
from games.engine.load_watch import FootWatch
from games.engine.player import LivePlayer, Round, play_headless
from games.engine.setup import TrialSetup
from games.registry import activity_named
from games.replay import replay_result
from tests.games.playing import Kept, recording_of, setup_of
from tools.scripted import ScriptedFeed, scripted_samples, sway
from trainer.recording.interfaces import Stretch
from trainer.recording.load import LoadSamples
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import EventKind, Outcome, Support

BODY_N = 686.0
LOAD_HZ = 80.0


def readings(first_s: float, last_s: float, load_n) -> LoadSamples:
    times = np.arange(np.ceil(first_s * LOAD_HZ), np.ceil(last_s * LOAD_HZ)) / LOAD_HZ
    load = LoadSamples.zeros(len(times))
    load.t_s[:] = times
    load.load_n[:] = [load_n(t_s) for t_s in times]
    return load


class LoadedFeed(ScriptedFeed):
    """A scripted feed with load cells under it."""

    def __init__(self, load_n) -> None:
        super().__init__(sway(2.6))
        self._load_n = load_n

    def since(self, seq: int) -> Stretch:
        stretch = super().since(seq)
        times = stretch.samples.t_s
        if not len(times):
            return stretch
        return replace(stretch, load=readings(times[0], times[-1] + 0.002, self._load_n))


def play(activity: str, load_n) -> tuple[TrialSetup, Kept, TrialResult]:
    setup, kept = weighed(activity), Kept()
    feed = LoadedFeed(load_n)
    result = play_headless(Round(activity_named(activity), setup, feed, kept))
    return setup, kept, result


def weighed(activity: str, **conditions: object) -> TrialSetup:
    setup = setup_of(activity, **conditions)
    return replace(setup, least_load_n=BODY_N / 2, body_weight_n=BODY_N)


def replayed(setup: TrialSetup, kept: Kept) -> TrialResult:
    """From the recording alone, which needs no cells."""
    return replay_result(recording_of(setup, scripted_samples(sway(2.6), 60), kept.events))


def touches_s(kept: Kept) -> list[float]:
    touches = [event for event in kept.events if event.kind is EventKind.TOUCH]
    assert all(event.data == {"by": "load"} for event in touches)
    return [event.index / 500 for event in touches]


def supported(share: float, first_s: float, last_s: float):
    return lambda t_s: (1 - share if first_s <= t_s < last_s else 1.0) * BODY_N


def lifted(first_s: float, last_s: float):
    return lambda t_s: 0.3 * BODY_N if first_s <= t_s < last_s else BODY_N


def test_half_the_weight_gone_for_half_a_second_ends_an_assessment_as_foot_down() -> None:
    setup, kept, result = play("steady-stance", lifted(9.0, 12.0))
    assert result.outcome is Outcome.FOOT_DOWN
    assert result.duration_s == pytest.approx(9.0 + 0.5 - 2.0, abs=0.1)
    samples = scripted_samples(sway(2.6), 40)
    assert replay_result(recording_of(setup, samples, kept.events)) == result


def test_in_a_training_it_pauses_and_goes_on_and_the_round_does_not_count() -> None:
    setup, kept, result = play("bullseye", lifted(9.0, 12.0))
    assert result.outcome is Outcome.FOOT_DOWN
    assert result.measured_s == 20.0
    kinds = [event.kind for event in kept.events]
    assert kinds.index(EventKind.PAUSE) < kinds.index(EventKind.RESUME)
    samples = scripted_samples(sway(2.6), 60)
    assert replay_result(recording_of(setup, samples, kept.events)) == result


def test_nothing_starts_before_somebody_stands_there() -> None:
    _, kept, _ = play("bullseye", lambda t_s: 0.0 if t_s < 8.0 else BODY_N)
    start = next(event for event in kept.events if event.kind is EventKind.START)
    assert start.index / 500 > 10.0


def test_a_hand_that_carries_weight_ends_an_assessment_as_a_touch_at_its_time() -> None:
    setup, kept, result = play("steady-stance", supported(0.08, 9.0, 40.0))
    assert result.outcome is Outcome.TOUCH
    assert touches_s(kept) == [pytest.approx(9.3, abs=0.1)]
    assert replayed(setup, kept) == result


def test_in_a_training_each_grip_is_noted_and_the_round_does_not_count() -> None:
    setup, kept, result = play(
        "bullseye", lambda t_s: (0.9 if 9 < t_s < 12 or 14 < t_s < 15 else 1.0) * BODY_N
    )
    assert result.outcome is Outcome.TOUCH
    assert result.measured_s == 20.0
    assert touches_s(kept) == [pytest.approx(9.3, abs=0.1), pytest.approx(14.3, abs=0.1)]
    assert replayed(setup, kept) == result


def test_hands_may_carry_weight_until_the_measured_part() -> None:
    _, _, result = play("steady-stance", supported(0.3, 0.0, 4.9))
    assert result.outcome is Outcome.COMPLETED


def test_little_weight_and_a_swinging_body_are_no_touch() -> None:
    _, _, result = play("steady-stance", supported(0.04, 0.0, 40.0))
    assert result.outcome is Outcome.COMPLETED
    _, _, result = play("steady-stance", lambda t_s: BODY_N * (1 + 0.15 * np.sin(4 * np.pi * t_s)))
    assert result.outcome is Outcome.COMPLETED


@pytest.mark.parametrize(
    ("support", "outcome"),
    [(Support.FINGERTIP, Outcome.TOUCH), (Support.RAIL, Outcome.COMPLETED)],
)
def test_fingertips_carry_no_weight_and_a_hand_that_holds_the_rail_may(support, outcome) -> None:
    setup, kept = weighed("steady-stance", support=support), Kept()
    feed = LoadedFeed(supported(0.2, 0.0, 60.0))
    result = play_headless(Round(activity_named("steady-stance"), setup, feed, kept))
    assert result.outcome is outcome


def paused_player(load_n, until_s: float) -> LivePlayer:
    """A training in which nobody presses a key."""
    feed = LoadedFeed(load_n)
    player = LivePlayer(Round(activity_named("bullseye"), weighed("bullseye"), feed, Kept()))
    while feed.now_ns() < until_s * 1e9:
        feed.pump()
        player.follow()
    return player


def test_one_leg_back_with_its_whole_weight_says_go_on() -> None:
    assert paused_player(lifted(9.0, 16.0), 16.4).trial.waits_for_continue
    assert paused_player(lifted(9.0, 16.0), 19.0).trial.running


def test_one_leg_that_is_back_early_goes_on_after_the_four_seconds() -> None:
    assert paused_player(lifted(9.0, 10.0), 13.3).trial.waits_for_continue
    assert paused_player(lifted(9.0, 10.0), 15.8).trial.running


def test_a_share_of_the_weight_says_nothing() -> None:
    def half_back(t_s: float) -> float:
        return lifted(9.0, 12.0)(t_s) * (0.8 if t_s > 12.0 else 1.0)

    assert paused_player(half_back, 20.0).trial.waits_for_continue


def test_a_short_dip_and_a_missing_load_say_nothing() -> None:
    watch = FootWatch(BODY_N / 2)
    dip = readings(0, 5, lambda t_s: 100.0 if 1.0 < t_s < 1.4 else BODY_N)
    missing = readings(5, 10, lambda _t_s: np.nan)
    assert watch.take(dip) is None
    assert watch.take(missing) is None
    assert watch.take(readings(10, 11, lambda _t_s: 0.0)) == LoadChanged(present=False)
    assert watch.take(readings(11, 12, lambda _t_s: BODY_N)) == LoadChanged(present=True)
