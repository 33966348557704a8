"""The keys of the therapist's score by eye: two for each row of the panel.

`games.engine.loop` and `games.engine.after` ask what a key means, the panel draws the rows.
"""

from collections.abc import Mapping

from trainer.recording.eye import EyeScore, Glance, Part

ROWS: tuple[tuple[Part, tuple[str, str]], ...] = (
    (Part.PELVIS, ("1", "2")),
    (Part.KNEE, ("3", "4")),
    (Part.TRUNK, ("5", "6")),
)
"""From top to bottom: a part, and the keys of held and gave way."""
MEANT: Mapping[str, tuple[Part, bool]] = {
    key: (part, bool(gave_way)) for part, keys in ROWS for gave_way, key in enumerate(keys)
}


def glance_of(name: str, score: EyeScore) -> Glance | None:
    """What a key says; a press on what already stands takes it back. None for another key."""
    meant = MEANT.get(name)
    if meant is None:
        return None
    part, gave_way = meant
    return Glance(part, None if score.gave_way.get(part) is gave_way else gave_way)
