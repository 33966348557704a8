"""What moves by the trial's time is drawn for the moment at which its frame is seen."""

import numpy as np
import pytest

from games.engine.phase import Phase
from games.engine.player import LivePlayer, Round
from games.engine.scene import Moment, Onlooker
from games.engine.watches import RimLimit
from games.pictures import draw_moment
from tests.acquisition.test_feed import open_feed, pump_for
from tests.drawn_cursor import Way, drawn
from tests.games.examples import follow
from tests.games.playing import Kept, recording_of
from tests.known_motions import falls
from tests.scripted_board import ScriptedSource
from tools.gallery import RIM
from tools.scripted import ScriptedFeed, held, scripted_samples, sway, then
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import round_rim
from trainer.recording.target import target_of
from trainer.recording.vocabulary import EventKind, Source

SETUP = follow.ACTIVITY.setup(Conditions("", seconds=4.0), RIM)
PATH = target_of(SETUP.parameters)
FRAME_S = 1 / 60


class LateFeed(ScriptedFeed):
    """Samples come in lumps of up to 16 ms, so their newest is now younger and now older."""

    late = np.random.default_rng(3)

    def since(self, seq: int):
        stretch = super().since(seq)
        held_back = int(self.late.integers(0, 8))
        return type(stretch)(stretch.samples[: max(len(stretch.samples) - held_back, 0)])


def frames_of(feed: ScriptedFeed, until_s: float, ahead_s: float = 0.012):
    """A trial's moments frame by frame, each seen so long after its latch."""
    player = LivePlayer(Round(follow.ACTIVITY, SETUP, feed, Kept()))
    onlooker = Onlooker(player.trial)
    while feed.now_ns() < until_s * 1e9 and not player.trial.finished:
        feed.pump()
        onlooker.see(player.follow())
        seen = feed.predict(feed.now_ns() + round(ahead_s * 1e9))
        yield player.trial, onlooker.moment((seen.ap_deg, seen.ml_deg), seen.t_s)


def running(feed: ScriptedFeed, phase: Phase):
    for trial, moment in frames_of(feed, 20.0):
        if trial.phase is phase:
            yield trial, moment


def test_a_moving_target_is_drawn_where_it_is_when_the_frame_is_seen() -> None:
    assert PATH is not None
    feed = LateFeed(sway(2.0))
    times = []
    for trial, moment in running(feed, Phase.MEASURING):
        assert moment.target == PATH.now(moment.t_s)
        assert moment.t_s >= trial.running_s
        times.append(moment.t_s)
    # The samples' lumps are not seen: every frame is a sixtieth of a second after the other.
    assert np.diff(times)[:-3] == pytest.approx(FRAME_S, abs=1e-6)


def test_the_countdown_runs_evenly_and_never_past_the_end() -> None:
    left = [moment.remaining_s for _, moment in running(LateFeed(sway(2.0)), Phase.MEASURING)]
    assert np.diff(left)[:-3] == pytest.approx(-FRAME_S, abs=1e-6)
    assert min(left) >= 0.0


def test_before_the_measured_part_all_of_it_is_left() -> None:
    for _, moment in running(LateFeed(sway(2.0)), Phase.LEAD_IN):
        assert moment.remaining_s == 4.0
        assert moment.ahead_s > 0


def test_nothing_runs_ahead_in_the_gate() -> None:
    for _, moment in running(LateFeed(held(6.0, 0.0)), Phase.READY):
        assert moment.ahead_s == 0.0
        assert moment.t_s == 0.0
        assert moment.target[:2] == (0.0, 0.0)


def test_the_ring_stays_lit_while_the_board_is_in_it_and_fades_ahead_outside() -> None:
    seen: list[tuple[float, float]] = []
    leaving = then(held(0.3, 0.0), 4.0, sway(6.0))
    for trial, moment in frames_of(ScriptedFeed(leaving), 20.0):
        if trial.running:
            seen.append((trial.since_inside_s, moment.lit))
    assert {lit for since, lit in seen if since == 0.0} == {1.0}
    fading = [(since, lit) for since, lit in seen if 0.0 < since < 0.2]
    assert fading
    for since, lit in fading:
        assert lit == pytest.approx(1 - (since + 0.012) / 0.25, abs=0.02)


def test_a_replay_at_a_trial_time_draws_the_target_of_that_very_time(monkeypatch) -> None:
    assert PATH is not None
    drawn: list[Moment] = []

    def look(_self, _onto, moment, _rules) -> None:
        drawn.append(moment)

    monkeypatch.setattr("games.engine.scenes.field.FieldScene.draw", look)
    samples = scripted_samples(held(0.5, 0.0), 12.0)
    player = LivePlayer(Round(follow.ACTIVITY, SETUP, ScriptedFeed(held(0.5, 0.0)), Kept()))
    player.trial.take(samples)
    recording = recording_of(SETUP, samples, player.trial.drain())
    assert recording.first(EventKind.START) is not None
    for t_s in (3.2501, 4.1113, 5.9999):
        draw_moment(follow.ACTIVITY, SETUP, recording, t_s, size=(640, 360))
        assert drawn[-1].t_s == pytest.approx(t_s, abs=1e-6)
        assert drawn[-1].target == PATH.now(drawn[-1].t_s)


def test_a_prediction_tells_its_moment_on_the_samples_time() -> None:
    feed, _ = open_feed(ScriptedSource(lambda _t: (1.0, 0.0)))
    pump_for(feed, 5.5)
    newest = feed.latest()
    assert newest is not None
    now_ns = feed.now_ns()
    soon, later = feed.predict(now_ns + 10_000_000), feed.predict(now_ns + 25_000_000)
    assert later.t_s - soon.t_s == pytest.approx(0.015, abs=1e-4)
    assert 0.010 <= soon.t_s - newest.t_s < 0.020
    assert feed.predict(now_ns + 5_000_000_000).t_s == pytest.approx(newest.t_s + 0.060)
    feed.close()


@pytest.mark.parametrize(
    ("source", "drawn_deg"),
    [(Source.MEASURED, 10.0), (Source.SIMULATED, 10.0), (Source.ASSUMED, 13.0)],
)
def test_the_light_is_drawn_on_a_known_rim_and_not_beyond_it(source, drawn_deg) -> None:
    setup = follow.ACTIVITY.setup(Conditions("", seconds=4.0), round_rim(10.0, source))
    feed = ScriptedFeed(held(9.0, 0.0))
    player = LivePlayer(Round(follow.ACTIVITY, setup, feed, Kept()))
    onlooker = Onlooker(player.trial)
    feed.pump()
    onlooker.see(player.follow())
    assert onlooker.moment((13.0, 0.0)).cursor == pytest.approx((drawn_deg, 0.0))
    assert onlooker.moment((9.9, 0.0)).cursor == (9.9, 0.0)
    assert onlooker.moment().cursor == pytest.approx((9.0, 0.0), abs=0.1)


@pytest.mark.parametrize("way", [Way(0.004), Way(0.016, screen_s=0.020)])
def test_a_fall_on_the_rim_is_drawn_to_the_rim(way: Way) -> None:
    limit, frames = RimLimit(round_rim(10.0, Source.MEASURED)), drawn(falls(10.0), way)
    lights = zip(frames.predicted.tolist(), frames.newest.tolist(), strict=True)
    farthest = max(limit.held((ahead[0], ahead[1]), (new[0], new[1]))[0] for ahead, new in lights)
    assert frames.predicted[:, 0].max() > 10.3
    assert farthest <= frames.newest[:, 0].max() + 0.01
