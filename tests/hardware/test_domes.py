"""The domes' balance, computed from the drawings alone, against what program and texts say."""

import re
from math import hypot, pi

import numpy as np
import pytest
import trimesh

from tests.hardware.drawing import COARSE, HARDWARE, ROOT, constants, make, tools_or_skip
from trainer.motion.dome_balance import (
    FITTINGS_KG,
    FITTINGS_MM,
    PETG_KG_MM3,
    PLYWOOD_KG_MM3,
    EmptyBoard,
    Stands,
    stiffness_nm_per_rad,
    stiffness_words,
)
from trainer.recording.dome import DECK_THICKNESS_MM, DOME_HEIGHT_MM, KNOB_RADIUS_MM, Dome
from trainer.recording.dome import STEM_HOLES_MM as HOLES_MM
from trainer.recording.vocabulary import DomeStyle

# Compiled in the process that compiles the other parts.
pytestmark = pytest.mark.xdist_group("printed")

SIZES = constants("dimensions.scad")
README = (HARDWARE / "README.md").read_text(encoding="utf-8")
CALIBRATION = (HARDWARE / "calibration.md").read_text(encoding="utf-8")
PROJECT = (ROOT / "README.md").read_text(encoding="utf-8")
LEVELS = range(1, 6)
TOLD = "1 to 3 right themselves, 4 is neutral, 5 tips"
Meshes = dict[tuple[str, int], trimesh.Trimesh]


@pytest.fixture(scope="module")
def domes(tmp_path_factory: pytest.TempPathFactory) -> Meshes:
    tools_or_skip()
    meshes: Meshes = {}
    for style in DomeStyle:
        folder = tmp_path_factory.mktemp(style)
        files = [f"{folder}/dome-{level}.stl" for level in LEVELS]
        make(*files, f"BUILD={folder}", f"FN={COARSE}", f"DOME_STYLE={style}")
        for level, file in zip(LEVELS, files, strict=True):
            meshes[style, level] = trimesh.load_mesh(file)
    return meshes


def drawn_metacentric_mm(mesh: trimesh.Trimesh, level: int, style: DomeStyle) -> float:
    """From the deck's and the dome's drawn volumes; the ball's middle less the centre of mass."""
    deck_mm3 = pi * SIZES["deck_radius"] ** 2 * SIZES["deck_thickness"]
    masses_kg = np.array([PLYWOOD_KG_MM3 * deck_mm3, PETG_KG_MM3 * mesh.volume, FITTINGS_KG])
    # A dome is drawn ball up on its face, so its own height counts downwards.
    middles_mm = [SIZES["deck_thickness"] / 2, -float(mesh.center_mass[2]), FITTINGS_MM]
    height_mm = SIZES["dome_heights"][level - 1]
    radius_mm = height_mm if style is DomeStyle.HEMISPHERE else SIZES["dome_radius"]
    return radius_mm - height_mm - float(np.average(middles_mm, weights=masses_kg))


@pytest.mark.parametrize("style", DomeStyle)
@pytest.mark.parametrize("level", LEVELS)
def test_the_metacentric_height_is_that_of_the_drawn_dome(
    domes: Meshes, level: int, style: DomeStyle
) -> None:
    drawn_mm = drawn_metacentric_mm(domes[style, level], level, style)
    assert EmptyBoard(Dome(level, style)).metacentric_mm == pytest.approx(drawn_mm, abs=0.5)


@pytest.mark.parametrize("style", DomeStyle)
@pytest.mark.parametrize("level", LEVELS)
def test_both_styles_are_one_closed_mesh_of_the_drawn_height(
    domes: Meshes, level: int, style: DomeStyle
) -> None:
    mesh = domes[style, level]
    assert mesh.is_watertight
    assert mesh.body_count == 1
    assert mesh.extents[2] == pytest.approx(DOME_HEIGHT_MM[level], abs=1e-3)
    assert max(mesh.extents[:2]) <= 2 * KNOB_RADIUS_MM + 1e-3


