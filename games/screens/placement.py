"""Where the foot stood last time: the deck with its lettered grid, the two cells, the foot.

`games.screens.instruction` shows it before a trial of a patient whose placement is known.
"""

from math import atan2, copysign, degrees, hypot

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import inner_edge
from games.engine.draw.foot import Foot
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import ASIDE, BODY, Lettering
from games.engine.draw.mask import Point, circle, disc, halo, line, outline, polygon
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, SHALLOW
from games.screens.figures.board import DECK_MM
from trainer.recording.conditions import LETTERS, PITCH_MM, ROWS, FootPlacement, cell_centre_mm
from trainer.recording.vocabulary import Side

CENTRE, PX_PER_MM = (500.0, 560.0), 2.12
HEEL_END, SECOND_TOE_TIP = (-0.005, -0.500), (-0.030, 0.488)
"""On a right foot of length 1, as `games.engine.draw.foot` draws it."""

HALF_WIDTH_MM, HALF_HEIGHT_MM = PITCH_MM * len(LETTERS) / 2, PITCH_MM * ROWS / 2
STRONGER_EVERY, NUMBERS_EVERY = 5, 5
CALLOUT_MM, BESIDE_STEM_MM = 74.0, 3.5


class DeckPlan:
    """The deck from above, toes up, in the left half of a layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def at(self, ap_mm: float, ml_mm: float) -> Point:
        """Where a point of the deck is drawn."""
        return self._layout.at(CENTRE[0] + ml_mm * PX_PER_MM, CENTRE[1] - ap_mm * PX_PER_MM)

    def px(self, length_mm: float) -> float:
        """A length on the deck in pixels."""
        return self._layout.px(length_mm * PX_PER_MM)

    def foot(self, feet: FootPlacement, side: Side) -> Foot:
        """The foot whose heel ends in the one cell and whose second toe ends in the other."""
        heel, toe = (self.at(*cell_centre_mm(cell)) for cell in (feet.heel_cell, feet.toe_cell))
        mirror = -1.0 if side is Side.LEFT else 1.0
        across, along = (
            mirror * (SECOND_TOE_TIP[0] - HEEL_END[0]),
            SECOND_TOE_TIP[1] - HEEL_END[1],
        )
        length = hypot(toe[0] - heel[0], toe[1] - heel[1]) / hypot(across, along)
        drawn = atan2(toe[0] - heel[0], heel[1] - toe[1])
        lean_deg = degrees(drawn - atan2(across, along))
        unplaced = Foot(side, (0.0, 0.0), length, lean_deg)
        x, y = unplaced.at(*HEEL_END)
        return Foot(side, (heel[0] - x, heel[1] - y), length, lean_deg)


def paint_placement(canvas: Canvas, layout: Layout, feet: FootPlacement, side: Side) -> None:
    """Deck, grid, foot and the two cells."""
    plan = DeckPlan(layout)
    middle, radius = plan.at(0.0, 0.0), plan.px(DECK_MM)
    shadow = disc((middle[0], middle[1] + layout.px(18)), radius).blurred(layout.px(30))
    canvas.paint(shadow, ABYSS, 0.7)
    canvas.paint(disc(middle, radius), SHALLOW, 0.55)
    canvas.light(halo(middle, radius, 1.3), SHALLOW, 0.3)
    _paint_grid(canvas, plan)
    canvas.paint(circle(middle, radius, layout.px(3)), MIST, 0.9)
    mask = plan.foot(feet, side).mask()
    canvas.light(mask.blurred(layout.px(22)), MINT, 0.2)
    canvas.paint(mask, MINT, 0.6)
    canvas.paint(inner_edge(mask, layout.px(3)), INK, 0.4)
    for cell in (feet.heel_cell, feet.toe_cell):
        _paint_cell(canvas, plan, cell, side)
    canvas.paint(circle(middle, layout.px(9), layout.px(3)), INK, 0.8)


def write_placement(
    onto: pygame.Surface, layout: Layout, lettering: Lettering, feet: FootPlacement, side: Side
) -> None:
    """The two cells' names, large, and the deck's letters and numbers where they leave room."""
    plan = DeckPlan(layout)
    taken = [
        _write_callout(onto, lettering, plan, cell, side)
        for cell in (feet.heel_cell, feet.toe_cell)
    ]
    for mark, ap_mm, ml_mm in (*_letters(), *_numbers()):
        x, y = plan.at(ap_mm, ml_mm)
        width, cap = lettering.width(mark, ASIDE), lettering.cap_px(ASIDE)
        place = pygame.Rect(x - width / 2, y - cap / 2, width, cap)
        if place.collidelist(taken) < 0:
            lettering.write(onto, mark, ASIDE, (x, y + cap / 2), MIST, align=0.5)


def _write_callout(
    onto: pygame.Surface, lettering: Lettering, plan: DeckPlan, cell: str, side: Side
) -> pygame.Rect:
    """Write a cell's name beside it; return its place with some space around it."""
    x, y = plan.at(*_callout(cell, side))
    cap, width = lettering.cap_px(BODY), lettering.width(cell, BODY)
    align = 1.0 if side is Side.LEFT else 0.0
    lettering.write(onto, cell, BODY, (x, y + cap / 2), INK, align=align)
    return pygame.Rect(x - align * width, y - cap / 2, width, cap).inflate(cap, 0.6 * cap)


