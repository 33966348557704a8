"""Paints solids as lit things: light from the upper left, two soft tones, a rim light, no outlines.

Quads are painted far to near, three times as large, and drawn together. The result is
premultiplied, so that it is cheap to show and can be laid on a canvas.
"""

from dataclasses import dataclass
from math import ceil, cos, floor, radians, sin

import numpy as np
import numpy.typing as npt
import pygame

from games.engine.draw.mask import Mask, Point, softened
from games.engine.draw.palette import DEEP, INK, SHALLOW
from games.engine.draw.solid import Solid, Vectors
from games.engine.draw.view import View

SUPERSAMPLING = 3
LIGHT = np.array([-0.56, 0.62, 0.55])
"""To the light: right, up and towards the eye on the picture, wherever the view is from."""

FACET_PX, QUAD_PX, FACET_LEVELS, OPAQUE, MOST_PARTS = 2, 3.5, 16, 255, 4
"""Neighbouring quads differ by less than this; limbs and clothes differ by more."""

SHADOW_GAIN = 6.0
RIM_FROM = np.array([-0.74, 0.67, 0.0])
BOUNCE_FROM = np.array([0.6, -0.55, 0.0])
TURNS_DARK, TURNS_LIGHT = -0.12, 0.62
FADE_MM, FADED = 300.0, 0.5
"""How far behind the middle a part is half lost in the water's colour."""


@dataclass(frozen=True)
class Lit:
    """A painted picture and where its top left corner belongs."""

    surface: pygame.Surface
    origin: tuple[int, int]

    def draw(self, onto: pygame.Surface, shift: Point = (0.0, 0.0)) -> None:
        """Where it was painted, or beside it."""
        at = self.origin[0] + round(shift[0]), self.origin[1] + round(shift[1])
        onto.blit(self.surface, at, special_flags=pygame.BLEND_PREMULTIPLIED)


def lit(
    solid: Solid,
    view: View,
    scale: float,
    middle: Point,
    fade: float = 1.0,
    most_parts: int = MOST_PARTS,
) -> Lit:
    """Paint a solid; `scale` is pixels a drawing unit, `middle` where the units' origin is.

    `fade` is how much of the loss with depth it gets. Large quads are cut so that tones run
    smoothly; `most_parts` limits that where many pictures are to be painted.
    """
    axes = axes_of(view).T
    seen, normals = solid.quads @ axes, solid.normals @ axes
    facing = _areas(seen) > 0
    seen, normals = seen[facing], normals[facing]
    tones: tuple[Vectors, ...] = solid.light[facing], solid.shade[facing], solid.rim[facing]
    parts = min(_parts(seen, view.scale * scale), most_parts)
    if parts > 1:
        seen, normals = _cut(seen, parts), _cut(normals, parts)
        tones = tuple(np.repeat(tone, parts**2, axis=0) for tone in tones)
    depth = seen[:, :, 2].mean(axis=1)
    colours = _colours(tones, normals.mean(axis=1), depth, fade)
    ways = np.array([1.0, -1.0]) * view.scale
    points = (np.array(view.middle) + seen[:, :, :2] * ways) * scale + np.array(middle)
    left, top = floor(points[..., 0].min()) - 2, floor(points[..., 1].min()) - 2
    size = ceil(points[..., 0].max()) + 2 - left, ceil(points[..., 1].max()) + 2 - top
    large = pygame.Surface((size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING), pygame.SRCALPHA, 32)
    order = np.argsort(depth)
    corners = ((points - (left, top)) * SUPERSAMPLING)[order].tolist()
    fill = pygame.draw.polygon
    for quad, colour in zip(corners, colours[order].tolist(), strict=True):
        fill(large, colour, quad)
    # What is not covered is black and clear, so averaging leaves colours premultiplied.
    return Lit(_polished(pygame.transform.smoothscale(large, size)), (left, top))


def axes_of(view: View) -> Vectors:
    """The picture's right, its up, and the way to the eye, as rows."""
    turn, lift = radians(view.round_deg), radians(view.above_deg)
    return np.array(
        [
            [cos(turn), sin(turn), 0.0],
            [-sin(turn) * sin(lift), cos(turn) * sin(lift), cos(lift)],
            [sin(turn) * cos(lift), -cos(turn) * cos(lift), sin(lift)],
        ]
    )


