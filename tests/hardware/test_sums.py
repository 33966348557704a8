"""What the guide computes: holes that leave wood, bolts that reach, a plate that bears and holds.

Every figure is computed from the drawings' own numbers and then looked for in README.md.
"""

import re
from math import cos, floor, hypot, pi, radians, sin

import pytest
import yaml
from scipy.optimize import brentq

from tests.hardware.drawing import HARDWARE, constants

SIZES = constants("dimensions.scad")
README = (HARDWARE / "README.md").read_text(encoding="utf-8")
WOOD_LEFT_MM = 2.0
CELL_SAFE_KG = 60.0
"""What a cell of 50 kg bears safely, 120 %."""
STEP = 1.25
STANDING_MM = 85.0
"""Farthest place of the foot's load from both middle lines when somebody stands on the deck."""
DIAGONAL_RIM_MM = SIZES["deck_radius"] / 2**0.5
G_PER_CM3 = {"plywood": 0.68, "rubber": 1.1, "spruce": 0.5}
DOME_AND_FITTINGS_KG = 0.25


def told(pattern: str) -> float:
    """The number that the README gives where the pattern, with one group, matches."""
    found = re.search(pattern, README)
    assert found, f"README.md says nothing like {pattern!r}"
    return float(found.group(1))


def bolt_out_mm() -> float:
    """How far a dome's bolt stands out of its face."""
    return float(SIZES["bolt_length"] - SIZES["bolt_lip"])


def test_a_stem_hole_and_the_point_of_its_bit_leave_wood_under_the_foot() -> None:
    reached = SIZES["insert_hole_depth"] + SIZES["drill_point"]
    assert reached <= SIZES["deck_thickness"] - WOOD_LEFT_MM
    assert told(r"Set the depth stop to \*\*(\d+) mm at full width") == SIZES["insert_hole_depth"]
    assert told(r"a point of (\d+) mm reach") == SIZES["drill_point"]
    assert told(r"reach (\d+) of 18 mm") == reached
    assert told(r"(\d+) mm of wood stay above") == SIZES["deck_thickness"] - reached


def test_neighbouring_stem_holes_leave_wood_between_them() -> None:
    middle, *others = SIZES["stem_holes"]
    for hole in others:
        assert hypot(hole[0] - middle[0], hole[1] - middle[1]) - SIZES["insert_hole_d"] >= 8


def test_the_insert_goes_below_the_surface_in_its_hole() -> None:
    below = SIZES["insert_below_flush"]
    assert below > 0
    assert below + SIZES["insert_length"] < SIZES["insert_hole_depth"]
    assert told(r"lie \*\*([\d.]+) mm below\*\*") == below
    assert told(r"Screw in the inserts, (\d+) mm long") == SIZES["insert_length"]


def test_the_dome_s_bolt_ends_before_its_hole_and_grips_the_insert() -> None:
    assert bolt_out_mm() < SIZES["insert_hole_depth"]
    assert told(r"must stand out \*\*(\d+) mm\*\*") == bolt_out_mm()
    gripped = min(bolt_out_mm(), SIZES["insert_length"]) - SIZES["insert_below_flush"]
    assert gripped >= SIZES["bolt_d"]


def test_the_lowest_dome_keeps_plastic_over_its_bolt_s_slot() -> None:
    # 0.4 mm is the slot's play above the head, in dome.scad.
    slot_top = SIZES["bolt_lip"] + SIZES["bolt_seat"] + SIZES["bolt_head_height"] + 0.4
    assert told(r"Over the slot of dome 1 stand ([\d.]+) mm") == pytest.approx(
        min(SIZES["dome_heights"]) - slot_top
    )
    assert min(SIZES["dome_heights"]) - slot_top >= SIZES["bolt_lip"]


def test_the_film_laps_from_the_paper_onto_wood() -> None:
    assert told(r"Cut it along its circle, \*\*(\d+) mm\*\* in radius") == SIZES["sheet_radius"]
    assert told(r"the film laps (\d+) mm") == SIZES["deck_radius"] - SIZES["sheet_radius"] >= 10


def landing_mm(height_mm: float, edge_mm: float) -> float:
    """How far from the dome's first contact point the deck's edge meets the floor."""
    radius = SIZES["dome_radius"]
    above = radius - height_mm

    def gap_mm(tilt: float) -> float:
        return float(radius - above * cos(tilt) - edge_mm * sin(tilt))

    tilt = brentq(gap_mm, 0.0, radians(60))
    return float(radius * tilt + edge_mm * cos(tilt) - above * sin(tilt))


