"""Rectangles with round corners: of postcards, and of what can be pressed."""

import numpy as np
import pygame

from games.engine.draw.mask import Mask

SUPERSAMPLED = 4


def rounded(size: tuple[int, int], radius: float) -> Mask:
    """Coverage of a rectangle with round corners, at (0, 0)."""
    large = pygame.Surface((size[0] * SUPERSAMPLED, size[1] * SUPERSAMPLED), 0, 32)
    corner = round(radius * SUPERSAMPLED)
    pygame.draw.rect(large, "white", large.get_rect(), border_radius=corner)
    small = pygame.transform.smoothscale(large, size)
    return Mask(0, 0, pygame.surfarray.array_red(small).astype(np.float32) / np.float32(255))


def rounded_line(size: tuple[int, int], radius: float, line: int) -> Mask:
    """A line of so many pixels along the inside of a rounded rectangle's edge."""
    outer = rounded(size, radius).cover
    inner = (size[0] - 2 * line, size[1] - 2 * line)
    hole = np.pad(rounded(inner, max(radius - line, 1)).cover, line)
    return Mask(0, 0, np.clip(outer - hole, 0, 1).astype(np.float32))
