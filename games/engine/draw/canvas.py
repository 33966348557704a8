"""Where still things are painted, once, and what is made of them: surfaces, sprites, ring segments.

Scenes and screens paint their layers here before a trial; nothing is painted during one. Painting
in floating point and rounding by an ordered dither keeps dark gradients free of bands. The dither's
pattern repeats every four pixels, so that a picture of it still packs well.
"""

import numpy as np
import pygame

from games.engine.draw.mask import Mask, Picture, Point, arc
from games.engine.draw.palette import Colour

GRAIN = 1.0
"""How much of a level of 255 the dither adds or takes before rounding; 0 rounds plainly."""

ORDERED = (
    np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) - 7.5
) / 16
"""Bayer's 4x4 matrix about 0: neighbours differ as much as they can."""


class Canvas:
    """Premultiplied colour and coverage of (width, height) pixels; transparent at first."""

    def __init__(
        self, size: tuple[int, int], origin: tuple[int, int] = (0, 0), grain: float = GRAIN
    ) -> None:
        self.size = size
        self._grain = grain
        self._origin = origin
        self._colour = np.zeros((*size, 3), np.float32)
        self._cover = np.zeros(size, np.float32)

    @classmethod
    def around(cls, mask: Mask) -> "Canvas":
        """A canvas as large as a mask, at the same place."""
        width, height = mask.cover.shape
        return cls((width, height), (mask.left, mask.top))

    @property
    def origin(self) -> tuple[int, int]:
        """Where its top left corner belongs on the screen."""
        return self._origin

    def glow(self, centre: Point, radius: Point, inner: Colour, outer: Colour) -> None:
        """Cover all of it with an elliptic gradient from a point outwards."""
        x = np.arange(self.size[0], dtype=np.float32)[:, None] + np.float32(0.5 - centre[0])
        y = np.arange(self.size[1], dtype=np.float32)[None, :] + np.float32(0.5 - centre[1])
        away = np.hypot(x / np.float32(radius[0]), y / np.float32(radius[1]))
        share = np.minimum(away, np.float32(1))
        share = share * share * (3 - 2 * share)
        for channel, (here, there) in enumerate(zip(inner, outer, strict=True)):
            self._colour[..., channel] = here + (there - here) * share
        self._cover[:] = 1

    def paint(self, mask: Mask, colour: Colour, strength: float = 1.0) -> None:
        """Paint a colour over what is there."""
        here, cover = self._placed(mask)
        cover = cover * np.float32(strength)
        free = 1 - cover
        covered, under = self._cover[here], self._colour[here]
        covered *= free
        covered += cover
        for channel, shade in enumerate(np.array(colour, np.float32)):
            one = under[..., channel]
            one *= free
            one += cover * shade

    def light(self, mask: Mask, colour: Colour, strength: float = 1.0) -> None:
        """Add light to what is there; for canvases that are covered."""
        here, cover = self._placed(mask)
        shone = np.float32(strength) * np.array(colour, np.float32)
        self._colour[here] += cover[..., None] * shone

    def light_picture(self, picture: Picture, at: tuple[int, int]) -> None:
        """Add light of many colours, (width, height, 3)."""
        here = (
            slice(at[0], at[0] + picture.shape[0]),
            slice(at[1], at[1] + picture.shape[1]),
        )
        self._colour[here] += picture

    def lay(self, surface: pygame.Surface, at: tuple[int, int], strength: float = 1.0) -> None:
        """Lay a premultiplied picture over what is there."""
        cover = pygame.surfarray.array_alpha(surface).astype(np.float32) / np.float32(255)
        here, part = self._placed(Mask(at[0], at[1], cover))
        left = max(self._origin[0] - at[0], 0)
        top = max(self._origin[1] - at[1], 0)
        colour = pygame.surfarray.array3d(surface)[left:, top:][: part.shape[0], : part.shape[1]]
        share = np.float32(strength)
        free = 1 - share * part
        self._colour[here] = self._colour[here] * free[..., None] + share * colour
        self._cover[here] = self._cover[here] * free + share * part

    def fade(self, strength: Picture) -> None:
        """Make each pixel fainter by its factor."""
        self._colour *= strength[..., None]
        self._cover *= strength

    def surface(self) -> pygame.Surface:
        """A surface of it, without alpha if all of it is covered."""
        opaque = bool((self._cover > 0.999).all())
        dither = dithered(self.size) * np.float32(self._grain) + np.float32(0.5)
        levels = self._colour.copy()
        if not opaque:
            levels /= np.maximum(self._cover, 1e-6)[..., None]
        levels += dither[..., None]
        np.clip(levels, 0, 255, out=levels)
        flags = 0 if opaque else pygame.SRCALPHA
        surface = pygame.Surface(self.size, flags, 32)
        pygame.surfarray.blit_array(surface, levels.astype(np.uint8))
        if not opaque:
            cover = np.clip(self._cover * 255 + dither, 0, 255)
            pygame.surfarray.pixels_alpha(surface)[:] = cover.astype(np.uint8)
        return surface

    def _placed(self, mask: Mask) -> tuple[tuple[slice, slice], Picture]:
        left, top = mask.left - self._origin[0], mask.top - self._origin[1]
        first = max(left, 0), max(top, 0)
        last = (
            max(min(left + mask.cover.shape[0], self.size[0]), first[0]),
            max(min(top + mask.cover.shape[1], self.size[1]), first[1]),
        )
        here = slice(first[0], last[0]), slice(first[1], last[1])
        part = mask.cover[first[0] - left : last[0] - left, first[1] - top : last[1] - top]
        return here, part


