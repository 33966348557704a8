"""Finds the two trials or days that somebody wants beside each other, for `baps compare` and the
clinic's pages.
"""

from datetime import date

from trainer.progress.compare import Pair, day_pairs, differing
from trainer.recording.conditions import Conditions
from trainer.recording.history import StoredTrial
from trainer.recording.shown import SHORT_ID
from trainer.sessions.errors import SessionError
from trainer.store.store import Store

IN_WORDS = {
    "side": "leg",
    "level": "dome",
    "dome_style": "kind of dome",
    "stem_hole": "stem hole",
    "seconds": "length",
    "envelope_source": "source of the rim",
    "calibrated": "calibration",
    "ring_deg": "ring",
    "weight_pct": "share of body weight",
}
"""What people call those conditions whose names are no words of theirs."""
Made = tuple[Conditions, StoredTrial]
"""A trial, and under which conditions it was made."""


def pair_of_trials(one: Made, other: Made) -> Pair:
    """Two trials of one patient; `SessionError` if they were not made under the same conditions."""
    (here, first), (there, second) = one, other
    if names := differing(here, there):
        raise SessionError(
            "these trials cannot be compared, they differ in "
            f"{', '.join(IN_WORDS.get(name, name) for name in names)}: choose two of one series"
        )
    return Pair(here, (first.trial_id[:SHORT_ID], second.trial_id[:SHORT_ID]), (first,), (second,))


def pairs_of_days(store: Store, code: str, first: date, second: date) -> list[Pair]:
    """What was done on both days under the same conditions; `SessionError` if nothing was."""
    pairs = day_pairs(store.history(code), first, second)
    if not pairs:
        raise SessionError(
            f"the patient {code} has no test under the same conditions on {first} and {second}: "
            "choose other days"
        )
    return pairs
