"""Foot mat and rail strip of a simulated board: closed while its patient steps or reaches there."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from trainer.simulation.board_state import TICK_S, BoardState, Doing
from trainer.wire.messages import BoardEventKind, Event, SampleFlag

_CLOSED_BY = {Doing.TOUCHING: SampleFlag.HAND_ON_RAIL, Doing.FOOT_DOWN: SampleFlag.FOOT_ON_MAT}
_KINDS = {
    SampleFlag.HAND_ON_RAIL: BoardEventKind.HAND_RAIL,
    SampleFlag.FOOT_ON_MAT: BoardEventKind.FOOT_MAT,
}


class SimulatedContacts:
    """The contacts' changes so far; none if they are not `fitted`.

    `on_rail`: whoever balances holds the rail all the time. Times in microseconds since the board
    was switched on.
    """

    def __init__(self, fitted: bool, on_rail: bool = False) -> None:
        self._fitted = fitted
        self.hold_rail(on_rail)
        self._times_us: list[float] = []
        self._states: list[SampleFlag] = []
        self._ticks = 0
        self._told = 0

    def hold_rail(self, on_rail: bool) -> None:
        """Whether whoever balances holds the rail from now on."""
        holding = {Doing.BALANCING: SampleFlag.HAND_ON_RAIL} if on_rail else {}
        self._closed_by = {**_CLOSED_BY, **holding}

    def meet(self, states: Sequence[BoardState]) -> None:
        """The board's next states, a tick apart."""
        for state in states:
            now = self._closed_by.get(state.doing, SampleFlag(0)) if self._fitted else SampleFlag(0)
            if now != self._newest:
                self._times_us.append(self._ticks * TICK_S * 1e6)
                self._states.append(now)
            self._ticks += 1

    def flags_at(self, since_us: float) -> SampleFlag:
        """The bits that a sample of this time carries."""
        at = bisect_right(self._times_us, since_us) - 1
        return self._states[at] if at >= 0 else SampleFlag(0)

    def due(self, began_us: float) -> Iterable[Event]:
        """Each change once; `began_us` is when the board was switched on."""
        while self._told < len(self._states):
            before = self._states[self._told - 1] if self._told else SampleFlag(0)
            now, at_us = self._states[self._told], self._times_us[self._told]
            self._told += 1
            for flag, kind in _KINDS.items():
                if (before ^ now) & flag:
                    yield Event(kind, 0, 0, int(bool(now & flag)), int(began_us + at_us))

    @property
    def _newest(self) -> SampleFlag:
        return self._states[-1] if self._states else SampleFlag(0)
