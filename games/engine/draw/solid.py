"""Things with volume: skins of small quads in the room, in millimetres, each with its material.

Figures build people, boards and blocks of these; `games.engine.draw.lit` paints them. The room's
axes are those of `View`: right, forward to the toes, up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from games.engine.draw.palette import Colour
from games.engine.draw.view import Turn

Vectors = npt.NDArray[np.float64]
"""Places or directions in the room; the last axis is (right, forward, up)."""

ROUND = 24
FLAT_STEPS, EDGE_STEPS = 5, 6
"""Into how many quads flat faces and long edges are cut, so that depth sorts them rightly."""


@dataclass(frozen=True)
class Stuff:
    """A material's two tones; `rim` is how strongly its lit edge shines."""

    light: Colour
    shade: Colour
    rim: float = 0.8


@dataclass(frozen=True)
class Solid:
    """Quads (n, 4, 3), the normals at their corners, and their tones (n, 3) before any light."""

    quads: Vectors
    normals: Vectors
    light: npt.NDArray[np.float64]
    shade: npt.NDArray[np.float64]
    rim: npt.NDArray[np.float64]

    def moved(self, turn: npt.ArrayLike, shift: npt.ArrayLike = (0.0, 0.0, 0.0)) -> "Solid":
        """Turned by a matrix, then shifted."""
        matrix = np.asarray(turn, np.float64).T
        quads = self.quads @ matrix + np.asarray(shift, np.float64)
        return replace(self, quads=quads, normals=self.normals @ matrix)

    def turned(self, turn: Turn) -> "Solid":
        """Taken elsewhere by a rigid motion of one place at a time."""
        origin = np.array(turn((0.0, 0.0, 0.0)))
        ends = [turn((1.0, 0.0, 0.0)), turn((0.0, 1.0, 0.0)), turn((0.0, 0.0, 1.0))]
        return self.moved(np.column_stack([np.array(end) - origin for end in ends]), origin)

    def reshaped(self, quads: Vectors) -> "Solid":
        """The same with its corners a little elsewhere."""
        return replace(self, quads=quads)


def together(solids: Sequence[Solid]) -> Solid:
    """Solids as one, so that nearer parts hide farther ones."""
    columns = (
        np.concatenate([getattr(solid, field.name) for solid in solids]) for field in fields(Solid)
    )
    return Solid(*columns)


def skin(rings: Vectors, stuff: Stuff | Sequence[Stuff]) -> Solid:
    """A skin over closed rings (rings, corners, 3); corners run so that normals point outward.

    With several materials there is one for each gap between two rings.
    """
    quads = _between_rings(rings)
    gaps, corners = quads.shape[:2]
    kinds = [stuff] * gaps if isinstance(stuff, Stuff) else list(stuff)
    return Solid(
        quads.reshape(-1, 4, 3),
        _between_rings(_normals(quads)).reshape(-1, 4, 3),
        np.repeat([kind.light for kind in kinds], corners, axis=0).astype(np.float64),
        np.repeat([kind.shade for kind in kinds], corners, axis=0).astype(np.float64),
        np.repeat([kind.rim for kind in kinds], corners).astype(np.float64),
    )


def _between_rings(rings: Vectors) -> Vectors:
    """The four corners of each quad between neighbouring rings."""
    here, there = rings[:-1], rings[1:]
    corners = [here, np.roll(here, -1, axis=1), np.roll(there, -1, axis=1), there]
    return np.stack(corners, axis=2)


def _normals(quads: Vectors) -> Vectors:
    """At each corner of each ring: the mean of the quads around it, by their areas."""
    faces = np.cross(quads[:, :, 2] - quads[:, :, 0], quads[:, :, 3] - quads[:, :, 1])
    faces = faces + np.roll(faces, 1, axis=1)
    ends = np.zeros_like(faces[:1])
    found = np.concatenate([faces, ends]) + np.concatenate([ends, faces])
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=2, keepdims=True), 1e-9))


def rings(
    middles: Vectors, across: Vectors, ahead: Vectors, half: Vectors, corners: int = ROUND
) -> Vectors:
    """Elliptic rings (n, corners, 3) about middles; `half` (n, 2) is half of each axis' length."""
    angle = np.linspace(0.0, 2 * np.pi, corners, endpoint=False)
    wide = half[:, :1] * np.cos(angle)
    deep = half[:, 1:] * np.sin(angle)
    return np.asarray(
        middles[:, None, :]
        + wide[..., None] * across[:, None, :]
        + deep[..., None] * ahead[:, None, :]
    )


def lathe(
    profile: Sequence[tuple[float, float]],
    stuff: Stuff | Sequence[Stuff],
    middle: tuple[float, float] = (0.0, 0.0),
    corners: int = 72,
) -> Solid:
    """A round thing about an upright axis; `profile` is (radius, height) from below to above."""
    around = np.linspace(0.0, 2 * np.pi, corners, endpoint=False)
    radius, up = np.asarray(profile, np.float64).T
    right = middle[0] + radius[:, None] * np.cos(around)
    ahead = middle[1] + radius[:, None] * np.sin(around)
    return skin(np.stack([right, ahead, np.repeat(up[:, None], corners, 1)], axis=-1), stuff)


def block(size: tuple[float, float, float], stuff: Stuff, bevel: float = 6.0) -> Solid:
    """A box round (0, 0) that stands at height 0, its edges rounded."""
    wide, deep, high = size
    bends = np.radians(np.linspace(0.0, 90.0, 4))
    rise = [(bevel * (1 - np.sin(a)), bevel * (1 - np.cos(a)), 1.0) for a in bends]
    fall = [(inset, high - up, share) for inset, up, share in reversed(rise)]
    shares = np.linspace(0.0, 1.0, FLAT_STEPS + 1)[:-1]
    floor = [(bevel, 0.0, share) for share in shares]
    top = [(bevel, high, share) for share in reversed(shares)]
    levels = []
    for inset, up, share in (*floor, *rise, *fall, *top):
        outline = share * _rounded_square(wide / 2, deep / 2, bevel, inset)
        levels.append(np.column_stack([outline, np.full(len(outline), up)]))
    return skin(np.array(levels), stuff)


def _rounded_square(wide: float, deep: float, bevel: float, inset: float) -> Vectors:
    """A rectangle's outline with half sides `wide` and `deep`, drawn in by `inset`."""
    points = []
    for index, (right, ahead) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for angle in np.radians(90 * index + np.linspace(0.0, 90.0, 4)):
            points.append(
                (
                    right * (wide - bevel) + (bevel - inset) * np.cos(angle),
                    ahead * (deep - bevel) + (bevel - inset) * np.sin(angle),
                )
            )
    parts = []
    for index, (start, end) in enumerate(zip(points, [*points[1:], points[0]], strict=True)):
        steps = EDGE_STEPS if index % 4 == 3 else 1
        parts += [np.add(start, np.subtract(end, start) * step / steps) for step in range(steps)]
    return np.array(parts)
