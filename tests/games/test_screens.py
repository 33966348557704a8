"""Every screen draws, can be read from the board, and says where its numbers come from."""

import weakref
from dataclasses import replace

import numpy as np
import pygame
import pytest

from games.engine.draw.chrome import MARGIN, RIM_KEY, judging_keys
from games.engine.draw.column import hands_lines, hands_words
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL, LARGE, READ_AT_DISTANCE_PX, Lettering, Style
from games.engine.draw.palette import INK
from games.engine.phase import Phase
from games.engine.scene import Moment, Onlooker, Recent, Stage
from games.engine.setup import LIKELY_STATION
from games.engine.trial_set import TrialSet
from games.engine.words import (
    AGAIN,
    AT_THE_GATE,
    BACK_IN,
    COME_IN,
    EASIER,
    ENOUGH,
    HOLD_ON,
    HOLD_RAIL,
    NOT_COUNTED,
    NOT_STARTED,
    RAIL_BUTTON_THERAPIST,
    RAIL_LINK_THERAPIST,
    RESTED,
    STEER,
    STEP_ON,
    STOOD,
    STUMBLES_THERAPIST,
    TIME_NOT_KNOWN,
    WAITING,
    Headline,
    Hindrance,
    ends_of_ml,
    let_go_words,
    not_started_words,
    provenance_line,
    stop_words,
)
from games.pictures import draw_moment, draw_result
from games.registry import activities, activity_named
from games.screens.message import StoppedScreen
from games.screens.rest import THAT_IS_ALL_RIGHT, RestScreen
from games.screens.result import BLOOM_S, ResultScreen
from games.screens.result_column import Numbers
from tests.games.playing import played, recording_of, setup_of, trial_of
from tests.games.spoken import written_texts
from tools.gallery import (
    INSTRUCTED,
    PLAYED,
    RESTS,
    RESULTS,
    RIGHT,
    RIM,
    SET_DETAILS,
    STEADY,
    details_drawn,
    screens,
)
from tools.scripted import scripted_samples
from trainer import texts
from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.trial import PastScores, TrialResult
from trainer.recording.vocabulary import Outcome, Side, Stance, Support

RIGHT_DOWN = (2.0, 6.0)
STILL = replace(LIKELY_STATION, reduced_motion=True)
NO_WAY = np.zeros(0), np.zeros(0)


@pytest.mark.parametrize(
    ("size", "station"),
    [((1280, 720), LIKELY_STATION), ((1920, 1080), STILL), ((800, 500), LIKELY_STATION)],
    ids=["720 lines", "1080 lines in reduced motion", "an odd window"],
)
def test_every_screen_draws_and_what_the_patient_reads_is_large_enough(size, station) -> None:
    surface = pygame.Surface(size, 0, 32)
    layout = Layout(size)
    for name, stage, draw in screens(layout, station):
        draw(surface)
        styles = {style for _, style in stage.lettering.written if style.from_board}
        assert styles or name in SET_DETAILS, name
        for style in styles:
            assert stage.lettering.cap_px(style) >= READ_AT_DISTANCE_PX * layout.scale, (
                name,
                style,
            )
        assert pygame.surfarray.array3d(surface)[::4, ::4].std() > 2, name


def test_text_grows_where_the_patient_stands_farther_off() -> None:
    layout = Layout((1920, 1080))
    near, far = LIKELY_STATION, replace(LIKELY_STATION, viewing_distance_m=3.0)
    style = next(s for _, s in _stage(RIGHT.side).lettering.written if s.from_board)
    assert layout.lettering(far).cap_px(style) == pytest.approx(
        1.2 * layout.lettering(near).cap_px(style), rel=0.02
    )


def test_words_mirror_for_the_left_leg_and_control_never_does() -> None:
    assert ends_of_ml(Side.RIGHT) == ("big-toe side", "little-toe side")
    assert ends_of_ml(Side.LEFT) == ("little-toe side", "big-toe side")
    layout = Layout((1280, 720))
    field = FieldMap.of(layout, RIM)
    right_down, toes_down = field.at(0.0, 5.0), field.at(5.0, 0.0)
    assert right_down[0] > field.centre[0]
    assert toes_down[1] < field.centre[1]
    left, right = (_middle_of_light(side) for side in (Side.LEFT, Side.RIGHT))
    assert left == pytest.approx(right, abs=0.5)
    assert right == pytest.approx(FieldMap.of(Layout((640, 360)), RIM).at(*RIGHT_DOWN), abs=1.0)


