"""The field: the rim as it was measured, the foot on it, a map from tilt to the screen, and the
light's whole way painted into it.
"""

from dataclasses import dataclass

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.foot import Foot
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import LABEL, Lettering
from games.engine.draw.mask import (
    Mask,
    Picture,
    Point,
    circle,
    disc,
    halo,
    outline,
    polygon,
    softened,
)
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, SHALLOW, SKY
from games.engine.words import ends_of_ml
from trainer.recording.envelope import Envelope, Rim
from trainer.recording.samples import FloatArray
from trainer.recording.vocabulary import Side

OUTLINE_DIRECTIONS_DEG = np.arange(0.0, 360.0, 2.0)
FINEST_PX = 1.35
FULL_LIGHT = 255.0


@dataclass(frozen=True)
class FieldMap:
    """From tilt in degrees to pixels. Toes down is up, right edge down is right, on either leg."""

    centre: Point
    px_per_deg: float

    @classmethod
    def of(cls, layout: Layout, rim: Rim) -> "FieldMap":
        """As large as fits; there is less room above and below than to the sides."""
        angle = np.radians(OUTLINE_DIRECTIONS_DEG)
        limit = rim.limit_deg(np.cos(angle), np.sin(angle))
        upright = float(np.abs(limit * np.cos(angle)).max())
        across = float(np.abs(limit * np.sin(angle)).max())
        room = min(layout.field_radius / upright, layout.field_half_width / across)
        return cls(layout.field_centre, room)

    def at(self, ap_deg: float, ml_deg: float) -> Point:
        """Where a tilt lies on the screen."""
        x, y = self.centre
        return x + ml_deg * self.px_per_deg, y - ap_deg * self.px_per_deg

    def tilt(self, point: Point) -> tuple[float, float]:
        """The tilt (ap, ml) at a screen position."""
        return (
            (self.centre[1] - point[1]) / self.px_per_deg,
            (point[0] - self.centre[0]) / self.px_per_deg,
        )

    def outline(self, envelope: Envelope, share: float = 1.0) -> list[Point]:
        """A share of an envelope, all the way round."""
        angle = np.radians(OUTLINE_DIRECTIONS_DEG)
        limits = envelope.limit_deg(np.cos(angle), np.sin(angle)) * share
        tilts = zip(
            (limits * np.cos(angle)).tolist(), (limits * np.sin(angle)).tolist(), strict=True
        )
        return [self.at(ap, ml) for ap, ml in tilts]


def paint_pool(canvas: Canvas, layout: Layout, field: FieldMap, rim: Rim) -> None:
    """The rim and the water inside it, with lines of depth at its quarters."""
    edge = polygon(field.outline(rim))
    canvas.paint(edge.blurred(layout.px(34)), ABYSS, 0.55)
    canvas.paint(edge, SHALLOW, 0.34)
    canvas.light(halo(field.centre, layout.px(330), 1.5).within(edge), SHALLOW, 0.42)
    shade = outline(field.outline(rim), layout.px(44)).blurred(layout.px(20))
    canvas.paint(shade.within(edge), ABYSS, 0.5)
    for share in (0.25, 0.5, 0.75):
        depth = outline(field.outline(rim, share), max(layout.px(1.6), 1.0))
        canvas.paint(depth, MIST, 0.13)
    line = outline(field.outline(rim), max(layout.px(3), 1.5))
    canvas.paint(line.blurred(layout.px(6)), MIST, 0.4)
    canvas.paint(line, MIST, 0.75)


def paint_range(canvas: Canvas, layout: Layout, field: FieldMap, limit: Envelope) -> None:
    """How far this leg reaches today, as a quiet line."""
    canvas.paint(outline(field.outline(limit), max(layout.px(2), 1.0)), INK, 0.28)


def paint_feet(canvas: Canvas, layout: Layout, field: FieldMap, side: Side) -> None:
    """The standing foot, or both, as a print in the pool."""
    for foot in standing_feet(field.centre, layout.px(330), side):
        print_ = foot.mask()
        canvas.paint(print_.blurred(layout.px(9)), ABYSS, 0.22)
        canvas.paint(print_, INK, 0.135)
        canvas.paint(inner_edge(print_, layout.px(2.2)), INK, 0.20)


def standing_feet(centre: Point, length: float, side: Side) -> list[Foot]:
    """The feet on the board."""
    if side is not Side.BOTH:
        return [Foot(side, centre, length)]
    apart = 0.27 * length
    return [
        Foot(Side.LEFT, (centre[0] - apart, centre[1]), length),
        Foot(Side.RIGHT, (centre[0] + apart, centre[1]), length),
    ]


