"""What the patient reads of rings and numbers: before a round, while it is played, and after it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pygame
import pytest

from games.engine.activity import Kind
from games.engine.draw.layout import MOST_MAGNIFIED, Layout
from games.engine.draw.lettering import BODY, HUGE, LABEL, Lettering
from games.engine.scene import Stage
from games.engine.setup import LIKELY_STATION
from games.engine.visit_rounds import NextRound, Rounds
from games.engine.words import (
    AGAIN_FROM_OUTSIDE,
    AGAIN_IN_RING,
    BEST_BEFORE,
    LESS_WEIGHT,
    LIGHT_FADES,
    LIGHT_GOES_OUT,
    MORE_WEIGHT,
    STEADY,
    STEP_ON,
    STEP_ON_PLATE,
    Hindrance,
    at_the_gate_words,
)
from games.registry import activities, activity_named
from games.screens.demo import LOOP_S, light_at
from games.screens.instruction import InstructionScreen
from games.screens.result import ResultScreen
from games.screens.result_column import Numbers
from games.screens.ring_again import REST_FIRST_S, offers_ring, ring_of_rung
from tools.gallery import PAST, PLAYED, RIGHT, RIGHT_4, Scripted
from tools.scripted import at_rest, held
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Feedback, Outcome

LAYOUT = Layout((640, 360))
NO_WAY = np.zeros(0), np.zeros(0)
TRAININGS = {name: one for name, one in activities().items() if one.kind is Kind.TRAINING}
NARROWER, WIDER = "A narrower ring", "A wider ring"
AGAIN_12 = NextRound(12)


def written(scripted: Scripted, rounds: Rounds | None = None, weight_side: int = 0) -> set[str]:
    """What a frame of a running trial writes."""
    stage = replace(scripted.stage(LAYOUT, LIKELY_STATION), rounds=rounds or Rounds())
    scene = activity_named(scripted.activity).scene(stage)
    onlooker = scripted.watched()
    moment = onlooker.moment()
    moment.weight_side = weight_side
    stage.lettering._cache.clear()
    scene.draw(pygame.Surface(LAYOUT.size), moment, onlooker.trial.rules)
    return {text for text, _ in stage.lettering.written}


def result_words(stage: Stage, numbers: Numbers) -> list[str]:
    done = TrialResult(Outcome.COMPLETED, 23.0, "time_on_target_s")
    ResultScreen(stage, done, numbers, NO_WAY)
    return [text for text, _ in stage.lettering.written]


AT_GATE = Scripted("bullseye", RIGHT_4, at_rest(-5.5, -4.0), until_s=0.5)
FADING = Scripted("bullseye", replace(RIGHT, rung=8), held(0.5, 0.5), until_s=3.4)
FELT = Scripted("bullseye", replace(RIGHT, feedback=Feedback.FEEL), held(0.5, 0.5), until_s=3.4)


def test_the_ring_has_a_number_before_a_round_while_it_is_played_and_after_it() -> None:
    assert "Ring 4 of 12" in written(AT_GATE)
    assert "Ring 4 of 12" in written(PLAYED["bullseye-rung-4"])
    stage = PLAYED["bullseye-rung-4"].stage(LAYOUT, LIKELY_STATION)
    said = result_words(stage, Numbers(14.9, next_round=NextRound(5)))
    assert {"Ring 4 of 12", "Next: ring 5"} <= set(said)


@pytest.mark.parametrize(("before", "words"), [(3, NARROWER), (7, WIDER), (4, None), (0, None)])
def test_a_ring_that_is_another_one_than_before_is_called_so(before: int, words) -> None:
    said = written(AT_GATE, Rounds(1, before)) & {NARROWER, WIDER}
    assert said == ({words} if words else set())


def test_only_bullseye_calls_its_rungs_rings_and_moves_by_a_ring() -> None:
    flight = Scripted("glide", RIGHT_4, at_rest(-5.5, -4.0), until_s=0.5)
    assert {"Flight 4 of 12", "Wider rings"} <= written(flight, Rounds(1, 7))
    for name, activity in TRAININGS.items():
        said = activity.wording.rungs
        assert ("Ring" in said.of(4)) is (name == "bullseye")
        assert ("ring" in said.next(NextRound(4), 4)) is (name == "bullseye")


@pytest.mark.parametrize("name", list(TRAININGS))
@pytest.mark.parametrize("distance_m", [2.5, 4.0])
def test_the_words_of_every_rung_are_told_apart_and_fit_the_column(name, distance_m) -> None:
    layout, said = Layout((1280, 720)), TRAININGS[name].wording.rungs
    now, others = said.of(12), (said.changed(12, 11), said.changed(11, 12), said.next(AGAIN_12, 12))
    others += said.next(NextRound(11), 12), said.next(NextRound(12, Feedback.FEEL), 12)
    assert len({now, *others}) == 6
    lettering = layout.lettering(replace(LIKELY_STATION, viewing_distance_m=distance_m))
    room = layout.column_width
    assert lettering.width(now, BODY) <= room
    assert [words for words in others if len(lettering.wrapped(words, LABEL, room)) > 2] == []


def test_the_next_ring_is_told_in_words() -> None:
    rings = TRAININGS["bullseye"].wording.rungs
    assert rings.next(NextRound(5), 4) == "Next: ring 5"
    assert rings.next(NextRound(4), 4) == "Next: the same ring"
    assert rings.next(NextRound(2, Feedback.FEEL), 4) == "Next: by feel, ring 2"


def test_whole_seconds_while_it_is_played_and_tenths_on_the_result() -> None:
    numbers: list[str] = []
    write = Lettering.write_number

    def noting(self: Lettering, onto, number, style, *rest, **more) -> float:
        numbers.extend([number] if style == HUGE else [])
        return write(self, onto, number, style, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lettering, "write_number", noting)
        written(PLAYED["bullseye-playing-right"])
        assert "." not in "".join(numbers)
        numbers.clear()
        stage = PLAYED["bullseye-rung-4"].stage(LAYOUT, LIKELY_STATION)
        result_words(stage, Numbers(14.93))
        assert numbers == ["14.9"]


def test_the_result_says_best_before_and_the_longest_in_one_go() -> None:
    stage = replace(PLAYED["bullseye-rung-4"].stage(LAYOUT, LIKELY_STATION), past=PAST)
    said = result_words(stage, Numbers(19.0, longest_s=8.26))
    assert {BEST_BEFORE, "8.3 s in one go"} <= set(said)
    assert "Best" not in said


def test_who_plays_is_told_once_why_the_light_fades_and_otherwise_to_be_steady() -> None:
    assert LIGHT_FADES in written(FADING, Rounds(1, 7))
    assert STEADY in written(FADING, Rounds(1, 8))
    assert LIGHT_GOES_OUT in written(FELT)


def test_where_the_light_is_felt_no_word_tells_where_it_is() -> None:
    for feedback, told in ((Feedback.LIGHT, True), (Feedback.FEEL, False)):
        conditions = replace(RIGHT, feedback=feedback)
        scripted = Scripted("bullseye", conditions, held(0.5, 0.5), until_s=12.0)
        stage, onlooker = scripted.stage(LAYOUT, LIKELY_STATION), scripted.watched()
        scene, moment = activity_named("bullseye").scene(stage), onlooker.moment((7.0, 0.0))
        pictures = []
        for outside_s in (0.0, 2.0):
            moment.outside_s, moment.lit, moment.rim_share = outside_s, 0.0, 0.5
            surface = pygame.Surface(LAYOUT.size)
            scene.draw(surface, moment, onlooker.trial.rules)
            pictures.append(pygame.surfarray.array3d(surface).tobytes())
        assert (pictures[0] != pictures[1]) is told


def test_too_little_and_too_much_weight_are_said() -> None:
    playing = PLAYED["bullseye-rung-4"]
    assert MORE_WEIGHT in written(playing, weight_side=-1)
    assert LESS_WEIGHT in written(playing, weight_side=1)
    assert not {MORE_WEIGHT, LESS_WEIGHT} & written(playing)


def test_on_a_plate_nobody_is_asked_onto_a_board() -> None:
    assert at_the_gate_words(Hindrance.NOBODY, Conditions("", level=NO_DOME)) == STEP_ON_PLATE
    assert at_the_gate_words(Hindrance.NOBODY, Conditions("")) == STEP_ON


def test_the_result_offers_the_next_rounds_ring_unless_somebody_stopped() -> None:
    stage = PLAYED["bullseye-rung-4"].stage(LAYOUT, LIKELY_STATION)
    ladder = stage.setup.parameters["steps_deg"]
    assert [ring_of_rung(stage, rung) for rung in (4, 5)] == ladder[3:5]
    offered = {outcome for outcome in Outcome if offers_ring(outcome)}
    assert not offered & {Outcome.STOPPED, Outcome.INTERRUPTED, Outcome.PAIN}
    for outcome, later in ((Outcome.COMPLETED, False), (Outcome.FOOT_DOWN, True)):
        ended = TrialResult(outcome, 23.0, "time_on_target_s")
        screen = ResultScreen(stage, ended, Numbers(9.0, next_round=NextRound(5)), NO_WAY)
        assert screen.ring is not None
        assert screen.ring.radius_deg == ladder[4]
        assert (screen.ring.from_s == REST_FIRST_S) is later


def test_before_a_round_the_light_leaves_the_ring_and_is_back_within_3_s() -> None:
    away = [float(np.hypot(*light_at(t_s, 4.0))) for t_s in np.linspace(0, LOOP_S, 200)]
    assert pytest.approx(3.0) == LOOP_S
    assert away[0] < 1.0 > away[-1]
    assert max(away) > 4.0
    stage = PLAYED["bullseye-rung-4"].stage(LAYOUT, LIKELY_STATION)
    screen, pictures = InstructionScreen(stage), []
    for t_s in (0.0, 1.5, LOOP_S):
        surface = pygame.Surface(LAYOUT.size)
        screen.draw(surface, t_s)
        pictures.append(pygame.surfarray.array3d(surface).tobytes())
    assert pictures[0] == pictures[2] != pictures[1]
    still = InstructionScreen(replace(stage, setup=replace(stage.setup, station=CALM)))
    for t_s in (0.0, 1.5):
        still.draw(surface, t_s)
        pictures.append(pygame.surfarray.array3d(surface).tobytes())
    assert pictures[3] == pictures[4]


CALM = replace(LIKELY_STATION, reduced_motion=True)


def test_a_screen_too_far_away_is_told_before_the_round() -> None:
    for distance_m, told in ((2.5 * MOST_MAGNIFIED, False), (4.0, True)):
        station = replace(LIKELY_STATION, viewing_distance_m=distance_m)
        stage = PLAYED["bullseye-rung-4"].stage(LAYOUT, station)
        InstructionScreen(stage)
        said = " ".join(text for text, _ in stage.lettering.written)
        assert ("3.1 m" in said) is told


def test_what_is_said_below_the_field_fits_from_far_off_too() -> None:
    lettering = Layout((1280, 720)).lettering(replace(LIKELY_STATION, viewing_distance_m=4.0))
    said = [AGAIN_IN_RING, AGAIN_FROM_OUTSIDE, STEADY, LIGHT_FADES, LIGHT_GOES_OUT]
    said += [MORE_WEIGHT, LESS_WEIGHT, STEP_ON_PLATE]
    room = 2 * Layout((1280, 720)).field_centre[0]
    assert [words for words in said if lettering.width(words, BODY) > room] == []


@pytest.mark.parametrize("distance_m", [2.5, 4.0])
def test_nothing_in_the_column_stands_on_something_else(distance_m: float) -> None:
    layout, lines = Layout((1280, 720)), []
    station = replace(LIKELY_STATION, viewing_distance_m=distance_m)
    write = Lettering.write

    def noting(self: Lettering, onto, text, style, at, *rest, **more) -> float:
        if at[0] >= layout.column - 1:
            lines.append((at[1] - self.cap_px(style), at[1], text))
        return write(self, onto, text, style, at, *rest, **more)

    scripted = PLAYED["bullseye-rung-4"]
    stage, onlooker = scripted.stage(layout, station), scripted.watched()
    scene = activity_named("bullseye").scene(stage)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lettering, "write", noting)
        scene.draw(pygame.Surface(layout.size), onlooker.moment(), onlooker.trial.rules)
        check(lines, layout)
        lines.clear()
        numbers = Numbers(14.9, longest_s=9.0, next_round=NextRound(5))
        result_words(replace(stage, past=PAST), numbers)
        check([line for line in lines if "·" not in line[2]], layout)


def check(lines: list[tuple[float, float, str]], layout: Layout) -> None:
    """Lines of one height belong together; others are apart, and all are on the picture."""
    assert lines
    ordered = sorted(lines)
    for (_, bottom, above), (top, low, text) in pairwise(ordered):
        assert low == pytest.approx(bottom, abs=1.0) or top > bottom or above == text, (above, text)
    assert max(low for _, low, _ in ordered) < layout.at(0, 1080)[1]