def test_a_point_on_the_screen_and_its_tilt_belong_together() -> None:
    field = FieldMap.of(Layout((1280, 720)), RIM)
    assert field.tilt(field.at(3.25, -4.5)) == pytest.approx((3.25, -4.5))


def test_what_was_assumed_simulated_or_not_calibrated_is_said() -> None:
    activity = activity_named("bullseye")
    setup = activity.setup(RIGHT, assumed_rim(2), labels=("simulated board",))
    assert provenance_line(setup) == "simulated board · assumed rim · uncalibrated"


def test_the_same_recording_gives_the_same_picture() -> None:
    setup, samples = setup_of("bullseye"), scripted_samples(STEADY, 30)
    _, events = played(setup, samples)
    recording = recording_of(setup, samples, events)
    activity = activity_named("bullseye")
    first, second, later = (
        pygame.surfarray.array3d(draw_moment(activity, setup, recording, t_s))
        for t_s in (9.0, 9.0, 9.5)
    )
    assert np.array_equal(first, second)
    assert not np.array_equal(first, later)
    assert draw_result(activity, setup, recording).get_size() == first.shape[:2]


def test_the_way_is_kept_and_the_samples_it_came_in_are_not() -> None:
    setup, samples = setup_of("bullseye"), scripted_samples(STEADY, 9)
    trial = trial_of(setup)
    onlooker = Onlooker(trial)
    seen: list[weakref.ref] = []
    for first in range(0, 4500, 10):
        block = samples[first : first + 10]
        seen.append(weakref.ref(block))
        trial.take(block)
        onlooker.see(block)
        del block
    assert [each for each in seen if each() is not None] == []
    ap, ml = onlooker.path()
    assert ap == pytest.approx(samples.ap_deg[-len(ap) :], abs=1e-5)
    assert ml == pytest.approx(samples.ml_deg[-len(ml) :], abs=1e-5)
    assert len(ap) == pytest.approx(7 * 500, abs=20)


@pytest.mark.parametrize("t_s", [-99.0, 0.0, 999.0])
def test_a_moment_outside_the_recording_is_its_nearest(t_s: float) -> None:
    setup, samples = setup_of("bullseye"), scripted_samples(STEADY, 30)
    _, events = played(setup, samples)
    recording = recording_of(setup, samples, events)
    assert draw_moment(activity_named("bullseye"), setup, recording, t_s, size=(640, 360))


def test_lamps_bloom_together_within_600_ms_and_at_once_in_reduced_motion() -> None:
    moving, still = _result(LIKELY_STATION, 12.9), _result(STILL, 12.9)
    shares = [moving.bloom(t_s / 20) for t_s in range(60)]
    assert shares == sorted(shares)
    assert (shares[0], moving.bloom(BLOOM_S)) == (0.0, 1.0)
    assert pytest.approx(0.6) == BLOOM_S
    assert still.bloom(0.0) == 1.0
    assert moving.lights == still.lights == 12


@pytest.mark.parametrize(
    ("value", "number", "lights"), [(19.96, "19.9", 19), (19.995, "20.0", 20), (20.0, "20.0", 20)]
)
def test_the_number_and_the_lights_agree(value: float, number: str, lights: int) -> None:
    screen = _result(STILL, value)
    assert screen._stage.headline.shown(value) == number
    assert screen.lights == lights


def test_best_yet_is_said_only_where_the_shown_number_is_better() -> None:
    assert _result(LIKELY_STATION, 14.7).best_yet
    assert not _result(LIKELY_STATION, 14.64).best_yet
    assert not _result(LIKELY_STATION, 19.0, Outcome.FOOT_DOWN).best_yet


def test_a_trial_that_does_not_count_is_never_the_best_and_says_why() -> None:
    screen = _result(STILL, 19.0, why_not="only 90.0 % of the board's samples arrived")
    assert not screen.best_yet
    assert screen.lights == 0
    written = " ".join(text for text, _ in _lettering(screen))
    assert NOT_COUNTED in written
    assert "samples arrived" in written


def _result(
    station,
    value: float | None,
    outcome: Outcome = Outcome.COMPLETED,
    duration_s: float = 23.0,
    why_not: str = "",
) -> ResultScreen:
    stage = PLAYED["bullseye-playing-right"].stage(Layout((640, 360)), station)
    stage = replace(stage, past=PastScores((11.2, 14.6)))
    result = TrialResult(outcome, duration_s, "time_on_target_s")
    why_not = why_not or ("" if outcome is Outcome.COMPLETED else "it failed")
    return ResultScreen(stage, result, Numbers(value, why_not), NO_WAY)