@pytest.mark.parametrize("level", LEVELS)
def test_half_balls_roll_on_their_own_height(domes: Meshes, level: int) -> None:
    dome, mesh = Dome(level, DomeStyle.HEMISPHERE), domes[DomeStyle.HEMISPHERE, level]
    # Near the pole a ball of radius R is r²/2R lower at r from its axis.
    near = mesh.vertices[mesh.vertices[:, 2] > dome.height_mm - 1.0]
    near = near[np.hypot(near[:, 0], near[:, 1]) > 1.0]
    radius = (near[:, 0] ** 2 + near[:, 1] ** 2) / 2 / (dome.height_mm - near[:, 2])
    assert len(near)
    assert radius.mean() == pytest.approx(dome.radius_mm, rel=0.05)


def test_the_program_s_sizes_are_the_drawings() -> None:
    assert SIZES["deck_thickness"] == DECK_THICKNESS_MM
    assert SIZES["dome_knob_radius"] == KNOB_RADIUS_MM
    # The drawing's y is to the left, the program's ml to the right.
    assert [(x, -y) for x, y in SIZES["stem_holes"]] == [(ap, ml) for ap, ml in HOLES_MM]
    assert SIZES["dome_style"] == DomeStyle.CAPS


def test_empty_1_to_3_right_themselves_4_is_neutral_and_5_tips() -> None:
    found = [EmptyBoard(Dome(level)).stands for level in LEVELS]
    assert found == [Stands.RIGHTS_ITSELF] * 3 + [Stands.NEUTRAL, Stands.TIPS]
    for page in (README, CALIBRATION, PROJECT):
        assert TOLD in page


@pytest.mark.parametrize("level", LEVELS)
def test_half_balls_and_stems_off_the_middle_always_tip(level: int) -> None:
    assert EmptyBoard(Dome(level, DomeStyle.HEMISPHERE)).stands is Stands.TIPS
    for hole in range(1, len(HOLES_MM)):
        assert EmptyBoard(Dome(level, stem_hole=hole)).lies_on_rim


def test_the_stiffness_under_70_kg_is_the_load_on_the_decks_top() -> None:
    for level, expected in zip(LEVELS, (15.1, 8.2, 1.4, -5.5, -12.4), strict=True):
        assert stiffness_nm_per_rad(Dome(level)) == pytest.approx(expected, abs=0.05)
        assert stiffness_nm_per_rad(Dome(level, DomeStyle.HEMISPHERE)) == pytest.approx(
            -12.36, 1e-3
        )
    assert stiffness_nm_per_rad(Dome(1), 90.0) == pytest.approx(15.1 * 90 / 70, abs=0.05)


def test_the_pages_tell_the_stiffness_that_the_program_shows() -> None:
    first = [stiffness_words(Dome(level)).split()[0] for level in LEVELS]
    told = f"{', '.join(first[:4])} and {first[4]} N·m/rad for domes 1 to 5 under 70 kg"
    assert told in PROJECT
    assert told in CALIBRATION


@pytest.mark.parametrize("level", LEVELS)
def test_the_table_of_the_domes_is_what_the_program_computes(level: int) -> None:
    board = EmptyBoard(Dome(level))
    row = next(r for r in re.findall(r"^\| .* \|$", README, re.M) if _is_balance(r, level))
    cells = [cell.strip().replace("−", "-") for cell in row.strip("|").split("|")]
    numbers = [float(cell.rstrip("°")) for cell in (*cells[1:3], *cells[4:])]
    assert cells[3] == board.stands
    assert numbers[:2] == [round(board.centre_of_mass_mm, 1), round(board.metacentric_mm, 1)]
    assert numbers[2] == pytest.approx(hypot(*board.lies_deg), abs=0.06)
    assert numbers[3] == pytest.approx(board.stiffness_nm_per_rad, abs=0.006)
    assert numbers[4] == float(f"{stiffness_nm_per_rad(board.dome):.2g}")


def _is_balance(row: str, level: int) -> bool:
    return row.startswith(f"| {level} | ") and row.count("|") == 8 and "°" in row
