"""Every activity there is, and the two examples: picture, numbers and simulation agree.

Each is played with its target off level, and what is drawn, measured and shown to a simulated
patient is compared with the target's path.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pygame
import pytest

from games.engine.activity import Activity, Kind, Surface
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.phase import RUNNING
from games.engine.player import LivePlayer, Round, play_headless
from games.engine.scene import Onlooker, Recent
from games.engine.scenes.field import FieldScene
from games.engine.scenes.grey import GreyScene
from games.engine.setup import TrialSetup
from games.pictures import draw_moment, draw_result
from games.registry import activities
from games.replay import measure_recording, replay_trial
from games.screens.instruction import InstructionScreen
from tests.games.examples import follow, rolling_ball
from tests.games.playing import (
    Kept,
    recording_of,
    stood_on,
    waits_for_the_patient,
    worn_by,
)
from tests.games.simulated_feed import recorded_trial
from tools.gallery import PAST, RIM
from tools.scripted import ScriptedFeed, held, scripted_samples, sway
from trainer.metrics import all_metrics
from trainer.recording.columns import FloatArray
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range
from trainer.recording.interfaces import Stimulus, Target
from trainer.recording.target import Step, TargetPath, target_of
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind, Outcome, Source

EXAMPLES = (follow.ACTIVITY, rolling_ball.ACTIVITY)
EVERY = (*activities().values(), *EXAMPLES)
BY_NAME = {activity.name: activity for activity in EVERY}
each = pytest.mark.parametrize("activity", EVERY, ids=lambda activity: activity.name)
LIT_BY_A_BALL = frozenset({"marble"})
"""Its ring is lit by what rolls there, not by the board: it has tests of its own."""
OFF_LEVEL, RADIUS_DEG = (2.4, -3.1), 2.5
GATE_S, SIZE = 2.0, (640, 360)
LOOKED_AT_S = 0.5, 4.0, 7.5
LONG_ENOUGH_S = 25.0
"""For somebody who does what is asked for, where the rules wait for that."""


def off_level(activity: Activity, seconds: float = 5.0) -> tuple[TrialSetup, TargetPath | None]:
    """A setup whose target is off level: its own path where that moves, else one that steps."""
    setup = activity.setup(Conditions("", seconds=seconds), RIM)
    path = target_of(setup.parameters)
    if path is None or path.moves:
        return setup, path
    steps = Step(0.0, *OFF_LEVEL, RADIUS_DEG), Step(5.0, -2.4, 1.8, RADIUS_DEG)
    path = TargetPath(steps)
    return replace(setup, parameters={**setup.parameters, "target": path.parameter()}), path


each_with_a_path = pytest.mark.parametrize(
    "activity",
    [activity for activity in EVERY if off_level(activity)[1] is not None],
    ids=lambda activity: activity.name,
)


def following(path: TargetPath | None):
    """Level in the gate, and in the middle of the target from the start on."""

    if path is None:
        return held(0.5, 0.5)

    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        ap, ml, _ = path.at(np.maximum(t_s - GATE_S, 0.0))
        tremor, _ = held(0.0, 0.0)(t_s)
        return np.where(t_s <= GATE_S, 0.0, ap) + tremor, np.where(t_s <= GATE_S, 0.0, ml)

    return motion


def played(activity: Activity, setup: TrialSetup, motion) -> tuple[Recording, Kept]:
    kept = Kept()
    result = play_headless(
        Round(
            activity,
            setup,
            ScriptedFeed(motion, body=worn_by(setup)),
            kept,
            controls=stood_on(activity),
        )
    )
    assert result.outcome is Outcome.COMPLETED
    (end,) = [event.index for event in kept.events if event.kind is EventKind.END]
    return recording_of(setup, scripted_samples(motion, 20)[:end], kept.events), kept


@cache
def on_its_path(name: str) -> Recording:
    """Somebody who goes where the target's path is; played once, for it is looked at often."""
    activity = BY_NAME[name]
    setup, path = off_level(activity)
    return played(activity, setup, following(path))[0]


def pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface).astype(int)


