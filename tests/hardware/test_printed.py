"""The printed parts: each compiles to a closed mesh, and all fit each other and the program."""

import re
from math import cos, degrees, radians, sin
from pathlib import Path

import numpy as np
import pytest
import trimesh
from scipy.optimize import brentq

from tests.hardware.drawing import COARSE, HARDWARE, constants, make, tools_or_skip
from trainer.motion.load import CELL_FROM_MIDDLE_MM
from trainer.recording import conditions
from trainer.recording.dome import CAP_RADIUS_MM, DECK_RADIUS_MM, DOME_HEIGHT_MM
from trainer.recording.envelope import assumed_tilt_deg

# One process compiles all parts, once.
pytestmark = pytest.mark.xdist_group("printed")

SIZES = constants("dimensions.scad")
GRID = constants("dimensions.scad", "grid.scad")
LIBRARIES = {"dimensions", "shapes", "grid", "deck_plan", "pictures"}
SMALL_BED_MM = 210.0
A4_MM = (210.0, 297.0)
DOME_LEVELS = range(1, len(SIZES["dome_heights"]) + 1)
DIRECTIONS_RAD = np.radians(np.arange(0, 360, 3))
Meshes = dict[str, trimesh.Trimesh]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Meshes:
    tools_or_skip()
    folder = tmp_path_factory.mktemp("parts")
    make("parts", f"BUILD={folder}", f"FN={COARSE}")
    return {file.stem: trimesh.load_mesh(file) for file in sorted(folder.glob("*.stl"))}


def test_every_part_is_one_closed_mesh(parts: Meshes) -> None:
    open_parts = [
        name
        for name, mesh in parts.items()
        if not (mesh.is_watertight and mesh.is_winding_consistent and mesh.volume > 0)
    ]
    assert parts
    assert open_parts == []
    assert {name: mesh.body_count for name, mesh in parts.items() if mesh.body_count != 1} == {}


def test_every_file_is_rendered_by_make() -> None:
    files = {file.stem for file in (HARDWARE / "printed").glob("*.scad")} - LIBRARIES
    makefile = (HARDWARE / "Makefile").read_text(encoding="utf-8")
    assert {file for file in files if file.replace("_", "-") not in makefile} <= {"load_cell_foot"}
    assert len(files) == 11


def test_every_part_fits_a_small_printer(parts: Meshes) -> None:
    assert [name for name, mesh in parts.items() if max(mesh.extents) > SMALL_BED_MM] == []


def test_the_drilling_sheet_fits_a_page_of_a4(tmp_path: Path) -> None:
    tools_or_skip()
    drawn = tmp_path / "deck-drill.svg"
    make(str(drawn), f"BUILD={tmp_path}", f"FN={COARSE}")
    sheet = drawn.read_text(encoding="utf-8")
    size = re.search(r'width="([\d.]+)mm" height="([\d.]+)mm"', sheet)
    assert size, "the sheet has no true size"
    assert float(size.group(1)) <= A4_MM[0] - 10
    assert float(size.group(2)) <= A4_MM[1] - 10


def test_domes_and_deck_are_those_the_program_assumes(parts: Meshes) -> None:
    assert SIZES["deck_radius"] == DECK_RADIUS_MM
    assert SIZES["dome_radius"] == CAP_RADIUS_MM
    assert dict(enumerate(SIZES["dome_heights"], 1)) == DOME_HEIGHT_MM
    for level, height_mm in DOME_HEIGHT_MM.items():
        assert parts[f"dome-{level}"].extents[2] == pytest.approx(height_mm, abs=1e-3)


def solid_at(mesh: trimesh.Trimesh, point: tuple[float, float, float]) -> bool:
    """Whether a point is inside the part: a ray upwards leaves it an odd number of times."""
    corners = mesh.triangles - np.array(point)
    plane = corners[:, :, :2]
    turned = np.roll(plane, -1, axis=1)
    twice = plane[:, :, 0] * turned[:, :, 1] - plane[:, :, 1] * turned[:, :, 0]
    hit = (twice > 0).all(axis=1) | (twice < 0).all(axis=1)
    # Weight of a corner: the area that the ray's foot makes with the opposite edge.
    weights = np.roll(twice[hit], -1, axis=1)
    high = (weights * corners[hit][:, :, 2]).sum(axis=1) / weights.sum(axis=1)
    return bool((high > 0).sum() % 2)


@pytest.mark.parametrize("level", DOME_LEVELS)
def test_a_bolt_s_head_slides_in_but_not_back_out_of_its_seat(parts: Meshes, level: int) -> None:
    dome = parts[f"dome-{level}"]
    lip, seat = SIZES["bolt_lip"], SIZES["bolt_seat"]
    under_edge = SIZES["bolt_head_across_flats"] / 2 - 1
    assert not solid_at(dome, (under_edge, 15.1, lip + seat + 2)), "the slot is closed"
    assert not solid_at(dome, (under_edge, 0.1, lip + seat / 2)), "there is no seat"
    assert solid_at(dome, (under_edge, 15.1, lip + seat / 2)), "nothing holds the head in its seat"
    assert solid_at(dome, (under_edge, 0.1, lip - 1)), "there is no lip under the head"


