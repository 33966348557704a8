"""Sizes and colours of words: what a therapist reads at arm's length, and a patient from afar."""

from games.engine.draw.lettering import Style, Weight
from games.engine.draw.palette import ABYSS, INK, MIST, mixed


def _sizes(weight: Weight, *sizes: float, from_board: bool = False) -> tuple[Style, ...]:
    return tuple(Style(size, weight, from_board) for size in sizes)


HEADINGS = _sizes(Weight.SEMIBOLD, 62, 54, 46, 40, 34, 28)
NAMES = _sizes(Weight.SEMIBOLD, 46, 42, 38, 34, 31, 28)
CHOICES = _sizes(Weight.SEMIBOLD, 38, 34, 31, 28)
LINES = _sizes(Weight.REGULAR, 34, 31, 28)
"""From the usual size down to the smallest; nothing on a page is smaller than 28 at 1080 lines."""

FAR_TITLES = _sizes(Weight.SEMIBOLD, 84, 76, 68, 61, from_board=True)
FAR_WORDS = _sizes(Weight.SEMIBOLD, 61, 56, 52, 48, 44, 40, 36, 32, 28, from_board=True)
"""For patients; a capital of 61 is 44 px high at 1080 lines, and smaller ones are for words that
would be cut off otherwise."""

WORDS, QUIET, DARK = INK, mixed(MIST, INK, 0.45), ABYSS
"""What is read first, what is read beside it, and words on a bright plate."""

MARKED = mixed(ABYSS, MIST, 0.35)
"""Behind a text whose place is taken by what is typed."""