def inner_edge(mask: Mask, width_px: float) -> Mask:
    """A soft line along a shape's inner edge."""
    soft = mask.blurred(width_px)
    inner = np.clip(1.9 * (1.0 - soft.over(mask)), 0, 1).astype(np.float32)
    return Mask(mask.left, mask.top, mask.cover * inner)


def resting_ring(layout: Layout, field: FieldMap, radius_deg: float) -> Canvas:
    """The ring at rest, about the field's middle: where the light belongs."""
    radius = radius_deg * field.px_per_deg
    inside = disc(field.centre, radius)
    line = circle(field.centre, radius, layout.px(4.5))
    canvas = Canvas.around(line)
    canvas.paint(inside, MINT, 0.085)
    edge = circle(field.centre, radius - layout.px(14), layout.px(28)).blurred(layout.px(12))
    canvas.paint(edge.within(inside), MINT, 0.16)
    canvas.paint(line, MINT, 0.72)
    return canvas


def lit_ring(layout: Layout, field: FieldMap, radius_deg: float) -> Canvas:
    """What is drawn over the ring while the light is in it."""
    radius = radius_deg * field.px_per_deg
    line = circle(field.centre, radius, layout.px(6))
    bloom = circle(field.centre, radius, layout.px(16)).blurred(layout.px(14))
    canvas = Canvas.around(bloom)
    canvas.paint(disc(field.centre, radius), MINT, 0.10)
    canvas.paint(bloom, MINT, 0.55)
    canvas.paint(line, MINT)
    return canvas


def write_ends(
    onto: pygame.Surface, lettering: Lettering, field: FieldMap, rim: Rim, side: Side
) -> None:
    """The four directions in the patient's words, beside the rim."""
    (x, y), cap = field.centre, lettering.cap_px(LABEL)
    gap = 0.9 * cap
    left, right = ends_of_ml(side)
    edges = (rim.limit_deg([1, 0, -1, 0], [0, 1, 0, -1]) * field.px_per_deg + gap).tolist()
    lettering.write(onto, "toes", LABEL, (x, y - edges[0]), MIST, align=0.5)
    lettering.write(onto, "heel", LABEL, (x, y + edges[2] + cap), MIST, align=0.5)
    for end, at_x, align in ((right, x + edges[1], 0.0), (left, x - edges[3], 1.0)):
        lettering.write_block(onto, end.split(), LABEL, (at_x, y), MIST, align=align)


def paint_path(
    canvas: Canvas, layout: Layout, field: FieldMap, ap_deg: FloatArray, ml_deg: FloatArray
) -> None:
    """Add the path's light to a covered canvas: from blue at the start to green at the end."""
    if not len(ap_deg):
        return
    reach = round(layout.px(440))
    left, top = round(field.centre[0]) - reach, round(field.centre[1]) - reach
    x = field.centre[0] + ml_deg * field.px_per_deg - left
    y = field.centre[1] - ap_deg * field.px_per_deg - top
    age = np.linspace(0, 1, len(x))
    picture = np.zeros((2 * reach, 2 * reach, 3), np.float32)
    for weights, colour in (((1 - age) ** 2, SKY), (age**2, MINT)):
        density = _density(x, y, weights, 2 * reach)
        fine = softened(density, FINEST_PX * layout.scale)
        soft = softened(density, 9 * layout.scale)
        wide = softened(density, 34 * layout.scale)
        light = 1.1 * _toned(fine, 1.3) + 0.42 * _toned(soft, 1.1) + 0.34 * _toned(wide, 1.0)
        picture += light[..., None] * np.array(colour, np.float32)
        picture += (0.42 * _toned(fine, 0.3))[..., None] * np.array(INK, np.float32)
    bright = FULL_LIGHT * (1 - np.exp(-picture / FULL_LIGHT))
    canvas.light_picture(bright * _fading(2 * reach)[..., None], (left, top))


def _density(x: FloatArray, y: FloatArray, weights: FloatArray, size: int) -> Picture:
    kept = (x >= 0) & (x < size) & (y >= 0) & (y < size)
    cells = x[kept].astype(np.int64) * size + y[kept].astype(np.int64)
    counts = np.bincount(cells, weights[kept], size * size)
    return counts.reshape(size, size).astype(np.float32)


def _toned(density: Picture, gain: float) -> Picture:
    bright = float(np.quantile(density[density > 1e-4 * density.max()], 0.9)) or 1.0
    toned = 1 - np.exp(-gain * density / bright)
    return np.asarray(0.62 * toned, dtype=np.float32)


def _fading(size: int) -> Picture:
    along = np.abs(np.linspace(-1, 1, size, dtype=np.float32))
    away = np.hypot(along[:, None], along[None, :])
    return np.clip((1 - away) / 0.15, 0, 1)