def rim_deg(height_mm: float, edge_mm: float) -> float:
    """The tilt at which a deck edge `edge_mm` from the stem meets the floor: radius R, height h.

    The sphere's centre stays R above the floor and R − h above the deck's underside, so the edge is
    at R − (R − h) cos θ − edge sin θ, which is zero at the rim.
    """
    radius = SIZES["dome_radius"]

    def above_floor_mm(tilt: float) -> float:
        return radius - (radius - height_mm) * cos(tilt) - edge_mm * sin(tilt)

    return degrees(brentq(above_floor_mm, 0.0, radians(60)))


@pytest.mark.parametrize("level", DOME_HEIGHT_MM)
def test_the_rim_of_the_drawn_dome_is_the_one_the_program_assumes(level: int) -> None:
    drawn = rim_deg(SIZES["dome_heights"][level - 1], SIZES["deck_radius"])
    assert drawn == pytest.approx(assumed_tilt_deg(level), abs=1e-9)


def steepest_deg() -> float:
    offset = max(np.hypot(*hole) for hole in SIZES["stem_holes"])
    return rim_deg(max(SIZES["dome_heights"]), DECK_RADIUS_MM - offset)


def test_the_dome_rolls_on_its_ball_alone_at_the_steepest_rim() -> None:
    assert sin(radians(steepest_deg())) * SIZES["dome_radius"] < SIZES["dome_knob_radius"] - 2


def test_domes_in_neighbouring_holes_leave_the_sensor_box_its_place() -> None:
    turn = radians(SIZES["sensor_box_angle"])
    outwards, across = np.array([cos(turn), sin(turn)]), np.array([-sin(turn), cos(turn)])
    for hole in SIZES["stem_holes"]:
        if abs(np.dot(hole, across)) <= SIZES["sensor_box"][0] / 2:
            nearest = np.dot(hole, outwards) + SIZES["dome_knob_radius"]
            assert nearest < SIZES["sensor_box_inner_edge"]


def test_the_sensor_sits_within_five_centimetres_of_the_axis() -> None:
    middle = SIZES["sensor_box_inner_edge"] + SIZES["cradle_stop"] + SIZES["sensor_box"][1] / 2
    assert middle < 50


def places_under_the_deck() -> list[tuple[str, np.ndarray, float]]:
    """(name, corners (n, 2) in mm, how far it hangs below the underside)."""
    turned = {
        "cradle": (
            SIZES["sensor_box_angle"],
            SIZES["sensor_box_inner_edge"] + SIZES["cradle_stop"] + SIZES["sensor_box"][1],
            SIZES["sensor_box"][0] / 2 + SIZES["wall"],
            SIZES["sensor_box"][2] + SIZES["fit"] + SIZES["cradle_lip"],
        ),
        "cable": (SIZES["cable_hole"][1], SIZES["cable_hole"][0], 0.0, SIZES["cable_d"]),
    }
    for number, (reach, angle) in enumerate(SIZES["cable_guides_under"]):
        half = SIZES["cable_guide_screws"] + 4
        turned[f"guide {number}"] = (angle, reach + 4.5, half, SIZES["cable_guide_height"])
    return [
        (name, corners(radians(angle), reach, half), depth)
        for name, (angle, reach, half, depth) in turned.items()
    ]


def corners(turn: float, reach: float, half: float) -> np.ndarray:
    outwards, across = np.array([cos(turn), sin(turn)]), np.array([-sin(turn), cos(turn)])
    return np.array([reach * outwards + side * half * across for side in (-1, 1)])


@pytest.mark.parametrize("hole", SIZES["stem_holes"], ids=str)
@pytest.mark.parametrize("height", SIZES["dome_heights"])
def test_nothing_under_the_deck_touches_the_floor_before_the_rim(
    height: float, hole: list[float]
) -> None:
    radius = SIZES["dome_radius"]
    for direction in DIRECTIONS_RAD:
        down = np.array([cos(direction), sin(direction)])
        tilt = radians(rim_deg(height, DECK_RADIUS_MM - np.dot(hole, down)))
        for name, places, depth in places_under_the_deck():
            out = (places - np.array(hole)) @ down
            clear = radius - (radius - height + depth) * cos(tilt) - out * sin(tilt)
            assert clear.min() > 0, f"{name} touches at {degrees(direction):.0f}°"


def test_the_load_cells_stand_where_the_program_takes_them_to_be() -> None:
    assert SIZES["cell_offset"] == CELL_FROM_MIDDLE_MM


def test_the_drawn_grid_is_the_one_whose_cells_are_stored() -> None:
    assert GRID["grid_letters"] == conditions.LETTERS
    assert GRID["grid_numbers"] == conditions.ROWS
    assert GRID["grid_pitch"] == conditions.PITCH_MM


@pytest.mark.parametrize("cell", ["A1", "F12", "M18", "N19", "Z36"])
def test_a_cell_is_drawn_where_the_program_takes_it_to_be(cell: str) -> None:
    letters, numbers, pitch = (GRID[f"grid_{name}"] for name in ("letters", "numbers", "pitch"))
    ap_mm = ((numbers + 1) / 2 - int(cell[1:])) * pitch
    ml_mm = (letters.index(cell[0]) - (len(letters) - 1) / 2) * pitch
    assert (ap_mm, ml_mm) == conditions.cell_centre_mm(cell)


def test_the_readme_tells_the_grid_as_it_is_drawn() -> None:
    readme = (HARDWARE / "README.md").read_text(encoding="utf-8")
    row = re.search(r"\| `grid_letters` \| `(\w+)` \|", readme)
    assert row is not None
    assert row.group(1) == GRID["grid_letters"]
    for name in ("grid_numbers", "grid_pitch"):
        assert f"| `{name}` | {GRID[name]} |" in readme
