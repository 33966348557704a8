"""The gate's white arc: dashes around the ring that light up while it is held.

It stands around the ring of every game and assessment, and around the one that asks for one more
round.
"""

from games.engine.draw.canvas import SegmentRing
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point
from games.engine.draw.palette import INK

SEGMENTS, WIDTH, APART, GAP_DEG = 36, 12.0, 27.0, 2.2
"""`APART` is from the ring's line to the middle of the dashes."""


def gate_arc(layout: Layout, centre: Point, ring_px: float) -> SegmentRing:
    """The arc around a ring of this radius."""
    return SegmentRing(
        centre,
        ring_px + layout.px(APART),
        layout.px(WIDTH),
        count=SEGMENTS,
        colour=INK,
        gap_deg=GAP_DEG,
    )


def arc_reach_px(layout: Layout, ring_px: float) -> float:
    """How far the arc around a ring of this radius reaches from the ring's middle."""
    return ring_px + layout.px(APART + WIDTH / 2)
