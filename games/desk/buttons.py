"""Buttons in a line, each as wide as its words: the choices below a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from games.desk.kit import INSET, LEFT, RIGHT, TARGET, Form, Kit, Tile
from games.desk.page import BACK
from games.desk.paging import BETWEEN, BUTTONS_Y
from games.desk.type import CHOICES

GAP, LEAST, MOST = 30.0, 190.0, 620.0
HIGH, FIRST_WIDE = 108.0, 420.0
"""Where a patient looks on, too: how high all are, and how wide the first is at least."""
BACK_WIDE, LEAVE = 250.0, "Back"
VISIT_Y = BUTTONS_Y + TARGET - HIGH
"""They end on the line on which all other buttons do."""
BESIDE_PAGES = RIGHT - 2 * TARGET - BETWEEN - 40


@dataclass(frozen=True)
class Choice:
    """What a button says and what taking it is called. `key` is a letter that takes it."""

    name: str
    words: str
    primary: bool = False
    enabled: bool = True
    key: str = ""

    @property
    def form(self) -> Form:
        if not self.enabled:
            return Form.OFF
        return Form.PRIMARY if self.primary else Form.PLAIN


def in_line(
    kit: Kit,
    choices: Sequence[Choice],
    *,
    left: float = LEFT,
    right: float = BESIDE_PAGES,
    top: float = BUTTONS_Y,
    height: float = TARGET,
    first_wide: float = LEAST,
) -> list[Tile]:
    """The choices from left to right; narrower, in smaller type, where the line is too short.

    The first is at least `first_wide`.
    """
    least = (first_wide if not index else LEAST for index in range(len(choices)))
    wide = [_width(kit, *each) for each in zip(choices, least, strict=True)]
    free = right - left - GAP * (len(choices) - 1)
    share = min(free / max(sum(wide), 1.0), 1.0)
    tiles, x = [], left
    for choice, width in zip(choices, wide, strict=True):
        area = kit.area(x, top, width * share, height)
        tiles.append(Tile(choice.name, choice.words, area, choice.form, choice.key))
        x += width * share + GAP
    return tiles


def below_a_visit(
    kit: Kit, choices: Sequence[Choice], first_wide: float = FIRST_WIDE
) -> list[Tile]:
    """The choices of a visit's page, and far from them the way back.

    The first is wide, and stays so while it cannot be taken yet: nothing moves under a finger.
    """
    right = RIGHT - BACK_WIDE - 2 * GAP
    tiles = in_line(kit, choices, right=right, top=VISIT_Y, height=HIGH, first_wide=first_wide)
    return [*tiles, back_of_a_visit(kit)]


def end_of_a_page(kit: Kit, choice: Choice, wide: float = FIRST_WIDE) -> list[Tile]:
    """The one way on from something that was only to be looked at."""
    return in_line(kit, [choice], right=RIGHT, top=VISIT_Y, height=HIGH, first_wide=wide)


def back_of_a_visit(kit: Kit) -> Tile:
    """Leaves a visit, which can be gone on with: quiet, in the corner where no hand rests."""
    area = kit.area(RIGHT - BACK_WIDE, VISIT_Y, BACK_WIDE, HIGH)
    return Tile(BACK, LEAVE, area, Form.BARE)


def _width(kit: Kit, choice: Choice, least: float) -> float:
    """In design pixels, for the usual size of type."""
    words = kit.lettering.width(choice.words, CHOICES[0]) / kit.layout.scale
    return min(max(words + 2 * INSET + 16, least), MOST)
