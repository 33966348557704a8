"""What may be known of a trial beside its signal, and what is said where it is missing."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.metrics.ending import Ending
from trainer.metrics.loads import Loads
from trainer.metrics.ring import Ring
from trainer.metrics.thigh import Thigh
from trainer.recording.envelope import Envelope
from trainer.recording.vocabulary import Side


class Need(StrEnum):
    """What a metric may need beside the signal: the names of the fields of `Known`."""

    SIDE = "side"
    RIM = "rim"
    RING = "ring"
    ENDING = "ending"
    LOADS = "loads"
    THIGH = "thigh"


REASONS = {
    Need.SIDE: "needs the standing leg: give --side left or --side right",
    Need.RIM: "needs the rim: give --envelope, its tilt in degrees or a JSON file",
    Need.RING: "needs a target ring, and there was none",
    Need.ENDING: "needs the trial's start and outcome, which a table does not hold",
    Need.LOADS: "needs calibrated load cells with somebody on them",
    Need.THIGH: "needs a thigh sensor that was set up",
}


@dataclass(frozen=True)
class Known:
    """Everything a metric can be given; None where it is not known."""

    side: Side | None = None
    rim: Envelope | None = None
    ring: Ring | None = None
    ending: Ending | None = None
    loads: Loads | None = None
    thigh: Thigh | None = None

    def get(self, need: Need) -> Side | Envelope | Ring | Ending | Loads | Thigh | None:
        """The field a need names."""
        found: Side | Envelope | Ring | Ending | Loads | Thigh | None
        found = getattr(self, need.value)
        return found
