"""A recorded trial shown from beginning to end is the same as each of its moments by itself."""

import numpy as np
import pygame
import pytest

from games.engine.control import Continue, StopPressed
from games.engine.draw.layout import Layout
from games.engine.player import LivePlayer, Round
from games.engine.scene import Onlooker
from games.pictures import NO_PAST, Playback, draw_moment
from games.registry import activity_named
from games.replay import Rerun
from tests.games.playing import Kept, played, recording_of, setup_of
from tools.gallery import FOOT_DOWN, LIVELY, STEADY
from tools.scripted import ScriptedFeed, scripted_samples, sway, then
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind

SIZE = (320, 180)
SECONDS = 8.0
JUST_AFTER_S = 1e-6
"""After a sample, so that no rounding of times leaves it out."""


def pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface)


def recorded(activity: str, motion=LIVELY, controls=()) -> Recording:
    setup = setup_of(activity, seconds=SECONDS)
    samples = scripted_samples(motion, 24)
    trial, events = played(setup, samples, controls=controls)
    return recording_of(setup, samples[: trial.consumed], events)


PAUSED = recorded("bullseye", controls=[(5000, StopPressed()), (8000, Continue())])
FOOT = recorded("bullseye", motion=then(FOOT_DOWN, 15.0, STEADY))
STEADY_STANCE = recorded("steady-stance")


def playback_of(recording: Recording) -> Playback:
    activity = activity_named(recording.header.conditions.activity)
    setup = setup_of(activity.name, seconds=SECONDS)
    return Playback(activity, setup, recording, SIZE)


@pytest.mark.parametrize("recording", [PAUSED, FOOT, STEADY_STANCE])
def test_picture_after_picture_is_the_same_as_each_by_itself(recording: Recording) -> None:
    shown = playback_of(recording)
    activity = activity_named(recording.header.conditions.activity)
    setup = setup_of(activity.name, seconds=SECONDS)
    for step in range(-10, 90):
        t_s = 0.21 * step
        going_on = pixels(shown.draw(t_s)).copy()
        if step % 9 == 0:
            alone = draw_moment(activity, setup, recording, t_s, size=SIZE)
            assert np.array_equal(going_on, pixels(alone)), t_s


def test_a_playback_shows_what_live_play_showed_frame_by_frame() -> None:
    setup, motion = setup_of("bullseye", seconds=3.0), sway(3.5, seed=5)
    activity = activity_named("bullseye")
    scene = activity.scene(activity.stage(setup, Layout(SIZE), NO_PAST))
    kept, feed, live = Kept(), ScriptedFeed(motion), pygame.Surface(SIZE, 0, 32)
    player = LivePlayer(Round(activity, setup, feed, kept))
    onlooker, seen = Onlooker(player.trial), []
    frame = 0
    while not player.trial.finished:
        feed.pump()
        onlooker.see(player.follow())
        frame += 1
        if frame % 40 == 0 and not player.trial.finished:
            newest = feed.latest()
            assert newest is not None
            moment = onlooker.moment(seen_t_s=newest.t_s + JUST_AFTER_S)
            scene.draw(live, moment, player.trial.rules)
            seen.append((player.trial.consumed, pixels(live).copy()))
    player.close()
    (end,) = [event.index for event in kept.events if event.kind is EventKind.END]
    recording = recording_of(setup, scripted_samples(motion, 20)[:end], kept.events)
    start = recording.first(EventKind.START)
    assert start is not None
    times = recording.samples.t_s
    shown = Playback(activity, setup, recording, SIZE)
    assert len(seen) > 6
    for consumed, picture in seen:
        at_s = times[consumed - 1] - times[start.index] + JUST_AFTER_S
        assert np.array_equal(pixels(shown.draw(at_s)), picture)


@pytest.mark.parametrize("recording", [PAUSED, FOOT, STEADY_STANCE])
def test_the_last_picture_is_of_the_running_trial_and_not_of_one_that_is_over(recording) -> None:
    shown = playback_of(recording)
    last = pixels(shown.draw(shown.length_s)).copy()
    assert not shown._rerun.trial.finished
    assert np.array_equal(last, pixels(playback_of(recording).draw(shown.length_s + 500.0)))


def test_each_sample_is_taken_once_however_many_pictures_there_are(monkeypatch) -> None:
    taken: list[int] = []
    rerun = Rerun(PAUSED)
    real = rerun.trial.take
    monkeypatch.setattr(rerun.trial, "take", lambda part: (taken.append(len(part)), real(part)))
    for index in range(0, len(PAUSED.samples) + 4000, 40):
        rerun.go_to(index)
    assert sum(taken) == len(PAUSED.samples)
    assert rerun.trial.finished


def test_the_length_runs_from_the_start_to_the_last_sample_with_its_pauses() -> None:
    start = PAUSED.first(EventKind.START)
    assert start is not None
    times = PAUSED.samples.t_s
    whole_s = times[-1] - times[start.index]
    assert playback_of(PAUSED).length_s == pytest.approx(whole_s, abs=0.01)
    assert playback_of(PAUSED).length_s > SECONDS + 3.0 + 2.0
