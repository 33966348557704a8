"""An exercise of the hip programme: movement, count, the rest between sets, and how hard it was.

The visit makes one for each leg. `Desk.show` gives back BACK, SKIP, PAIN or the effort that was
chosen; `sets_done` and `effort` say the rest. Sets and rests follow each other on the page itself.
"""

from collections.abc import Sequence
from enum import Enum, StrEnum
from math import ceil

import pygame

from games.desk.buttons import LEAST, Choice, below_a_visit
from games.desk.header import HEIGHT, TITLE_LEFT, TOP
from games.desk.kit import Kit, Tile
from games.desk.page import Item, Look
from games.desk.sheet import Sheet
from games.desk.type import FAR_TITLES, LINES, QUIET
from games.engine.draw.canvas import SegmentRing
from games.engine.draw.lettering import BODY, HUGE, LABEL, LARGE, Style, Weight
from games.engine.draw.palette import INK, SKY, Colour
from games.engine.meanwhile import Job
from games.screens.figures.exercises import exercise_figure, shown_as
from games.screens.station.beads import BEAD, Beads
from games.screens.station.scale import number_tiles, paint_numbers, paint_question
from trainer.recording.plan import ExerciseItem
from trainer.recording.vocabulary import Side
from trainer.texts import said, said_number

SET_DONE, NEXT_SET, SKIP_IT, IT_HURTS = "Set done", "Next set now", "Skip", "It hurts"
SET_OF, TIMES, EFFORT_ASKED = "Set {number} of {sets}", "times", "Effort {effort} of 10"
REST, HOW_HARD, NOT_AT_ALL, MOST = (
    "rest",
    "How hard was it?",
    "not hard at all",
    "as hard as can be",
)

LEGS, MINDS = (
    tuple(Style(size, Weight.SEMIBOLD, from_board=False) for size in sizes)
    for sizes in ((54, 50, 46, 42), (48, 44, 40))
)
MOST_LINES = 3
TITLE_WIDE = 1240.0
FIGURE_AT, COLUMN, COLUMN_WIDE = (612.0, 540.0), 1160.0, 640.0
WORDS_TOP, WORDS_APART, WORDS_HIGH = 190.0, 30.0, 320.0
COUNT_Y, TIMES_APART, SET_Y, BEADS_Y, DOSE_TOP, DOSE_HIGH = 668.0, 24.0, 762.0, 808.0, 838.0, 60.0
RING_RADIUS, RING_WIDTH, MOST_SEGMENTS, REST_DOWN, UNLIT = 250.0, 17.0, 60, 112.0, 0.18
HARD_BEADS_Y = 398.0


class Take(StrEnum):
    """The names of the items; behind EFFORT comes the number."""

    DONE = "done"
    NEXT = "next"
    SKIP = "skip"
    PAIN = "pain"
    EFFORT = "effort:"


class _Part(Enum):
    MOVE = "a set"
    REST = "the rest after one"
    HOW_HARD = "the question after the last"


