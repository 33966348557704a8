"""A moment of a calibration: the picture of what to do, the words, and the progress.

`games.screens.guided` draws one for each moment that a guide yields.
"""

from dataclasses import dataclass, replace
from functools import cache
from math import ceil, pi, sin

import pygame

from games.engine.draw.canvas import SegmentRing
from games.engine.draw.chrome import BACK, DETAILS, MARGIN, Key, background, write_keys
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import (
    ASIDE,
    BODY,
    LABEL,
    NOTE,
    NOTE_BOLD,
    Lettering,
    Style,
    Weight,
)
from games.engine.draw.mask import Point, draw_ribbon
from games.engine.draw.palette import AMBER, INK, MINT, MIST
from games.engine.draw.sketch import Drawing
from games.engine.setup import Station
from games.engine.words import ends_of_ml
from games.screens.figures import drawing_of, loop_of
from games.screens.figures.body.loop import Loop
from games.screens.figures.person import floor_of
from games.screens.reach import AT_LARGE, THICK, ReachPicture
from trainer.recording.guidance import Answer, Figure, Guidance
from trainer.recording.vocabulary import Side
from trainer.texts import said, told

FIGURE_MIDDLE, FIGURE_SCALE = (540.0, 548.0), 1.0
SMALL_FIGURE_MIDDLE, SMALL_FIGURE_SCALE = (1636.0, 588.0), 0.38
TEXT_X, TEXT_WIDTH = 1100.0, 764.0
RING_RADIUS, RING_WIDTH, RING_PARTS, RING_GAP_DEG = 84.0, 17.0, 16, 7.6
RING_X = TEXT_X + RING_RADIUS + RING_WIDTH / 2
NOTICE_X, NOTICE_ROOM = TEXT_X + 2 * RING_RADIUS + RING_WIDTH + 40.0, 110.0
BREATH_S, SHALLOW_BREATH, LOOP_S = 1.6, 0.55, 3.0
SMALLER = Style(55, Weight.SEMIBOLD)
SMALLEST = Style(48, Weight.SEMIBOLD, from_board=False)
PROMPT_STYLES, NOTICE_STYLES = (BODY, SMALLER, SMALLEST), (LABEL, NOTE)
"""The smaller styles are for texts that are too long in the first."""

READINGS, READING_ROW = 4, 54.0
KEYS = (("Esc", "leave without changes"),)
ANSWERS = {Answer.KEEP: ("Enter", "keep it"), Answer.PAIN: ("P", "it hurts")}


@dataclass(frozen=True)
class _Column:
    """Heights in the column: prompt (first line, room to the last), ring, readings."""

    prompt_y: float
    prompt_room: float
    ring_y: float
    readings_y: float
    ring: bool = True


PLAIN = _Column(250.0, 330.0, 720.0, 880.0)
BESIDE_REACH = _Column(190.0, 300.0, 800.0, 934.0)
"""The small drawing stands between the prompt and the ring."""
TO_CONFIRM = replace(BESIDE_REACH, ring=False)
"""A shape that somebody looks at: nothing is under way."""
STEP = "step {step} of {steps}"
REACH_TODAY, SWATCH = "your reach today", 76.0