@pytest.mark.parametrize(
    "activity", [one for one in EVERY if one.name not in LIT_BY_A_BALL], ids=lambda one: one.name
)
@pytest.mark.parametrize("t_s", [1.0, 4.0, 6.0])
def test_the_ring_is_drawn_and_lit_where_the_target_is(activity: Activity, t_s: float) -> None:
    setup, path = off_level(activity)
    layout = Layout(SIZE)
    scene = activity.scene(activity.stage(setup, layout, PAST))
    recording = on_its_path(activity.name)
    samples = recording.samples
    index = int(np.searchsorted(samples.t_s, GATE_S + t_s))
    onlooker = Onlooker(replay_trial(recording, index, activity))
    onlooker.see(samples[index - 600 : index])
    moment = onlooker.moment()
    assert moment.phase in RUNNING
    if path is not None:
        assert moment.lit == 1.0
        assert moment.target == pytest.approx(path.now(moment.t_s))
    moment.cursor, moment.recent = None, Recent()
    drawn = []
    for lit in (1.0, 0.0):
        moment.lit = lit
        surface = pygame.Surface(SIZE, 0, 32)
        scene.draw(surface, moment, onlooker.trial.rules)
        drawn.append(pixels(surface))
    x, y = np.nonzero(np.abs(drawn[0] - drawn[1]).sum(axis=2) > 5)
    if isinstance(scene, GreyScene):
        assert not len(x), "nothing answers to the board while an assessment measures"
        return
    middle = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    field = scene.field if isinstance(scene, FieldScene) else FieldMap.of(layout, RIM)
    expected = field.at(*moment.target[:2])
    assert middle == pytest.approx(expected, abs=1.5)


@each_with_a_path
def test_who_stays_on_the_target_is_measured_there_and_who_stays_level_is_not(
    activity: Activity,
) -> None:
    setup, path = off_level(activity)
    assert path is not None
    level, _ = played(activity, setup, held(0.0, 0.0))
    there = measure_recording(on_its_path(activity.name), activity)
    assert there.value("time_in_ring_pct") == pytest.approx(100.0, abs=4.0)
    times_s = np.linspace(3.0, 8.0, 1000)
    ap, ml, radius = path.at(times_s)
    share_pct = 100.0 * float((np.hypot(ap, ml) <= radius).mean())
    assert share_pct < 90.0
    at_level = measure_recording(level, activity).value("time_in_ring_pct")
    assert at_level == pytest.approx(share_pct, abs=1.0)


@each
def test_a_simulated_patient_is_shown_the_same_path_or_where_the_rules_aim(
    activity: Activity,
) -> None:
    setup, path = off_level(activity)
    seen: list[Target | None] = []
    asked = 0

    class Watching(Stimulus):
        def show(self, target: Target | None) -> None:
            seen.append(target)

    player = LivePlayer(
        Round(
            activity,
            setup,
            feed := ScriptedFeed(following(path)),
            Kept(),
            Watching(),
            controls=stood_on(activity),
        )
    )
    while not player.trial.finished:
        feed.pump()
        player.follow()
        shown, aim = seen[-1], player.trial.rules.aim
        if player.trial.running and shown is not None:
            place = shown.ap_deg, shown.ml_deg, shown.radius_deg
            on_path = path.now(player.trial.running_s) if path else player.trial.terms.gate
            assert place == (aim or on_path)
            asked += 1
    assert asked > 100
    assert seen[-1] is None


