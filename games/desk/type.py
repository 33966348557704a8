"""Sizes and colours of words on the therapist's pages, which are read at arm's length."""

from games.engine.draw.lettering import Style, Weight
from games.engine.draw.palette import ABYSS, INK, MIST, mixed


def _sizes(weight: Weight, *sizes: float) -> tuple[Style, ...]:
    return tuple(Style(size, weight, from_board=False) for size in sizes)


HEADINGS = _sizes(Weight.SEMIBOLD, 62, 54, 46, 40, 34, 28)
NAMES = _sizes(Weight.SEMIBOLD, 46, 42, 38, 34, 31, 28)
CHOICES = _sizes(Weight.SEMIBOLD, 38, 34, 31, 28)
LINES = _sizes(Weight.REGULAR, 34, 31, 28)
"""From the usual size down to the smallest; nothing on a page is smaller than 28 at 1080 lines."""

WORDS, QUIET, DARK = INK, mixed(MIST, INK, 0.45), ABYSS
"""What is read first, what is read beside it, and words on a bright plate."""
