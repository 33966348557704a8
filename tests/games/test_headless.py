"""Playing without a window on a scripted feed."""

import gc
from dataclasses import replace

import pytest

from games.engine.activity import Kind, Surface
from games.engine.control import Continue, Control, StopPressed, as_event
from games.engine.player import PATIENCE_S, LivePlayer, Round, play_headless
from games.registry import activities, activity_named
from games.replay import measure_recording, replay_trial
from tests.collector import as_in_the_trainer
from tests.games.playing import Kept, kept_on, recording_of, setup_of, stood_on, worn_by
from tests.games.simulated_feed import Follower, SimulatedFeed
from tools.scripted import RATE_HZ, ScriptedFeed, at_rest, held, sway, then
from trainer.recording.interfaces import FeedStatus, Stimulus, Stretch, Target
from trainer.recording.target import target_of
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, LinkState, Outcome

WORN_S = 90.0
"""A strap sends for so long: a game may wait for who does not do what it asks."""


def play(activity: str, feed: ScriptedFeed, **conditions):
    setup = setup_of(activity, **conditions)
    kept = kept_on(feed, setup)
    controls = stood_on(activity_named(activity))
    played = Round(activity_named(activity), setup, feed, kept, controls=controls)
    result = play_headless(played)
    return setup, kept, result


def play_as_asked(name: str):
    """Somebody who goes where the activity says; off a dome there is only standing."""
    activity, setup = activity_named(name), setup_of(name)
    stimulus = Stimulus()
    if activity.surface is Surface.DOME:
        feed = SimulatedFeed(stimulus, Follower())
    else:
        feed = ScriptedFeed(held(0.0, 0.0), body=worn_by(setup, WORN_S))
    kept = kept_on(feed, setup)
    played = Round(activity, setup, feed, kept, stimulus, controls=stood_on(activity))
    return setup, feed, kept, play_headless(played)


@pytest.mark.parametrize("name", list(activities()))
def test_every_activity_is_played_kept_once_and_replayed_to_the_same_numbers(name: str) -> None:
    activity = activity_named(name)
    on_dome = activity.surface is Surface.DOME
    setup, feed, kept, result = play_as_asked(name)
    assert result.outcome is Outcome.COMPLETED
    assert kept.results == [result]
    assert kept.begun == 1
    (end,) = [event.index for event in kept.events if event.kind is EventKind.END]
    recording = recording_of(setup, feed.since(-1).samples[:end], kept.events)
    trial = replay_trial(recording)
    assert trial.result() == result
    measures = kept.measured()
    assert measures == measure_recording(recording)
    value = measures.value(result.headline)
    assert value is not None
    path = target_of(setup.parameters)
    if path is not None:
        # Who follows a moving ring is a quarter of a second late, and nearly always in it.
        moves = path.now(3.0) != path.now(7.0)
        on_target_s = measures.value("time_on_target_s")
        assert on_target_s == pytest.approx(20.0, abs=2.0 if moves else 0.2)
    if activity.kind is Kind.TRAINING and trial.rules.aim is not None and on_dome:
        assert value > 0.0, "who goes wherever the rules aim earns something"
    assert measures.why_not == ""


