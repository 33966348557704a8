"""The station's board on the real firmware: plugged in late, pulled in a trial, and changed."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.scripted_board import header_of
from tests.virtual_uno.building import Built
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.acquisition.eeprom import write_calibration
from trainer.link.connection import Connection
from trainer.link.serial_link import SerialLink
from trainer.link.stream import StreamRequest
from trainer.recording.sensor import STEP_FRONT, STEP_LEVEL, SensorCalibration
from trainer.sessions.board_news import KeptBoard, Presence
from trainer.sessions.kept_board import kept_board
from trainer.store.store import Store

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
PATIENCE_S = 120.0
ONE, OTHER = 0x1111, 0x2222


def calibrated(built: Built, folder: Path, board_id: int, counter: int) -> Path:
    """The EEPROM of a board that was calibrated so often."""
    eeprom = folder / f"{board_id:x}"
    with VirtualUno(built, Setup(fast=True, eeprom=eeprom, **NOISE)) as uno:
        connection = Connection(SerialLink(uno.port), StreamRequest())
        connection.connect()
        steps = frozenset({STEP_LEVEL, STEP_FRONT})
        known = SensorCalibration(board_id, counter=counter, steps=steps)
        write_calibration(connection, known)
        connection.close()
    return eeprom


def wait_until(so: Callable[[], bool], kept: KeptBoard) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not so():
        assert time.monotonic() < deadline, kept.news
        time.sleep(0.01)


def wait_for(kept: KeptBoard, state: Presence) -> None:
    wait_until(lambda: kept.news.state is state, kept)


def assert_open(kept: KeptBoard, board_id: int, counter: int) -> None:
    board = kept.board()
    assert (board.identity.board_id, board.calibration.counter) == (board_id, counter)
    assert board.calibration.board_id == board_id
    assert kept.news.board == board.identity


def test_a_board_plugged_in_after_the_start_pulled_in_a_trial_and_changed_for_another(
    built, tmp_path
) -> None:
    one, other = calibrated(built, tmp_path, ONE, 3), calibrated(built, tmp_path, OTHER, 5)
    link = tmp_path / "board"
    said: list[str] = []
    with (
        Store.open(f"sqlite:///{tmp_path / 'baps.db'}") as store,
        kept_board(f"serial:{link}", store, said.append) as kept,
    ):
        wait_for(kept, Presence.NONE)
        assert kept.board() is None
        with plugged(built, link, one):
            wait_for(kept, Presence.STILL)
            wait_for(kept, Presence.READY)
            assert_open(kept, ONE, 3)
            use = kept.lent()
            board = use.__enter__()
            board.feed.begin_recording(header_of)
            began_seq = board.feed.latest().seq
            wait_until(lambda: board.feed.latest().seq > began_seq + 200, kept)
        wait_until(lambda: not kept.news.ready, kept)
        with plugged(built, link, other):
            wait_for(kept, Presence.CHANGED)
            samples = board.feed.end_recording().samples
            use.__exit__(None, None, None)
            assert np.all(np.diff(samples.seq) > 0)
            assert set(samples.epoch.tolist()) == {0}
            wait_for(kept, Presence.READY)
            assert_open(kept, OTHER, 5)
        wait_until(lambda: not kept.news.ready, kept)
        with plugged(built, link, one):
            wait_for(kept, Presence.READY)
            assert_open(kept, ONE, 3)
            assert set(store.boards()) == {ONE, OTHER}
    assert kept.board() is None


def plugged(built: Built, link: Path, eeprom: Path) -> VirtualUno:
    """A board that is plugged in until the end of this."""
    return VirtualUno(built, Setup(fast=True, link=link, eeprom=eeprom, **NOISE))
