"""Languages for tests: one with longer words that shows what nobody translated, and who writes."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import NullTranslations
from itertools import combinations

import pygame
import pytest

from games.engine.draw.lettering import CAP_SHARE, Lettering, Style
from trainer import texts

LONGER = 1.4
FOREIGN = "ñ"
PLACEHOLDER = re.compile(r"(\{[^}]*\})")


class LongWords(NullTranslations):
    """Each text 40 % longer, with a letter in each word that English has not."""

    def __init__(self, known: set[str]) -> None:
        super().__init__()
        self._known = known

    def gettext(self, message: str) -> str:
        if message not in self._known:
            return message
        return "".join(
            part if PLACEHOLDER.fullmatch(part) else _stretched(part)
            for part in PLACEHOLDER.split(message)
        )


def _stretched(text: str) -> str:
    words = re.split(r"(\W+)", text)
    return "".join(_longer(word) if word.isalpha() else word for word in words)


def _longer(word: str) -> str:
    return word + FOREIGN * max(round(LONGER * len(word)) - len(word), 1)


@contextmanager
def speaking(catalogue: NullTranslations) -> Iterator[None]:
    """Use this catalogue instead of a language's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts._PROGRAMS, "catalogue", catalogue)
        yield


@dataclass(frozen=True)
class Written:
    """A text as it was written, and whether all of it is on its surface.

    `place` is its box there, from the tops of its capitals to its baseline.
    """

    text: str
    style: Style
    whole: bool
    place: pygame.Rect
    onto: pygame.Surface

    def covers(self, other: "Written") -> bool:
        """Whether two texts of one picture lie on each other."""
        again = (self.text, self.place) == (other.text, other.place)
        return self.onto is other.onto and self.place.colliderect(other.place) and not again


@contextmanager
def written_texts() -> Iterator[list[Written]]:
    """Everything that is written meanwhile."""
    found: list[Written] = []
    write = Lettering.write

    def watched(self, onto: pygame.Surface, text, style, at, colour=(0, 0, 0), *, align=0.0):
        right = write(self, onto, text, style, at, colour, align=align)
        left = right - self.width(text, style)
        top = at[1] - CAP_SHARE * self.size_px(style)
        place = pygame.Rect(round(left), round(top), round(right - left), round(at[1] - top))
        inside = left >= -1 and right <= onto.get_width() + 1
        high = top >= -1 and at[1] <= onto.get_height() + 1
        found.append(Written(texts.said(text), style, inside and high, place, onto))
        return right

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lettering, "write", watched)
        yield found


def drawn(
    shown: Iterable[tuple[str, Callable[[pygame.Surface], None]]], size: tuple[int, int]
) -> dict[str, list[Written]]:
    """What each screen writes, when it is made and when it is drawn."""
    found = {}
    with written_texts() as written:
        for name, draw in shown:
            draw(pygame.Surface(size, 0, 32))
            found[name] = list(written)
            written.clear()
    return found


def assert_whole(written: dict[str, list[Written]]) -> None:
    cut = {(name, each.text) for name, of_it in written.items() for each in of_it if not each.whole}
    assert not cut
    # A number is written figure by figure, each in a cell of its own.
    words = {
        name: [each for each in of_it if len(each.text) > 1] for name, of_it in written.items()
    }
    assert not {
        (name, one.text, other.text)
        for name, of_it in words.items()
        for one, other in combinations(of_it, 2)
        if one.covers(other)
    }