def test_the_rim_lands_on_the_mat_in_every_direction_and_the_laths_hold_the_deck() -> None:
    out_mm = max(hypot(*hole) for hole in SIZES["stem_holes"])
    near = landing_mm(min(SIZES["dome_heights"]), SIZES["deck_radius"])
    far = landing_mm(max(SIZES["dome_heights"]), SIZES["deck_radius"] + out_mm)
    assert told(r"it lands (\d+) to \d+ mm from the middle") == pytest.approx(near, abs=0.6)
    assert told(r"it lands \d+ to (\d+) mm from the middle") == pytest.approx(far, abs=0.6)
    assert far + 40 < SIZES["plate_size"] / 2
    lath = SIZES["batten_height"] - SIZES["plate_thickness"] - SIZES["mat_thickness"]
    assert told(r"They stand (\d+) mm above the mat") == lath >= 5


def share(out_mm: float) -> float:
    """The nearest cell's part of a load that stands `out_mm` from both middle lines."""
    return float((1 + out_mm / SIZES["cell_offset"]) ** 2 / 4)


def plate_kg() -> float:
    """What rests on the cells without a patient."""
    side_cm, lath_cm = SIZES["plate_size"] / 10, 4 * (SIZES["plate_size"] + 20) / 10
    deck_cm3 = pi * (SIZES["deck_radius"] / 10) ** 2 * SIZES["deck_thickness"] / 10
    grams = (
        G_PER_CM3["plywood"] * (side_cm**2 * SIZES["plate_thickness"] / 10 + deck_cm3)
        + G_PER_CM3["rubber"] * side_cm**2 * SIZES["mat_thickness"] / 10
        + G_PER_CM3["spruce"] * lath_cm * SIZES["batten_thickness"] * SIZES["batten_height"] / 100
    )
    return grams / 1000 + DOME_AND_FITTINGS_KG


def heaviest_kg(out_mm: float) -> float:
    """The patient with whom the nearest cell just bears what it may."""
    return (CELL_SAFE_KG - plate_kg() / 4) / (STEP * share(out_mm))


def test_a_patient_at_the_plate_s_limit_overloads_no_cell_even_over_a_diagonal_rim() -> None:
    limit_kg = told(r"load plate, 50 kg cells \| \*\*(\d+) kg\*\*")
    assert limit_kg < heaviest_kg(DIAGONAL_RIM_MM) < heaviest_kg(STANDING_MM)
    assert told(r"reached with a patient of (\d+) kg") == floor(heaviest_kg(DIAGONAL_RIM_MM) + 0.5)
    assert told(r"mat and deck weigh ([\d.]+) kg") == pytest.approx(plate_kg(), abs=0.1)
    on_cell = STEP * share(DIAGONAL_RIM_MM) * limit_kg + plate_kg() / 4
    assert told(r"\+ 1\.8 = (\d+) kg") == pytest.approx(on_cell, abs=0.5)
    assert told(r"85/\d+\)² = (\d+) %") == pytest.approx(100 * share(STANDING_MM), abs=0.5)
    assert told(r"141/\d+\)² = (\d+) %") == pytest.approx(100 * share(DIAGONAL_RIM_MM), abs=0.5)
    assert {int(mm) for mm in re.findall(r"(?:85|141)/(\d+)\)", README)} == {SIZES["cell_offset"]}


def test_holders_and_stops_stay_on_the_plate() -> None:
    ear_mm = (SIZES["cell_size"] + 8) / 2 + 12
    half = SIZES["plate_size"] / 2
    assert SIZES["cell_offset"] + ear_mm < half
    assert SIZES["stop_offset"] + SIZES["stop_bolt_d"] < half - 5
    assert told(r"each middle \*\*(\d+) mm\*\*") == SIZES["cell_offset"]
    assert told(r"Beside each foot, (\d+) mm") == SIZES["stop_offset"]


def floor_to_plate_mm() -> float:
    below = SIZES["cell_seat"] + SIZES["cell_travel"] + SIZES["cell_thickness"]
    foot = SIZES["foot_height"] - SIZES["rubber_recess"] + SIZES["rubber_height"]
    return float(below + foot)


def test_a_stop_screw_reaches_the_floor_and_still_grips_its_insert() -> None:
    assert told(r"underside stands (\d+) mm above the floor") == floor_to_plate_mm()
    in_wood = SIZES["stop_bolt_length"] + SIZES["stop_bolt_head"] - floor_to_plate_mm()
    hole = told(r"M6 insert, (\d+) mm deep")
    assert SIZES["stop_bolt_d"] <= in_wood < hole
    assert hole + SIZES["drill_point"] <= SIZES["plate_thickness"] - WOOD_LEFT_MM