@each
def test_live_play_and_a_replay_draw_the_same_pictures(activity: Activity) -> None:
    setup, _ = off_level(activity)
    motion = sway(2.3, seed=5) if activity.surface is Surface.DOME else held(0.1, 0.0)
    scene = activity.scene(activity.stage(setup, Layout(SIZE), PAST))
    feed = ScriptedFeed(motion, body=worn_by(setup))
    kept, surface = Kept(), pygame.Surface(SIZE, 0, 32)
    player = LivePlayer(Round(activity, setup, feed, kept, controls=stood_on(activity)))
    onlooker = Onlooker(player.trial)
    live: list[tuple[int, np.ndarray]] = []
    while not player.trial.finished:
        feed.pump()
        onlooker.see(player.follow())
        if len(live) < len(LOOKED_AT_S) and player.trial.running_s >= LOOKED_AT_S[len(live)]:
            scene.draw(surface, onlooker.moment(), player.trial.rules)
            live.append((player.trial.consumed, pixels(surface)))
    player.close()
    (end,) = [event.index for event in kept.events if event.kind is EventKind.END]
    recording = recording_of(setup, scripted_samples(motion, 20)[:end], kept.events)
    start = recording.first(EventKind.START)
    assert start is not None
    assert len(live) == len(LOOKED_AT_S)
    for drawn_at, picture in live:
        at_s = recording.samples.t_s[drawn_at - 1] - recording.samples.t_s[start.index] + 1e-9
        again = draw_moment(activity, setup, recording, at_s, size=SIZE, past=PAST)
        assert np.array_equal(pixels(again), picture)
    replayed = replay_trial(recording, activity=activity)
    assert replayed.rules.shown == player.trial.rules.shown
    assert replayed.result() == player.trial.result()


@each
def test_every_screen_of_it_draws(activity: Activity) -> None:
    setup, _ = off_level(activity)
    stage = activity.stage(setup, Layout(SIZE), PAST)
    surface = pygame.Surface(SIZE, 0, 32)
    InstructionScreen(stage).draw(surface)
    assert pixels(surface).std() > 2
    recording = on_its_path(activity.name)
    assert pixels(draw_result(activity, setup, recording, size=SIZE)).std() > 2


@each
def test_its_headline_is_a_metric_of_every_completed_trial(activity: Activity) -> None:
    waits = waits_for_the_patient(activity, off_level(activity)[0].parameters)
    name = activity.name
    recording = recorded_trial(activity, LONG_ENOUGH_S) if waits else on_its_path(name)
    assert measure_recording(recording, activity).value(activity.headline.name) is not None


def test_the_ball_rolls_the_way_the_plate_tips_and_its_score_is_that_of_its_rules() -> None:
    activity = rolling_ball.ACTIVITY
    setup = activity.setup(Conditions("", seconds=5.0), RIM)
    gone, _ = played(activity, setup, following_then(3.0, 0.0))
    rules = replay_trial(gone, activity=activity).rules
    assert isinstance(rules, rolling_ball.RollingBall)
    assert rules.ap_m > 0.7 * rolling_ball.PLATE_M
    assert rules.ml_m == 0.0
    assert max(ap_m for ap_m, _ in rules.path) <= rolling_ball.PLATE_M
    still, _ = played(activity, setup, held(0.0, 0.0))
    assert measure_recording(still, activity).value("ball_in_cup_s") == pytest.approx(5.0, abs=0.01)
    away = measure_recording(gone, activity).value("ball_in_cup_s")
    assert away == rules.in_cup_s < 5.0


def following_then(ap_deg: float, ml_deg: float):
    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        tremor, _ = held(0.0, 0.0)(t_s)
        return np.where(t_s <= GATE_S, 0.0, ap_deg) + tremor, np.where(t_s <= GATE_S, 0.0, ml_deg)

    return motion


def test_a_metric_of_one_activity_is_not_in_the_catalogue_and_comes_with_its_trials() -> None:
    names = {name for metric in all_metrics() for name in metric.names}
    assert not set(rolling_ball.ball_in_cup_s.names) & names
    activity = activities()["bullseye"]
    recording, _ = played(activity, activity.setup(Conditions("", seconds=5.0), RIM), sway(1.5))
    assert measure_recording(recording).value("ball_in_cup_s") is None


@pytest.mark.parametrize(
    "activity",
    [activity for activity in EVERY if activity.kind is Kind.ASSESSMENT],
    ids=lambda activity: activity.name,
)
def test_an_assessment_is_the_same_whatever_the_patients_range_is(activity: Activity) -> None:
    """But for marks: `test_marks` has those that today's range does not reach."""
    conditions = Conditions(activity.name)
    tilt_deg = 15.0 if "marks" in activity.setup(conditions, RIM).parameters else 1.5
    reach = Range((0.0, 180.0), (tilt_deg, tilt_deg), Source.MEASURED)
    free, limited = (activity.setup(conditions, RIM, limit=each) for each in (None, reach))
    assert limited.parameters == free.parameters
    assert limited.conditions == free.conditions
