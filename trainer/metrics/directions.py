"""What directions of the board are called, as metrics name them: `toes`, `toes_outside`, `inside`.

Whatever is measured by direction takes its names and words from here: the reaches of the catalogue,
the nudges of an activity, and the remark on a way round. Inside and outside are edges of the board,
and no words of the body.
"""

DIRECTIONS = (
    "toes",
    "toes_outside",
    "outside",
    "heel_outside",
    "heel",
    "heel_inside",
    "inside",
    "toes_inside",
)
"""In steps of 45° from the toes over the outside."""

EDGES = {"outside": "outside edge", "inside": "inside edge"}
_OF_FOOT = {"outside": "little-toe side", "inside": "big-toe side"}


def direction_at(outwards_deg: float) -> str:
    """The direction nearest to an angle from the toes, which grows over the outside."""
    return DIRECTIONS[round(outwards_deg / 45.0) % len(DIRECTIONS)]


def edge_words(direction: str) -> str:
    """For a therapist: `toes and outside edge`."""
    return _in(direction, EDGES)


def foot_words(direction: str) -> str:
    """For a patient: `toes and little-toe side`."""
    return _in(direction, _OF_FOOT)


def _in(direction: str, words: dict[str, str]) -> str:
    return " and ".join(words.get(part, part) for part in direction.split("_"))
