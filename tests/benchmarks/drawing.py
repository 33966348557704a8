"""A trial under way, to draw its frames again and again: as the game does, or as textures."""

from math import cos, sin
from typing import Any, NamedTuple

import pygame
from pygame._sdl2 import video

from games.engine.display import open_display
from games.engine.draw.layout import Layout
from games.engine.placing import Placing
from games.engine.scene import Onlooker
from games.engine.window import dark_water
from games.registry import activity_named
from tests.games.playing import setup_of, trial_of
from tools.scripted import scripted_samples, sway
from trainer.recording.interfaces import Stretch
from trainer.recording.trial import PastScores

UNDER_WAY_S = 12.0
Area = tuple[int, int, int, int]

NO_BLEND, BLEND, ADD = 0, 1, 2
"""SDL's modes of blending a texture."""


def window_of(size: tuple[int, int]) -> pygame.Surface:
    """What is drawn onto in a window of this size, opened as the game opens its own."""
    pygame.display.quit()
    pygame.display.init()
    return open_display(Placing(0, size, size, False), dark_water).surface


class Blit(NamedTuple):
    """A surface and where it goes; `area` is the part of it that is drawn, if not all of it is."""

    surface: pygame.Surface
    at: tuple[float, float]
    alpha: int | None = None
    flags: int = 0
    area: Area | None = None


class Drawing:
    """An activity's scene in its measured part; the light and the ring's glow move."""

    def __init__(self, activity: str, size: tuple[int, int]) -> None:
        setup = setup_of(activity, seconds=30.0)
        self._trial = trial_of(setup)
        known = activity_named(activity)
        stage = known.stage(setup, Layout(size), PastScores((12.3, 14.5)))
        self._scene = known.scene(stage)
        self._onlooker = Onlooker(self._trial)
        samples = scripted_samples(sway(2.5), UNDER_WAY_S)
        self._trial.advance(Stretch(samples))
        self._onlooker.see(samples)

    def draw(self, onto: Any, number: int) -> None:
        """Draw the frame with this number."""
        cursor = 2.0 * sin(number / 20), 2.0 * cos(number / 17)
        moment = self._onlooker.moment(cursor)
        moment.lit = 0.6
        self._scene.draw(onto, moment, self._trial.rules)


class Blits:
    """Takes a scene's blits in place of a surface, and keeps them."""

    def __init__(self) -> None:
        self.kept: list[Blit] = []

    def blit(
        self,
        surface: pygame.Surface,
        at: tuple[float, float],
        area: Area | None = None,
        special_flags: int = 0,
    ) -> None:
        self.kept.append(Blit(surface, at, surface.get_alpha(), special_flags, area))


class Textures:
    """The same blits through SDL's renderer, in a window of its own."""

    def __init__(self, size: tuple[int, int], blits: list[Blit]) -> None:
        self.renderer = video.Renderer(video.Window("textures", size))
        made: dict[int, video.Texture] = {}
        self._drawn = []
        for surface, at, alpha, flags, area in blits:
            if id(surface) not in made:
                made[id(surface)] = video.Texture.from_surface(self.renderer, surface)
                made[id(surface)].blend_mode = _blend_mode(surface, flags)
            part = pygame.Rect(area) if area else surface.get_rect()
            place = pygame.Rect((round(at[0]), round(at[1])), part.size)
            full = 255 if alpha is None else alpha
            self._drawn.append((made[id(surface)], part, place, full))

    def draw(self, _number: int) -> None:
        """Hand all of them to the renderer."""
        for texture, part, place, alpha in self._drawn:
            texture.alpha = alpha
            texture.draw(part, place)


def _blend_mode(surface: pygame.Surface, flags: int) -> int:
    """How SDL's renderer draws what a scene blits."""
    if flags == pygame.BLEND_RGB_ADD:
        return ADD
    return BLEND if surface.get_flags() & pygame.SRCALPHA else NO_BLEND