def _letters() -> list[tuple[str, float, float]]:
    """Every second letter, counted from the two beside the stem, along toe and heel edge."""
    half = len(LETTERS) // 2
    marks = []
    for index in (*range(half - 1, -1, -2), *range(half, len(LETTERS), 2)):
        ml_mm = (index - half + 0.5) * PITCH_MM
        reach = (DECK_MM**2 - (abs(ml_mm) + PITCH_MM) ** 2) ** 0.5 - 13.0
        apart = copysign(BESIDE_STEM_MM, ml_mm) if abs(ml_mm) < PITCH_MM else 0.0
        marks += [(LETTERS[index], ap_mm, ml_mm + apart) for ap_mm in (reach, -reach)]
    return marks


def _numbers() -> list[tuple[str, float, float]]:
    """Every fifth row, on both sides of the grid where the deck is wide enough."""
    marks = []
    for row in range(NUMBERS_EVERY, ROWS, NUMBERS_EVERY):
        ap_mm = (ROWS / 2 - row + 0.5) * PITCH_MM
        if hypot(HALF_WIDTH_MM + 24.0, ap_mm) < DECK_MM:
            marks += [(str(row), ap_mm, end * (HALF_WIDTH_MM + 13.0)) for end in (-1, 1)]
    return marks


def _paint_grid(canvas: Canvas, plan: DeckPlan) -> None:
    for index in range(len(LETTERS) + 1):
        ml_mm = index * PITCH_MM - HALF_WIDTH_MM
        far = min((DECK_MM**2 - ml_mm**2) ** 0.5, HALF_HEIGHT_MM)
        ends = plan.at(far, ml_mm), plan.at(-far, ml_mm)
        canvas.paint(line(*ends, _width(plan, index - len(LETTERS) / 2)), MIST, 0.22)
    for index in range(ROWS + 1):
        ap_mm = HALF_HEIGHT_MM - index * PITCH_MM
        far = min((DECK_MM**2 - ap_mm**2) ** 0.5, HALF_WIDTH_MM)
        ends = plan.at(ap_mm, -far), plan.at(ap_mm, far)
        canvas.paint(line(*ends, _width(plan, index - ROWS / 2)), MIST, 0.22)


def _width(plan: DeckPlan, from_middle: float) -> float:
    """The axes are the thickest lines; every fifth line from them is a little thicker."""
    if from_middle == 0:
        return max(plan.px(1.9), 2.0)
    return max(plan.px(1.1 if from_middle % STRONGER_EVERY == 0 else 0.5), 0.7)


def _paint_cell(canvas: Canvas, plan: DeckPlan, cell: str, side: Side) -> None:
    ap_mm, ml_mm = cell_centre_mm(cell)
    half = PITCH_MM / 2
    corners = [
        plan.at(ap_mm + i * half, ml_mm + j * half) for i, j in ((-1, -1), (-1, 1), (1, 1), (1, -1))
    ]
    away = -1.0 if side is Side.LEFT else 1.0
    to_ap, to_ml = _callout(cell, side)
    leader = plan.at(ap_mm, ml_mm + away * half), plan.at(to_ap, to_ml - away * 5.0)
    canvas.paint(line(*leader, plan.px(1.6)), INK, 0.9)
    canvas.paint(polygon(corners), INK)
    canvas.paint(outline(corners, plan.px(2.4)), ABYSS, 0.9)
    canvas.paint(outline(corners, plan.px(1.2)), INK)


def _callout(cell: str, side: Side) -> tuple[float, float]:
    """Beside the cell, on the outer side of the foot."""
    ap_mm, ml_mm = cell_centre_mm(cell)
    return ap_mm, ml_mm + (-CALLOUT_MM if side is Side.LEFT else CALLOUT_MM)