def test_how_long_somebody_stood_is_told_in_seconds_whatever_the_headline_is() -> None:
    stage = PLAYED["bullseye-playing-right"].stage(Layout((640, 360)), LIKELY_STATION)
    steps = Headline("steps", "Steps", "steps", lambda _seconds: 10.0)
    stage = replace(stage, headline=steps, lettering=Layout((640, 360)).lettering(LIKELY_STATION))
    touched = TrialResult(Outcome.TOUCH, 23.0, "steps")
    ResultScreen(stage, touched, Numbers(stood_s=9.04), NO_WAY)
    written = [text for text, _ in stage.lettering.written]
    assert STOOD in written
    assert "".join(text for text in written if text in "9.0") == "9.0"
    assert "s" in written
    assert "steps" not in written


def test_how_long_somebody_stood_before_a_touch_noted_late_is_not_known() -> None:
    written = {text for text, _ in _lettering(_result(STILL, 19.0, Outcome.TOUCH))}
    assert TIME_NOT_KNOWN in written
    assert STOOD not in written


def test_after_two_feet_down_something_easier_is_offered_and_not_the_same_again() -> None:
    stage = PLAYED["bullseye-playing-right"].stage(Layout((640, 360)), STILL)
    stage = replace(stage, past=PastScores((), (Outcome.FOOT_DOWN,)))
    down = TrialResult(Outcome.FOOT_DOWN, 12.0, "time_on_target_s")
    screen = ResultScreen(stage, down, Numbers(stood_s=9.0), NO_WAY)
    screen.draw(pygame.Surface((640, 360)), 0.0)
    written = {text for text, _ in _lettering(screen)}
    assert {EASIER, STUMBLES_THERAPIST} <= written
    assert RESTED not in written


@pytest.mark.parametrize("hindrance", list(Hindrance))
def test_a_start_that_failed_says_why_in_a_sentence(hindrance: Hindrance) -> None:
    stage = PLAYED["bullseye-playing-right"].stage(Layout((640, 360)), STILL)
    never = TrialResult(Outcome.NOT_HELD, 0.0, "time_on_target_s")
    screen = ResultScreen(stage, never, Numbers(), NO_WAY, hindrance=hindrance)
    lines = [text for text, style in _lettering(screen) if style == BODY]
    assert not_started_words(hindrance) in " ".join(lines)


def test_hands_hold_the_rail_at_the_gate_and_let_go_at_the_start() -> None:
    stands, sits = Conditions("bullseye"), Conditions("bullseye", stance=Stance.SEATED)
    by_phase = {phase: _moment(phase) for phase in (Phase.READY, Phase.LEAD_IN, Phase.PAUSED)}
    assert hands_words(stands, by_phase[Phase.READY]) == HOLD_RAIL
    assert hands_words(stands, by_phase[Phase.LEAD_IN]) == "Let go"
    assert hands_words(stands, by_phase[Phase.PAUSED]) == HOLD_RAIL
    assert hands_words(stands, _moment(Phase.PAUSED, hold_share=0.3)) == "Let go"
    held = replace(stands, support=Support.RAIL)
    assert hands_words(held, by_phase[Phase.LEAD_IN]) == "Keep hold of the rail"
    assert {hands_words(sits, moment) for moment in by_phase.values()} == {""}


def _moment(phase: Phase, hold_share: float = 0.0) -> Moment:
    return Moment(phase, (0.0, 0.0, 3.0), Recent(), 20.0, hold_share=hold_share)


def test_the_gate_of_a_squat_says_what_keeps_it_closed_and_what_hands_and_arms_do() -> None:
    scripted = PLAYED["single-leg-squat-ready"]
    read = {}
    for phase, hindrance in ((Phase.READY, Hindrance.FOOT_BESIDE), (Phase.LEAD_IN, None)):
        stage = scripted.stage(Layout((640, 360)), LIKELY_STATION)
        scene = activity_named("single-leg-squat").scene(stage)
        moment = _moment(phase)
        moment.hindrance = hindrance
        scene.draw(pygame.Surface((640, 360), 0, 32), moment, None)
        read[phase] = {text for text, _ in stage.lettering.written}
    arms = f"{stage.setup.conditions.arms.words}.".capitalize()
    let_go = let_go_words(stage.setup.conditions)
    hold = lines_of(stage, HOLD_RAIL, LARGE)
    assert {AT_THE_GATE[Hindrance.FOOT_BESIDE], *hold} <= read[Phase.READY]
    assert {let_go, arms} <= read[Phase.LEAD_IN]
    assert not {let_go, arms} & read[Phase.READY]


