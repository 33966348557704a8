"""How a board stands on its dome: what the empty board does, and how stiff it is under a person.

A body that rolls on a ball rights itself while its centre of mass is below the ball's middle; the
distance is its metacentric height. Shapes come from `trainer.recording.dome`, masses are assumed
from common plywood and PETG. The simulation lays its empty board by this, calibration and the
check of the dome know by it which boards lie on their edge, and words for people come from here.
A test computes the same from the drawings' meshes.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import atan2, cos, degrees, hypot, pi, radians, sin, sqrt

from trainer.recording.dome import (
    DECK_RADIUS_MM,
    DECK_THICKNESS_MM,
    KNOB_RADIUS_MM,
    STEM_HOLES_MM,
    Dome,
)
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.texts import said, said_number

PLYWOOD_KG_MM3, PETG_KG_MM3 = 680e-9, 1270e-9
FITTINGS_KG, FITTINGS_MM = 0.075, 2.0
"""Bolt, five inserts and the sensor's box: their mass, and its middle above the underside."""
ECCENTRIC_NM = 0.021
"""Assumed moment of box, guides and cable about the deck's middle; 0.010 to 0.030 is likely."""
ECCENTRIC_TOWARDS_DEG = 225.0
"""They hang between the heel and the left."""
REFERENCE_KG = 70.0
STIFFNESS = "{value} N·m/rad under {load} kg"


class Stands(StrEnum):
    """What an empty board does when nobody holds it."""

    RIGHTS_ITSELF = "rights itself"
    NEUTRAL = "neutral"
    TIPS = "tips"


@dataclass(frozen=True)
class EmptyBoard:
    """The board with nobody on it; lengths count upwards from the deck's underside."""

    dome: Dome

    @property
    def mass_kg(self) -> float:
        return sum(kg for kg, _mm in self._parts())

    @property
    def centre_of_mass_mm(self) -> float:
        return sum(kg * mm for kg, mm in self._parts()) / self.mass_kg

    @property
    def metacentric_mm(self) -> float:
        """The ball's middle above the centre of mass; below zero the board tips by itself."""
        return self.dome.middle_mm - self.centre_of_mass_mm

    @property
    def stiffness_nm_per_rad(self) -> float:
        """Moment towards level for each radian of tilt; below zero it is away from level."""
        return self.mass_kg * STANDARD_GRAVITY * self.metacentric_mm / 1000.0

    @property
    def lies_deg(self) -> tuple[float, float]:
        """(ap, ml) at which it comes to rest: where its off-centre mass hangs lowest, or its rim.

        At tilt θ the centre of mass, e beside the stem and GM below the ball's middle, turns the
        board by m·g·(e·cos θ − GM·sin θ), which is zero at tan θ = e/GM.
        """
        ap_mm, ml_mm = self._beside_stem_mm()
        direction = atan2(ml_mm, ap_mm)
        free_deg = degrees(atan2(hypot(ap_mm, ml_mm), self.metacentric_mm))
        tilt_deg = min(free_deg, self.dome.rim_deg(degrees(direction)))
        return tilt_deg * cos(direction), tilt_deg * sin(direction)

    @property
    def lies_on_rim(self) -> bool:
        """Whether it comes to rest on its edge without being held there."""
        ap_deg, ml_deg = self.lies_deg
        return hypot(ap_deg, ml_deg) >= self.dome.rim_deg(degrees(atan2(ml_deg, ap_deg))) - 1e-9

    @property
    def stands(self) -> Stands:
        """Neutral: it would right itself, but the cable or the box alone lays it on its edge."""
        if self.metacentric_mm <= 0:
            return Stands.TIPS
        return Stands.NEUTRAL if self.lies_on_rim else Stands.RIGHTS_ITSELF

    def _beside_stem_mm(self) -> tuple[float, float]:
        hole_ap_mm, hole_ml_mm = STEM_HOLES_MM[self.dome.stem_hole]
        out_mm = 1000.0 * ECCENTRIC_NM / (self.mass_kg * STANDARD_GRAVITY)
        towards = radians(ECCENTRIC_TOWARDS_DEG)
        return out_mm * cos(towards) - hole_ap_mm, out_mm * sin(towards) - hole_ml_mm

    def _parts(self) -> tuple[tuple[float, float], ...]:
        """(mass in kg, middle in mm) of deck, dome and fittings."""
        deck_kg = PLYWOOD_KG_MM3 * pi * DECK_RADIUS_MM**2 * DECK_THICKNESS_MM
        return (
            (deck_kg, DECK_THICKNESS_MM / 2.0),
            _solid_dome(self.dome),
            (FITTINGS_KG, FITTINGS_MM),
        )


def _solid_dome(dome: Dome) -> tuple[float, float]:
    """(mass in kg, middle in mm) of the knob with its ball end; bolt slot and flutes are filled.

    A cylinder as wide as the knob, and on it the cap of the ball that is left: of height c, with
    volume π·c²·(3R − c)/3 and its middle 3(2R − c)²/(4(3R − c)) below the ball's.
    """
    radius, wide = dome.radius_mm, min(KNOB_RADIUS_MM, dome.radius_mm)
    cap = radius - sqrt(radius**2 - wide**2)
    straight = dome.height_mm - cap
    cap_mm3 = pi * cap**2 * (3 * radius - cap) / 3
    straight_mm3 = pi * wide**2 * straight
    cap_below_mm = 3 * (2 * radius - cap) ** 2 / (4 * (3 * radius - cap)) - dome.middle_mm
    volume = cap_mm3 + straight_mm3
    below_mm = (cap_mm3 * cap_below_mm + straight_mm3 * straight / 2) / volume
    return PETG_KG_MM3 * volume, -below_mm


def stiffness_nm_per_rad(dome: Dome, load_kg: float = REFERENCE_KG) -> float:
    """What a load on the middle of the deck's top adds: moment towards level for each radian.

    The load stands on the top, so it rights the board while the top is below the ball's middle. No
    mass is assumed; the board's own share, at most 0.5 N·m/rad, is left out.
    """
    below_middle_mm = dome.middle_mm - DECK_THICKNESS_MM
    return load_kg * STANDARD_GRAVITY * below_middle_mm / 1000.0


def stiffness_words(dome: Dome, load_kg: float = REFERENCE_KG) -> str:
    """`+8.2 N·m/rad under 70 kg`, to two digits."""
    value = f"{stiffness_nm_per_rad(dome, load_kg):+.2g}".replace("-", "−")
    return said(STIFFNESS).format(value=said_number(value), load=f"{load_kg:.0f}")
