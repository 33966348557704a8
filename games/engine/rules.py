"""What every activity's rules have in common: samples in, a target and a score out."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from trainer.recording.interfaces import Target


class Rules(ABC):
    """The rules of one trial. Pure: what they say follows from the samples they were given.

    `target` is what the patient is asked to hit and scored by; None where nothing is to be hit.
    Each new one is written into the recording.
    """

    target: Target | None = None

    def settle(self, passed_s: float, ap_deg: float, ml_deg: float) -> None:  # noqa: B027
        """One sample between the start and the measured part; enters no value."""

    @abstractmethod
    def measure(self, passed_s: float, ap_deg: float, ml_deg: float) -> None:
        """One measured sample, `passed_s` after the one before."""

    @abstractmethod
    def score(self) -> Mapping[str, float]:
        """The score so far, by metric name."""
