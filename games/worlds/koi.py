"""Who swims in the water of `chase`: the pearl koi, and the amber young fish that join it."""

from functools import lru_cache

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, halo
from games.engine.draw.palette import AMBER
from games.engine.swimming import Pose
from games.worlds.bending import Ladder, Turned, shadow_of, turned
from games.worlds.fish import Look, stretched
from games.worlds.kit.glow import Glow

KOI_LENGTH, YOUNG_LENGTH = 264.0, 84.0
PEARL = Look((250, 250, 246), (150, 172, 186), (206, 222, 228), (38, 52, 74), 0.92, 0.66)
YOUNG = Look((255, 214, 138), (222, 142, 54), (255, 206, 128), AMBER, 0.0, 0.42, 0.72)
COMING = Look((222, 232, 234), (128, 150, 162), (186, 204, 212), AMBER, 0.0, 0.40, 0.72)
STROKES, BENDS, MOST_TURN = 20, 9, 0.20
TURN_PER_DEG_S = 0.0042
YOUNG_STROKES, HEADINGS = 8, 48
COARSE, BLUR_PX, SHADE = 3, 2.2, 0.62
FINEST_DEG = 1.0
"""Headings are rounded to it: a fish that is shown again is not turned again, and a replay's
picture does not hang on a sample's last bit."""
SHADOW_FINEST_DEG, SHADOW_STROKES = 4.0, 4
"""Nobody sees finer steps of so soft a shadow; it takes every fourth stroke."""
SHADOW_OFF = (20.0, 34.0)
"""The light falls from the upper left, and the ground is that far below."""


class Koi:
    """The koi and its shadow; its sprites are bent beforehand and turned as they are drawn.

    To turn one sprite costs less than a tenth of a frame's time. Turned beforehand in steps that
    nobody sees they would take ten times the memory of all other sprites.
    """

    def __init__(self, layout: Layout) -> None:
        self._ladder, shadows = _koi(layout)
        self._fish, self._shadow = Turned(self._ladder.poses), Turned(shadows, COARSE)
        self._glow = Glow.of(halo((0.0, 0.0), layout.px(170), 1.7), (150, 196, 206), 0.17)
        self._off = layout.px(SHADOW_OFF[0]), layout.px(SHADOW_OFF[1])

    def draw_shadow(self, onto: pygame.Surface, at: Point, pose: Pose) -> None:
        """On the ground, before anything that swims."""
        stroke, bend = self._ladder.pose(pose.stroke, _turn(pose))
        bent = stroke - stroke % SHADOW_STROKES, bend
        where = at[0] + self._off[0], at[1] + self._off[1]
        _blit(onto, self._shadow.to(bent, _heading_deg(pose, SHADOW_FINEST_DEG)), where)

    def draw(self, onto: pygame.Surface, at: Point, pose: Pose, lit: float) -> None:
        """With its middle there; while the light is over it, it glows."""
        self._glow.draw_at(onto, at, lit)
        bent = self._ladder.pose(pose.stroke, _turn(pose))
        _blit(onto, self._fish.to(bent, _heading_deg(pose)), at)


class YoungFish:
    """A young fish in all headings: amber once it has joined, pale while it comes nearer."""

    def __init__(self, layout: Layout) -> None:
        self._joined, self._coming = _young(layout)
        self._glow = Glow.of(halo((0.0, 0.0), layout.px(62), 2.0), AMBER, 0.42)
        self._burst = Glow.of(halo((0.0, 0.0), layout.px(120), 1.8), AMBER, 0.8)

    def draw_joined(
        self, onto: pygame.Surface, at: Point, pose: Pose, strength: float = 1.0
    ) -> None:
        """It stays, and it is light."""
        self._glow.draw_at(onto, at, strength)
        self._draw(onto, self._joined, at, pose, strength)

    def draw_coming(self, onto: pygame.Surface, at: Point, pose: Pose, strength: float) -> None:
        """Not earned yet."""
        self._draw(onto, self._coming, at, pose, strength)

    def draw_burst(self, onto: pygame.Surface, at: Point, strength: float) -> None:
        """The moment in which it joins."""
        self._burst.draw_at(onto, at, strength)

    def _draw(
        self,
        onto: pygame.Surface,
        ladder: list[list[pygame.Surface]],
        at: Point,
        pose: Pose,
        strength: float,
    ) -> None:
        if strength <= 0.0:
            return
        stroke = round(pose.stroke * YOUNG_STROKES) % YOUNG_STROKES
        fish = ladder[stroke][round(pose.heading_deg / 360 * HEADINGS) % HEADINGS]
        fish.set_alpha(round(255 * min(strength, 1.0)))
        _blit(onto, fish, at)


def _heading_deg(pose: Pose, finest_deg: float = FINEST_DEG) -> float:
    return round(pose.heading_deg / finest_deg) * finest_deg


def _turn(pose: Pose) -> float:
    return TURN_PER_DEG_S * pose.turn_deg_s


def _blit(onto: pygame.Surface, sprite: pygame.Surface, at: Point) -> None:
    onto.blit(
        sprite, (round(at[0] - sprite.get_width() / 2), round(at[1] - sprite.get_height() / 2))
    )


@lru_cache(maxsize=2)
def _koi(layout: Layout) -> tuple[Ladder, list[list[pygame.Surface]]]:
    """The koi's ladder, and the same of its shadow; the next round of a visit paints neither."""
    ladder = Ladder(stretched(layout.px(KOI_LENGTH), PEARL), STROKES, BENDS, MOST_TURN)
    # A shadow that soft needs no finer steps than this.
    shadows = [
        [shadow_of(pose, COARSE, BLUR_PX, SHADE) for pose in poses] for poses in ladder.poses
    ]
    return ladder, shadows


@lru_cache(maxsize=2)
def _young(layout: Layout) -> tuple[list[list[pygame.Surface]], list[list[pygame.Surface]]]:
    """Amber ones and pale ones: in every stroke, all round."""
    length = max(layout.px(YOUNG_LENGTH), 12.0)
    return _all_round(stretched(length, YOUNG)), _all_round(stretched(length, COMING))


def _all_round(fish: pygame.Surface) -> list[list[pygame.Surface]]:
    ladder = Ladder(fish, YOUNG_STROKES, 1, 0.0)
    headings = np.arange(HEADINGS) * 360.0 / HEADINGS
    return [[turned(poses[0], heading) for heading in headings.tolist()] for poses in ladder.poses]
