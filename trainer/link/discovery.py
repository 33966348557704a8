"""Finds boards among the serial ports: for `--board auto` and `baps boards`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from serial.tools import list_ports

from trainer.link.base import Link
from trainer.link.commands import identify
from trainer.link.errors import BoardAbsent, LinkError
from trainer.wire.frozen import Hello

ARDUINO_LIKE_USB_VENDORS = {
    0x2341: "Arduino",
    0x2A03: "Arduino (arduino.org)",
    0x1A86: "CH340",
    0x0403: "FTDI",
    0x10C4: "CP210x",
    0x067B: "PL2303",
}
"""Only ports of these vendors are opened: opening a stranger's device may reset it."""


@dataclass(frozen=True)
class FoundPort:
    """A port that may hold a board, and what it said."""

    port: str
    adapter: str
    hello: Hello | None
    problem: str = ""


def candidate_ports() -> list[tuple[str, str]]:
    """(port, adapter) of every port with an Arduino-like USB vendor, sorted."""
    return sorted(
        (info.device, ARDUINO_LIKE_USB_VENDORS[info.vid])
        for info in list_ports.comports()
        if info.vid in ARDUINO_LIKE_USB_VENDORS
    )


def survey(ports: Iterable[tuple[str, str]], open_link: Callable[[str], Link]) -> list[FoundPort]:
    """Ask every port who it is."""
    return [_ask(port, adapter, open_link(port)) for port, adapter in ports]


def the_only_board(found: list[FoundPort]) -> str:
    """The port of the one board; `BoardAbsent` with advice where there is none or a choice."""
    boards = [f.port for f in found if f.hello is not None]
    if len(boards) == 1:
        return boards[0]
    if boards:
        choices = " or ".join(f"--board serial:{port}" for port in boards)
        raise BoardAbsent(f"{len(boards)} boards answer: say which with {choices}")
    problems = "; ".join(f.problem for f in found if f.problem)
    if problems:
        raise BoardAbsent(f"no board answers: {problems}")
    raise BoardAbsent(
        "no board found: plug it in by USB, or try a simulated one with --board sim:patient"
    )


def _ask(port: str, adapter: str, link: Link) -> FoundPort:
    try:
        link.open()
        return FoundPort(port, adapter, identify(link))
    except LinkError as error:
        return FoundPort(port, adapter, None, str(error))
    finally:
        link.close()