def dithered(size: tuple[int, int]) -> Picture:
    """The ordered dither of (width, height) pixels, -0.5 to 0.5."""
    across, down = np.arange(size[0]) % 4, np.arange(size[1]) % 4
    return np.asarray(ORDERED[across][:, down], dtype=np.float32)


class Sprite:
    """A painted thing that is drawn every frame: about its own middle, or where it was painted."""

    def __init__(self, canvas: Canvas) -> None:
        self.surface = canvas.surface()
        self.origin = canvas.origin
        self._half = self.surface.get_width() // 2, self.surface.get_height() // 2

    def draw(self, onto: pygame.Surface, strength: float = 1.0) -> None:
        """Where it was painted."""
        if strength > 0:
            self.surface.set_alpha(round(255 * min(strength, 1.0)))
            onto.blit(self.surface, self.origin)

    def draw_at(self, onto: pygame.Surface, centre: Point, strength: float = 1.0) -> None:
        """With its middle there."""
        if strength > 0:
            self.surface.set_alpha(round(255 * min(strength, 1.0)))
            at = round(centre[0]) - self._half[0], round(centre[1]) - self._half[1]
            onto.blit(self.surface, at)


class SegmentRing:
    """A ring of segments that light up one by one, clockwise from the top.

    `paint` puts the unlit ones on a still layer.
    """

    def __init__(
        self,
        centre: Point,
        radius: float,
        width: float,
        *,
        count: int,
        colour: Colour,
        gap_deg: float,
    ) -> None:
        step = 360.0 / count
        half = max(step / 2 - gap_deg, 0.25)
        middles = [(index + 0.5) * step for index in range(count)]
        self._arcs = [arc(centre, radius, width, at - half, at + half) for at in middles]
        self._lit: list[Sprite] = []
        for mask in self._arcs:
            canvas = Canvas.around(mask)
            canvas.paint(mask, colour)
            self._lit.append(Sprite(canvas))

    def paint(self, canvas: Canvas, colour: Colour, strength: float) -> None:
        """All segments, unlit."""
        for mask in self._arcs:
            canvas.paint(mask, colour, strength)

    def draw_last(self, onto: pygame.Surface, count: int, strength: float = 1.0) -> None:
        """Light the last `count`, so that time runs out clockwise from the top."""
        for sprite in self._lit[len(self._lit) - count :]:
            sprite.draw(onto, strength)

    def draw_first(self, onto: pygame.Surface, share: float, strength: float = 1.0) -> None:
        """Light a share of them, clockwise from the top."""
        for sprite in self._lit[: round(share * len(self._lit))]:
            sprite.draw(onto, strength)
