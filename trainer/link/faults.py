"""Faults that a board reports: what is wrong now, what to do, and when it is over.

Holds the one table from fault to advice. `Connection` keeps a `FaultBook`; `baps log`, `play` and
`diagnose` read it.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from trainer.recording.chip import WHAT_TO_ORDER
from trainer.recording.load import CELLS
from trainer.wire.frozen import BOARD_SENSOR, BODY_SENSOR
from trainer.wire.messages import BoardEventKind, Event, FaultCode, RestartCause

BACK_AFTER_US = 300_000
"""A sensor that was pulled is set up again when it returns, and only then reported as back."""
US_WRAP = 1 << 32
BOUNCE_NS = 1_000_000_000
"""A contact that opens and closes faster than this is reported once in this time."""
MOST_ACTIVE, MOST_KEPT, MOST_NEWS = 64, 1000, 100
"""Limits, because a faulty board may report without end."""

RAIL_OPEN = "rail stop open: plug it in, or fit the link"
RAIL_CLOSED = "rail stop closed"

CELL_FAULTS = frozenset(
    {FaultCode.LOAD_CELL_STUCK, FaultCode.LOAD_CELL_DESYNC, FaultCode.LOAD_CELL_SATURATED}
)

WIRES = {
    BOARD_SENSOR: "check the four wires to it (power, ground, SDA, SCL)",
    BODY_SENSOR: "check the strap cable",
}
ADVICE = {
    FaultCode.SENSOR_SILENT: "{part} silent: {wires}",
    FaultCode.BUS_STUCK: "{part} cut off, something holds the sensor bus low: unplug the strap "
    "cable; if that does not help, check SDA and SCL for a short",
    FaultCode.SENSOR_RESET: "{part} lost its power for a moment: {wires}",
    FaultCode.WRONG_SENSOR: "another chip answers in place of the {part}: " + WHAT_TO_ORDER,
    FaultCode.LOAD_CELL_STUCK: "{part} does not answer: check the power and the data wire of its "
    "HX711",
    FaultCode.LOAD_CELL_DESYNC: "{part} is out of step: shorten the wires of clock and data, and "
    "lead them away from mains cables",
    FaultCode.LOAD_CELL_SATURATED: "{part} is at the end of its scale: take the load off; if it "
    "stays so, check the four wires of the cell",
}
RESTARTED = "the board restarted by itself: {cause}"
RESTARTS = {
    RestartCause.UNKNOWN: "use another USB cable and another port",
    RestartCause.POWER_ON: "it lost its power, press the USB plug home or use another cable",
    RestartCause.RESET_PIN: "its reset line was pulled, keep hands and metal off the Arduino",
    RestartCause.BROWN_OUT: "its supply broke down, use a shorter USB cable and a port without a "
    "hub",
    RestartCause.WATCHDOG: "its program hung, flash the firmware again",
}


@dataclass(frozen=True)
class Fault:
    """A fault of one sensor; for load cells `sensor` is the cell."""

    code: int
    sensor: int

    @property
    def of_cell(self) -> bool:
        """Whether it is a load cell's."""
        return self.code in CELL_FAULTS

    @property
    def part(self) -> str:
        """What it is a fault of, as people call it."""
        if self.of_cell:
            named = self.sensor < len(CELLS)
            return f"load cell {CELLS[self.sensor] if named else self.sensor}"
        return {BOARD_SENSOR: "board sensor", BODY_SENSOR: "body sensor"}.get(
            self.sensor, f"sensor {self.sensor}"
        )

    @property
    def advice(self) -> str:
        """One line: what is wrong and what to do."""
        try:
            text = ADVICE[FaultCode(self.code)]
        except (KeyError, ValueError):
            return f"{self.part} reports fault {self.code}: update this program"
        return text.format(part=self.part, wires=WIRES.get(self.sensor, "check its wires"))


def restart_advice(code: int) -> str:
    """One line about a board that restarted by itself."""
    try:
        cause = RestartCause(code)
    except ValueError:
        cause = RestartCause.UNKNOWN
    return RESTARTED.format(cause=RESTARTS[cause])


