"""Family B: how often and how long the board's rim lay on the floor. Kept for failed trials."""

import numpy as np
import numpy.typing as npt

from trainer.metrics.registry import Family, Validity, metric
from trainer.metrics.sway import Sway
from trainer.motion.contact import contact_edges, rim_contact
from trainer.recording.envelope import Envelope


def contacts(sway: Sway, rim: Envelope) -> list[npt.NDArray[np.bool_]]:
    """For each stretch between pauses, which samples belong to a rim contact."""
    sway.require_samples()
    share = np.split(rim.fraction(sway.ap, sway.ml), list(sway.breaks))
    return [rim_contact(np.arange(len(part)) / sway.rate_hz, part) for part in share]


@metric(
    "rim_contacts",
    unit="1",
    family=Family.BOARD,
    validity=Validity.EVERY_TRIAL,
)
def rim_contacts(sway: Sway, rim: Envelope) -> float:
    """Entries above 95 % of the rim, left below 85 %, of at least 50 ms.

    Tilt is a share of the rim in its own direction. `NotMeasurableError` without samples.
    """
    return float(sum(len(contact_edges(part)[0]) for part in contacts(sway, rim)))


@metric(
    "rim_time_pct",
    unit="%",
    family=Family.BOARD,
    validity=Validity.EVERY_TRIAL,
)
def rim_time_pct(sway: Sway, rim: Envelope) -> float:
    """Share of the time spent in rim contacts.

    `NotMeasurableError` without samples.
    """
    return 100.0 * float(np.concatenate(contacts(sway, rim)).mean())
