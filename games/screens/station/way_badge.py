"""A patient's picture in the list: the light's way of their last trial, which names nobody."""

from collections.abc import Sequence

import numpy as np
import pygame

from games.engine.draw.mask import Mask, circle, softened
from games.engine.draw.palette import MINT, MIST, SKY

LEAST_DEG = 3.0
"""A very steady way is shown small; this much tilt fills the picture at least."""

FILLS_SHARE, STEPS, MOST_STEPS, FINE = 0.46, 12, 12_000, 2
LIGHTS = ((0.011, 0.75), (0.05, 0.28))
"""How wide each layer of light is, as a share of the picture, and how bright."""


def way_badge(way: Sequence[tuple[float, float]], size: int) -> pygame.Surface:
    """The way of (ap, ml) points as light on black, to be added to what is there.

    Without a way it is an unlit ring.
    """
    fine = FINE * size
    picture = np.zeros((fine, fine, 3), np.float32)
    if len(way) > 1:
        places = _places(np.asarray(way, np.float64), fine)
        age = np.linspace(0.0, 1.0, len(places))
        for weights, colour in (((1 - age), SKY), (age, MINT)):
            picture += _light(places, weights, fine)[..., None] * np.array(colour, np.float32)
    else:
        picture += 0.3 * _ring(fine)[..., None] * np.array(MIST, np.float32)
    surface = pygame.Surface((fine, fine), 0, 32)
    pygame.surfarray.blit_array(surface, np.clip(picture, 0, 255).astype(np.uint8))
    return pygame.transform.smoothscale(surface, (size, size))


def _places(way: np.ndarray, size: int) -> np.ndarray:
    """Pixels of the way, close enough together to be a line."""
    ap_deg, ml_deg = way[:, 0], way[:, 1]
    farthest = max(LEAST_DEG, float(np.hypot(ap_deg, ml_deg).max()))
    share = FILLS_SHARE * size / farthest
    steps = np.linspace(0, len(way) - 1, min(STEPS * len(way), MOST_STEPS))
    index = np.arange(len(way))
    x = size / 2 + share * np.interp(steps, index, ml_deg)
    y = size / 2 - share * np.interp(steps, index, ap_deg)
    return np.stack((x, y), axis=1)


def _ring(size: int) -> np.ndarray:
    """A small unlit ring: nobody has moved this light yet."""
    ring = circle((size / 2, size / 2), 0.13 * size, FINE * 1.5)
    return ring.over(Mask(0, 0, np.zeros((size, size), np.float32)))


def _light(places: np.ndarray, weights: np.ndarray, size: int) -> np.ndarray:
    cells = places.astype(np.intp).clip(0, size - 1)
    counted = np.bincount(cells[:, 0] * size + cells[:, 1], weights, size * size)
    density = counted.reshape(size, size).astype(np.float32)
    light = np.zeros((size, size), np.float32)
    for wide, bright in LIGHTS:
        soft = softened(density, max(wide * size, 0.7))
        most = float(np.quantile(soft[soft > 0.02 * soft.max()], 0.9)) if soft.max() > 0 else 1.0
        light += bright * (1 - np.exp(-soft / max(most, 1e-6)))
    return light
