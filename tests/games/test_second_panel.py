"""The therapist's panel: read at arm's length, hit with a finger, drawn where it changed."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.draw.palette import ABYSS, DEEP, INK, WATER
from games.engine.second.facts import Button, Facts, Figure
from games.engine.second.note_field import NoteField
from games.engine.second.panel import (
    CHOSEN_FACE,
    FACE,
    PRESSED_FACE,
    READ,
    SIZE,
    Panel,
)
from games.engine.second.screen import panel_size
from tests.games.spoken import written_texts
from tests.games.worlds.contrast import ratios
from tools.second_gallery import second_screens
from trainer import texts

FEW = (Button("T", "touch"), Button("Esc", "leave"))
MOST = tuple(Button(name, "words of a key") for name in "0123456789CDFGLMPRTX")
FACTS = Facts("Bullseye", phase="Measuring", clock="0:12", figures=(Figure("Tilt now", "2.1"),))
DISPLAYS = [(1024, 768), (1366, 768), (1920, 1080), (3840, 2160)]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    texts.speak("en")


def panel(size: tuple[int, int] = SIZE) -> Panel:
    return Panel(pygame.Surface(size, 0, 32))


def pixels(shown: Panel) -> np.ndarray:
    return pygame.surfarray.array3d(shown.surface).astype(int)


@pytest.mark.parametrize("words", [INK, READ], ids=["ink", "read"])
@pytest.mark.parametrize("face", [DEEP, FACE], ids=["panel", "button"])
def test_words_have_seven_to_one(words, face) -> None:
    assert ratios(words, face) >= 7.0


@pytest.mark.parametrize("face", [ABYSS, WATER, CHOSEN_FACE, PRESSED_FACE])
def test_ink_has_seven_to_one_on_every_face(face) -> None:
    assert ratios(INK, face) >= 7.0


@pytest.mark.parametrize("buttons", [FEW, MOST], ids=["few", "most"])
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "beside"])
@pytest.mark.parametrize("desktop", DISPLAYS, ids=str)
def test_targets_are_large_enough_for_a_finger_and_apart(desktop, alone, buttons) -> None:
    shown = panel(panel_size(desktop, alone=alone))
    note = NoteField()
    note.taker = print
    shown.draw(FACTS, buttons, note)
    targets = [area for _, area in shown.areas] + [shown.note_area]
    whole = shown.surface.get_rect()
    for number, area in enumerate(targets):
        assert whole.contains(area)
        assert min(area.size) >= 64
        assert area.collidelist(targets[number + 1 :]) == -1


def test_only_what_changed_is_drawn_again() -> None:
    shown, note = panel(), NoteField()
    assert shown.draw(FACTS, FEW, note)
    before = pixels(shown)
    assert not shown.draw(FACTS, FEW, note)
    shown.surface.fill((255, 0, 0))
    assert shown.draw(replace(FACTS, clock="0:11"), FEW, note)
    drawn = (pixels(shown) != np.array((255, 0, 0))).any(axis=2)
    assert 0 < drawn.mean() < 0.07
    assert before.any()


@pytest.mark.parametrize("size", [(1138, 640), SIZE, (1689, 950)], ids=str)
def test_other_buttons_leave_nothing_of_those_before(size) -> None:
    turned, fresh, note = panel(size), panel(size), NoteField()
    turned.draw(FACTS, MOST[:8], note)
    turned.draw(FACTS, FEW, note)
    fresh.draw(FACTS, FEW, note)
    assert (pixels(turned) == pixels(fresh)).all()


def test_what_there_was_no_time_for_is_drawn_by_the_next_call() -> None:
    at_once, in_parts, note = panel(), panel(), NoteField()
    at_once.draw(FACTS, FEW, note)
    calls = 0
    while in_parts.draw(FACTS, FEW, note, more=lambda: False):
        calls += 1
    assert calls > 5
    assert (pixels(in_parts) == pixels(at_once)).all()


def test_a_chosen_answer_differs_by_more_than_its_colour_of_light() -> None:
    shown, note = panel(), NoteField()
    shown.draw(FACTS, FEW, note)
    before, (_, area) = pixels(shown), shown.areas[0]
    shown.draw(replace(FACTS, chosen=frozenset("T")), FEW, note)
    edge = area.left + 3, area.centery
    assert pixels(shown)[edge].sum() > 2 * before[edge].sum(), "its line is thicker, too"


@pytest.mark.parametrize("language", list(texts.LANGUAGES))
def test_all_words_fit_their_places_in_every_language(language: str, monkeypatch) -> None:
    texts.speak(language)
    beside: list[str] = []
    write = Lettering.write

    def measuring(self, onto, text, style, at, *rest, align=0.0, **more):
        width, clip = self.width(text, style), onto.get_clip()
        left = at[0] - align * width
        high = at[1] - self.cap_px(style)
        inside = left >= clip.left - 1 and left + width <= clip.right + 1
        if onto.get_size() == SIZE and not (inside and clip.top <= high and at[1] <= clip.bottom):
            beside.append(text)
        return write(self, onto, text, style, at, *rest, align=align, **more)

    drawings = list(second_screens(Layout(SIZE)))
    monkeypatch.setattr(Lettering, "write", measuring)
    for _, draw in drawings:
        draw(pygame.Surface(SIZE, 0, 32))
    assert not beside


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_line_of_conditions_breaks_between_two_of_them(language: str) -> None:
    texts.speak(language)
    parts = [texts.said(words) for words in ("Right leg", "dome 2", "eyes open")]
    parts += ["ring 12 of 12", "with both hands on the rail", "20 s"]
    conditions, broken = " · ".join(parts), 0
    for count in range(1, len(parts) + 1):
        told = " · ".join(parts[:count])
        with written_texts() as written:
            panel().draw(replace(FACTS, conditions=told), FEW, NoteField())
        lines = [each.text for each in written if each.text and conditions.find(each.text) >= 0]
        lines = [line for line in lines if len(line) > 3 or line == parts[0]]
        assert all(set(line.split(" · ")) <= set(parts) for line in lines)
        broken += len(lines) > 1
    assert broken