class FaultBook:
    """The faults that a board has reported since it was reached.

    `begun` is each fault that began, `restarts` the cause of each restart that nobody asked for.
    """

    def __init__(self) -> None:
        # The thread that reads the board fills it, the one that talks to people empties it.
        self._news: deque[str] = deque(maxlen=MOST_NEWS)
        self.begun: list[Fault] = []
        self.restarts: list[int] = []
        self._active: list[Fault] = []
        # Since when a part is well, on the board's clock; None until the board sends a time.
        self._well_since: dict[str, int | None] = {}
        self._told: dict[str, str] = {}
        self._rail_open: bool | None = None
        self._rail_told: bool | None = None
        self._rail_told_ns: int | None = None
        self._restart_told_ns: int | None = None

    @property
    def active(self) -> tuple[Fault, ...]:
        """Faults that began and did not end, those of motion sensors first."""
        return tuple(sorted(self._active, key=lambda fault: (fault.of_cell, fault.sensor)))

    @property
    def advice(self) -> str:
        """What to do about the gravest one; empty if there is none."""
        return next((fault.advice for fault in self.active), "")

    def news(self) -> list[str]:
        """Lines for people, each reported once."""
        return [self._news.popleft() for _ in range(len(self._news))]

    def of_sensor(self, sensor: int) -> bool:
        """Whether something is wrong with this motion sensor now."""
        return any(not fault.of_cell and fault.sensor == sensor for fault in self._active)

    def tell(self, line: str) -> None:
        """Add a line for people, if there is one."""
        if line:
            self._news.append(line)

    def take(self, events: Iterable[Event], now_us: int | None, host_ns: int) -> None:
        """Note a board's events, and which parts have been well long enough to be reported as back.

        `now_us` is the board's clock (32 bits), None if it sent nothing.
        """
        for event in events:
            if event.kind == BoardEventKind.FAULT and event.code != FaultCode.NONE:
                fault = Fault(event.code, event.sensor)
                if event.state:
                    self.begin(fault)
                else:
                    self._end(fault, event.device_us)
            elif event.kind == BoardEventKind.RAIL_STOP:
                self._rail_open = bool(event.state)
                self._tell_rail(host_ns)
        self._tell_rail(host_ns)
        if now_us is not None:
            self._tell_back(now_us)

    def begin(self, fault: Fault) -> None:
        """Something went wrong."""
        if fault in self._active or len(self._active) >= MOST_ACTIVE:
            return
        # A fault right after a return belongs to it: the part is neither back nor faulty again.
        returning = fault.part in self._well_since
        self._well_since.pop(fault.part, None)
        self._active.append(fault)
        if len(self.begun) < MOST_KEPT:
            self.begun.append(fault)
        known = fault.code == FaultCode.SENSOR_RESET or self._told.get(fault.part) == fault.advice
        if not (returning and known):
            self._told[fault.part] = fault.advice
            self._news.append(fault.advice)

    def restarted(self, cause: int, host_ns: int) -> None:
        """The board restarted by itself."""
        if len(self.restarts) < MOST_KEPT:
            self.restarts.append(cause)
        if self._restart_told_ns is None or host_ns - self._restart_told_ns >= BOUNCE_NS:
            self._restart_told_ns = host_ns
            self._news.append(restart_advice(cause))

    def begin_stream(self) -> None:
        """A stream began: its faults will be reported again."""
        for fault in tuple(self._active):
            self._end(fault, None)

    def _end(self, fault: Fault, at_us: int | None) -> None:
        if fault in self._active:
            self._active.remove(fault)
            self._well_since[fault.part] = at_us

    def _tell_rail(self, host_ns: int) -> None:
        if self._rail_open == self._rail_told:
            return
        if self._rail_told_ns is None or host_ns - self._rail_told_ns >= BOUNCE_NS:
            self._rail_told, self._rail_told_ns = self._rail_open, host_ns
            self._news.append(RAIL_OPEN if self._rail_open else RAIL_CLOSED)

    def _tell_back(self, now_us: int) -> None:
        faulty = {fault.part for fault in self._active}
        for part, since_us in tuple(self._well_since.items()):
            if since_us is None:
                self._well_since[part] = now_us
            elif (
                part not in faulty and BACK_AFTER_US <= (now_us - since_us) % US_WRAP < US_WRAP / 2
            ):
                del self._well_since[part]
                self._news.append(f"{part} back")
