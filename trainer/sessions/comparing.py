"""Finds the two trials or days that somebody wants beside each other, for `baps compare` and the
clinic's pages.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from trainer.progress import progress_of
from trainer.progress.anchor import anchor_task, is_anchor
from trainer.progress.compare import Pair, day_pairs, differing
from trainer.progress.two_visits import Apart, apart
from trainer.recording.conditions import Conditions
from trainer.recording.history import StoredTrial
from trainer.recording.shown import SHORT_ID
from trainer.sessions.errors import SessionError
from trainer.sessions.patient_record import episode_of, noise_for
from trainer.store.store import Store

NOT_ANCHOR = "nothing can be said of noise: it is measured in the anchor test alone"
NOT_THIS_ANCHOR = (
    "nothing can be said of noise: this is not the anchor test that the episode of care compares"
)
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


def noise_between(
    store: Store, code: str, pairs: Sequence[Pair], first: date, second: date
) -> list[Apart]:
    """Of each pair of days whether it differs by more than noise, or why that cannot be said."""
    history = store.history(code)
    episode = store.episode(code) or episode_of(history)
    task = anchor_task(history, episode)
    noise = noise_for(store, history, episode)
    legs = {leg.conditions: leg for leg in progress_of(history, episode, noise).legs}
    primary, said = episode.primary_metric, []
    for pair in pairs:
        leg = legs.get(pair.conditions)
        if task is None or leg is None:
            said.append(Apart(NOT_THIS_ANCHOR if is_anchor(pair.conditions) else NOT_ANCHOR))
        else:
            noise_in = partial(noise.of, task, primary, without=code)
            said.append(apart(leg, first, second, primary, noise_in))
    return said
