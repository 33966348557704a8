"""Finds boards among the serial ports: for `--board auto` and `baps boards`."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from serial.tools import list_ports

from trainer.link.base import BoardAbsent, Link, LinkError, NoBoard
from trainer.link.commands import identify
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
    """A port that may hold a board, and its answer.

    `link` is open if a board answers: opening it again would reset most boards.
    """

    port: str
    adapter: str
    hello: Hello | None
    problem: str = ""
    link: Link | None = None


def candidate_ports() -> list[tuple[str, str]]:
    """(port, adapter) of every port with an Arduino-like USB vendor, sorted."""
    return sorted(
        (info.device, ARDUINO_LIKE_USB_VENDORS[info.vid])
        for info in list_ports.comports()
        if info.vid in ARDUINO_LIKE_USB_VENDORS
    )


def plugged_in(uri: str) -> tuple[object, ...]:
    """What is plugged in now of all that a `--board` text may mean, to notice a change.

    Empty if nothing is. A port that was pulled and put back differs from what it was.
    """
    kind, _, port = uri.partition(":")
    if kind == "auto":
        return tuple(candidate_ports())
    try:
        file = os.stat(port)
    except OSError:
        # On Windows a port is no file.
        return tuple(info.device for info in list_ports.comports() if info.device == port)
    return (file.st_rdev, file.st_ino, file.st_ctime_ns)


def survey(ports: Iterable[tuple[str, str]], open_link: Callable[[str], Link]) -> list[FoundPort]:
    """Ask every port who it is, all at once; nothing stays open."""
    found = _asked(ports, open_link)
    _close(found)
    return found


def the_only_board(ports: Iterable[tuple[str, str]], open_link: Callable[[str], Link]) -> Link:
    """The open link to the one board that answers.

    `BoardAbsent` with advice if there is none or more than one; then nothing stays open.
    """
    found = _asked(ports, open_link)
    links = [f.link for f in found if f.link is not None]
    if len(links) == 1:
        return links[0]
    _close(found)
    if links:
        choices = " or ".join(f"--board serial:{f.port}" for f in found if f.hello)
        raise BoardAbsent(f"{len(links)} boards answer: say which with {choices}")
    problems = "; ".join(f.problem for f in found if f.problem)
    if problems:
        raise BoardAbsent(f"no board answers: {problems}")
    raise NoBoard(
        "no board found: plug it in by USB, or try a simulated one with --board sim:patient"
    )


def _asked(ports: Iterable[tuple[str, str]], open_link: Callable[[str], Link]) -> list[FoundPort]:
    listed = list(ports)
    # A stranger is silent for seconds; asking all at once takes no longer than asking one.
    with ThreadPoolExecutor(max_workers=max(len(listed), 1)) as pool:
        return list(pool.map(lambda port: _ask(port[0], port[1], open_link(port[0])), listed))


def _ask(port: str, adapter: str, link: Link) -> FoundPort:
    try:
        link.open()
        return FoundPort(port, adapter, identify(link), link=link)
    except LinkError as error:
        link.close()
        return FoundPort(port, adapter, None, str(error))


def _close(found: Iterable[FoundPort]) -> None:
    for link in (f.link for f in found):
        if link is not None:
            link.close()
