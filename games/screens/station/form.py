"""A form: questions one below the other, page by page, with one line at what is wrong.

Used for a new patient, the screening, symptoms, background, settings, the reason of an unlock,
notes, and the dose of an item. Items: `save` and `back`; `NAME=VALUE` for each answer that can be
chosen, `NAME` for each field. After `save`, `answers` has what was answered.
"""

from collections.abc import Mapping, Sequence

import pygame

from games.desk.buttons import Choice, in_line
from games.desk.field import TextField
from games.desk.header import paint_title
from games.desk.keyboard import DIGITS, KEY, LETTERS, Keyboard
from games.desk.kit import TOP, Kit, Tile
from games.desk.page import BACK, Item, Look
from games.desk.paging import PAGE_BACK, PAGE_ON, Pages
from games.desk.sheet import Sheet
from games.screens.station.asked import Asked, answers_of
from games.screens.station.questions import Answer, Kind, Question

SAVE, LEAVE = "Save", "Back"
NO_ANSWERS: Mapping[str, Answer] = {}


class FormPage(Sheet):
    """`before` are answers that are there already; `save` says what saving is called here.

    `more` are other buttons, which end the page as `back` does: the answers stay in `answers`.
    """

    def __init__(
        self,
        kit: Kit,
        title: str,
        questions: Sequence[Question],
        before: Mapping[str, Answer] = NO_ANSWERS,
        save: str = SAVE,
        more: Sequence[Choice] = (),
    ) -> None:
        super().__init__(kit)
        self.title, self._save, self._more = title, save, tuple(more)
        self._asked = [Asked(kit, each, before.get(each.name)) for each in questions]
        self._pages = Pages([each.height for each in self._asked])
        self._keyboard: Keyboard | None = None
        self._keyed = ""
        """The field whose keys were shown last."""
        self._lay()

    @property
    def answers(self) -> Mapping[str, Answer]:
        """What was answered so far, by the questions' names."""
        return answers_of(self._asked)

    @property
    def items(self) -> Sequence[Item]:
        return self._items

    @property
    def has_keys(self) -> bool:
        """Whether keys are on the screen, which leave room for their field alone."""
        return self._keyboard is not None

    def take(self, name: str) -> bool:
        """`save` ends the form once nothing is wrong, `back` at any time."""
        if self._keyboard is not None:
            if self._keyboard.take(name):
                self._keyboard = None
        elif name in (BACK, *(each.name for each in self._more)):
            return True
        elif name == "save":
            return self._saves()
        elif not self._pages.take(name):
            self._answer(name)
        self._lay()
        return False

    def onward(self, name: str) -> str:
        """From an answer to the next question, from a field to its keys, and on a new page, or
        after something was missing, to the first answer.
        """
        if self._keyboard is not None:
            return name if name.startswith(KEY) else self._tiles[0].name
        if name in (PAGE_ON, PAGE_BACK):
            return self._items[0].name
        if name == "save":
            asked = next((each for each in self._seen if each.problem), self._seen[0])
            return asked.items[0].name
        return self._behind(self._keyed if name == BACK else name.partition("=")[0])

    def type(self, text: str) -> str:
        """Into the field in focus, or the one that the keys on the screen are for."""
        field = self._typed_into()
        if field is None:
            return ""
        self._keyboard, self.focused = None, field.name
        field.type(text)
        self._lay()
        return field.name

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        paint_title(kit, onto, self.title)
        for asked in self._seen:
            asked.paint(onto)
        kit.tiles(onto, self._tiles)
        if self._keyboard is None:
            self._pages.paint(kit, onto)

    def move(self, onto: pygame.Surface, look: Look) -> None:
        """The caret of the field that is typed into."""
        for asked in self._seen:
            here = self._keyboard is not None or self.focused == asked.question.name
            if asked.question.is_typed and here:
                asked.field.draw_caret(self.kit, onto, asked.field_area, look.now_s)

    def _behind(self, question: str) -> str:
        """What comes after a question: the next one, the next page, or what saves."""
        order = [asked.question.name for asked in self._seen]
        behind = self._seen[order.index(question) + 1 :]
        if behind:
            return behind[0].items[0].name
        return PAGE_ON if self._pages.is_more else "save"

    def _typed_into(self) -> TextField | None:
        if self._keyboard is not None:
            return self._keyboard.field
        fields = [each.field for each in self._seen if each.question.is_typed]
        if not self.focused:
            # Whoever came by mouse and types means the first field that is empty.
            return next((field for field in fields if not field.text), None)
        here = next((field for field in fields if field.name == self.focused), None)
        # Where there is only one, letters can mean no other: such as who signs.
        return fields[0] if here is None and len(fields) == 1 else here

    def _answer(self, name: str) -> None:
        for asked in self._seen:
            if asked.choose(name):
                return
            if asked.question.is_typed and asked.question.name == name:
                digits = asked.question.kind in (Kind.NUMBER, Kind.DATE)
                lines = DIGITS if digits else LETTERS
                self._keyed = name
                self._keyboard = Keyboard(asked.field, asked.question.upper, lines)

    def _saves(self) -> bool:
        """Whether everything is answered; what is not is said from now on, and shown."""
        open_at = [at for at, asked in enumerate(self._asked) if asked.problem]
        for asked in self._asked:
            asked.told = True
        if open_at:
            self._pages.go_to(open_at[0])
        self._lay()
        return not open_at

    def _lay(self) -> None:
        """Place what is seen now."""
        kit = self.kit
        if self._keyboard is not None:
            field = self._keyboard.field
            self._seen = [each for each in self._asked if each.field is field]
            self._tiles, turns = self._keyboard.tiles(kit), list[Tile]()
        else:
            self._seen = [self._asked[index] for index in self._pages.shown]
            self._tiles, turns = in_line(kit, self._choices()), self._pages.tiles(kit)
        top = TOP
        for asked in self._seen:
            asked.top = top
            top += asked.height
        answers = [item for asked in self._seen for item in asked.items]
        self._items = [*answers, *(tile.item for tile in (*turns, *self._tiles))]
        self.main = "save" if self._keyboard is None and self._is_ready() else ""
        self.change()

    def _choices(self) -> list[Choice]:
        save = Choice("save", self._save, primary=self._is_ready())
        return [save, *self._more, Choice(BACK, LEAVE)]

    def _is_ready(self) -> bool:
        return not any(asked.problem for asked in self._asked)