def lines_of(stage: Stage, words: str, style: Style) -> list[str]:
    """How the column wraps them."""
    return stage.lettering.wrapped(words, style, stage.layout.column_width)


def test_a_pause_says_one_thing_and_after_a_while_another_that_somebody_is_waited_for() -> None:
    for name, waited in (("bullseye-stopped", False), ("bullseye-go-on", True)):
        scripted = PLAYED[name]
        stage = scripted.stage(Layout((640, 360)), LIKELY_STATION)
        scene = activity_named("bullseye").scene(stage)
        stage.lettering._cache.clear()
        onlooker = scripted.watched()
        scene.draw(pygame.Surface((640, 360)), onlooker.moment(), onlooker.trial.rules)
        written = {text for text, _ in stage.lettering.written}
        said = WAITING if waited else ("Stopped.", *HOLD_ON)
        assert written == {*said}


@pytest.mark.parametrize(
    ("button", "advice"), [(True, RAIL_BUTTON_THERAPIST), (False, RAIL_LINK_THERAPIST)]
)
def test_a_stop_speaks_to_the_patient_and_names_no_pin(button: bool, advice: str) -> None:
    station = replace(LIKELY_STATION, rail_button=button)
    stage = PLAYED["bullseye-playing-right"].stage(Layout((640, 360)), station)
    StoppedScreen(stage)
    written = [text for text, _ in stage.lettering.written]
    assert {"Stopped.", *HOLD_ON, advice} <= set(written)
    assert "D9" not in " ".join(written)


def test_where_nobody_stood_the_patient_is_asked_onto_the_board_first() -> None:
    stage = PLAYED["bullseye-playing-right"].stage(Layout((640, 360)), STILL)
    never = TrialResult(Outcome.STOPPED, 0.0, "time_on_target_s")
    screen = ResultScreen(stage, never, Numbers(), NO_WAY, hindrance=Hindrance.NOBODY)
    screen.draw(pygame.Surface((640, 360)), 0.0)
    written = {text for text, _ in _lettering(screen)}
    assert STEP_ON in written
    assert COME_IN not in written


def test_no_number_stands_still_before_the_measured_part() -> None:
    for name, numbers in (("ready", False), ("let-go", False), ("playing-right", True)):
        scripted = PLAYED[f"bullseye-{name}"]
        stage = scripted.stage(Layout((640, 360)), LIKELY_STATION)
        scene = activity_named("bullseye").scene(stage)
        stage.lettering._cache.clear()
        onlooker = scripted.watched()
        scene.draw(pygame.Surface((640, 360)), onlooker.moment(), onlooker.trial.rules)
        written = {text for text, _ in stage.lettering.written}
        assert ({"Best", "Last"} <= written) is numbers, name
        assert any(text.strip(".").isdigit() for text in written) is numbers, name


def test_the_gallery_shows_no_trial_that_is_refused() -> None:
    rests = {name: scripted for name, (scripted, _) in RESTS.items()}
    shown = {**INSTRUCTED, **PLAYED, **RESULTS, **rests, **SET_DETAILS}
    assert {
        n: s.conditions.contradiction for n, s in shown.items() if s.conditions.contradiction
    } == {}


def test_nobody_on_the_board_is_no_result_of_a_set() -> None:
    scripted, done = RESTS["rest-nobody"]
    stage = scripted.stage(Layout((640, 360)), LIKELY_STATION)
    onlooker = scripted.watched()
    outcome = onlooker.trial.result().outcome
    in_set = TrialSet(done, TRIALS_IN_SET).after(outcome)
    RestScreen(stage, in_set, outcome, hindrance=onlooker.why_not_started)
    written = " ".join(text for text, _ in stage.lettering.written)
    assert "0 of 3" in written
    assert not_started_words(Hindrance.NOBODY) in written
    assert THAT_IS_ALL_RIGHT not in written


