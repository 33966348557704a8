"""`trainer.open_board`: a board in Python, as docs/research.md promises it."""

import json
import logging
import re
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import trainer
from tests.recordings import swaying
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.container import pack
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind
from trainer.sessions.blocks import unit_of
from trainer.sessions.opening import ready_board
from trainer.sessions.rows import (
    BODY_DIGITS,
    DIGITS,
    LOAD_DIGITS,
    WORN,
    RowFormat,
    RowWriter,
    row_form,
)

ROOT = Path(__file__).parents[1]
ALL_SENSORS = "sim:patient?cells=80&thigh=1"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    return tmp_path


def silent(_text: str) -> None:
    """Messages for people are not looked at."""


def taken(uri: str, *seconds: float) -> tuple[trainer.LiveBoard, list[trainer.Block]]:
    with trainer.open_board(uri, fast=True, say=silent) as board:
        return board, [block for each in seconds for block in board.blocks(each)]


def joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts)


def test_importing_the_package_imports_nothing_slow() -> None:
    code = "import sys, trainer; print({'numpy', 'click', 'serial'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_name_that_the_package_does_not_promise_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'open_bard'"):
        _ = trainer.open_bard
    assert all(hasattr(trainer, name) for name in trainer.__all__)


def test_every_sample_comes_once_also_over_two_loops_and_at_the_length_asked_for() -> None:
    board, blocks = taken(ALL_SENSORS, 1.001, 0.5)
    seq = joined([block.seq for block in blocks])
    assert np.array_equal(seq, np.arange(seq[0], seq[0] + len(seq)))
    assert len(seq) == round(1.502 * board.rate_hz)
    assert blocks[0].t_s[0] == 0.0
    for rows in ([b.load for b in blocks], [b.thigh for b in blocks]):
        numbers = joined([r.seq for r in rows])
        assert len(numbers) > 50
        assert (np.diff(numbers) == 1).all()
    assert sum(block.missed for block in blocks) == 0


def test_host_times_rise_at_the_pace_of_the_boards_own() -> None:
    _, blocks = taken(ALL_SENSORS, 2.0)
    for rows in (blocks, [b.load for b in blocks], [b.thigh for b in blocks]):
        host_s, t_s = joined([r.host_s for r in rows]), joined([r.t_s for r in rows])
        assert (np.diff(host_s) > 0).all()
        assert np.ptp(host_s - t_s) < 0.025


def test_columns_are_those_of_log_and_so_are_their_values(home: Path) -> None:
    board, blocks = taken(ALL_SENSORS, 0.5)
    out = StringIO()
    with ready_board(ALL_SENSORS, silent, LinkContext(SimulatedClock())) as same:
        writer = RowWriter(out, RowFormat.JSONL, row_form(same))
        while writer.rows < 250:
            same.feed.pump()
            newest = blocks[0].seq[0] - 1 + writer.rows
            writer.write(same.feed.since(newest))
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert board.columns == tuple(DIGITS)
    for name in board.columns:
        values = joined([block.columns()[name] for block in blocks])
        logged = [row[name] for row in rows[: len(values)]]
        assert np.round(values, DIGITS[name]).tolist() == logged


def test_every_column_has_a_unit_and_counts_have_none() -> None:
    units = {name: unit_of(name) for name in (*DIGITS, *WORN.values(), *LOAD_DIGITS, *BODY_DIGITS)}
    assert [name for name, unit in units.items() if unit == "1"] == ["seq", "epoch"]
    assert units["t_s"] == "s"
    assert units["gx_deg_s"] == units["sacrum_ap_rate_deg_s"] == "deg/s"
    assert units["cop_ap_mm"] == "mm"
    assert units["load_n"] == "N"


def test_a_force_plate_has_no_tilt_and_the_pelvis_its_own_names() -> None:
    plate, blocks = taken("sim:plate", 0.5)
    assert plate.columns == ("t_s", "seq", "epoch")
    assert np.isnan(blocks[-1].ap_deg).all()
    assert blocks[-1].load.load_n.any()
    floor, blocks = taken("sim:floor", 0.5)
    assert floor.columns[3] == "sacrum_ap_deg"
    assert blocks[0].columns()["sacrum_ap_deg"] is blocks[0].ap_deg


def test_a_board_says_what_it_is_and_that_it_is_not_calibrated(home: Path) -> None:
    board, _ = taken("sim:patient?cells=80", 0.1)
    assert (board.uri, board.board_id) == ("sim:patient?cells=80", "0000000000005111")
    assert (board.rate_hz, board.load_rate_hz, board.thigh_rate_hz) == (500.0, 80.0, 0.0)
    assert (board.calibrated, board.warning) == (True, "")
    tape = home / "bare.baps"
    tape.write_bytes(pack(swaying(600)))
    bare, _ = taken(f"replay:{tape}", 0.1)
    assert not bare.calibrated
    assert bare.warning.startswith("uncalibrated: ")


def test_a_replay_ends_by_itself_with_the_tilt_of_the_recording(home: Path) -> None:
    recording = replace(swaying(1500), events=())
    start = replace(recording.header.start, gyro_bias_deg_s=(0.0, 0.0, 0.0))
    recording = replace(recording, header=replace(recording.header, start=start))
    tape = home / "sway.baps"
    tape.write_bytes(pack(recording))
    _, blocks = taken(f"replay:{tape}", 60.0)
    assert joined([b.ap_deg for b in blocks]).tobytes() == recording.samples.ap_deg.tobytes()
    assert joined([b.seq for b in blocks]).tobytes() == recording.samples.seq.tobytes()


