"""The connection over a real pseudo-terminal, and what it says when there is none."""

import os
import pty
import subprocess
import sys
import tty
from contextlib import suppress
from pathlib import Path

import pytest

from tests.scripted_board import ScriptedLink, ScriptedSource
from trainer.link.commands import check_hello, identify
from trainer.link.connection import Connection, StreamRequest
from trainer.link.discovery import FoundPort, survey, the_only_board
from trainer.link.errors import BoardAbsent, CommandRefused, LinkLost, PortRefused, WrongFirmware
from trainer.link.serial_link import SerialLink
from trainer.wire.frozen import Hello, NackReason
from trainer.wire.messages import Ping, Pong, ReadCalibration, SelfTest
from trainer.wire.schema import SCHEMA_HASH

HELLO = Hello(1, SCHEMA_HASH, (0, 1, 0), 7, ())


@pytest.fixture
def terminal():
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    with suppress(OSError):
        os.close(master)


def test_a_missing_port_says_what_to_do() -> None:
    with pytest.raises(BoardAbsent, match="plug the board in"):
        SerialLink("/dev/ttyNOWHERE0").open()


def test_a_port_of_another_program_is_refused(terminal) -> None:
    holder = SerialLink(terminal[1])
    holder.open()
    with pytest.raises(PortRefused, match="close the other program"):
        SerialLink(terminal[1]).open()
    holder.close()


def test_a_port_without_permission_names_the_group(terminal) -> None:
    # Root may open anything, so the attempt is made as nobody; others lock themselves out.
    script = (
        "import os\n"
        "from trainer.link.serial_link import SerialLink\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        f"SerialLink({terminal[1]!r}).open()"
    )
    Path(terminal[1]).chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert "PortRefused: no permission" in done.stderr
    assert "dialout" in done.stderr


def test_bytes_come_and_go_and_a_pulled_port_is_lost(terminal) -> None:
    master, port = terminal
    link = SerialLink(port)
    link.open()
    os.write(master, b"abc")
    link.wait(1.0)
    assert link.read() == b"abc"
    link.write(b"xyz")
    assert os.read(master, 3) == b"xyz"
    os.close(master)
    link.wait(0.5)
    with pytest.raises(LinkLost, match="plug the board in again"):
        link.read()
    link.close()


def test_garbage_is_told_from_silence() -> None:
    class Chatter(ScriptedLink):
        def read(self) -> bytes:
            super().read()
            return b"hello I am a GPS\r\n"

        def write(self, data: bytes) -> None:
            pass

    class Dead(Chatter):
        def read(self) -> bytes:
            return b""

    with pytest.raises(BoardAbsent, match="not ours"):
        identify(Chatter(ScriptedSource()))
    with pytest.raises(BoardAbsent, match="does not answer"):
        identify(Dead(ScriptedSource()))


def test_another_schema_is_named_and_says_what_to_flash() -> None:
    check_hello(HELLO, "COM3")
    with pytest.raises(WrongFirmware, match=r"firmware 0\.9\.1 with schema 0000002a.*flash"):
        check_hello(Hello(1, 42, (0, 9, 1), 7, ()), "COM3")
    with pytest.raises(WrongFirmware):
        check_hello(Hello(2, SCHEMA_HASH, (0, 1, 0), 7, ()), "COM3")


def test_commands_are_answered_or_refused_with_the_reason() -> None:
    link = ScriptedLink(ScriptedSource())
    connection = Connection(link, StreamRequest())
    connection.connect()
    assert isinstance(connection.command(Ping(connection.new_tag())), Pong)
    with pytest.raises(CommandRefused, match="no calibration") as refused:
        connection.command(ReadCalibration(connection.new_tag(), 0))
    assert refused.value.reason == NackReason.NO_CALIBRATION
    with pytest.raises(CommandRefused, match="unknown command"):
        connection.command(SelfTest(connection.new_tag(), 0))


def test_one_board_is_taken_none_or_two_are_explained() -> None:
    def found(port: str, hello: Hello | None, problem: str = "") -> FoundPort:
        return FoundPort(port, "CH340", hello, problem)

    assert the_only_board([found("A", None, "busy"), found("B", HELLO)]) == "B"
    with pytest.raises(BoardAbsent, match="serial:A or --board serial:B"):
        the_only_board([found("A", HELLO), found("B", HELLO)])
    with pytest.raises(BoardAbsent, match="A is in use"):
        the_only_board([found("A", None, "A is in use")])
    with pytest.raises(BoardAbsent, match="sim:patient"):
        the_only_board([])


def test_survey_asks_every_port_and_survives_the_broken_ones() -> None:
    def link(port: str) -> ScriptedLink:
        scripted = ScriptedLink(ScriptedSource())
        scripted.unplugged = port == "B"
        return scripted

    results = survey([("A", "Arduino"), ("B", "FTDI")], link)
    assert [r.hello is not None for r in results] == [True, False]
    assert "not plugged in" in results[1].problem


def test_a_board_that_comes_back_under_another_name_is_found(terminal, monkeypatch) -> None:
    class Port:
        def __init__(self, device: str) -> None:
            self.device, self.vid, self.pid, self.serial_number = device, 0x2341, 0x43, "A1"

    listed = [Port(terminal[1])]
    monkeypatch.setattr("trainer.link.serial_link.list_ports.comports", lambda: listed)
    link = SerialLink(terminal[1])
    link.open()
    link.close()
    master, slave = pty.openpty()
    listed[:] = [Port(os.ttyname(slave))]
    link.open()
    assert link.name == os.ttyname(slave)
    link.close()
    os.close(master)
    os.close(slave)
