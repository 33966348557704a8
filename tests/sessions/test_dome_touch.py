"""The touch of the toe edge at a real board's start: told, not told, and never a false order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, Knots, opened
from trainer.motion.dome_balance import EmptyBoard
from trainer.recording.conditions import FLOOR, Conditions
from trainer.recording.dome import Dome
from trainer.recording.envelope import assumed_tilt_deg, round_rim
from trainer.recording.sensor import UNCALIBRATED, SensorCalibration
from trainer.recording.vocabulary import Source
from trainer.sessions.board import OpenBoard, wait_for_samples
from trainer.sessions.dome_touch import ASKED, BEGUN_WITHIN_S, NOT_TOLD, say_dome
from trainer.sessions.legs import today_began
from trainer.store.store import Store

BOARD = 7
TOLD = "dome 2 is on"


def board_of(knots: Knots, calibration: SensorCalibration = CALIBRATED) -> OpenBoard:
    board = opened(TiltedSource([], knots=knots), calibration)
    wait_for_samples(board.feed, lambda _: None)
    return board


def lying(dome: int, then: Knots) -> OpenBoard:
    """A board that lies alone on a dome, and then what is done with it."""
    ap_deg, ml_deg = EmptyBoard(Dome(dome)).lies_deg
    return board_of([(0.0, ap_deg, ml_deg), (4.0, ap_deg, ml_deg), *then, (60.0, ap_deg, ml_deg)])


def touched(dome: int, tilt_deg: float | None = None) -> OpenBoard:
    edge = assumed_tilt_deg(dome) if tilt_deg is None else tilt_deg
    return lying(dome, [(5.0, edge, 0.0), (6.5, edge, 0.0), (7.5, 0.0, 0.0)])


def said_of(
    board: OpenBoard, level: int | None, store: Store | None = None, stem_hole: int = 0
) -> list[str]:
    said: list[str] = []
    chosen = None if level is None else Conditions("", level=level, stem_hole=stem_hole)
    say_dome(board, store, chosen, said.append)
    return said


@pytest.mark.parametrize("dome", [1, 2, 3, 4, 5])
def test_one_touch_of_a_second_says_which_dome_is_on(dome: int) -> None:
    assert said_of(touched(dome), dome)[-1].startswith(f"dome {dome} is on: its toe edge lies at")
    (asked, verdict) = said_of(touched(dome), dome % 5 + 1)
    assert asked == ASKED
    assert verdict.startswith("another dome?")
    assert f"--level {dome}" in verdict
    assert "baps calibrate level" in verdict


@pytest.mark.parametrize("dome", [1, 2, 3, 4, 5])
def test_without_a_touch_nothing_is_ordered_wherever_the_board_lies(dome: int) -> None:
    board = lying(dome, [])
    begun_ns = board.feed.now_ns()
    assert said_of(board, 2) == [ASKED, NOT_TOLD]
    assert (board.feed.now_ns() - begun_ns) / 1e9 < BEGUN_WITHIN_S + 0.5


def test_an_edge_held_above_the_floor_tells_nothing() -> None:
    assert said_of(touched(2, tilt_deg=7.2), 2)[-1].startswith(NOT_TOLD)


def test_a_dome_that_was_rolled_is_compared_with_its_own_rim(store: Store) -> None:
    store.add_rim(round_rim(12.0, Source.MEASURED, 2, BOARD))
    assert said_of(touched(2, 12.1), 2, store)[-1].startswith(TOLD)
    assert "looks like dome 3" in said_of(touched(2, 12.1), 2)[-1]


def test_nobody_is_asked_without_a_dome_a_calibration_or_a_real_board() -> None:
    assert said_of(touched(2), None) == []
    assert said_of(touched(2), 0) == []
    assert said_of(touched(2), FLOOR) == []
    assert said_of(board_of([(0.0, 0.0, 0.0), (9.0, 0.0, 0.0)], UNCALIBRATED), 2) == []
    board = touched(2)
    simulated = replace(board, identity=replace(board.identity, uri="sim:patient"))
    assert said_of(simulated, 2) == []


def test_a_dome_that_was_told_is_not_asked_for_again_that_day(store: Store) -> None:
    assert said_of(touched(2), 2, store)[-1].startswith(TOLD)
    board = lying(2, [])
    begun_ns = board.feed.now_ns()
    assert said_of(board, 2, store) == []
    assert board.feed.now_ns() == begun_ns


def test_another_dome_stem_hole_or_board_is_asked_for(store: Store) -> None:
    assert said_of(touched(2), 2, store)[-1].startswith(TOLD)
    assert said_of(touched(3), 3, store)[0] == ASKED
    assert said_of(touched(2), 2, store, stem_hole=1)[0] == ASKED
    board = touched(2)
    another = replace(board, identity=replace(board.identity, board_id=BOARD + 1))
    assert said_of(another, 2, store)[0] == ASKED
    assert said_of(lying(3, []), 3, store) == []


def test_a_dome_that_was_not_told_or_looked_like_another_is_asked_for_again(store: Store) -> None:
    assert said_of(lying(2, []), 2, store) == [ASKED, NOT_TOLD]
    assert said_of(touched(3), 2, store)[-1].startswith("another dome?")
    assert said_of(touched(2), 2, store)[-1].startswith(TOLD)


def test_a_dome_is_asked_for_again_on_the_next_day(store: Store) -> None:
    store.note_dome(BOARD, 2, 0, today_began() - timedelta(seconds=1))
    assert said_of(touched(2), 2, store)[-1].startswith(TOLD)
    assert said_of(touched(2), 2, store) == []