class CalibrationScreen:
    """One screen for all steps of a guide; what stands still is painted once."""

    def __init__(self, layout: Layout, station: Station, side: Side = Side.RIGHT) -> None:
        self._layout, self._side = layout, side
        self.lettering: Lettering = layout.lettering(station)
        self._calm = station.reduced_motion
        self._detailed = False
        self._reach: ReachPicture | None = None
        self._drawing, self._loop = cache(self._painted), cache(self._painted_loop)
        self._ring, self._still = cache(self._made_ring), cache(self._made_still)

    def turn_over(self) -> None:
        """Show what the sensors read, or no longer."""
        self._detailed = not self._detailed

    def draw(self, onto: pygame.Surface, guidance: Guidance, t_s: float) -> None:
        column = _column_of(guidance)
        onto.blit(self._still(column), (0, 0))
        self._draw_picture(onto, guidance, t_s)
        write_title(onto, self._layout, self.lettering, guidance.title, _steps(guidance))
        self._write_prompt(onto, guidance.prompt, column)
        if column.ring:
            self._draw_progress(onto, guidance.progress, column)
        else:
            self._name_the_shape(onto, column)
        self._write_notice(onto, told(guidance.notice), column)
        if self._detailed:
            self._write_readings(onto, guidance.readings, column)
        write_keys(onto, self._layout, self.lettering, self.keys(guidance))

    def keys(self, guidance: Guidance) -> tuple[Key, ...]:
        """The keys in the corner."""
        details: tuple[Key, ...] = ()
        if guidance.readings:
            details = (BACK if self._detailed else DETAILS,)
        return (*(ANSWERS[answer] for answer in guidance.answers), *details, *KEYS)

    def _draw_picture(self, onto: pygame.Surface, guidance: Guidance, t_s: float) -> None:
        middle = self._layout.at(*FIGURE_MIDDLE)
        loop = None if self._calm else self._loop(guidance.figure)
        if loop is not None:
            x, y = floor_of(self._side)
            loop.draw(
                onto, self._layout.at(FIGURE_MIDDLE[0] + x, FIGURE_MIDDLE[1] + y), t_s / LOOP_S
            )
        elif guidance.reach is None:
            drawing = self._drawing(guidance.figure, FIGURE_SCALE)
            drawing.draw(onto, self.lettering, middle, self._breath(t_s))
        if loop is not None or guidance.reach is None:
            return
        if self._reach is None:
            on_foot = guidance.figure is Figure.REACH_ALL_ROUND
            ends = ends_of_ml(self._side) if on_foot else AT_LARGE
            self._reach = ReachPicture(self._layout, self.lettering, middle, ends)
        self._reach.draw(onto, guidance.reach)
        if not _column_of(guidance).ring:
            return
        small = self._drawing(guidance.figure, SMALL_FIGURE_SCALE)
        small.draw_bare(onto, self._layout.at(*SMALL_FIGURE_MIDDLE), self._breath(t_s))

    def _made_ring(self, column: _Column) -> SegmentRing:
        return SegmentRing(
            self._layout.at(RING_X, column.ring_y),
            self._layout.px(RING_RADIUS),
            self._layout.px(RING_WIDTH),
            count=RING_PARTS,
            colour=MINT,
            gap_deg=RING_GAP_DEG,
        )

    def _made_still(self, column: _Column) -> pygame.Surface:
        canvas = background(self._layout)
        if column.ring:
            self._ring(column).paint(canvas, MIST, 0.18)
        return canvas.surface()

    def _painted(self, figure: Figure, scale: float) -> Drawing:
        return drawing_of(figure, self._layout.px(scale), self._side)

    def _painted_loop(self, figure: Figure) -> Loop | None:
        return loop_of(figure, self._layout.px(FIGURE_SCALE), self._side)

    def _breath(self, t_s: float) -> float:
        if self._calm:
            return 1.0
        return 1.0 - (1.0 - SHALLOW_BREATH) * sin(pi * t_s / BREATH_S) ** 2

    def _write_prompt(self, onto: pygame.Surface, prompt: str, column: _Column) -> None:
        room = self._layout.px(TEXT_WIDTH), self._layout.px(column.prompt_room)
        style, lines = self.lettering.fitted(prompt, PROMPT_STYLES, *room)
        x, y = self._layout.at(TEXT_X, column.prompt_y)
        for row, words in enumerate(lines):
            at = x, y + self.lettering.pitch_px(style) * row
            self.lettering.write(onto, words, style, at, INK)

    def _draw_progress(self, onto: pygame.Surface, progress: float, column: _Column) -> None:
        share = min(max(progress, 0.0), 1.0)
        self._ring(column).draw_first(onto, share)
        x, y = self._layout.at(RING_X, column.ring_y)
        if share >= 1.0:
            draw_check(onto, (x, y), self._layout.px(44), self._layout.px(13))
        elif share > 0.0:
            at = x, y + self.lettering.cap_px(NOTE_BOLD) / 2
            self.lettering.write(onto, f"{ceil(100 * share)}%", NOTE_BOLD, at, INK, align=0.5)

    def _name_the_shape(self, onto: pygame.Surface, column: _Column) -> None:
        """Which line is the shape."""
        layout, y = self._layout, column.ring_y
        ends = [layout.at(TEXT_X, y), layout.at(TEXT_X + SWATCH, y)]
        draw_ribbon(onto, ends, layout.px(THICK), MINT)
        at = layout.at(TEXT_X + SWATCH + 30, y)
        at = at[0], at[1] + self.lettering.cap_px(LABEL) / 2
        self.lettering.write(onto, REACH_TODAY, LABEL, at, INK)

    def _write_notice(self, onto: pygame.Surface, notice: str, column: _Column) -> None:
        """Beside the ring, its lines centred on the ring's middle."""
        width = self._layout.px(TEXT_X + TEXT_WIDTH - NOTICE_X)
        room = width, self._layout.px(NOTICE_ROOM)
        style, lines = self.lettering.fitted(notice, NOTICE_STYLES, *room)
        pitch, (x, y) = self.lettering.pitch_px(style), self._layout.at(NOTICE_X, column.ring_y)
        first = y + self.lettering.cap_px(style) / 2 - pitch * (len(lines) - 1) / 2
        for row, words in enumerate(lines):
            self.lettering.write(onto, words, style, (x, first + pitch * row), AMBER)

    def _write_readings(
        self, onto: pygame.Surface, readings: tuple[tuple[str, str], ...], column: _Column
    ) -> None:
        lettering, px = self.lettering, self._layout.px
        for index, (label, text) in enumerate(readings[:READINGS]):
            x = TEXT_X + (TEXT_WIDTH / 2 + 10) * (index % 2)
            at = self._layout.at(x, column.readings_y + READING_ROW * (index // 2))
            room = px(TEXT_WIDTH / 2 - 14) - lettering.width(text, NOTE_BOLD)
            style = lettering.widest(label, (NOTE, ASIDE), room)
            after = lettering.write(onto, label, style, at, MIST)
            lettering.write(onto, text, NOTE_BOLD, (after + px(14), at[1]), INK)


def _column_of(guidance: Guidance) -> _Column:
    if guidance.reach is None:
        return PLAIN
    return TO_CONFIRM if Answer.KEEP in guidance.answers else BESIDE_REACH


def write_title(
    onto: pygame.Surface, layout: Layout, lettering: Lettering, title: str, after: str = ""
) -> None:
    """The name of a calibration at the top of its screens, and what follows it."""
    at = layout.at(MARGIN, 104)
    end = lettering.write(onto, title, BODY, at, INK)
    lettering.write(onto, after, LABEL, (end + layout.px(34), at[1]), MIST)


def draw_check(onto: pygame.Surface, centre: Point, size: float, width: float) -> None:
    """A check mark."""
    x, y = centre
    points = [
        (x - 0.8 * size, y),
        (x - 0.2 * size, y + 0.6 * size),
        (x + 0.85 * size, y - 0.65 * size),
    ]
    draw_ribbon(onto, points, width, MINT)


def _steps(guidance: Guidance) -> str:
    shown = guidance.step > 0 and guidance.steps > 1
    return said(STEP).format(step=guidance.step, steps=guidance.steps) if shown else ""
