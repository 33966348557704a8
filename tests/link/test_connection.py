"""The connection over a real pseudo-terminal, and what it says when there is none."""

import errno
import os
import pty
import subprocess
import sys
import time
import tty
from contextlib import suppress
from pathlib import Path
from threading import Barrier, Thread

import pytest
from serial import SerialException

from tests.scripted_board import ScriptedLink, ScriptedSource
from trainer.link.base import BoardAbsent, CommandRefused, LinkLost, PortRefused, WrongFirmware
from trainer.link.commands import check_hello, identify
from trainer.link.connection import Connection
from trainer.link.discovery import survey, the_only_board
from trainer.link.serial_link import WRITE_WITHIN_S, SerialLink, _explained, _make_room
from trainer.link.stream import StreamRequest
from trainer.recording.vocabulary import LinkState
from trainer.wire.codec import SCHEMA_HASH, encode
from trainer.wire.frozen import Hello, NackReason
from trainer.wire.messages import Ping, Pong, ReadCalibration, SelfTest, Start

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


def test_an_answer_is_read_however_late_the_program_looks_at_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = ScriptedLink(ScriptedSource())
    connection = Connection(link, StreamRequest())
    connection.connect()
    clock, now_ns = link.clock, link.clock.now_ns

    def a_second_later() -> int:
        clock.sleep(1.0)
        return now_ns()

    monkeypatch.setattr(clock, "now_ns", a_second_later)
    assert isinstance(connection.command(Ping(connection.new_tag()), tries=1), Pong)


