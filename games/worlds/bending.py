"""Fish that swim: bent in ladders of sprites, turned to where they go, and their shadows.

A bent fish is the stretched one, column by column pushed aside: the head stays where it is, the
tail swings. The scene turns it to where it swims.
"""

from math import pi

import numpy as np
import pygame

from games.engine.draw.mask import Picture, softened
from games.worlds.fish import FINE

STIFF, SWING, WAVES = 0.24, 0.070, 0.85
"""Up to here nothing bends; how far the tail swings; waves along the body."""

SHADE = (2, 8, 8)


def bent(fish: pygame.Surface, stroke: float, turn: float) -> pygame.Surface:
    """It at a moment of its stroke, 0 to 1, and turning right by `turn` of its length at the tail.

    As large as the fish is shown.
    """
    width, height = fish.get_size()
    pushed = pygame.Surface((width, height), pygame.SRCALPHA, 32)
    # What stays empty has the fish's colour without coverage, as in the stretched one.
    pushed.fill((*fish.get_at((0, 0))[:3], 0))
    aside = (
        np.rint(_aside((np.arange(width) / width).astype(np.float32), stroke, turn) * width)
        .astype(int)
        .tolist()
    )
    for column, off in enumerate(aside):
        # With its nose to the left a fish's right is up.
        pushed.blit(fish, (column, -off), (column, 0, 1, height))
    return pygame.transform.smoothscale(pushed, (width // FINE, height // FINE))


def _aside(along: Picture, stroke: float, turn: float) -> Picture:
    """How far each place of a body is pushed to its right, as a share of its length."""
    behind = np.clip((along - STIFF) / (1 - STIFF), 0, 1)
    beat = SWING * (0.12 + behind**1.6) * np.sin(2 * pi * (stroke - WAVES * along))
    return np.asarray(turn * behind**2 + beat, np.float32)


class Ladder:
    """A fish in every stroke and bend; `poses[stroke][bend]`, bends from left to right."""

    def __init__(self, fish: pygame.Surface, strokes: int, bends: int, most_turn: float) -> None:
        self.strokes, self.bends, self._most = strokes, bends, most_turn
        turns = np.linspace(-most_turn, most_turn, bends).tolist() if bends > 1 else [0.0]
        self.poses = [
            [bent(fish, stroke / strokes, turn) for turn in turns] for stroke in range(strokes)
        ]

    def pose(self, stroke: float, turn: float = 0.0) -> tuple[int, int]:
        """Indices of the nearest pose."""
        share = min(max(turn / self._most, -1.0), 1.0) if self._most else 0.0
        return round(stroke * self.strokes) % self.strokes, round(
            (share + 1) / 2 * (self.bends - 1)
        )


def turned(fish: pygame.Surface, heading_deg: float, size: float = 1.0) -> pygame.Surface:
    """A fish whose nose points in a direction on the screen: 0 is up, clockwise."""
    # It is painted with its nose to the left.
    return pygame.transform.rotozoom(fish, -(heading_deg + 90.0), size)


class Turned:
    """Poses of a ladder in any heading; one that is shown again is not turned again."""

    def __init__(self, poses: list[list[pygame.Surface]], size: float = 1.0) -> None:
        self._poses, self._size = poses, size
        self._shown: tuple[int, int, float] | None = None
        self._surface = poses[0][0]

    def to(self, pose: tuple[int, int], heading_deg: float) -> pygame.Surface:
        """The pose with these indices, with its nose in that direction."""
        stroke, bend = pose
        if self._shown != (stroke, bend, heading_deg):
            self._shown = stroke, bend, heading_deg
            self._surface = turned(self._poses[stroke][bend], heading_deg, self._size)
        return self._surface


def shadow_of(fish: pygame.Surface, coarse: int, blur_px: float, strength: float) -> pygame.Surface:
    """Its soft shadow, so many times smaller than the fish: turned larger, it is soft anyway."""
    width, height = fish.get_size()
    margin = round(3 * blur_px) + 1
    small = pygame.transform.smoothscale(fish, (max(width // coarse, 1), max(height // coarse, 1)))
    cover = pygame.surfarray.array_alpha(small).astype(np.float32) / 255
    soft = softened(np.pad(cover, margin), blur_px) * np.float32(strength)
    surface = pygame.Surface(soft.shape, pygame.SRCALPHA, 32)
    surface.fill(SHADE)
    pygame.surfarray.pixels_alpha(surface)[:] = np.rint(np.clip(soft, 0, 1) * 255).astype(np.uint8)
    return surface