class ExercisePage(Sheet):
    """One exercise with one leg; `sets_done` of its sets were done before."""

    def __init__(self, kit: Kit, asked: ExerciseItem, side: Side, sets_done: int = 0) -> None:
        super().__init__(kit)
        self.sets_done = sets_done
        self.effort: int | None = None
        self._asked, self._side, self._shown = asked, side, shown_as(asked.exercise)
        self.title = self._shown.title
        self._figure = exercise_figure(kit.layout, asked.exercise, side, kit.calm)
        self._beads = Beads(kit.layout, asked.sets, COLUMN_WIDE)
        self._ring = self._rest_ring()
        self._since_s: float | None = None
        self._painting: Job[bool] | None = None
        self._turn(_Part.MOVE if sets_done < asked.sets else _Part.HOW_HARD)

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in (*self._numbers, *self._tiles)]

    def take(self, name: str) -> bool:
        """A set was done, or the rest cut short; all else ends the page."""
        if name == Take.DONE:
            self.sets_done += 1
            self._turn(self._after_set)
        elif name == Take.NEXT:
            self._turn(_Part.MOVE)
        elif name.startswith(Take.EFFORT):
            self.effort = int(name.removeprefix(Take.EFFORT))
        return name not in (Take.DONE, Take.NEXT)

    def onward(self, name: str) -> str:
        """From the last set to the numbers."""
        return self.items[0].name

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        area = kit.area(TITLE_LEFT, TOP, TITLE_WIDE, HEIGHT)
        kit.write_in(onto, self._shown.title, area, FAR_TITLES, most=1)
        if self._part is _Part.HOW_HARD:
            self._paint_question(onto)
        else:
            self._paint_column(onto)
        kit.tiles(onto, self._tiles)

    def move(self, onto: pygame.Surface, look: Look) -> None:
        """The person, or the clock of the rest; once that has run out the next set begins."""
        if self._since_s is None:
            self._since_s = look.now_s
        t_s = look.now_s - self._since_s
        if self._part is _Part.MOVE:
            self._move_person(onto, t_s)
        elif self._part is _Part.REST:
            left_s = self._asked.rest_s - t_s
            self._draw_rest(onto, max(left_s, 0.0))
            if left_s <= 0.0:
                self._turn(_Part.MOVE)

    @property
    def _after_set(self) -> _Part:
        if self.sets_done >= self._asked.sets:
            return _Part.HOW_HARD
        return _Part.REST if self._asked.rest_s > 0 else _Part.MOVE

    def _turn(self, part: _Part) -> None:
        self._part = part
        self._since_s = None
        asks = part is _Part.HOW_HARD
        self._tiles = self._choices()
        self._numbers = number_tiles(self.kit, Take.EFFORT) if asks else []
        self.main = "" if asks else self._tiles[0].name
        self.change()

    def _choices(self) -> list[Tile]:
        others = [Choice(Take.SKIP, SKIP_IT, key="s"), Choice(Take.PAIN, IT_HURTS, key="p")]
        if self._part is _Part.HOW_HARD:
            return below_a_visit(self.kit, others, LEAST)
        first = (
            Choice(Take.DONE, SET_DONE, primary=True)
            if self._part is _Part.MOVE
            else Choice(Take.NEXT, NEXT_SET, primary=True)
        )
        return below_a_visit(self.kit, [first, *others])

    def _move_person(self, onto: pygame.Surface, t_s: float) -> None:
        """Who stands still until every picture is painted, beside the frames of the window."""
        if not self._figure.is_painted:
            self._since_s, t_s = None, 0.0
            self._paint_ahead()
        self._figure.draw(onto, self.kit.layout.at(*FIGURE_AT), t_s)

    def _paint_ahead(self) -> None:
        """One picture in a thread, and the next one when that is done and the page still seen."""
        if self._painting is None or not self._painting.running:
            if self._painting is not None:
                self._painting.result()
            self._painting = Job(self._figure.paint_ahead)

    def _draw_rest(self, onto: pygame.Surface, left_s: float) -> None:
        kit = self.kit
        left = ceil(left_s - 1e-6)
        self._ring.draw_last(onto, ceil(left / self._asked.rest_s * self._segments))
        x, y = kit.layout.at(*FIGURE_AT)
        at = x, y + kit.lettering.cap_px(LARGE) / 2
        clock = f"{left // 60}:{left % 60:02d}"
        kit.lettering.write_number(onto, clock, LARGE, at, INK, align=0.5)

    @property
    def _segments(self) -> int:
        return min(max(round(self._asked.rest_s), 1), MOST_SEGMENTS)

    def _rest_ring(self) -> SegmentRing:
        layout = self.kit.layout
        radius, width = layout.px(RING_RADIUS), layout.px(RING_WIDTH)
        at, count = layout.at(*FIGURE_AT), self._segments
        return SegmentRing(at, radius, width, count=count, colour=SKY, gap_deg=1.6)

    def _paint_column(self, onto: pygame.Surface) -> None:
        """Which leg, what to mind, how often, how many sets; quiet during a rest."""
        kit, asked = self.kit, self._asked
        rests = self._part is _Part.REST
        colour = QUIET if rests else INK
        self._paint_words(onto, colour)
        x, y = kit.layout.at(COLUMN, COUNT_Y)
        after = kit.lettering.write_number(onto, str(asked.repetitions), HUGE, (x, y), colour)
        after += kit.layout.px(TIMES_APART)
        kit.lettering.write(onto, TIMES, LABEL, (after, y), QUIET)
        number = min(self.sets_done + 1, asked.sets)
        words = said(SET_OF).format(number=number, sets=asked.sets)
        kit.lettering.write(onto, words, BODY, kit.layout.at(COLUMN, SET_Y), colour)
        self._beads.draw(onto, COLUMN + BEAD, BEADS_Y, self.sets_done)
        area = kit.area(COLUMN, DOSE_TOP, COLUMN_WIDE, DOSE_HIGH)
        kit.write_in(onto, self._dose, area, LINES, QUIET)
        if rests:
            self._paint_rest(onto)

    def _paint_words(self, onto: pygame.Surface, colour: Colour) -> None:
        """Which leg does what, and below it what to mind."""
        kit = self.kit
        room = kit.area(COLUMN, WORDS_TOP, COLUMN_WIDE, WORDS_HIGH)
        x, y = kit.layout.at(COLUMN, WORDS_TOP)
        for words, styles, tone in (
            (self._shown.legs[self._side], LEGS, colour),
            (self._shown.mind, MINDS, QUIET),
        ):
            letters = kit.lettering
            style, lines = letters.widest(words, styles[:3], room.width), [words]
            if letters.width(words, style) > room.width:
                style, lines = kit.fitted(words, room, styles, MOST_LINES)
            high = letters.pitch_px(style) * len(lines)
            letters.write_block(onto, lines, style, (x, y + high / 2), tone)
            y += high + kit.layout.px(WORDS_APART)
            # Between the words and the count below them there is air.
            room.height = round(kit.layout.at(0, WORDS_TOP + WORDS_HIGH)[1] - y)

    @property
    def _dose(self) -> str:
        """Load and effort that are asked for, and the therapist's own words."""
        asked, words = self._asked, []
        if asked.load_kg:
            words.append(f"{said_number(f'{asked.load_kg:g}')} kg")
        if asked.effort is not None:
            effort = said_number(f"{asked.effort:g}")
            words.append(said(EFFORT_ASKED).format(effort=effort))
        return " · ".join((*words, asked.note) if asked.note else words)

    def _paint_rest(self, onto: pygame.Surface) -> None:
        kit = self.kit
        x, y = FIGURE_AT
        self._ring.draw_last(onto, self._segments, UNLIT)
        at = kit.layout.at(x, y + REST_DOWN)
        kit.lettering.write(onto, REST, LABEL, at, QUIET, align=0.5)

    def _paint_question(self, onto: pygame.Surface) -> None:
        kit = self.kit
        paint_question(kit, onto, HOW_HARD)
        self._beads.draw(onto, TITLE_LEFT + BEAD, HARD_BEADS_Y, self.sets_done)
        paint_numbers(kit, onto, self._numbers, (NOT_AT_ALL, MOST))