def test_a_write_that_the_computer_held_up_loses_no_board(
    terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write

    def held_up(port: int, data: bytes) -> int:
        written = write(port, data)
        time.sleep(1.2 * WRITE_WITHIN_S)
        return written

    link = SerialLink(terminal[1])
    link.open()
    monkeypatch.setattr(os, "write", held_up)
    link.write(b"ping")
    assert os.read(terminal[0], 100) == b"ping"
    link.close()


def test_a_port_that_looks_ready_and_takes_nothing_is_lost(
    terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_port: int, _data: bytes) -> int:
        raise BlockingIOError

    link = SerialLink(terminal[1])
    link.open()
    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(LinkLost, match="plug the board in"):
        link.write(b"ping")
    link.close()


def test_a_board_that_takes_no_bytes_is_lost_and_gets_all_of_them_if_it_does(terminal) -> None:
    sent = bytes(range(256)) * 1024
    link = SerialLink(terminal[1])
    link.open()
    with pytest.raises(LinkLost, match="plug the board in"):
        link.write(sent)
    link.close()
    drained = b""
    os.set_blocking(terminal[0], False)
    with suppress(BlockingIOError):
        while piece := os.read(terminal[0], 1 << 16):
            drained += piece
    assert 0 < len(drained) < len(sent)
    assert sent.startswith(drained)

    def reader() -> None:
        while len(taken) < len(sent):
            taken.extend(os.read(terminal[0], 1 << 16))

    taken = bytearray()
    os.set_blocking(terminal[0], True)
    link.open()
    thread = Thread(target=reader, daemon=True)
    thread.start()
    link.write(sent)
    thread.join()
    assert bytes(taken) == sent
    link.close()


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


class ReadsAsEmpty:
    """A port that is silent, or that was pulled: a USB port then reads as empty for ever."""

    def __init__(self, pulled: bool) -> None:
        self._pulled = pulled
        self._null = os.open(os.devnull, os.O_RDONLY)

    def fileno(self) -> int:
        return self._null

    @property
    def in_waiting(self) -> int:
        if self._pulled:
            raise OSError(errno.EIO, "Input/output error")
        return 0

    def close(self) -> None:
        os.close(self._null)


@pytest.mark.parametrize("pulled", [False, True])
def test_a_pulled_port_that_reads_as_empty_is_told_from_silence(pulled: bool) -> None:
    link = SerialLink("/dev/ttyACM0")
    link._port = ReadsAsEmpty(pulled)
    if pulled:
        with pytest.raises(LinkLost, match="plug the board in again"):
            link.read()
    else:
        assert link.read() == b""
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
    with pytest.raises(WrongFirmware, match="with protocol 2, this program speaks protocol 1"):
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


class CountedLink(ScriptedLink):
    """Counts how often it was opened and closed; a stranger says nothing until all were asked."""

    def __init__(self, together: Barrier | None = None, unplugged: bool = False) -> None:
        super().__init__(ScriptedSource())
        self.opened = self.closed = 0
        self.unplugged = unplugged
        self._together = together

    def open(self) -> None:
        super().open()
        self.opened += 1
        if self._together is not None:
            self._together.wait()

    def close(self) -> None:
        super().close()
        self.closed += 1


def test_one_board_is_taken_as_it_was_opened_and_none_or_two_are_explained() -> None:
    links = {"A": CountedLink(unplugged=True), "B": CountedLink(), "C": CountedLink()}
    taken = the_only_board([("A", "CH340"), ("B", "CH340")], links.__getitem__)
    assert taken is links["B"]
    assert (links["B"].opened, links["B"].closed) == (1, 0)
    with pytest.raises(BoardAbsent, match="serial:B or --board serial:C"):
        the_only_board([("B", "CH340"), ("C", "CH340")], links.__getitem__)
    assert links["C"].closed == 1
    with pytest.raises(BoardAbsent, match="not plugged in"):
        the_only_board([("A", "CH340")], links.__getitem__)
    with pytest.raises(BoardAbsent, match="sim:patient"):
        the_only_board([], links.__getitem__)


def test_survey_asks_every_port_at_once_and_survives_the_broken_ones() -> None:
    both = Barrier(2)
    links = {"A": CountedLink(both), "B": CountedLink(unplugged=True), "C": CountedLink(both)}
    results = survey([("A", "Arduino"), ("B", "FTDI"), ("C", "FTDI")], links.__getitem__)
    assert [r.hello is not None for r in results] == [True, False, True]
    assert "not plugged in" in results[1].problem
    assert links["A"].closed == links["C"].closed == 1


def test_an_open_port_is_not_opened_again(terminal) -> None:
    link = SerialLink(terminal[1])
    link.open()
    port = link._port
    link.open()
    assert link._port is port
    link.close()


@pytest.mark.parametrize("words", ["Access is denied.", "Zugriff verweigert"])
def test_a_port_in_use_on_windows_is_named_so_in_any_language(words: str, monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    error = SerialException(f"could not open port 'COM3': PermissionError(13, '{words}', None, 5)")
    assert "COM3 is in use" in str(_explained("COM3", error))


def test_the_receive_buffer_is_made_larger_where_it_can_be() -> None:
    class WindowsPort:
        rx_size = 4096

        def set_buffer_size(self, rx_size: int) -> None:
            self.rx_size = rx_size

    port = WindowsPort()
    _make_room(port)  # type: ignore[arg-type]
    assert port.rx_size == 1 << 16


def test_a_board_that_still_streams_is_stopped_before_it_is_asked() -> None:
    link = ScriptedLink(ScriptedSource())
    link.open()
    link.write(encode(Start(1, 500, 0, 0, 2, 0)))
    link.clock.sleep(1.0)
    connection = Connection(link, StreamRequest())
    connection.connect()
    with pytest.raises(CommandRefused, match="no calibration"):
        connection.command(ReadCalibration(connection.new_tag(), 0))
    connection.start()
    assert len(connection.poll().imu) < 5


def test_a_board_that_hangs_is_opened_again_after_ten_seconds() -> None:
    link = CountedLink()
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    link.silent = True
    opened, states = link.opened, []
    for _ in range(1500):
        link.clock.sleep(0.01)
        connection.poll()
        states.append(connection.state)
        work = connection.due()
        if work is not None:
            connection.tended(work, work.done_on(link))
    assert LinkState.STALLED in states
    assert LinkState.LOST in states
    assert states.index(LinkState.LOST) > 900
    assert link.opened == opened + 1


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
