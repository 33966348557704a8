"""The part that simulations and replays share: a simulated firmware behind the link interface."""

from trainer.link.base import HostClock
from trainer.link.simulated_firmware import SimulatedFirmware

WAIT_STEP_S = 0.002


class BoardLink:
    """A link whose other end is in this process. Time on the board is time since it was made."""

    def __init__(self, name: str, firmware: SimulatedFirmware, clock: HostClock) -> None:
        self._name = name
        self._firmware = firmware
        self._clock = clock
        self._began_ns = clock.now_ns()

    @property
    def name(self) -> str:
        """What the person typed."""
        return self._name

    @property
    def ended(self) -> bool:
        """A simulation goes on for ever."""
        return False

    @property
    def clock(self) -> HostClock:
        """Real or simulated time."""
        return self._clock

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to give back."""

    def wait(self, timeout_s: float) -> None:
        """Let a slot or so pass."""
        self._clock.sleep(min(timeout_s, WAIT_STEP_S))

    def read(self) -> bytes:
        """What the board has said by now."""
        return self._firmware.send(self._now_us())

    def write(self, data: bytes) -> None:
        """Tell the board."""
        self._firmware.receive(data, self._now_us())

    def _now_us(self) -> float:
        return (self._clock.now_ns() - self._began_ns) / 1e3