def test_progress_rises_from_nothing_to_all() -> None:
    told: list[float] = []
    activity, setup = activity_named("bullseye"), setup_of("bullseye", seconds=3.0)
    play_headless(Round(activity, setup, ScriptedFeed(sway(2.0)), Kept()), told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_a_simulated_patient_sees_the_target_and_at_the_end_none() -> None:
    seen: list[Target | None] = []

    class Watching(Stimulus):
        def show(self, target: Target | None) -> None:
            seen.append(target)

    activity, setup = activity_named("bullseye"), setup_of("bullseye", seconds=3.0)
    play_headless(Round(activity, setup, ScriptedFeed(sway(2.0)), Kept(), Watching()))
    assert seen[0] is not None
    assert seen[0].radius_deg == setup.parameters["gate_radius_deg"]
    assert seen[-1] is None


def test_a_board_pulled_and_put_back_pauses_training() -> None:
    _, kept, result = play("bullseye", ScriptedFeed(sway(2.0), lost=(9.0, 14.0)))
    kinds = [event.kind for event in kept.events]
    assert kinds.count(EventKind.PAUSE) == kinds.count(EventKind.RESUME) == 1
    assert result.outcome is Outcome.COMPLETED


def test_a_board_pulled_for_good_ends_the_trial_after_a_while() -> None:
    feed = ScriptedFeed(sway(2.0), lost=(9.0, 1e9))
    _, kept, result = play("bullseye", feed)
    assert result.outcome is Outcome.INTERRUPTED
    assert feed.now_ns() / 1e9 == pytest.approx(9.0 + PATIENCE_S, abs=0.1)
    assert len(kept.results) == 1


def test_a_pause_is_waited_out_for_thirty_seconds() -> None:
    motion = then(sway(2.0), 9.0, at_rest(0.0, 9.9))
    feed = ScriptedFeed(motion)
    _, kept, result = play("bullseye", feed)
    assert result.outcome is Outcome.STOPPED
    (pause,) = [event.index for event in kept.events if event.kind is EventKind.PAUSE]
    assert feed.now_ns() / 1e9 == pytest.approx(pause / RATE_HZ + PATIENCE_S, abs=0.1)


class Recorded(ScriptedFeed):
    """A replayed board: its recording ends after these seconds."""

    def __init__(self, motion, seconds: float) -> None:
        super().__init__(motion)
        self._seconds = seconds

    def since(self, seq: int) -> Stretch:
        stretch = super().since(seq)
        return replace(stretch, samples=stretch.samples[stretch.samples.t_s < self._seconds])

    def status(self) -> FeedStatus:
        over = self.now_ns() / 1e9 > self._seconds
        return FeedStatus(LinkState.ABSENT if over else LinkState.STREAMING, "", False)


def replayed(feed: ScriptedFeed, *controls: tuple[Control, float]):
    setup = setup_of("bullseye")
    events = [as_event(control, round(at_s * RATE_HZ)) for control, at_s in controls]
    kept = kept_on(feed, setup)
    played = Round(activity_named("bullseye"), setup, feed, kept, controls=events)
    result = play_headless(played)
    recording = recording_of(setup, feed.since(-1).samples, kept.events)
    assert replay_trial(recording).result() == result
    return result


def test_a_replayed_pause_lasts_as_long_as_it_did_however_long_that_was() -> None:
    paused = (StopPressed(), 10.0), (Continue(), 50.0)
    result = replayed(ScriptedFeed(sway(2.0)), *paused)
    assert (result.outcome, result.duration_s) == (Outcome.COMPLETED, 23.0)


def test_a_replay_in_which_nobody_goes_on_ends_with_its_recording() -> None:
    feed = Recorded(sway(2.0), 60.0)
    assert replayed(feed, (StopPressed(), 10.0)).outcome is Outcome.INTERRUPTED
    assert feed.now_ns() / 1e9 == pytest.approx(60.0, abs=0.1)


def test_the_rail_stop_ends_a_trial_before_it_began() -> None:
    _, kept, result = play("steady-stance", ScriptedFeed(sway(2.0), rail_opens_s=1.0))
    assert result.outcome is Outcome.STOPPED
    assert [event.kind for event in kept.events][-2:] == [EventKind.OUTCOME, EventKind.END]


def test_the_boards_own_events_are_kept_at_their_sample() -> None:
    button = TrialEvent(EventKind.BUTTON, 4321, {"by": "board"})
    _, kept, _ = play("bullseye", ScriptedFeed(sway(2.0), events=(button,)))
    assert button in kept.events


def test_nothing_that_was_there_before_a_trial_is_collected_while_it_runs() -> None:
    frozen: dict[float, int] = {}

    def count(share: float) -> None:
        # Counting walks through all objects, so it is done once for each tenth of the trial.
        tenth = round(share, 1)
        if tenth not in frozen:
            frozen[tenth] = gc.get_freeze_count()

    activity, setup = activity_named("bullseye"), setup_of("bullseye", seconds=3.0)
    with as_in_the_trainer():
        before = gc.get_freeze_count()
        play_headless(Round(activity, setup, ScriptedFeed(sway(2.0)), Kept()), count)
        after = gc.get_freeze_count()
    assert len(frozen) == 11
    assert min(frozen.values()) > 10_000
    assert after <= before


def test_a_trial_is_handed_over_once_though_the_keeper_fails() -> None:
    class Full(Kept):
        def finish(self, result) -> None:
            super().finish(result)
            raise OSError("no room anywhere")

    kept = Full()
    player = LivePlayer(
        Round(activity_named("bullseye"), setup_of("bullseye"), ScriptedFeed(sway(2.0)), kept)
    )
    with pytest.raises(OSError, match="no room"):
        player.close()
    player.close()
    assert len(kept.results) == 1


def test_what_broke_a_trial_off_is_told_before_what_hindered_its_keeping() -> None:
    class Full(Kept):
        def finish(self, result) -> None:
            raise OSError("no room anywhere")

    round_ = Round(activity_named("bullseye"), setup_of("bullseye"), ScriptedFeed(sway(2)), Full())
    error = RuntimeError("the board burst")
    LivePlayer(round_).break_off(error)
    assert error.__notes__ == ["and the trial could not be kept: no room anywhere"]
