"""What the second window says: plain words and numbers, compared to draw only what has changed."""

from collections.abc import Mapping
from dataclasses import dataclass

NO_WORDS: Mapping[str, str] = {}
ELSEWHERE = "Go on at the patient's picture"


@dataclass(frozen=True)
class Figure:
    """A live number with its words; `unit` may be empty."""

    words: str
    number: str
    unit: str = ""


@dataclass(frozen=True)
class Button:
    """A key that works now: its name, and what it does. `is_item`: it is something of a page, which
    has a name that nobody reads.
    """

    name: str
    words: str
    is_item: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything but the buttons. `chosen` names the keys whose answer stands, `advice` is what the
    therapist should know or do.
    """

    title: str = ""
    conditions: str = ""
    source: str = ""
    phase: str = ELSEWHERE
    clock: str = ""
    clock_words: str = ""
    in_set: str = ""
    figures: tuple[Figure, ...] = ()
    noted: tuple[str, ...] = ()
    chosen: frozenset[str] = frozenset()
    advice: str = ""


NOBODY_PLAYS = Facts()


@dataclass
class Beside:
    """What a scene says to the therapist, frame by frame, instead of drawing it for the patient."""

    line: str = ""

    def read(self) -> str:
        """What was said since the last time."""
        line, self.line = self.line, ""
        return line
