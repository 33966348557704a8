"""Sprites in ladders: painted in eight strengths or many sizes, so that a frame only blits.

A blit that adds light costs half of one with alpha, and a quarter of one whose alpha is set anew.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.mask import Mask, Picture, Point
from games.engine.draw.palette import Colour

STRENGTHS = 8
NOISE_SEED = 7


class Glow:
    """Light that is added to the picture, in eight strengths."""

    def __init__(self, light: Picture, steps: int = STRENGTHS) -> None:
        """`light` is (width, height, 3) in levels of 255, at full strength."""
        grain = np.random.default_rng(NOISE_SEED).random((*light.shape[:2], 1), np.float32) - 0.5
        self._steps = [_added(light * ((step + 1) / steps), grain) for step in range(steps)]
        self._half = light.shape[0] // 2, light.shape[1] // 2

    @classmethod
    def of(cls, mask: Mask, colour: Colour, strength: float = 1.0) -> "Glow":
        """Light of one colour, as strong as a coverage."""
        return cls(mask.cover[..., None] * (np.float32(strength) * np.array(colour, np.float32)))

    def draw_at(self, onto: pygame.Surface, centre: Point, strength: float = 1.0) -> None:
        """With its middle there, in the nearest of the strengths."""
        step = round(min(strength, 1.0) * len(self._steps))
        if step > 0:
            at = round(centre[0]) - self._half[0], round(centre[1]) - self._half[1]
            onto.blit(self._steps[step - 1], at, special_flags=pygame.BLEND_RGB_ADD)


def add_light(onto: pygame.Surface, colour: Colour, mask: Mask) -> None:
    """Add light to a picture that is not painted anew: where the mask lies, as strong as it is."""
    light = mask.cover[..., None] * np.array(colour, np.float32)
    picture = _added(light, np.zeros((*mask.cover.shape, 1), np.float32))
    onto.blit(picture, (mask.left, mask.top), special_flags=pygame.BLEND_RGB_ADD)


class Fading:
    """A picture with alpha in eight strengths."""

    def __init__(self, canvas: Canvas, steps: int = STRENGTHS) -> None:
        whole = canvas.surface()
        self.origin = canvas.origin
        self._steps = [_faded(whole, (step + 1) / steps) for step in range(steps)]
        self._half = whole.get_width() // 2, whole.get_height() // 2

    def draw(self, onto: pygame.Surface, strength: float = 1.0) -> None:
        """Where it was painted."""
        step = round(min(strength, 1.0) * len(self._steps))
        if step > 0:
            onto.blit(self._steps[step - 1], self.origin)

    def draw_at(self, onto: pygame.Surface, centre: Point, strength: float = 1.0) -> None:
        """With its middle there, in the nearest of the strengths."""
        step = round(min(strength, 1.0) * len(self._steps))
        if step > 0:
            at = round(centre[0]) - self._half[0], round(centre[1]) - self._half[1]
            onto.blit(self._steps[step - 1], at)


class Painted(Protocol):
    """Something that was painted: a canvas, or a stencil."""

    def surface(self) -> pygame.Surface: ...


class Stencil:
    """One colour, as strong as a coverage: quicker than a canvas where there is nothing to mix."""

    def __init__(self, mask: Mask, colour: Colour) -> None:
        self._cover, self._colour = mask.cover, colour

    def surface(self) -> pygame.Surface:
        surface = pygame.Surface(self._cover.shape, pygame.SRCALPHA, 32)
        surface.fill(self._colour)
        cover = np.rint(self._cover * np.float32(255)).astype(np.uint8)
        pygame.surfarray.pixels_alpha(surface)[:] = cover
        return surface


class Sizes:
    """One thing painted in many sizes: what comes nearer is drawn in the nearest of them."""

    def __init__(self, sizes: Sequence[float], paint: Callable[[float], "Painted"]) -> None:
        """`paint` paints one size; sizes rise. `spread` makes such a row."""
        self._sizes = list(sizes)
        self._surfaces = [paint(size).surface() for size in sizes]

    def draw_at(self, onto: pygame.Surface, centre: Point, size: float) -> None:
        """With its middle there, in the nearest size."""
        surface = self._surfaces[nearest(self._sizes, size)]
        at = (
            round(centre[0] - surface.get_width() / 2),
            round(centre[1] - surface.get_height() / 2),
        )
        onto.blit(surface, at)


def spread(smallest: float, largest: float, count: int) -> list[float]:
    """Sizes in equal ratios."""
    return [float(size) for size in np.geomspace(smallest, largest, count)]


def nearest(rising: Sequence[float], value: float) -> int:
    """Index of the nearest of rising values."""
    index = min(max(bisect_left(rising, value), 1), len(rising) - 1)
    return index - 1 if value - rising[index - 1] < rising[index] - value else index


def _added(light: Picture, grain: Picture) -> pygame.Surface:
    # No grain where there is no light: it would lift the whole square.
    rounded = np.clip(light + grain * np.minimum(light, np.float32(1)) + 0.5, 0, 255)
    surface = pygame.Surface(light.shape[:2], 0, 32)
    pygame.surfarray.blit_array(surface, rounded.astype(np.uint8))
    return surface


def _faded(whole: pygame.Surface, strength: float) -> pygame.Surface:
    surface = pygame.Surface(whole.get_size(), pygame.SRCALPHA, 32)
    surface.blit(whole, (0, 0), special_flags=pygame.BLEND_RGBA_ADD)  # copies alpha, too
    alpha = pygame.surfarray.pixels_alpha(surface)
    alpha[:] = np.rint(alpha * np.float32(strength)).astype(np.uint8)
    return surface
