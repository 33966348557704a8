"""One line of the bench table, and how a bench is cut short."""

from dataclasses import asdict, dataclass


def part(amount: int, share: float, least: int = 1) -> int:
    """A share of the usual amount of work, but some."""
    return max(least, round(amount * share))


@dataclass(frozen=True)
class Row:
    """A measured figure and, where there is one, the same for another way of doing it."""

    name: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours over the peer's."""
        return self.value / self.peer_value if self.peer_value else None

    def as_dict(self) -> dict[str, object]:
        """The form of `build/bench.json`."""
        return {**asdict(self), "ratio": self.ratio}
