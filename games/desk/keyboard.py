"""Keys on the screen, for fingers, a gamepad or the event button: letters, digits, minus."""

from games.desk.field import TextField
from games.desk.kit import BOTTOM, LEFT, RIGHT, TARGET, Form, Kit, Tile
from games.desk.page import BACK

LETTERS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM")
DIGITS = ("1234567890", ".-")
KEY, SPACE, RUB = "key/", "key/space", "key/rub"
SPACE_WORDS, RUB_WORDS, DONE_WORDS = "space", "delete", "done"
GAP, PITCH = 12.0, 104.0
COLUMNS = 10
KEYS_TOP = BOTTOM - 4 * PITCH + GAP
"""Where the keys begin; what is typed into stands above."""


class Keyboard:
    """Types into a field. `upper` makes capitals, as codes have them.

    Its last key is called `BACK`, so that Esc puts the keys away before it leaves the page.
    """

    def __init__(
        self, field: TextField, upper: bool = True, lines: tuple[str, ...] = LETTERS
    ) -> None:
        self.field, self._upper, self._lines = field, upper, lines

    def take(self, name: str) -> bool:
        """A key was taken; True if this was the last one, or the field itself once more."""
        if name in (BACK, self.field.name):
            return True
        if name == RUB:
            self.field.type("\b")
        elif name == SPACE:
            self.field.type(" ")
        elif name.startswith(KEY):
            letter = name.removeprefix(KEY)
            begins = not self.field.text
            self.field.type(letter if self._upper or begins else letter.lower())
        return False

    def tiles(self, kit: Kit, top: float = KEYS_TOP) -> list[Tile]:
        """All keys, line by line."""
        pitch = (RIGHT - LEFT + GAP) / COLUMNS
        tiles = []
        for row, letters in enumerate(self._lines):
            y = top + row * PITCH
            for column, letter in enumerate(letters):
                area = kit.area(LEFT + column * pitch, y, pitch - GAP, TARGET)
                tiles.append(Tile(KEY + letter, letter, area, row=f"{KEY}{row}"))
        y, x = top + (len(self._lines) - 1) * PITCH, LEFT + len(self._lines[-1]) * pitch
        ends = ((SPACE, SPACE_WORDS), (RUB, RUB_WORDS), (BACK, DONE_WORDS))
        for column, (name, words) in enumerate(ends):
            form = Form.PRIMARY if name == BACK else Form.PLAIN
            area = kit.area(x + column * pitch, y, pitch - GAP, TARGET)
            tiles.append(Tile(name, words, area, form))
        return tiles
