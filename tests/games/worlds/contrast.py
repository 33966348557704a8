"""Whether mint and words can be seen on a still layer: contrast as WCAG 2.2 defines it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pygame

from games.engine.draw.mask import Mask
from games.engine.draw.palette import Colour

FLARE = 0.05
_TO_LUMINANCE = np.array((0.2126, 0.7152, 0.0722))


@dataclass(frozen=True)
class Contrast:
    """Ratios of a colour to the pixels of a place: their median, and their worst tenth's best."""

    median: float
    worst_tenth: float


def luminance(colours: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Relative luminance, 0 to 1, of colours in levels of 255; the last axis is the colour."""
    level = np.asarray(colours, np.float64) / 255
    linear = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ _TO_LUMINANCE)


def ratios(colours: npt.ArrayLike, pixels: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Contrast of a colour, or of as many, to these pixels, 1 to 21."""
    one, other = luminance(colours) + FLARE, luminance(pixels) + FLARE
    return np.asarray(np.maximum(one, other) / np.minimum(one, other))


def contrast(colour: Colour, still: pygame.Surface, where: Mask | None = None) -> Contrast:
    """Contrast of a colour to a still layer, in a shape or in all of it."""
    pixels = pygame.surfarray.array3d(still)
    if where is not None:
        whole = Mask(0, 0, np.zeros(still.get_size(), np.float32))
        pixels = pixels[where.over(whole) > 0.5]
    found = ratios(colour, pixels.reshape(-1, 3))
    return Contrast(float(np.median(found)), float(np.quantile(found, 0.1)))
