"""A real or virtual Arduino on a serial port. The only module that touches pyserial."""

import contextlib
import errno
import os
import select
import sys
import time

import serial
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from trainer.link.base import BoardAbsent, LinkLost, PortRefused, RealClock

PORT_ERRORS: tuple[type[Exception], ...] = (serial.SerialException, OSError)
if sys.platform != "win32":
    import termios

    # pyserial raises this, which is no OSError, when a port vanishes during set-up.
    PORT_ERRORS += (termios.error,)

BAUD = 500_000
_POLL_S = 0.0005
WINDOWS_BUFFER = 1 << 16
READ_BYTES = 1 << 16
WRITE_WITHIN_S = 0.5

UsbId = tuple[int, int | None, str]
"""Vendor, product, serial number."""


class SerialLink:
    """`serial:/dev/ttyACM0`, `serial:COM3`."""

    def __init__(self, port: str) -> None:
        self._port_name = port
        self._port: serial.Serial | None = None
        self._usb: UsbId | None = None
        self._clock = RealClock()
        self.low_latency = False

    @property
    def name(self) -> str:
        return self._port_name

    @property
    def ended(self) -> bool:
        """Never: a board may always come back."""
        return False

    @property
    def clock(self) -> RealClock:
        return self._clock

    def open(self) -> None:
        """Open exclusively; a real Uno resets at this moment. Harmless when open."""
        if self._port is not None:
            return
        name = self._found_again()
        try:
            self._port = serial.Serial(
                name, BAUD, timeout=0, write_timeout=WRITE_WITHIN_S, exclusive=_exclusive()
            )
        except PORT_ERRORS as error:
            raise _explained(name, error) from error
        self._port_name = name
        self._usb = self._usb or _usb_of(name)
        self.low_latency = _ask_low_latency(self._port)
        _make_room(self._port)

    def close(self) -> None:
        if self._port is not None:
            port, self._port = self._port, None
            with contextlib.suppress(*PORT_ERRORS):
                port.close()

    def wait(self, timeout_s: float) -> None:
        """Sleep until the system holds bytes for us."""
        port = self._port
        if port is None:
            time.sleep(timeout_s)
        elif sys.platform == "win32":
            _poll(port, timeout_s)
        else:
            # A port that another thread has closed has no descriptor.
            with contextlib.suppress(OSError, ValueError, TypeError, serial.SerialException):
                select.select([port.fileno()], [], [], timeout_s)

    def read(self) -> bytes:
        port = self._open_port()
        try:
            return _read(port)
        except PORT_ERRORS as error:
            raise self._lost() from error

    def write(self, data: bytes) -> None:
        """Send within half a second, or the port counts as lost."""
        port = self._open_port()
        try:
            _write(port, data)
        except PORT_ERRORS as error:
            raise self._lost() from error

    def _found_again(self) -> str:
        """The port's name now: a board that was pulled may come back under another one."""
        if self._usb is None or not self._usb[2]:
            # Without a serial number another board of the same make would match.
            return self._port_name
        names = [p.device for p in list_ports.comports() if _usb_id(p) == self._usb]
        return self._port_name if self._port_name in names or not names else names[0]

    def _open_port(self) -> serial.Serial:
        if self._port is None:
            raise self._lost()
        return self._port

    def _lost(self) -> LinkLost:
        return LinkLost(f"{self._port_name} went away: plug the board in again")


def _usb_of(port: str) -> UsbId | None:
    """The USB identity behind a port; None for a pty or a built-in one."""
    return next((_usb_id(p) for p in list_ports.comports() if p.device == port), None)


def _usb_id(port: ListPortInfo) -> UsbId | None:
    return (port.vid, port.pid, port.serial_number or "") if port.vid is not None else None


def _exclusive() -> bool | None:
    return None if sys.platform == "win32" else True


def _read(port: serial.Serial) -> bytes:
    """What the system holds; an error of `PORT_ERRORS` if the port is gone."""
    if sys.platform == "win32":
        waiting = port.in_waiting
        return bytes(port.read(waiting)) if waiting else b""
    # pyserial asks three times before it reads, which costs as much as decoding what it brings.
    with contextlib.suppress(BlockingIOError):
        data = os.read(port.fileno(), READ_BYTES)
        if data:
            return data
    # A port that was pulled may read as empty for ever; this raises if it is gone.
    _ = port.in_waiting
    return b""


def _write(port: serial.Serial, data: bytes) -> None:
    """Hand all of it to the system; an error of `PORT_ERRORS` if that takes too long."""
    if sys.platform == "win32":
        port.write(data)
        return
    # pyserial looks at the clock after a write that went through, too: where a busy computer held
    # this thread up meanwhile, a board that is well would count as lost.
    until = time.monotonic() + WRITE_WITHIN_S
    while True:
        left_s = until - time.monotonic()
        with contextlib.suppress(BlockingIOError):
            data = data[os.write(port.fileno(), data) :]
        if not data:
            return
        # A try that began in time is not the last one: this thread may have been held up in it.
        if left_s <= 0.0:
            raise serial.SerialTimeoutException("the port takes no more bytes")
        select.select([], [port.fileno()], [], left_s)


def _poll(port: serial.Serial, timeout_s: float) -> None:
    until = time.perf_counter() + timeout_s
    with contextlib.suppress(OSError, serial.SerialException):
        while not port.in_waiting and time.perf_counter() < until:
            time.sleep(_POLL_S)


def _ask_low_latency(port: serial.Serial) -> bool:
    """FTDI chips hold bytes back for 16 ms unless asked not to; a pty or CDC port has no such."""
    setter = getattr(port, "set_low_latency_mode", None)
    if setter is None:
        return False
    try:
        setter(True)
    except (OSError, ValueError, serial.SerialException):
        return False
    return True


def _make_room(port: serial.Serial) -> None:
    """Windows holds 4 kB, which two sensors and cells fill in 145 ms; elsewhere it holds enough."""
    setter = getattr(port, "set_buffer_size", None)
    if setter is not None:
        with contextlib.suppress(*PORT_ERRORS):
            setter(rx_size=WINDOWS_BUFFER)


def _explained(port: str, error: Exception) -> BoardAbsent | PortRefused:
    code = getattr(error, "errno", None)
    text = str(error).lower()
    # On Windows pyserial gives the class of the error and its text, which is translated.
    if code == errno.EACCES or (sys.platform == "win32" and "permissionerror" in text):
        if sys.platform == "win32":
            return PortRefused(f"{port} is in use: close the other program that has it open")
        return PortRefused(
            f"no permission to open {port}: add yourself to the group that owns it "
            "(sudo usermod -aG dialout $USER), then log in again"
        )
    if code in (errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK) or "lock" in text:
        return PortRefused(f"{port} is in use: close the other program that has it open")
    if code in (errno.ENOENT, errno.ENODEV, errno.ENXIO) or "filenotfound" in text:
        return BoardAbsent(f"there is no port {port}: plug the board in, or try --board auto")
    return BoardAbsent(f"{port} is not a serial port: baps boards lists the boards that are there")
