"""A patient's today: the plan, what stands against it, and everything that belongs to the patient.

Items: `go`, or another main one, `play`, `symptoms`, `plan`, `progress`, `facts`, `notes`, `back`,
and `unlock` where a leg is locked, `again` where today's visit is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.desk.buttons import Choice
from games.desk.header import TITLE_LEFT, paint_title
from games.desk.kit import INSET, LEFT, RIGHT, ROW, ROW_PITCH, TARGET, Form, Kit, Tile
from games.desk.page import BACK, Item, Look
from games.desk.sheet import Sheet
from games.desk.signs import Sign, draw_sign
from games.desk.type import CHOICES, DARK, HEADINGS, LINES, QUIET, WORDS
from games.desk.writing import write_down
from games.screens.station.stones import Stones

BESIDE = (
    Choice("play", "Free play"),
    Choice("symptoms", "Symptoms"),
    Choice("plan", "Plan"),
    Choice("progress", "Progress"),
    Choice("facts", "Background"),
    Choice("notes", "Notes"),
    Choice(BACK, "Patients"),
)
AGAIN = Choice("again", "Another visit")
UNLOCK = "Unlock"
COLUMNS, GAP, GO_WIDE = 4, 18.0, 520.0
CHOICES_TOP, CHOICE_HIGH = 728.0, 120.0
STONES_TOP, LINES_TOP, LINES_HIGH, LINES_APART = 288.0, 196.0, 64.0, 20.0
UNLOCK_WIDE, SIGN_X, LOCK_WORDS_X, REASON_X = 280.0, 52.0, 104.0, 560.0


@dataclass(frozen=True)
class Lock:
    """A leg that may not play: what is locked, and why, in words."""

    words: str
    reason: str


@dataclass(frozen=True)
class Today:
    """What the page says. `line` is small beside it: code, leg, visit; below that `kept` says how
    the visits keep to the plan.

    `go` are the words of the main choice; empty where nothing can be begun now. `main` is its name:
    where something must be done first, it is one of the other choices. `done` says that today's
    visit is, and offers another one.
    """

    headline: str
    go: str = ""
    line: str = ""
    locks: Sequence[Lock] = ()
    done: bool = False
    main: str = "go"
    kept: str = ""


def plan_place(kit: Kit, locks: int) -> pygame.Rect:
    """Where the plan of today is seen, above the lines of the legs that are locked."""
    return kit.area(LEFT, STONES_TOP, RIGHT - LEFT, _locks_top(locks) - 20 - STONES_TOP)


def _locks_top(locks: int) -> float:
    return CHOICES_TOP - 24 - ROW_PITCH * locks


class TodayPage(Sheet):
    """`stones` are the plan in its `plan_place`; without them that stays calm night."""

    def __init__(self, kit: Kit, today: Today, stones: Stones | None = None) -> None:
        super().__init__(kit)
        self._today, self._stones, self.title = today, stones, today.headline
        self.main = today.main if today.go else ""
        locks_top = _locks_top(len(today.locks))
        self._locks = [
            kit.area(LEFT, locks_top + index * ROW_PITCH, RIGHT - LEFT, ROW)
            for index in range(len(today.locks))
        ]
        self._go = self._main_tile()
        self._tiles = [*self._beside(), *self._unlock(locks_top)]

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in (*self._go, *self._tiles)]

    def paint(self, onto: pygame.Surface) -> None:
        kit, today = self.kit, self._today
        if self._stones is not None:
            self._stones.draw(onto)
        paint_title(kit, onto, today.headline)
        self._write_lines(onto)
        for lock, area in zip(today.locks, self._locks, strict=True):
            self._paint_lock(onto, lock, area)
        for tile in self._go:
            kit.plate(onto, tile.area, tile.form)
            room = tile.area.inflate(-2 * round(kit.layout.px(INSET)), 0)
            kit.write_in(onto, tile.words, room, HEADINGS, DARK, align=0.5)
        kit.tiles(onto, self._tiles, alike=True)

    def move(self, onto: pygame.Surface, look: Look) -> None:
        """The moon over the next rest."""
        if self._stones is not None:
            self._stones.breathe(onto, look.now_s)

    def _write_lines(self, onto: pygame.Surface) -> None:
        """One below the other: a long one takes two lines."""
        top = LINES_TOP
        for words in filter(None, (self._today.line, self._today.kept)):
            place = TITLE_LEFT, top, RIGHT - TITLE_LEFT, LINES_HIGH
            top = write_down(self.kit, onto, words, place, LINES, QUIET) + LINES_APART

    def _main_tile(self) -> list[Tile]:
        if not self._today.go:
            return []
        high = 2 * CHOICE_HIGH + GAP
        area = self.kit.area(LEFT, CHOICES_TOP, GO_WIDE, high)
        return [Tile(self.main, self._today.go, area, Form.PRIMARY)]

    def _beside(self) -> list[Tile]:
        """The other choices, in two lines right of the main one or, without it, in all the room."""
        left = LEFT + GO_WIDE + 2 * GAP if self._today.go else LEFT
        wide = (RIGHT - left - (COLUMNS - 1) * GAP) / COLUMNS
        others = [each for each in BESIDE if each.name != self.main] + [AGAIN] * self._today.done
        return [
            Tile(
                choice.name,
                choice.words,
                self.kit.area(
                    left + (index % COLUMNS) * (wide + GAP),
                    CHOICES_TOP + (index // COLUMNS) * (CHOICE_HIGH + GAP),
                    wide,
                    CHOICE_HIGH,
                ),
            )
            for index, choice in enumerate(others)
        ]

    def _unlock(self, top: float) -> list[Tile]:
        if not self._locks:
            return []
        left, inside = RIGHT - UNLOCK_WIDE - 6, (ROW - TARGET) / 2
        return [Tile("unlock", UNLOCK, self.kit.area(left, top + inside, UNLOCK_WIDE, TARGET))]

    def _paint_lock(self, onto: pygame.Surface, lock: Lock, area: pygame.Rect) -> None:
        kit, px = self.kit, self.kit.layout.px
        kit.plate(onto, area, Form.BARE)
        draw_sign(kit, onto, Sign.LOCKED, (area.left + px(SIGN_X), area.centery), 28.0)
        words, reason = area.copy(), area.copy()
        words.left, words.width = area.left + round(px(LOCK_WORDS_X)), round(px(REASON_X - 140))
        reason.left = area.left + round(px(REASON_X))
        reason.width = area.right - reason.left - round(px(UNLOCK_WIDE + 70))
        kit.write_in(onto, lock.words, words, CHOICES, WORDS)
        kit.write_in(onto, lock.reason, reason, LINES, QUIET)
