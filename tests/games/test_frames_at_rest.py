"""A running trial's frames make nothing new: no surface, no text, no object that stays."""

import sys

import pygame
import pytest

from games.registry import activities
from tests.benchmarks.drawing import Blits, Drawing

SIZE = (640, 360)
each = pytest.mark.parametrize("activity", sorted(activities()))


@each
def test_frames_blit_surfaces_that_were_made_before(activity: str) -> None:
    drawing, first, later = Drawing(activity, SIZE), Blits(), Blits()
    # Once round the field: by then everything that a place of the light calls for has been drawn.
    for number in range(130):
        drawing.draw(first, number)
    for number in range(130, 260):
        drawing.draw(later, number)
    known = {id(blit.surface) for blit in first.kept}
    assert {id(blit.surface) for blit in later.kept} <= known


@each
def test_frames_leave_no_objects_behind(activity: str) -> None:
    surface, drawing = pygame.Surface(SIZE, 0, 32), Drawing(activity, SIZE)
    for number in range(50):
        drawing.draw(surface, number)
    before = sys.getallocatedblocks()
    for number in range(500):
        drawing.draw(surface, number)
    assert sys.getallocatedblocks() - before < 50
