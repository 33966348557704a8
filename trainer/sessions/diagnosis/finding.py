"""One measured figure of a board with its judgement: what every part of the diagnosis returns."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.link.faults import Fault

YES_NO = "yes/no"
"""The unit of what is true (1) or not (0)."""


@dataclass(frozen=True)
class Finding:
    """One figure of one part. `advice` is empty where it passes; `note` says what a figure means.

    `value` is None where there was nothing to measure.
    """

    part: str
    name: str
    value: float | None
    unit: str
    passed: bool
    advice: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """Makes the findings of one part of the board."""

    name: str

    def judged(
        self, name: str, value: float, unit: str, passed: bool, advice: str, note: str = ""
    ) -> Finding:
        """A figure, with advice where it fails."""
        good = bool(passed)
        return Finding(self.name, name, float(value), unit, good, "" if good else advice, note)

    def truth(self, name: str, holds: bool, advice: str) -> Finding:
        """Something that must hold."""
        return self.judged(name, float(holds), YES_NO, holds, advice)

    def untested(self, name: str, why: str) -> Finding:
        """Something that could not be measured, and need not be."""
        return Finding(self.name, name, None, "1", True, note=why)

    def not_fitted(self, calibrated_once: bool, check: str) -> Finding:
        """A sensor that does not answer: this board has none, or it was calibrated once."""
        if calibrated_once:
            advice = f"it was calibrated once and does not answer now: {check}"
            return Finding(self.name, "fitted", 0.0, YES_NO, False, advice)
        return Finding(self.name, "fitted", 0.0, YES_NO, True, note="not fitted")

    def faults(self, faults: Iterable[Fault]) -> Finding:
        """What the board itself told of this part."""
        ours = [fault for fault in faults if fault.part == self.name]
        advice = ours[-1].advice if ours else ""
        return self.judged("faults", len(ours), "1", not ours, advice)
