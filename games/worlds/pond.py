"""Where things lie on the pond of `harvest`: its shore is the rim as it was measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, degrees, hypot

import numpy as np

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point
from games.engine.spots import Spot, Spots
from games.worlds.kit.leaves import Pad
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side

STONE_PX, LANTERN_EVERY = 25.0, 3
STONES_APART = 1.62
PAD_SHARE = 0.92
PAD_ROOM = 0.36
"""A pad is no larger than this share of its way from level, so that it leaves some water."""


@dataclass(frozen=True)
class Pond:
    """Everything that decides what the pond looks like."""

    layout: Layout
    field: FieldMap
    rim: Rim
    side: Side
    spots: Spots
    home_deg: float
    no_go: tuple[Sector, ...] = ()

    @property
    def painted_from(self) -> tuple[object, ...]:
        """All of it that its picture depends on, apart from the size."""
        rim = self.rim.directions_deg, self.rim.tilt_deg
        return (*rim, self.side.value, self.spots, self.home_deg, self.no_go, self.field)

    def shore(self) -> Iterator[tuple[Point, float]]:
        """Places along the shore about two stones' halves apart, with their direction there."""
        line = self.field.outline(self.rim)
        left = 0.0
        for start, end in zip(line, [*line[1:], line[0]], strict=True):
            length = hypot(end[0] - start[0], end[1] - start[1])
            at = left
            while at < length:
                share = at / length
                place = (
                    start[0] + (end[0] - start[0]) * share,
                    start[1] + (end[1] - start[1]) * share,
                )
                yield place, self.direction_deg(place)
                at += self.layout.px(STONES_APART * STONE_PX)
            left = at - length

    def lanterns(self) -> list[Point]:
        """Where lanterns stand on the shore, clockwise from the toes; none among the reeds."""
        places = list(self.shore())[1::LANTERN_EVERY]
        free = [place for place, direction in places if not self.closed(direction)]
        return free or [place for place, _ in places]

    def direction_deg(self, place: Point) -> float:
        """The direction of a place on the screen, as envelopes count them."""
        x, y = self.field.centre
        return degrees(atan2(place[0] - x, y - place[1])) % 360.0

    def closed(self, direction_deg: float) -> bool:
        """Whether the leg must not go there."""
        return any(sector.holds(direction_deg) for sector in self.no_go)

    def pad(self, index: int, place: Spot) -> Pad:
        """The leaf that a lily floats on."""
        at = self.field.at(*place)
        room_deg = min(self.spots.radius_deg, PAD_ROOM * hypot(*place))
        radius = PAD_SHARE * room_deg * self.field.px_per_deg
        draw = np.random.default_rng(70 + index)
        return Pad(at, float(radius * draw.uniform(0.9, 1.04)), float(draw.uniform(0, 360)), index)
