"""A canvas for places: all its pixels at once, colours that change from pixel to pixel."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from games.engine.draw.canvas import Canvas
from games.engine.draw.mask import Mask, Picture
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import Area, Pixels

Colours = Colour | Picture
"""One colour, or one for each pixel: an array that fits (width, height, 3)."""

Stop = tuple[float, Colour]
"""A colour at a height in pixels, or at another place along a gradient."""


class Scenery(Canvas):
    """Paints like a canvas, and with whole pictures of coverage, light and colour.

    `x` is (width, 1) and `y` (1, height): the pixels' middles on the screen. Coverages may have
    any shape that fits (width, height). `surface()` rounds with grain, so no gradient has bands.
    """

    @classmethod
    def on(cls, area: Area) -> "Scenery":
        """As large as an area, at its place: for a sprite of a shape with an inside."""
        return cls(area.size, (area.left, area.top))

    @property
    def x(self) -> Pixels:
        return np.arange(self.size[0], dtype=np.float32)[:, None] + np.float32(self.origin[0] + 0.5)

    @property
    def y(self) -> Pixels:
        return np.arange(self.size[1], dtype=np.float32)[None, :] + np.float32(self.origin[1] + 0.5)

    @property
    def pixels(self) -> Picture:
        """The colours painted so far, (width, height, 3), to be read or changed in place."""
        return self._colour

    def fill(self, colours: Colours) -> None:
        """Cover all of it."""
        self._colour[:] = np.asarray(colours, np.float32)
        self._cover[:] = 1

    def fill_down(self, *stops: Stop) -> None:
        """Cover all of it with a gradient from top to bottom."""
        self.fill(gradient(stops, self.y))

    def wash(self, cover: Picture, colours: Colours, rows: slice = slice(None)) -> None:
        """Paint over what is there, everywhere or in some rows of the canvas."""
        share = cover[..., None]
        here = self._colour[:, rows]
        here += share * (np.asarray(colours, np.float32) - here)
        free = self._cover[:, rows]
        free += cover * (1 - free)

    def shine(self, light: Picture, colours: Colours, rows: slice = slice(None)) -> None:
        """Add light to what is there."""
        self._colour[:, rows] += light[..., None] * np.asarray(colours, np.float32)

    def shade(self, factor: Picture) -> None:
        """Multiply what is there, everywhere."""
        self._colour *= factor[..., None]

    def paint_many(self, mask: Mask, colours: Picture, strength: float = 1.0) -> None:
        """Paint a shape whose every pixel has a colour of its own, (width, height, 3)."""
        here, cover = self._placed(mask)
        left, top = mask.left - self.origin[0], mask.top - self.origin[1]
        part = np.broadcast_to(colours, (*mask.cover.shape, 3))[
            here[0].start - left : here[0].stop - left, here[1].start - top : here[1].stop - top
        ]
        cover = cover * np.float32(strength)
        free = 1 - cover
        self._colour[here] = self._colour[here] * free[..., None] + cover[..., None] * part
        self._cover[here] = self._cover[here] * free + cover


def gradient(stops: Sequence[Stop], at: npt.ArrayLike) -> Picture:
    """Colours at places along a gradient: the shape of `at`, and 3; smooth at every stop."""
    places = np.asarray(at, np.float32)
    knots = np.array([place for place, _ in stops], np.float32)
    after = np.clip(np.searchsorted(knots, places, side="right"), 1, len(knots) - 1)
    before = after - 1
    share = np.clip((places - knots[before]) / (knots[after] - knots[before]), 0, 1)
    colours = np.array([colour for _, colour in stops], np.float32)
    # A Hermite spline through the stops: a gradient with corners shows them as bright lines.
    slopes = np.gradient(colours, knots, axis=0) if len(knots) > 1 else np.zeros_like(colours)
    t, span = share[..., None], (knots[after] - knots[before])[..., None]
    found = (
        (1 + 2 * t) * (1 - t) ** 2 * colours[before]
        + t * (1 - t) ** 2 * span * slopes[before]
        + t * t * (3 - 2 * t) * colours[after]
        + t * t * (t - 1) * span * slopes[after]
    )
    return np.asarray(np.clip(found, 0, 255), np.float32)


def shaded(colour: Colour, light: Picture) -> Picture:
    """A colour under a light for each pixel: (width, height, 3)."""
    return np.asarray(light[..., None] * np.array(colour, np.float32), np.float32)


def blend(first: Colours, second: Colours, share: Picture) -> Picture:
    """Between two colours, for each pixel: the first at 0, the second at 1."""
    here = np.asarray(first, np.float32)
    there = np.asarray(second, np.float32)
    return np.asarray(here + share[..., None] * (there - here), np.float32)


def smoothstep(low: float, high: float, at: Picture) -> Picture:
    """0 up to `low`, 1 from `high` on, without a corner; `low` may be the larger."""
    share = np.clip((at - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)
