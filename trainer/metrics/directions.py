"""What directions of the board are called, as metrics name them: `toes`, `toes_outside`, `inside`.

Whatever is measured by direction takes its words from here: the reaches of the catalogue, and the
nudges of an activity. Inside and outside are edges of the board, and no words of the body.
"""

_EDGES = {"outside": "outside edge", "inside": "inside edge"}
_OF_FOOT = {"outside": "little-toe side", "inside": "big-toe side"}


def edge_words(direction: str) -> str:
    """For a therapist: `toes and outside edge`."""
    return _in(direction, _EDGES)


def foot_words(direction: str) -> str:
    """For a patient: `toes and little-toe side`."""
    return _in(direction, _OF_FOOT)


def _in(direction: str, words: dict[str, str]) -> str:
    return " and ".join(words.get(part, part) for part in direction.split("_"))
