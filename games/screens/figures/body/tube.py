"""Round parts of a body: tubes of elliptic sections with rounded ends, in a bone's own frame."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from games.engine.draw.solid import ROUND, Solid, Stuff, Vectors, rings, skin

END_STEPS = 3
Section = tuple[float, float, float, float, float]
"""Height along the bone, half width, half depth, and its middle's shift to the right and front."""


def smooth(rows: Vectors, steps: int) -> Vectors:
    """A curve through rows of numbers (Catmull-Rom), `steps` a gap."""
    padded = np.vstack([2 * rows[0] - rows[1], rows, 2 * rows[-1] - rows[-2]])
    before, here, there, after = (padded[i : len(padded) - 3 + i] for i in range(4))
    curve = [
        0.5
        * (
            2 * here
            + (there - before) * t
            + (2 * before - 5 * here + 4 * there - after) * t**2
            + (3 * here - before - 3 * there + after) * t**3
        )
        for t in np.arange(steps) / steps
    ]
    ordered = np.stack(curve, axis=1).reshape(-1, rows.shape[1])
    return np.vstack([ordered, rows[-1]])


def tube(
    sections: Sequence[Section],
    stuff: Stuff,
    steps: int = 3,
    corners: int = ROUND,
    caps: tuple[float, float] = (1.0, 1.0),
) -> Solid:
    """A tube along a bone's up axis, its sections from below to above.

    `caps` say how round the lower and upper end are: 1 as a ball, 0 flat.
    """
    rows = smooth(np.array(sections, np.float64), steps)
    rows = np.vstack([_cap(rows[0], -caps[0])[::-1], rows, _cap(rows[-1], caps[1])])
    up, wide, deep, right, front = rows.T
    middles = np.column_stack([right, front, up])
    axes = np.tile(np.eye(3), (len(rows), 1, 1))
    made = rings(middles, axes[:, 0], axes[:, 1], np.column_stack([wide, deep]), corners)
    return skin(made, stuff)


def path(
    points: Vectors,
    radii: Sequence[float],
    stuff: Stuff,
    steps: int = 4,
    corners: int = 12,
    flat: float = 1.0,
    ahead: Vectors | None = None,
) -> Solid:
    """A round tube along points, with rounded ends: a finger, a rail, a cable.

    `flat` below 1 makes it thinner along `ahead`.
    """
    curve = smooth(np.column_stack([points, radii]), steps)
    middles, size = curve[:, :3], curve[:, 3]
    way = np.gradient(middles, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    ends = [-np.sin(a) for a in _bends()[::-1]], [np.sin(a) for a in _bends()]
    thin = np.cos(_bends())
    middles = np.vstack(
        [
            middles[0] + np.outer(ends[0], way[0]) * size[0],
            middles,
            middles[-1] + np.outer(ends[1], way[-1]) * size[-1],
        ]
    )
    size = np.concatenate([thin[::-1] * size[0], size, thin * size[-1]])
    way = np.vstack([np.tile(way[0], (END_STEPS, 1)), way, np.tile(way[-1], (END_STEPS, 1))])
    aside = np.array([0.0, 1.0, 0.0]) if ahead is None else ahead
    if abs(way @ aside).max() > 0.95:
        aside = np.array([1.0, 0.0, 0.0])
    across = np.cross(aside, way)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    front = np.cross(way, across)
    return skin(rings(middles, across, front, np.outer(size, [1.0, flat]), corners), stuff)


def mirrored(solid: Solid) -> Solid:
    """The left one of a right part."""
    flip = np.array([-1.0, 1.0, 1.0])
    quads, normals = (solid.quads * flip)[:, ::-1], (solid.normals * flip)[:, ::-1]
    return replace(solid, quads=quads, normals=normals)


def dyed(solid: Solid, chosen: np.ndarray, stuff: Stuff) -> Solid:
    """Some of its quads in another material."""
    light, shade, rim = solid.light.copy(), solid.shade.copy(), solid.rim.copy()
    light[chosen], shade[chosen], rim[chosen] = stuff.light, stuff.shade, stuff.rim
    return replace(solid, light=light, shade=shade, rim=rim)


def _cap(row: Vectors, way: float) -> Vectors:
    """Rows that close an end, the outermost last."""
    bends = _bends()
    size = np.minimum(row[1], row[2])
    made = np.tile(row, (END_STEPS, 1))
    made[:, 0] += way * size * np.sin(bends)
    made[:, 1] *= np.cos(bends)
    made[:, 2] *= np.cos(bends)
    return made


def _bends() -> Vectors:
    return np.radians(np.linspace(0.0, 90.0, END_STEPS + 1)[1:])
