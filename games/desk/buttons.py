"""Buttons in a line, each as wide as its words: the choices below a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from games.desk.kit import INSET, LEFT, RIGHT, TARGET, Form, Kit, Tile
from games.desk.paging import BETWEEN, BUTTONS_Y
from games.desk.type import CHOICES

GAP, LEAST, MOST = 30.0, 190.0, 620.0
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
) -> list[Tile]:
    """The choices from left to right; narrower, in smaller type, where the line is too short."""
    wide = [_width(kit, each) for each in choices]
    free = right - left - GAP * (len(choices) - 1)
    share = min(free / max(sum(wide), 1.0), 1.0)
    tiles, x = [], left
    for choice, width in zip(choices, wide, strict=True):
        area = kit.area(x, top, width * share, height)
        tiles.append(Tile(choice.name, choice.words, area, choice.form, choice.key))
        x += width * share + GAP
    return tiles


def _width(kit: Kit, choice: Choice) -> float:
    """In design pixels, for the usual size of type."""
    words = kit.lettering.width(choice.words, CHOICES[0]) / kit.layout.scale
    return min(max(words + 2 * INSET + 16, LEAST), MOST)