def test_events_of_the_board_come_with_the_time_of_their_sample() -> None:
    _, blocks = taken("sim:patient?contacts=1&rail=0.3", 2.0)
    (event,) = [event for block in blocks for event in block.events]
    assert (event.kind, event.data["state"]) == ("hand_rail", 1)
    block = next(b for b in blocks if b.events)
    assert event.t_s in block.t_s
    assert event.host_s in block.host_s


def test_a_replayed_trial_gives_the_events_of_its_board_only_as_the_docs_say(home: Path) -> None:
    noted = TrialEvent(EventKind.START, 700)
    pressed = TrialEvent(EventKind.BUTTON, 800, {"code": 0, "sensor": 0, "state": 1})
    recording = replace(swaying(1500), events=(noted, pressed))
    tape = home / "trial.baps"
    tape.write_bytes(pack(recording))
    _, blocks = taken(f"replay:{tape}", 60.0)
    assert [event.kind for block in blocks for event in block.events] == ["button"]
    page = (ROOT / "docs/research.md").read_text(encoding="utf-8")
    assert "have the board's own only, also when it replays a trial" in page


@pytest.mark.parametrize(
    ("uri", "fast", "said"),
    [
        ("sim:dog", True, "^board sim:dog: sim: takes patient"),
        ("sim:patient?skil=1", True, r"^board sim:patient\?skil=1: skil is not one of"),
        ("replay:a.baps?pace=2", True, r"^board replay:a.baps\?pace=2: replay: takes speed"),
        ("sim:mouse", True, "^board sim:mouse is tilted in the window of a game"),
        ("dog", False, "^board dog is not a board"),
        (5, False, "^board 5 is not a text such as 'auto' or 'sim:patient'"),
        (None, True, "^board None is not a text"),
        ("serial:/dev/no-such-port", False, "no port /dev/no-such-port"),
        ("replay:no-such-file.baps", True, "there is no file no-such-file.baps"),
        ("replay:trial:00000000", True, "00000000"),
        ("auto", True, "fast=True takes"),
        ("serial:/dev/ttyACM0", True, "not 'serial:/dev/ttyACM0'"),
    ],
)
def test_what_cannot_be_opened_is_an_error_of_one_family(uri: Any, fast: bool, said: str) -> None:
    with pytest.raises(trainer.BoardError, match=said), trainer.open_board(uri, fast=fast):
        pass


def test_an_error_of_the_script_stays_what_it_is_and_the_board_is_closed() -> None:
    class Mine(OSError):
        pass

    with pytest.raises(Mine), trainer.open_board("sim:patient", fast=True) as board:
        raise Mine
    assert board._board.feed._closed


def test_a_board_gives_no_blocks_after_its_with_and_says_where_to_read_them() -> None:
    with trainer.open_board("sim:patient", fast=True, say=silent) as board:
        blocks = board.blocks()
        next(blocks)
        assert repr(board) == f"<board {board.board_id} on sim:patient, 500 Hz>"
    for late in (blocks, board.blocks()):
        with pytest.raises(trainer.BoardError, match="closed: read its blocks before"):
            next(late)
    assert "closed" in repr(board)


def test_a_board_can_be_kept_over_the_cells_of_a_notebook_and_is_closed_by_name() -> None:
    board = trainer.open_board("sim:patient", fast=True, say=silent)
    first, second = list(board.blocks(0.1)), list(board.blocks(0.1))
    assert second[0].seq[0] == first[-1].seq[-1] + 1
    assert not board.closed
    board.close()
    board.close()
    assert board.closed
    assert board._board.feed._closed
    with pytest.raises(trainer.BoardError, match="closed"):
        next(board.blocks())
    with pytest.raises(trainer.BoardError, match="closed"), board:
        pass


def test_a_board_may_be_closed_inside_its_with() -> None:
    with trainer.open_board("sim:patient", fast=True, say=silent) as board:
        board.close()
    assert board.closed


def test_messages_go_to_the_logger_unless_somebody_takes_them(home, monkeypatch, caplog) -> None:
    monkeypatch.setenv("BAPS_DB", f"sqlite:///{home}/new.db")
    with caplog.at_level(logging.WARNING, "trainer"), trainer.open_board("sim:patient", fast=True):
        pass
    assert [r.name for r in caplog.records if "new database made" in r.getMessage()] == ["trainer"]


def test_the_example_of_the_readme_runs_as_it_stands(home: Path) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    assert len(example.splitlines()) <= 15
    done = subprocess.run(
        [sys.executable, "-c", example],
        capture_output=True,
        encoding="utf-8",
        cwd=home,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *lines, last = done.stdout.splitlines()
    assert len(lines) > 100
    assert re.fullmatch(r"\d\.\d\d s: ap +-?\d+\.\d\d°, ml +-?\d+\.\d\d°", lines[-1])
    saved = np.load(home / "sway.npz")
    assert last == f"{len(saved['ap_deg'])} samples in sway.npz"
    assert len(saved["ap_deg"]) == len(saved["host_s"]) == 2500


def test_a_bare_port_is_a_serial_port_as_on_the_command_line() -> None:
    with pytest.raises(trainer.BoardError, match="there is no port /dev/no-such-port: plug"):
        trainer.open_board("/dev/no-such-port")
