"""What is said before a trial about how to stand: to who stands, and only as often as needed."""

from dataclasses import replace
from itertools import combinations

import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.scene import Stage
from games.engine.setup import LIKELY_STATION, TrialSetup
from games.engine.words import FIRST_PLACE, POSTURE, conditions_line
from games.registry import activity_named
from games.screens.instruction import InstructionScreen
from tests.games.playing import setup_of
from tools.gallery import INSTRUCTED
from trainer.recording.conditions import Conditions, FootPlacement
from trainer.recording.trial import PastScores
from trainer.recording.vocabulary import Side, Stance

LAYOUT = Layout((640, 360))


@pytest.fixture
def words_on(monkeypatch: pytest.MonkeyPatch):
    """Everything that the instruction of a set-up writes, in one line."""
    written: list[str] = []
    write = Lettering.write

    def noting(self: Lettering, onto: pygame.Surface, text: str, *rest, **more):
        written.append(text)
        return write(self, onto, text, *rest, **more)

    monkeypatch.setattr(Lettering, "write", noting)

    def words(setup: TrialSetup) -> str:
        written.clear()
        activity = activity_named(setup.conditions.activity)
        InstructionScreen(activity.stage(setup, LAYOUT, PastScores()))
        return " ".join(written)

    return words


def test_one_leg_hears_how_to_stand_and_the_first_time_where(words_on) -> None:
    first = setup_of("bullseye", side=Side.LEFT)
    assert POSTURE[Stance.SINGLE_LEG] in words_on(first)
    assert FIRST_PLACE in words_on(first)
    again = replace(first, feet=FootPlacement("M29", "L6"))
    assert POSTURE[Stance.SINGLE_LEG] in words_on(again)
    assert FIRST_PLACE not in words_on(again)


def test_two_legs_hear_it_of_both_and_no_place_for_one_foot(words_on) -> None:
    said = words_on(setup_of("bullseye", side=Side.BOTH, stance=Stance.TWO_LEG))
    assert POSTURE[Stance.TWO_LEG] in said
    assert FIRST_PLACE not in said


@pytest.mark.parametrize("stance", [Stance.SEATED, Stance.PARTIAL])
def test_who_does_not_stand_on_the_board_hears_nothing_of_standing(words_on, stance) -> None:
    said = words_on(setup_of("bullseye", side=Side.LEFT, stance=stance))
    assert "kneecap" not in said
    assert "First time" not in said


def test_the_line_at_the_top_says_on_which_ring_a_training_is() -> None:
    rings = activity_named("bullseye").wording.rungs
    assert "Ring 4 of 12" in conditions_line(Conditions("bullseye", rung=4), rings)
    assert "Ring" not in conditions_line(Conditions("steady-stance"), rings)


def test_how_to_stand_is_for_the_patient_and_where_the_foot_goes_for_the_therapist() -> None:
    written = {}
    for name in ("instruction-steady-stance-closed", "instruction-feet-left"):
        stage = _shown(name)
        written |= {text: style.from_board for text, style in stage.lettering.written}
    for words, from_board in {"Knee soft": True, "First time": False, "3 November": False}.items():
        styles = [large for text, large in written.items() if words in text]
        assert styles == [from_board] * len(styles) != [], words


@pytest.mark.parametrize("name", INSTRUCTED)
def test_no_two_lines_of_an_instruction_lie_over_each_other(name, monkeypatch) -> None:
    areas: list[tuple[str, pygame.Rect]] = []
    write = Lettering.write

    def noting(self: Lettering, onto, text, style, at, *rest, align: float = 0.0):
        width, cap = self.width(text, style), self.cap_px(style)
        areas.append((text, pygame.Rect(at[0] - align * width, at[1] - cap, width, cap)))
        return write(self, onto, text, style, at, *rest, align=align)

    monkeypatch.setattr(Lettering, "write", noting)
    _shown(name)
    over = [(a, b) for (a, one), (b, two) in combinations(areas, 2) if one.colliderect(two)]
    assert over == []


def _shown(name: str) -> Stage:
    station = replace(LIKELY_STATION, rail_button=name.endswith("button"))
    stage = INSTRUCTED[name].stage(Layout((1280, 720)), station)
    InstructionScreen(stage, steered=name.endswith("mouse"))
    return stage