@pytest.mark.parametrize("name", SET_DETAILS)
def test_every_line_of_the_details_ends_before_the_margin(name: str, monkeypatch) -> None:
    layout, ends = Layout((1280, 720)), []
    write = Lettering.write

    def noting(self: Lettering, onto, text, style, at, *rest, **more) -> float:
        ends.append((write(self, onto, text, style, at, *rest, **more), text))
        return ends[-1][0]

    monkeypatch.setattr(Lettering, "write", noting)
    stage = SET_DETAILS[name].stage(layout, LIKELY_STATION)
    details_drawn(SET_DETAILS[name], stage)
    assert [text for end, text in ends if end > layout.at(1920 - MARGIN, 0)[0] + 1] == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_how_to_stop_stands_clear_of_what_the_hands_do(language: str) -> None:
    texts.speak(language)
    scripted = PLAYED["single-leg-squat-ready"]
    stage = scripted.stage(Layout((1920, 1080)), LIKELY_STATION)
    onlooker = scripted.watched()
    with written_texts() as written:
        draw = activity_named("single-leg-squat").scene(stage).draw
        draw(pygame.Surface((1920, 1080)), onlooker.moment(), onlooker.trial.rules)
    style, hands = hands_lines(stage.lettering, HOLD_RAIL, stage.layout.column_width)
    low = max(each.place.bottom for each in written if each.text == hands[-1])
    first, *_, last = lines_of(stage, stop_words(stage.setup), LABEL)
    tops = {each.text: each.place for each in written if each.style == LABEL}
    assert tops[first].top - low >= 45
    assert tops[last].bottom <= 1000
    assert style.size >= 68


def test_where_nothing_has_a_rim_nobody_is_asked_whether_it_lay_on_it() -> None:
    offered = [judging_keys(Conditions("", level=level)) for level in (FLOOR, NO_DOME, 2)]
    assert [RIM_KEY in keys for keys in offered] == [False, False, True]


def test_a_squat_on_the_floor_says_how_to_stop_then_where_the_arms_go_and_then_only_the_pace() -> (
    None
):
    told = []
    for name in ("single-leg-squat-ready", "single-leg-squat-let-go", "single-leg-squat-down"):
        scripted = PLAYED[name]
        stage = scripted.stage(Layout((640, 360)), LIKELY_STATION)
        onlooker = scripted.watched()
        draw = activity_named("single-leg-squat").scene(stage).draw
        draw(pygame.Surface((640, 360)), onlooker.moment(), onlooker.trial.rules)
        told.append({text for text, style in stage.lettering.written if style.from_board})
    stop = lines_of(stage, stop_words(stage.setup), LABEL)
    assert {*lines_of(stage, HOLD_RAIL, LARGE), *stop} <= told[0]
    assert {"Let go", "Arms crossed."} <= told[1]
    assert told[2] == {"Down", "2 of 5"}


def test_a_trial_that_did_not_start_says_how_one_starts() -> None:
    screen = _result(STILL, None, Outcome.STOPPED, 0.0)
    screen.draw(pygame.Surface((640, 360)), 0.0)
    written = {text for text, _ in _lettering(screen)}
    assert {NOT_STARTED, COME_IN} <= written
    assert not {AGAIN, RESTED} & written


@pytest.mark.parametrize("distance_m", [2.5, 4.0])
def test_every_sentence_below_fits_beside_the_keys(distance_m: float) -> None:
    layout = Layout((1280, 720))
    lettering = layout.lettering(replace(LIKELY_STATION, viewing_distance_m=distance_m))
    room = 2 * (layout.field_centre[0] - layout.at(0, 0)[0])
    said = [RESTED, EASIER, ENOUGH, AGAIN, STEER, COME_IN, BACK_IN, STEP_ON, *AT_THE_GATE.values()]
    for activity in activities().values():
        said += [*activity.wording.playing.values(), *activity.wording.gate.values()]
    assert [words for words in said if lettering.width(words, BODY) > room] == []


def _lettering(screen: ResultScreen):
    return screen._stage.lettering.written


def _stage(side: Side):
    scripted = replace(PLAYED["bullseye-playing-right"], conditions=replace(RIGHT, side=side))
    stage = scripted.stage(Layout((640, 360)), LIKELY_STATION)
    activity_named("bullseye").scene(stage)
    return stage


def _middle_of_light(side: Side) -> tuple[float, float]:
    """Where the light's core is drawn over the still picture."""
    layout = Layout((640, 360))
    scripted = replace(PLAYED["bullseye-playing-right"], conditions=replace(RIGHT, side=side))
    stage = scripted.stage(layout, LIKELY_STATION)
    scene = activity_named("bullseye").scene(stage)
    onlooker = scripted.watched()
    moment = onlooker.moment()
    surfaces = []
    for cursor in (None, RIGHT_DOWN):
        surface = pygame.Surface(layout.size, 0, 32)
        moment.cursor = cursor
        scene.draw(surface, moment, onlooker.trial.rules)
        surfaces.append(pygame.surfarray.array3d(surface).astype(int))
    core = np.abs(surfaces[1] - np.array(INK)).sum(axis=2) < 12
    x, y = np.nonzero(core & (surfaces[1] != surfaces[0]).any(axis=2))
    return float(x.mean()), float(y.mean())
