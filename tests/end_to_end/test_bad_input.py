"""Whatever is wrong around it: one line that says what to do, an exit code, and nothing lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.conftest import kept_trials
from tests.end_to_end.fake_ports import port_of
from tests.recordings import swaying
from trainer.recording.container import pack
from trainer.recording.vocabulary import Outcome
from trainer.sessions.rows import DIGITS
from trainer.wire.codec import SCHEMA_HASH, encode
from trainer.wire.frozen import PROTOCOL_MAJOR, Hello

PATIENT = "sim:patient?skill=0.9&seed=4&still_s=3.2"
NOTES = ("waiting for the board", "uncalibrated")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ptys, pipes and signals of POSIX")


@pytest.fixture
def replay(tmp_path: Path) -> str:
    """A board that streams at once: a recording of twenty seconds."""
    file = tmp_path / "recording.baps"
    file.write_bytes(pack(swaying(10_000)))
    return f"replay:{file}"


def assert_one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """One error line, after nothing else than notes on the board."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith(NOTES)]
    assert done.returncode == 1, done.stderr
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Error: ")
    assert [word for word in words if word not in lines[0]] == []


def start(environment: dict[str, str], board: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "trainer.cli.main", "log", "--board", board, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    said = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, *said)


def interrupt_after_rows(process: subprocess.Popen[str], out: Path) -> str:
    """Ctrl-C as soon as there are rows; what was said on standard error."""
    deadline = time.monotonic() + 120
    while not (out.exists() and out.stat().st_size > 10_000):
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < deadline, "no rows came"
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=120)[1]


def seqs_in(out: Path) -> list[int]:
    return [int(row.split(",")[1]) for row in out.read_text(encoding="utf-8").splitlines()[1:]]


def assert_whole_rows(out: Path) -> None:
    text = out.read_text(encoding="utf-8")
    assert text.endswith("\n")
    header, *rows = text.splitlines()
    assert header == ",".join(DIGITS)
    assert rows
    assert {len(row.split(",")) for row in rows} == {len(DIGITS)}
    seqs = seqs_in(out)
    assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))


def test_garbage_and_silence_on_a_port_are_no_board(environment) -> None:
    with port_of(lambda: os.urandom(64)) as noisy, port_of(bytes) as silent:
        asked = [start(environment, f"serial:{port}") for port in (noisy, silent)]
        garbage, silence = (finished(process) for process in asked)
    assert_one_line(garbage, noisy, "another device", "flash")
    assert_one_line(silence, silent, "check cable, port and firmware")


def test_a_board_of_another_schema_says_what_to_flash(baps) -> None:
    hello = encode(Hello(PROTOCOL_MAJOR, SCHEMA_HASH ^ 1, (9, 8, 7), 5, ()))
    with port_of(lambda: hello) as port:
        done = baps("log", "--board", f"serial:{port}")
    assert_one_line(done, port, "9.8.7", f"{SCHEMA_HASH:08x}", "flash")


def test_a_port_of_another_program_says_to_close_it(baps) -> None:
    serial = pytest.importorskip("serial")
    with port_of(bytes) as port, serial.Serial(port, exclusive=True):
        assert_one_line(baps("log", "--board", f"serial:{port}"), port, "close the other program")


def test_a_full_disk_ends_in_one_line(baps, replay: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = baps("log", "--board", replay, "--out", "/dev/full")
    assert_one_line(done, "disk is full", "make room")


def test_a_table_that_cannot_be_measured_is_named_with_its_line(baps, tmp_path: Path) -> None:
    table = tmp_path / "plate.csv"
    table.write_text("t_s,ap_mm,ml_mm\n0.00,1,2\n0.01,one,2\n", encoding="ascii")
    assert_one_line(baps("metrics", str(table)), "plate.csv", "line 3")


def test_a_reader_that_goes_away_ends_the_command_quietly(environment, replay: str) -> None:
    process = start(environment, replay)
    assert process.stdout is not None
    assert process.stdout.readline() == ",".join(DIGITS) + "\n"
    process.stdout.close()
    assert process.wait(timeout=120) == 141
    assert process.stderr is not None
    said = process.stderr.read().splitlines()
    process.stderr.close()
    assert [line for line in said if not line.startswith(NOTES)] == []


def test_ctrl_c_leaves_whole_rows(environment, replay: str, tmp_path: Path) -> None:
    out = tmp_path / "sway.csv"
    process = start(environment, replay, "--out", str(out))
    said = interrupt_after_rows(process, out)
    assert process.returncode == 130
    rows = len(seqs_in(out))
    assert said.splitlines()[-1].startswith(f"stopped; wrote {rows} rows, ")
    assert said.splitlines()[-1].endswith(f"0 lost, to {out}")
    assert "Traceback" not in said
    assert_whole_rows(out)


def test_ctrl_c_in_a_trial_loses_no_trial(
    baps, environment, home: Path, patient: str, tmp_path: Path
) -> None:
    out = tmp_path / "trial.csv"
    asked = ("--patient", "K7", "--side", "right", "--seconds", "60", "--out", str(out))
    process = start(environment, PATIENT, *asked)
    said = interrupt_after_rows(process, out)
    assert process.returncode == 130
    assert said.splitlines()[-1].endswith(
        "the trial is in its journal: run baps recover to store it"
    )
    assert_whole_rows(out)
    recovered = baps("recover")
    assert (recovered.returncode, recovered.stderr) == (0, "")
    ((trial, recording),) = kept_trials(home)
    assert trial.outcome is Outcome.INTERRUPTED
    kept = recording.samples.seq.tolist()
    last = seqs_in(out)[-1]
    assert kept[0] < last
    assert set(range(kept[0], last + 1)) <= set(kept)
