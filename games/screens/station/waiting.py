"""Waiting for a board, as a page: the picture of `baps play`, and a way back.

Items: `back`, and `again` while there is trouble that a second try may end.
"""

from collections.abc import Sequence

import pygame

from games.desk.buttons import Choice, in_line
from games.desk.header import draw_aside
from games.desk.kit import LEFT, RIGHT, TARGET, Kit, Tile
from games.desk.page import BACK, Item, Look
from games.desk.paging import BUTTONS_Y
from games.desk.type import LINES, QUIET
from games.engine.setup import Station
from games.screens.arrival import WORDS, ArrivalScreen, Waiting

AGAIN, TRY_AGAIN, LEAVE = "again", "Try again", "Back"
GAP, ABOVE = 40.0, 10.0


class WaitingPage:
    """`tell` says what is waited for; what moves begins anew with each new thing."""

    def __init__(self, kit: Kit, station: Station) -> None:
        self._kit = kit
        self._arrival = ArrivalScreen(station)
        self._waiting, self._advice = Waiting.PROGRAM, ""
        self._since_s: float | None = None
        self._tiles = self._lay()

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    @property
    def title(self) -> str:
        """What to do."""
        return WORDS[self._waiting].headline

    def tell(self, waiting: Waiting, advice: str = "") -> None:
        """What is waited for now; `advice` is for the therapist."""
        self._advice = advice
        if waiting is not self._waiting:
            self._waiting, self._since_s = waiting, None
            self._tiles = self._lay()

    def take(self, name: str) -> bool:
        """Both end the page."""
        del name
        return True

    def onward(self, name: str) -> str:
        """Nothing that is taken leaves it open."""
        return name

    def type(self, text: str) -> str:
        """Nothing is typed here."""
        return ""

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        """The light or the plug, what to do, the buttons, and what the therapist should know."""
        if self._since_s is None:
            self._since_s = look.now_s
        self._arrival.draw(onto, self._waiting, look.now_s - self._since_s)
        self._kit.tiles(onto, self._tiles)
        # The picture itself says what to do where no board is found.
        if self._advice and self._waiting is not Waiting.NO_BOARD:
            self._kit.write_in(onto, self._advice, self._beside(), LINES, QUIET, most=3)
        draw_aside(self._kit, onto)
        self._kit.mark.draw(onto, self.items, look)

    def _lay(self) -> list[Tile]:
        choices = [Choice(BACK, LEAVE)]
        trouble = self._waiting is Waiting.TROUBLE
        self.main = AGAIN if trouble else ""
        if trouble:
            choices.insert(0, Choice(AGAIN, TRY_AGAIN, primary=True))
        return in_line(self._kit, choices)

    def _beside(self) -> pygame.Rect:
        """Right of the buttons."""
        area = self._kit.area(LEFT, BUTTONS_Y - ABOVE, RIGHT - LEFT, TARGET + 2 * ABOVE)
        left = self._tiles[-1].area.right + round(self._kit.layout.px(GAP))
        return pygame.Rect(left, area.top, area.right - left, area.height)
