"""A station's board that is away whenever a test says so."""

from collections.abc import Iterator
from contextlib import contextmanager

from trainer.sessions.board import OpenBoard
from trainer.sessions.board_news import BoardNews, KeptBoard, Presence


class Pulled:
    """A station's board that is away whenever it is said to be."""

    def __init__(self, kept: KeptBoard) -> None:
        self._kept, self.away = kept, True

    @property
    def news(self) -> BoardNews:
        return BoardNews(Presence.NONE, "plug it in") if self.away else self._kept.news

    def board(self) -> OpenBoard | None:
        return None if self.away else self._kept.board()

    @contextmanager
    def lent(self) -> Iterator[OpenBoard]:
        with self._kept.lent() as board:
            yield board
