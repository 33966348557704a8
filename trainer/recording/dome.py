"""The five domes as `hardware/printed/dimensions.scad` draws them: the one home of their geometry.

Rims, the plate's tilt, the simulation and the stiffness take a dome's shape from here, and a test
compares it with the drawings. `Envelope` says how far a real board tips; this says what was drawn.
"""

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin

from trainer.recording.vocabulary import DomeStyle

DECK_RADIUS_MM = 200.0
DECK_THICKNESS_MM = 18.0
DOME_HEIGHT_MM = {1: 20.0, 2: 30.0, 3: 40.0, 4: 50.0, 5: 60.0}
"""The deck's underside above the floor at level; no table of BAPS angles is published."""
CAP_RADIUS_MM = 60.0
KNOB_RADIUS_MM = 23.0
"""A dome is cut down to a knob of this radius."""
STEM_HOLES_MM = ((0.0, 0.0), (20.0, 0.0), (0.0, 20.0), (-20.0, 0.0), (0.0, -20.0))
"""(ap, ml) of each stem hole: the middle, then toes, right, heel, left."""


@dataclass(frozen=True)
class Dome:
    """One dome in one stem hole; ValueError if there is no such dome or hole.

    A cap is cut from one ball of 60 mm for all five, so they all roll alike. A hemisphere is half
    a ball of its own height, so its middle is in the plane of the deck's underside.
    """

    level: int
    style: DomeStyle = DomeStyle.CAPS
    stem_hole: int = 0

    def __post_init__(self) -> None:
        if self.level not in DOME_HEIGHT_MM:
            raise ValueError(f"there is no dome {self.level}; domes are 1 to 5")
        if not 0 <= self.stem_hole < len(STEM_HOLES_MM):
            raise ValueError(
                f"there is no stem hole {self.stem_hole}; holes are 0 to {len(STEM_HOLES_MM) - 1}"
            )

    @property
    def height_mm(self) -> float:
        return DOME_HEIGHT_MM[self.level]

    @property
    def radius_mm(self) -> float:
        """How far the contact point rolls for each radian of tilt."""
        return CAP_RADIUS_MM if self.style is DomeStyle.CAPS else self.height_mm

    @property
    def middle_mm(self) -> float:
        """The ball's middle above the deck's underside."""
        return self.radius_mm - self.height_mm

    def rim_deg(self, direction_deg: float = 0.0) -> float:
        """Tilt in degrees that brings the deck's edge in this direction down to the floor.

        The ball's middle stays R above the floor and R − h above the underside. An edge at distance
        e from the stem comes down where (R − h)·cos θ + e·sin θ = R:
        θ = asin(R/√(e² + (R − h)²)) − atan((R − h)/e).
        """
        ap_mm, ml_mm = STEM_HOLES_MM[self.stem_hole]
        along = radians(direction_deg)
        edge_mm = DECK_RADIUS_MM - ap_mm * cos(along) - ml_mm * sin(along)
        middle_mm = self.middle_mm
        across_mm = hypot(edge_mm, middle_mm)
        return degrees(asin(self.radius_mm / across_mm) - atan2(middle_mm, edge_mm))
