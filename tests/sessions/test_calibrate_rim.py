"""`rim`: an empty board rolled by hand, once each way round, and the ways it can go wrong."""

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.posed_board import TiltedSource
from tests.sessions.calibrating import (
    CALIBRATED,
    Knots,
    Run,
    assert_refused,
    followed,
    opened,
    rolled,
)
from trainer.motion.dome_balance import EmptyBoard
from trainer.recording.dome import Dome
from trainer.recording.envelope import assumed_tilt_deg
from trainer.recording.sensor import UNCALIBRATED, SensorCalibration
from trainer.recording.vocabulary import DomeStyle, Source
from trainer.sessions.calibration.rim import RimOf, rim_guide

DOME_2 = RimOf(2)
ROUND = assumed_tilt_deg(2)


def even(_direction: float) -> float:
    return ROUND


def off_centre(direction: float) -> float:
    """A stem off towards the toes: the toe edge goes down less far."""
    return ROUND - 1.2 * math.cos(math.radians(direction))


def run_of(knots: Knots, which: RimOf = DOME_2, calibration: SensorCalibration = CALIBRATED) -> Run:
    board = opened(TiltedSource(poses=[], knots=knots), calibration)
    return followed(lambda keep: rim_guide(board, keep, which))


def test_two_turns_give_the_rim_of_a_stem_off_centre_within_a_tenth_of_a_degree() -> None:
    run = run_of(rolled(off_centre, 365, -370), RimOf(2, stem_hole=1))
    assert run.finished.passed, run.finished
    rim = run.kept[0]
    assert (rim.source, rim.level, rim.stem_hole, rim.board_id) == (Source.MEASURED, 2, 1, 7)
    assert len(rim.directions_deg) == 36
    truth = [off_centre(direction) for direction in rim.directions_deg]
    assert np.abs(np.array(rim.tilt_deg) - truth).max() < 0.1


def test_the_picture_fills_with_the_tilts_seen_so_far() -> None:
    run = run_of(rolled(even, 365, -370))
    seen = [sum(t > 0 for t in m.reach.tilt_deg) for m in run.moments if m.step == 2 and m.reach]
    assert seen == sorted(seen)
    assert seen[-1] == 36


def test_a_board_rolled_half_way_is_refused() -> None:
    assert_refused(run_of(rolled(even, 180)), "rolled only 180° of 360°", "baps calibrate rim")


def test_a_board_rolled_round_one_way_alone_is_refused() -> None:
    run = run_of(rolled(even, 365, -90))
    assert_refused(run, "of 360°", "baps calibrate rim")


def test_the_wrong_way_round_is_noticed_and_does_not_count() -> None:
    run = run_of(rolled(even, -400, 30, 30, 30))
    assert "the other way round" in run.notices
    assert not run.finished.passed


def test_turns_that_disagree_are_refused_with_the_place() -> None:
    there = rolled(even, 365)
    back = rolled(lambda d: ROUND + 2.0 * max(0.0, 1 - abs(d - 90) / 60), 365, -370)
    gone = len(there) - 2
    run = run_of(there[:gone] + back[gone:])
    assert_refused(run, "disagree by 1.", "right edge", "baps calibrate rim")


def test_a_board_lifted_on_the_way_is_refused() -> None:
    lifted = rolled(lambda direction: 3.0 if 150 < direction < 200 else ROUND, 365, -370)
    assert_refused(run_of(lifted), "lifted", "baps calibrate rim")


def test_a_board_rolled_too_fast_is_told_so_and_refused() -> None:
    run = run_of(rolled(even, 1800, -1800, speed=300.0))
    assert "slower" in run.notices
    assert_refused(run, "too fast")


def test_a_board_that_is_not_calibrated_is_refused_before_anything_is_asked() -> None:
    run = run_of(rolled(even, 365, -370), calibration=UNCALIBRATED)
    assert run.prompts == []
    assert_refused(run, "baps calibrate level, then front")


@pytest.mark.parametrize("dome", [4, 5])
def test_a_board_that_tips_by_itself_lies_on_its_edge_already(dome, monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.rim.PATIENCE_S", 2.0)
    ap_deg, ml_deg = EmptyBoard(Dome(dome)).lies_deg
    run = run_of([(0.0, ap_deg, ml_deg), (60.0, ap_deg, ml_deg)], RimOf(dome))
    assert {moment.step for moment in run.moments} >= {1, 2}
    assert "press its edge to the floor" not in run.notices


def test_an_edge_that_was_held_down_from_the_start_needs_no_other_finger() -> None:
    knots = [(0.0, ROUND, 0.0), *rolled(even, 365, -370)[2:]]
    assert run_of(knots).finished.passed


def test_the_style_of_the_domes_is_kept_with_their_rim() -> None:
    drawn = Dome(2, DomeStyle.HEMISPHERE).rim_deg()
    which = RimOf(2, style=DomeStyle.HEMISPHERE)
    run = run_of(rolled(lambda _: drawn, 365, -370), which)
    assert run.kept[0].dome_style is DomeStyle.HEMISPHERE
    assert run.kept[0].dome.radius_mm == 30.0


def test_a_rim_of_another_dome_names_the_dome_it_looks_like() -> None:
    run = run_of(rolled(even, 365, -370), RimOf(3))
    assert_refused(run, "looks like dome 2", "--level 2")


def test_a_dome_of_one_s_own_is_kept_as_it_is() -> None:
    run = run_of(rolled(even, 365, -370), RimOf(3, own_dome=True))
    assert run.kept[0].level == 3
    assert run.kept[0].tilt_deg == pytest.approx([ROUND] * 36, abs=0.1)


@pytest.mark.parametrize("dome", [1, 2, 3])
def test_a_board_that_rights_itself_waits_for_a_finger_and_gives_up(dome, monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.rim.PATIENCE_S", 6.0)
    ap_deg, ml_deg = EmptyBoard(Dome(dome)).lies_deg
    run = run_of([(0.0, ap_deg, ml_deg), (60.0, ap_deg, ml_deg)], RimOf(dome))
    assert "press its edge to the floor" in run.notices
    assert_refused(run, "gave up")


def test_a_simulated_board_s_rim_is_marked_simulated() -> None:
    board = opened(TiltedSource(poses=[], knots=rolled(even, 365, -370)), CALIBRATED)
    board = replace(board, identity=replace(board.identity, uri="sim:mouse"))
    run = followed(lambda keep: rim_guide(board, keep, RimOf(2)))
    assert run.kept[0].source is Source.SIMULATED
