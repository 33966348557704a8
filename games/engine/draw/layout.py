"""Where things are on a screen of any size: field left, numbers right, one sentence below."""

from dataclasses import dataclass
from functools import cached_property

from games.engine.draw.canvas import GRAIN
from games.engine.draw.lettering import Lettering
from games.engine.draw.mask import Point
from games.engine.setup import Station

DESIGN = (1920, 1080)
LIKELY_DISTANCE_M, LIKELY_SCREEN_MM = 2.5, 299.0
LEAST_MAGNIFIED, MOST_MAGNIFIED = 1.0, 1.25
"""Type grows with the distance until the column is full."""


@dataclass(frozen=True)
class Layout:
    """Screen positions in pixels, designed for 1920 by 1080, scaled to the screen and centred."""

    size: tuple[int, int]
    grain: float = GRAIN

    @cached_property
    def scale(self) -> float:
        """Pixels per design pixel."""
        return min(self.size[0] / DESIGN[0], self.size[1] / DESIGN[1])

    def at(self, x: float, y: float) -> Point:
        """A design position on this screen."""
        left = (self.size[0] - DESIGN[0] * self.scale) / 2
        top = (self.size[1] - DESIGN[1] * self.scale) / 2
        return left + x * self.scale, top + y * self.scale

    def px(self, length: float) -> float:
        """A design length on this screen."""
        return length * self.scale

    @property
    def field_centre(self) -> Point:
        """The middle of the field: level."""
        return self.at(650, 518)

    @property
    def field_radius(self) -> float:
        """Room above and below the middle of the field."""
        return self.px(400)

    @property
    def field_half_width(self) -> float:
        """Room to the sides, up to the column."""
        return self.px(440)

    @property
    def column(self) -> float:
        """Left edge of the numbers."""
        return self.at(1330, 0)[0]

    @property
    def column_width(self) -> float:
        """Room for the numbers."""
        return self.px(540)

    def lettering(self, station: Station) -> Lettering:
        """Type for this screen and station: larger if the patient stands farther away."""
        wanted = station.viewing_distance_m / _distance_read_m(station, LEAST_MAGNIFIED)
        return Lettering(self.scale, min(max(wanted, LEAST_MAGNIFIED), MOST_MAGNIFIED))


def farthest_read_m(station: Station) -> float | None:
    """The distance up to which this screen can be read; None if the patient stands within it."""
    farthest = _distance_read_m(station, MOST_MAGNIFIED)
    return farthest if station.viewing_distance_m > farthest + 1e-6 else None


def _distance_read_m(station: Station, magnified: float) -> float:
    """From how far type of this size is read on the station's screen."""
    return LIKELY_DISTANCE_M * magnified * station.screen_height_mm / LIKELY_SCREEN_MM