def test_the_heights_that_the_guide_warns_of_are_those_of_the_drawings() -> None:
    plate_top = floor_to_plate_mm() + SIZES["plate_thickness"]
    dome = max(SIZES["dome_heights"])
    deck_top = plate_top + SIZES["mat_thickness"] + dome + SIZES["deck_thickness"]
    assert told(r"the deck's top is (\d+) mm above the floor") == deck_top
    assert told(r"the laths end at (\d+) mm") == (floor_to_plate_mm() + SIZES["batten_height"])


def test_a_rubber_foot_and_the_cell_s_tongue_are_pressed_gently() -> None:
    newton = CELL_SAFE_KG * 9.81
    rubber = newton / (pi * (SIZES["rubber_d"] / 2) ** 2)
    tongue = newton / (pi * (7**2 - 3.2**2))
    assert told(r"rubber of 20 mm: ([\d.]+) N/mm²") == pytest.approx(rubber, abs=0.05)
    assert told(r"less the hollow: ([\d.]+) N/mm²") == pytest.approx(tongue, abs=0.06)


SHIFTER_KOHM, BREAKOUT_KOHM = 10.0, 4.7


def pull_up_kohm(side: str) -> float:
    drawing = yaml.safe_load((HARDWARE / "wiring/board.yml").read_text(encoding="utf-8"))
    kind = drawing["connectors"][f"PULL-UPS {side}"]["type"]
    return float(kind.removeprefix("2 × ").removesuffix(" kΩ"))


def parallel(*kohm: float) -> float:
    return 1 / sum(1 / each for each in kohm)


def test_a_sensor_can_pull_both_sides_of_the_bus_low() -> None:
    high = parallel(SHIFTER_KOHM, pull_up_kohm("HIGH"))
    alone = parallel(SHIFTER_KOHM, BREAKOUT_KOHM, pull_up_kohm("LOW"))
    with_body = parallel(SHIFTER_KOHM, BREAKOUT_KOHM, BREAKOUT_KOHM)
    for low in (alone, with_body):
        assert (3.3 - 0.4) / low + (5 - 0.4) / high < 3.0, "mA"
    assert told(r"the low side has ([\d.]+) kΩ") == pytest.approx(alone, abs=0.05)
    assert told(r"the high side ([\d.]+) kΩ") == pytest.approx(high, abs=0.05)


def test_the_deck_s_lines_rise_within_the_fast_mode_s_time() -> None:
    low = parallel(SHIFTER_KOHM, BREAKOUT_KOHM, pull_up_kohm("LOW"))
    rise_ns = [0.85 * low * (0.8 * pf_per_m + 30) for pf_per_m in (100, 150)]
    assert max(rise_ns) < 300
    assert told(r"takes (\d+) to \d+ ns, within") == pytest.approx(rise_ns[0], abs=6)
    assert told(r"takes \d+ to (\d+) ns, within") == pytest.approx(rise_ns[1], abs=6)


def test_the_pressure_of_a_dome_on_a_hard_floor_is_hertz_s() -> None:
    limit_kg = told(r"deck on the floor \| \*\*(\d+) kg\*\*")
    stiffness = 2000 / (1 - 0.4**2)
    landing, standing = (factor * limit_kg * 9.81 for factor in (1.5, 1.0))
    assert told(r"m/s² = \*\*(\d+) N\*\*") == pytest.approx(landing, abs=5)

    def contact_mm(newton: float) -> float:
        return float((3 * newton * SIZES["dome_radius"] / (4 * stiffness)) ** (1 / 3))

    def peak(newton: float) -> float:
        return float(1.5 * newton / (pi * contact_mm(newton) ** 2))

    assert told(r"= ([\d.]+) mm, mean pressure") == pytest.approx(contact_mm(landing), abs=0.05)
    assert told(r"N/mm², peak (\d+) N/mm²") == pytest.approx(peak(landing), abs=0.5)
    assert told(r"standing \(1180 N, peak (\d+)\)") == pytest.approx(peak(standing), abs=0.5)
    assert told(r"times the yield stress, at (\d+)") == pytest.approx(1.6 * 45)


def test_the_friction_from_which_a_dome_is_prised_off_is_told() -> None:
    lever = SIZES["dome_knob_radius"] / max(SIZES["dome_heights"])
    assert told(r"only up to a friction of ([\d.]+\d)") == pytest.approx(lever, abs=0.005)
