"""The exercises off the board: what their rules count, what a therapist says and reads of them."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from games.engine.activity import Activity, Surface
from games.engine.anchor import anchor_lines
from games.engine.control import Judge, Score, from_event
from games.engine.draw.chrome import keys_of
from games.engine.draw.eye_panel import BUTTON_HEIGHT, EyePanel
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.eye import MEANT, ROWS, glance_of
from games.engine.floor import SquatsCounted, Watched
from games.engine.player import Round, play_headless
from games.engine.rules import Now
from games.engine.scene import Onlooker
from games.engine.setup import LIKELY_STATION
from games.engine.trial_set import TrialSet
from games.engine.words import THANKS
from games.registry import activities, activity_named
from games.replay import measure_recording, replay_trial
from games.screens.instruction import InstructionScreen
from games.screens.rest import RestScreen
from tests.games.playing import Kept, played, recording_of, setup_of, standing, trial_of
from tests.simulation.thigh_exercises import MovementFault, squats
from tools.scripted import ScriptedFeed, held, scripted_samples
from trainer.metrics import TrialMeasures, all_metrics
from trainer.recording.conditions import FLOOR, Conditions
from trainer.recording.eye import EyeScore, Glance, Part
from trainer.recording.trial import MetricValue, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind, Outcome, Side

NAMES = ("single-leg-squat", "step_down", "pelvic_drop")
EACH = pytest.mark.parametrize("activity", [activity_named(name) for name in NAMES], ids=NAMES)
STILL = held(0.1, 0.0)
DROPS, IN = Glance(Part.PELVIS, gave_way=True), Glance(Part.KNEE, gave_way=True)
OVER_FOOT = Glance(Part.KNEE, gave_way=False)
PULLED = TrialEvent(EventKind.FAULT, 0, {"sensor": 1, "code": 1, "state": 1})
CELL_STUCK = TrialEvent(EventKind.FAULT, 0, {"sensor": 1, "code": 5, "state": 1})


def test_these_three_are_done_on_the_floor_and_scored_by_eye() -> None:
    found = [a.name for a in activities().values() if a.surface is Surface.FLOOR and a.by_eye]
    assert sorted(found) == sorted(NAMES)


@EACH
def test_its_usual_length_holds_five_repetitions(activity: Activity) -> None:
    assert activity.seconds == (30.0,)


@EACH
def test_it_has_a_word_for_each_stroke_of_its_pace(activity: Activity) -> None:
    scene = activity.scene(
        activity.stage(setup_of(activity.name), Layout((640, 360)), Kept().before)
    )
    trial = trial_of(setup_of(activity.name))
    onlooker, said = Onlooker(trial), []
    for at in range(120):
        samples = scripted_samples(STILL, 0.1, at * 0.1)
        trial.take(samples)
        onlooker.see(samples)
        said.append(scene.sentence(onlooker.moment(), trial.rules))
    assert set(activity.wording.pace) <= set(said)


def counted(depth_deg: float, measuring: bool = True) -> float:
    """What the rules count in three squats of this depth."""
    rules, course = SquatsCounted(), squats(3, depth_deg=depth_deg, fault=MovementFault(0.2))
    now = Now(measuring=measuring)
    rows = zip(course.flexion_deg[::10], course.medial_lean_deg[::10], strict=True)
    for now.thigh_flexion_deg, now.thigh_medial_lean_deg in rows:
        rules.take(now)
    return rules.shown


def test_squats_are_counted_when_they_were_deep_and_are_back_upright() -> None:
    assert counted(50.0) == 3
    assert counted(22.0) == 0
    assert counted(50.0, measuring=False) == 0


def test_an_unknown_thigh_counts_nothing() -> None:
    rules = SquatsCounted()
    rules.take(Now(measuring=True, thigh_flexion_deg=np.nan, thigh_medial_lean_deg=np.nan))
    assert rules.shown == 0


def test_rules_know_that_the_strap_is_silent_until_it_answers_again() -> None:
    rules = Watched()
    rules.take(Now(events=(CELL_STUCK,)))
    assert not rules.strap_silent
    rules.take(Now(events=(PULLED,)))
    rules.take(Now())
    assert rules.strap_silent
    rules.take(Now(events=(replace(PULLED, data={**PULLED.data, "state": 0}),)))
    assert not rules.strap_silent


# ------ the score by eye


def test_each_row_has_two_keys_and_a_second_press_takes_it_back() -> None:
    assert [part for part, _ in ROWS] == list(Part)
    assert len(MEANT) == 6
    drops = glance_of("2", EyeScore())
    assert drops == DROPS
    assert glance_of("2", EyeScore.after([DROPS])) == replace(DROPS, gave_way=None)
    assert glance_of("1", EyeScore.after([DROPS])) == replace(DROPS, gave_way=False)
    assert glance_of("7", EyeScore()) is None


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768)])
def test_the_buttons_are_as_large_as_promised_and_on_the_screen_and_apart(size) -> None:
    layout = Layout(size)
    areas = [area for _, area in EyePanel(layout, layout.lettering(LIKELY_STATION)).areas]
    assert BUTTON_HEIGHT == 160
    assert all(area.height == round(layout.px(160)) for area in areas)
    assert all(pygame.Rect((0, 0), size).contains(area) for area in areas)
    assert not any(one.collidelistall(areas[i + 1 :]) for i, one in enumerate(areas))


@pytest.mark.parametrize("chosen", [DROPS, OVER_FOOT])
def test_a_score_shows_on_its_own_row_alone(chosen: Glance) -> None:
    layout = Layout((640, 360))
    panel = EyePanel(layout, layout.lettering(LIKELY_STATION))
    looks = []
    for score in (EyeScore(), EyeScore.after([chosen])):
        surface = pygame.Surface((640, 360), 0, 32)
        panel.write(surface)
        panel.draw(surface, score)
        looks.append(pygame.surfarray.array3d(surface).astype(int))
    x, y = np.nonzero(np.abs(looks[0] - looks[1]).sum(axis=2))
    key = next(k for k, meant in MEANT.items() if meant == (chosen.part, chosen.gave_way))
    area = dict(panel.areas)[key].inflate(12, 12)
    assert area.collidepoint(x.min(), y.min())
    assert area.collidepoint(x.max(), y.max())


@EACH
def test_a_score_is_kept_replayed_and_measured_apart_from_the_straps(activity: Activity) -> None:
    setup, samples = setup_of(activity.name, seconds=8.0), scripted_samples(STILL, 20.0)
    scored = [(3000, Score(DROPS)), (3500, Score(IN)), (4000, Score(OVER_FOOT))]
    trial, events = played(setup, samples, controls=scored)
    recording = recording_of(setup, samples[: trial.consumed], events)
    assert replay_trial(recording).eye == trial.eye == EyeScore.after([DROPS, OVER_FOOT])
    measures, unscored = (
        measure_recording(each)
        for each in (recording, replace(recording, events=_unscored(recording.events)))
    )
    eye = {v.name: v.value for v in measures.values if v.name.startswith("eye_")}
    assert eye == {"eye_pelvis_drops": 1.0, "eye_knee_in": 0.0}
    assert "nobody scored the trunk" in measures.omitted["eye_trunk_leans"]
    assert [v for v in measures.values if v.name not in eye] == list(unscored.values)


def _unscored(events: tuple[TrialEvent, ...]) -> tuple[TrialEvent, ...]:
    return tuple(event for event in events if event.kind is not EventKind.EYE)


def test_what_was_seen_is_said_after_the_end_too_and_before_the_start_nothing_is() -> None:
    setup, samples = setup_of("step_down", seconds=5.0), scripted_samples(STILL, 15.0)
    trial = trial_of(setup)
    trial.control(Score(DROPS))
    assert not trial.eye
    trial.take(samples)
    assert trial.outcome is Outcome.COMPLETED
    trial.control(Score(DROPS))
    assert trial.eye == EyeScore.after([DROPS])
    assert from_event(trial.drain()[-1]) == Score(DROPS)


def test_headless_the_score_is_given_beforehand() -> None:
    activity, setup, kept = activity_named("step_down"), setup_of("step_down", seconds=5.0), Kept()
    play_headless(Round(activity, setup, ScriptedFeed(STILL), kept, glances=(DROPS, OVER_FOOT)))
    said = [Glance.of(event.data) for event in kept.events if event.kind is EventKind.EYE]
    assert said == [DROPS, OVER_FOOT]


@EACH
@pytest.mark.parametrize(("glances", "counts"), [((), False), ((DROPS,), True)])
def test_without_a_strap_a_trial_counts_if_somebody_scored_it(
    activity: Activity, glances: tuple[Glance, ...], counts: bool
) -> None:
    setup, samples = setup_of(activity.name, seconds=5.0), scripted_samples(STILL, 15.0)
    trial, events = played(setup, samples, controls=[(3000, Score(each)) for each in glances])
    recording = recording_of(setup, samples[: trial.consumed], events)
    conditions = replace(setup.conditions, level=FLOOR)
    header = replace(recording.header, conditions=conditions, body=None, sacrum=None)
    measures = measure_recording(replace(standing(recording), header=header))
    assert (measures.why_not == "") is counts
    assert {v.name for v in measures.values} <= {
        "eye_pelvis_drops",
        "time_to_failure_s",
        "time_standing_s",
        "samples_received_pct",
    }
    assert counts or "nobody scored by eye" in measures.why_not


@EACH
def test_a_failed_trial_keeps_the_eye_s_score_and_does_not_count(activity: Activity) -> None:
    setup, samples = setup_of(activity.name, seconds=8.0), scripted_samples(STILL, 20.0)
    ended = [(3000, Score(DROPS)), (3500, Judge(Outcome.FOOT_DOWN))]
    trial, events = played(setup, samples, controls=ended)
    measures = measure_recording(recording_of(setup, samples[: trial.consumed], events))
    assert "foot down" in measures.why_not
    assert measures.value("eye_pelvis_drops") == 1.0


def test_a_therapist_reads_thigh_pelvis_and_eye_side_by_side_and_nothing_of_a_board() -> None:
    values = [
        MetricValue(name, 1.0, metric.unit, "", 100.0, "")
        for metric in all_metrics()
        for name in metric.names
    ]
    everything = TrialMeasures(0, 0.0, 100.0, tuple(values))
    conditions = Conditions("single-leg-squat", level=FLOOR)
    result = TrialResult(Outcome.COMPLETED, 33.0, "thigh_medial_lean_at_30")
    read = {line.name: line.value for line in anchor_lines(everything, result, conditions)}
    assert list(read)[:2] == ["thigh_medial_lean_at_30", "pelvis_drop_deg"]
    assert read["eye_knee_in"] == "yes"
    assert not {"osi", "rim_contacts", "time_to_failure_s"} & set(read)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_both_legs_are_shown_by_a_figure_before_the_start(side: Side) -> None:
    activity = activity_named("step_down")
    stage = activity.stage(setup_of("step_down", side=side), Layout((640, 360)), Kept().before)
    scene, trial = activity.scene(stage), trial_of(setup_of("step_down", side=side))
    onlooker, looks = Onlooker(trial), []
    for first in (0.0, 1.0):
        samples = scripted_samples(STILL, 1.0, first)
        trial.take(samples)
        onlooker.see(samples)
        surface = pygame.Surface((640, 360), 0, 32)
        scene.draw(surface, onlooker.moment(), trial.rules)
        looks.append(pygame.surfarray.array3d(surface))
    assert not np.array_equal(*looks), "the figure moves"


@EACH
def test_the_instruction_shows_the_exercise_itself_and_without_motion_one_picture_of_it(
    activity: Activity,
) -> None:
    layout, setup = Layout((640, 360)), setup_of(activity.name, level=FLOOR)
    calm = replace(setup, station=replace(LIKELY_STATION, reduced_motion=True))
    pictures: dict[bool, list[np.ndarray]] = {False: [], True: []}
    for moves, each in ((True, setup), (False, calm)):
        screen = InstructionScreen(activity.stage(each, layout, Kept().before))
        for t_s in (0.0, 1.5):
            surface = pygame.Surface(layout.size, 0, 32)
            screen.draw(surface, t_s)
            pictures[moves].append(pygame.surfarray.array3d(surface).astype(int))
    assert (pictures[True][0] != pictures[True][1]).any()
    assert np.array_equal(*pictures[False])
    under = pygame.surfarray.array3d(screen._still).astype(int)[60:340, 60:320]
    person = np.abs(pictures[False][0][60:340, 60:320] - under).sum(axis=2) > 60
    assert 0.02 < person.mean() < 0.4
    # Under the person there is plain water: no foot, and no board.
    assert under.sum(axis=2).max() - under.sum(axis=2).min() < 120


def test_before_the_start_no_key_stands_on_the_picture() -> None:
    setup = setup_of("single-leg-squat", level=FLOOR)
    stage = activity_named("single-leg-squat").stage(setup, Layout((640, 360)), Kept().before)
    scene, trial = activity_named("single-leg-squat").scene(stage), trial_of(setup)
    stage.lettering._cache.clear()
    scene.draw(pygame.Surface((640, 360)), Onlooker(trial).moment(), trial.rules)
    said = {text for text, _ in stage.lettering.written}
    assert not said & {words for row in keys_of(setup) for key in row for words in key}
    assert said


@pytest.mark.parametrize("distance_m", [2.5, 4.0])
def test_thanks_and_rest_stand_beside_the_rows_to_score(distance_m: float, monkeypatch) -> None:
    layout, edges = Layout((1280, 720)), []
    station = replace(LIKELY_STATION, viewing_distance_m=distance_m)
    setup = replace(setup_of("step_down", level=FLOOR), station=station)
    stage = activity_named("step_down").stage(setup, layout, Kept().before)
    panel = min(area.left for _, area in EyePanel(layout, stage.lettering).areas)
    write = Lettering.write

    def noting(self: Lettering, onto, text, style, *rest, **more) -> float:
        right = write(self, onto, text, style, *rest, **more)
        edges.extend([(text, right)] if style.from_board else [])
        return right

    monkeypatch.setattr(Lettering, "write", noting)
    for done in (0, 2):
        in_set = TrialSet(done, 3).after(Outcome.COMPLETED)
        RestScreen(stage, in_set, Outcome.COMPLETED).draw(pygame.Surface(layout.size), 1.0)
    assert THANKS in dict(edges)
    assert [text for text, right in edges if right > panel - layout.px(24)] == []
