"""What a therapist saw of an exercise: pelvis, knee and trunk, each held or not.

A score beside what sensors measure, never added to it. It is kept as events of the recording: one
for each press, the last one for a part stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trainer.recording.json_form import Json


class Part(StrEnum):
    """What is looked at."""

    PELVIS = "pelvis"
    KNEE = "knee"
    TRUNK = "trunk"


HELD, GAVE_WAY = "held", "gave_way"
WORDS: Mapping[Part, tuple[str, str]] = {
    Part.PELVIS: ("level", "drops"),
    Part.KNEE: ("over_foot", "in"),
    Part.TRUNK: ("upright", "leans"),
}
"""How a person types each: held, gave way."""
NOT_SCORED = "none"
"""What takes back what was said of a part."""


@dataclass(frozen=True)
class Glance:
    """One press: a part gave way, or did not; None takes back what was said of it."""

    part: Part
    gave_way: bool | None

    def data(self) -> dict[str, Json]:
        """As an event keeps it."""
        seen = "" if self.gave_way is None else GAVE_WAY if self.gave_way else HELD
        return {"part": self.part.value, "seen": seen}

    @classmethod
    def of(cls, data: Mapping[str, Json]) -> "Glance":
        """The press that an event keeps."""
        seen = {HELD: False, GAVE_WAY: True}.get(str(data["seen"]))
        return cls(Part(str(data["part"])), seen)


@dataclass(frozen=True)
class EyeScore:
    """What stands after some presses: whether each part that was scored gave way."""

    gave_way: Mapping[Part, bool] = field(default_factory=dict)

    @classmethod
    def after(cls, glances: Iterable[Glance]) -> "EyeScore":
        """What stands after these presses."""
        score = cls()
        for glance in glances:
            score = score.with_(glance)
        return score

    def with_(self, glance: Glance) -> "EyeScore":
        """What stands after one more press."""
        kept = {part: said for part, said in self.gave_way.items() if part is not glance.part}
        if glance.gave_way is not None:
            kept[glance.part] = glance.gave_way
        return EyeScore(kept)

    def typed(self) -> str:
        """As a person types it, from the pelvis up; `none` if nothing was scored."""
        scored = [part for part in Part if part in self.gave_way]
        said = [f"{part}={WORDS[part][self.gave_way[part]]}" for part in scored]
        return ",".join(said) or NOT_SCORED

    def __bool__(self) -> bool:
        """Whether anything was scored."""
        return bool(self.gave_way)


def glances_from(text: str) -> tuple[Glance, ...]:
    """What somebody typed, such as `pelvis=drops,knee=over_foot`; `pelvis=none` takes it back.

    `ValueError` says what can be typed.
    """
    typed = [each.strip().partition("=") for each in text.lower().split(",") if each.strip()]
    known = {
        (part.value, word): Glance(part, bool(way)) for part in Part for way, word in _ways(part)
    }
    known |= {(part.value, NOT_SCORED): Glance(part, None) for part in Part}
    try:
        return tuple(known[part.strip(), word.strip()] for part, _, word in typed)
    except KeyError:
        rows = ", ".join(f"{part}={'|'.join((*ways, NOT_SCORED))}" for part, ways in WORDS.items())
        raise ValueError(f"{text!r} is no score by eye: give {rows}, or some of them") from None


def _ways(part: Part) -> Iterable[tuple[int, str]]:
    return enumerate(WORDS[part])
