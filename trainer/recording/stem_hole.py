"""The deck's five stem holes: numbered on the board, told by where they lie under the foot.

Rims, trials and series keep the number, because the board has its holes where they are. People say
and read the word: a dome towards the other leg is the same task on both legs, and is hole 4 under
the right foot and hole 2 under the left.
"""

from trainer.recording.vocabulary import Side

ON_BOARD = ("centre", "toes", "right", "heel", "left")
"""Hole 0 to 4 as `hardware/printed/dimensions.scad` numbers them."""
CENTRE = 0
INSIDE, OUTSIDE = "inside", "outside"
_TOWARDS_OTHER_LEG = {Side.RIGHT: "left", Side.LEFT: "right"}
_AWAY = {Side.RIGHT: "right", Side.LEFT: "left"}
HOLE_WORDS = ("centre", "toes", "heel", INSIDE, OUTSIDE)
"""The words that make both legs comparable."""


def hole_word(number: int, side: Side) -> str:
    """Where a hole lies under the standing foot; left or right of the board on two legs."""
    place = ON_BOARD[number]
    if place == _TOWARDS_OTHER_LEG.get(side):
        return INSIDE
    return OUTSIDE if place == _AWAY.get(side) else place


def hole_number(word: str, side: Side | None) -> int:
    """The hole's number; ValueError for inside and outside without one standing foot."""
    if word.isdecimal() and int(word) < len(ON_BOARD):
        return int(word)
    if word in (INSIDE, OUTSIDE):
        if side is None or side is Side.BOTH:
            raise ValueError(f"{word} of which foot? Say --side left or right, or hole 0 to 4")
        word = (_TOWARDS_OTHER_LEG if word == INSIDE else _AWAY)[side]
    if word not in ON_BOARD:
        raise ValueError(f"there is no stem hole {word!r}: {', '.join(HOLE_WORDS)}, or 0 to 4")
    return ON_BOARD.index(word)