def shadow(
    solid: Solid, view: View, scale: float, middle: Point, floor_mm: float, soft: float
) -> Mask:
    """The soft shadow on a floor at that height, `soft` drawing units wide at its edge."""
    to_light = axes_of(view).T @ LIGHT
    lean = to_light[:2] / max(to_light[2], 0.4) * 0.55
    parts = _parts(solid.quads @ axes_of(view).T, view.scale * scale)
    flat = _cut(solid.quads, parts).mean(axis=1)
    up = flat[:, 2] - floor_mm
    flat[:, :2] -= up[:, None] * lean
    flat[:, 2] = floor_mm
    seen = flat @ axes_of(view).T
    points = (np.array(view.middle) + seen[:, :2] * (view.scale, -view.scale)) * scale
    points += np.array(middle)
    blur = soft * scale
    margin = ceil(3 * blur) + 2
    left, top = floor(points[:, 0].min()) - margin, floor(points[:, 1].min()) - margin
    size = ceil(points[:, 0].max()) + margin - left, ceil(points[:, 1].max()) + margin - top
    x, y = (points - (left, top)).astype(np.intp).T
    hits = np.zeros(size, np.float32)
    hits[x, y] = 1.0
    near = softened(hits, 0.4 * blur)
    return Mask(left, top, softened(np.minimum(near * SHADOW_GAIN, 1), 0.9 * blur))


def _polished(surface: pygame.Surface) -> pygame.Surface:
    """The same with its facets blended, and its edges as they are."""
    soft = pygame.transform.gaussian_blur(surface, FACET_PX)
    pixels = pygame.surfarray.pixels3d(surface)
    blurred = pygame.surfarray.array3d(soft).astype(np.int16)
    apart = np.abs(blurred - pixels).max(axis=2)
    same = (apart < FACET_LEVELS) & (pygame.surfarray.array_alpha(surface) == OPAQUE)
    same &= pygame.surfarray.array_alpha(soft) == OPAQUE
    pixels[same] = blurred[same]
    del pixels
    return surface


def _areas(quads: Vectors) -> Vectors:
    """Twice the area on the picture; below 0 if seen from behind."""
    first, second = quads[:, 2] - quads[:, 0], quads[:, 3] - quads[:, 1]
    return np.asarray(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])


def _parts(quads: Vectors, px_per_mm: float) -> int:
    """Into how many parts a side is cut, so that tones run smoothly."""
    usual = float(np.sqrt(np.median(np.abs(_areas(quads))) / 2)) * px_per_mm
    return min(max(round(usual / QUAD_PX), 1), MOST_PARTS)


def _cut(corners: Vectors, parts: int) -> Vectors:
    """Each quad as parts by parts smaller ones; values between corners are mixed."""
    share = np.linspace(0.0, 1.0, parts + 1)
    across, along = np.meshgrid(share, share, indexing="ij")
    weights = np.stack(
        [(1 - across) * (1 - along), across * (1 - along), across * along, (1 - across) * along]
    )
    grid = np.einsum("cij,ncd->nijd", weights, corners)
    cells = [grid[:, :-1, :-1], grid[:, 1:, :-1], grid[:, 1:, 1:], grid[:, :-1, 1:]]
    return np.stack(cells, axis=3).reshape(-1, 4, 3)


def _colours(
    tones: tuple[Vectors, ...], normals: Vectors, depth: Vectors, fade: float
) -> npt.NDArray[np.int64]:
    light, shade, rim = tones
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    tone = _eased(TURNS_DARK, TURNS_LIGHT, normals @ (LIGHT / np.linalg.norm(LIGHT)))[:, None]
    colour = shade + (light - shade) * tone
    bounce = 0.35 * np.clip(normals @ BOUNCE_FROM, 0, 1)[:, None] ** 2
    colour += (np.array(SHALLOW) - colour) * bounce
    edge = _eased(0.42, 0.86, 1 - normals[:, 2]) * np.clip(normals @ RIM_FROM, 0, 1)
    colour += (np.array(INK) - colour) * (edge * rim)[:, None]
    middle = (depth.max() + depth.min()) / 2
    lost = fade * FADED * np.clip((middle - depth) / FADE_MM, 0, 1)[:, None]
    colour += (np.array(DEEP) - colour) * lost
    return np.clip(np.rint(colour), 0, 255).astype(np.int64)


def _eased(low: float, high: float, value: Vectors) -> Vectors:
    share = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share))
