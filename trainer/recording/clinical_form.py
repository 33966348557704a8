"""The form of a kind of clinical entry: what may be typed in for it, and how it is read.

`clinical_kinds` declares the kinds with it, `clinical_typed` makes entries by it, and `baps note`
and `docs/clinical-measures.md` show it.
"""

from dataclasses import dataclass
from enum import StrEnum

BEST_OF, MEAN_OF = 3, 3
"""How many readings a kind that takes several takes at most."""
ANY = 1e6
"""The limit of a scale without limits of its own."""
FREE = "other:"
"""How the name of a measure or an exercise begins that the therapist makes up."""
LONGEST_NAME = 40
HOW_TO_NAME = f"in 1 to {LONGEST_NAME} letters: {FREE}NAME"


def own_name(typed: str) -> str:
    """The name that somebody made up, without `FREE`; empty if what was typed cannot be one."""
    name = " ".join(typed.split())
    return name if len(name) <= LONGEST_NAME and name.isprintable() else ""


class SideRule(StrEnum):
    """Whether an entry belongs to a leg."""

    REQUIRED = "left or right"
    OPTIONAL = "left, right or none"
    NONE = "none"


class Combine(StrEnum):
    """How the readings of one entry become its value; all of them are kept."""

    SINGLE = "one"
    BEST = f"best of up to {BEST_OF}"
    MEAN = f"mean of up to {MEAN_OF}"

    @property
    def most(self) -> int:
        """How many readings there may be."""
        return {Combine.SINGLE: 1, Combine.BEST: BEST_OF, Combine.MEAN: MEAN_OF}[self]


class Detail(StrEnum):
    """What else belongs to a value; the names are keys of an entry's `detail`."""

    POSITION = "position"
    LEVER_ARM = "lever_arm_m"
    LABEL = "label"

    @property
    def words(self) -> str:
        """As a sentence names it."""
        return {"position": "a position", "lever_arm_m": "a lever arm", "label": "a label"}[self]


class Position(StrEnum):
    """How the patient lay, sat or stood while strength was measured."""

    SIDE_LYING = "side_lying"
    SUPINE = "supine"
    PRONE = "prone"
    SEATED = "seated"
    STANDING = "standing"


@dataclass(frozen=True)
class Scale:
    """A unit with the lowest and highest number that can be true in it; outside is a typing error.

    `whole` scales have no numbers between. `digits` are shown after the decimal point.
    """

    unit: str
    low: float
    high: float
    whole: bool = False
    digits: int = 0

    @property
    def words(self) -> str:
        """What can be typed: `-7 to 7 points`, `0 to 10, whole`."""
        numbers = "any number" if self.low <= -ANY else f"{self.low:g} to {self.high:g}"
        # `0 to 10 of 10` says it twice.
        unit = "" if self.unit.startswith("of ") else f" {self.unit}"
        return f"{numbers}{unit}{', whole' if self.whole else ''}"


@dataclass(frozen=True)
class Grade:
    """A word that is typed for a value, and what it means."""

    word: str
    value: float
    meaning: str


@dataclass(frozen=True)
class Kind:
    """One kind of clinical entry.

    `title` is what a therapist calls it, `taken` how it is taken. Entries in different units never
    share a series; with one scale its unit need not be typed. `forces` are units of a dynamometer,
    whose readings become torque per body weight with a lever arm and a weight. A kind with
    `grades` is typed by their words; one without scales and grades is text alone. `better` is
    `higher`, `lower` or `neither`: the direction of an improvement, all else being equal.
    """

    name: str
    title: str
    taken: str
    side: SideRule
    better: str
    source: str
    scales: tuple[Scale, ...] = ()
    forces: tuple[Scale, ...] = ()
    grades: tuple[Grade, ...] = ()
    combine: Combine = Combine.SINGLE
    needs: tuple[Detail, ...] = ()
    may_have: tuple[Detail, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it has no value, only words."""
        return not (self.scales or self.grades)

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that can be typed; empty for words and text."""
        return tuple(scale.unit for scale in (*self.scales, *self.forces))

    @property
    def words(self) -> str:
        """What can be typed for its value."""
        if self.is_text:
            return "text"
        typed = [grade.word for grade in self.grades]
        return ", ".join(typed) or "; ".join(s.words for s in (*self.scales, *self.forces))

    def scale_in(self, unit: str) -> Scale | None:
        """The scale or force with this unit, in any capitals; without a unit the only scale."""
        if not unit:
            return self.scales[0] if len(self.scales) == 1 else None
        every = (*self.scales, *self.forces)
        return next((s for s in every if s.unit.lower() == unit.lower()), None)
