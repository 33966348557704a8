"""The field: the rim as it was measured, the foot and the ring in it, and a map from tilt to the
screen.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from games.engine.draw.canvas import Canvas
from games.engine.draw.foot import Foot
from games.engine.draw.layout import Layout
from games.engine.draw.mask import (
    Mask,
    Point,
    circle,
    disc,
    halo,
    outline,
    polygon,
)
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, SHALLOW
from trainer.recording.envelope import Envelope, Rim
from trainer.recording.vocabulary import Side

OUTLINE_DIRECTIONS_DEG = np.arange(0.0, 360.0, 2.0)
FOOT_LENGTH = {Side.LEFT: 330.0, Side.RIGHT: 330.0, Side.BOTH: 280.0}
"""Two feet are drawn smaller, so that their toes stay inside the ring."""

FOOT_STRENGTH, FOOT_EDGE = 0.26, 0.40
RING_WIDTH, BLOOM, AROUND_FIELD = 7.0, 60.0, 480.0


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
    """The rim and the water inside it."""
    edge = polygon(field.outline(rim))
    canvas.paint(edge.blurred(layout.px(34)), ABYSS, 0.55)
    canvas.paint(edge, SHALLOW, 0.34)
    canvas.light(halo(field.centre, layout.px(410), 1.5).within(edge), SHALLOW, 0.34)
    shade = outline(field.outline(rim), layout.px(44)).blurred(layout.px(20))
    canvas.paint(shade.within(edge), ABYSS, 0.5)
    paint_rim(canvas, layout, field, rim)


def paint_rim(canvas: Canvas, layout: Layout, field: FieldMap, rim: Rim) -> None:
    """The rim's line."""
    line = outline(field.outline(rim), max(layout.px(4), 2.0))
    canvas.paint(line.blurred(layout.px(6)), MIST, 0.35)
    canvas.paint(line, MIST, 0.75)


def paint_range(canvas: Canvas, layout: Layout, field: FieldMap, limit: Envelope) -> None:
    """How far this leg reaches today, as a quiet line."""
    canvas.paint(outline(field.outline(limit), max(layout.px(2), 1.0)), INK, 0.28)


def paint_feet(canvas: Canvas, layout: Layout, field: FieldMap, side: Side) -> None:
    """The standing foot, or both, as a print in the pool."""
    for foot in standing_feet(field.centre, layout.px(FOOT_LENGTH[side]), side):
        print_ = foot.mask()
        canvas.paint(print_.blurred(layout.px(9)), ABYSS, 0.3)
        canvas.paint(print_, INK, FOOT_STRENGTH)
        canvas.paint(inner_edge(print_, layout.px(2.4)), INK, FOOT_EDGE)


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
    canvas, centre = _about(field, radius + layout.px(RING_WIDTH))
    canvas.paint(disc(centre, radius), MINT, 0.07)
    canvas.paint(circle(centre, radius, layout.px(RING_WIDTH)), MINT, 0.75)
    return canvas


def lit_ring(layout: Layout, field: FieldMap, radius_deg: float) -> Canvas:
    """What is drawn over the ring while the light is in it."""
    radius = radius_deg * field.px_per_deg
    canvas, centre = _about(field, radius + layout.px(BLOOM))
    canvas.paint(disc(centre, radius), MINT, 0.07)
    canvas.paint(circle(centre, radius, layout.px(18)).blurred(layout.px(14)), MINT, 0.6)
    canvas.paint(circle(centre, radius, layout.px(RING_WIDTH)), MINT)
    return canvas


def over_field(layout: Layout, field: FieldMap) -> Canvas:
    """A transparent canvas over all of the field."""
    return _about(field, layout.px(AROUND_FIELD))[0]


def _about(field: FieldMap, reach: float) -> tuple[Canvas, Point]:
    """A canvas whose middle pixel is the field's, as the light's is: both are drawn alike."""
    half = ceil(reach)
    x, y = (round(at) for at in field.centre)
    return Canvas((2 * half + 1,) * 2, (x - half, y - half)), (x + 0.5, y + 0.5)
