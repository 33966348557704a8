"""`nobody=1`: a simulated board on which nobody ever stands, with cells and without."""

from dataclasses import replace

import numpy as np
import pytest

from tests.scripted_board import pump_for
from trainer.link.base import BadUri, SimulatedClock
from trainer.link.uri import LinkContext, link_for
from trainer.motion.dome_balance import EmptyBoard
from trainer.motion.presence import first_empty_s
from trainer.recording.conditions import FLOOR, NO_DOME
from trainer.recording.dome import Dome
from trainer.recording.trial import BoardIdentity
from trainer.recording.vocabulary import DomeStyle, Source
from trainer.sessions.board import open_board, rim_given, wait_for_samples
from trainer.sessions.board_facts import BoardFacts, StoredOnBoard
from trainer.wire.frozen import Hello


def as_stored(_hello: Hello, stored: StoredOnBoard) -> BoardFacts:
    if stored.load_calibration is None:
        return BoardFacts()
    return BoardFacts(load_calibration=stored.load_calibration)


def opened(uri: str):
    context = LinkContext(clock=SimulatedClock())
    board = open_board(uri, context, as_stored)
    wait_for_samples(board.feed, print)
    return board


@pytest.mark.parametrize(
    ("query", "dome"),
    [
        ("level=1", Dome(1)),
        ("level=3", Dome(3)),
        ("level=5", Dome(5)),
        ("level=2&stem_hole=1", Dome(2, stem_hole=1)),
        ("level=1&dome_style=hemisphere", Dome(1, DomeStyle.HEMISPHERE)),
    ],
)
def test_it_lies_as_its_own_mass_leaves_it_and_looks_empty(query: str, dome: Dome) -> None:
    board = opened(f"sim:patient?nobody=1&{query}")
    pump_for(board.feed, 6.0)
    seen = board.feed.since(-1).samples
    ap_deg, ml_deg = EmptyBoard(dome).lies_deg
    assert np.mean(seen.ap_deg) == pytest.approx(ap_deg, abs=0.1)
    assert np.mean(seen.ml_deg) == pytest.approx(ml_deg, abs=0.1)
    assert (
        first_empty_s(seen.t_s, seen.ap_deg, seen.ml_deg, seen.ap_rate_deg_s, seen.ml_rate_deg_s)
        is not None
    )
    board.close()


def test_nobody_presses_on_its_cells() -> None:
    board = opened("sim:patient?nobody=1&cells=80")
    pump_for(board.feed, 6.0)
    load_n = board.feed.since(-1).load.load_n
    assert len(load_n) > 100
    assert np.nanmax(np.abs(load_n)) < 5.0
    board.close()


def test_the_rim_of_a_simulated_board_is_that_of_its_own_dome_and_hole() -> None:
    board = opened("sim:patient?nobody=1&level=2&stem_hole=1&dome_style=hemisphere")
    rim = rim_given(board, None, 2, 1)
    assert (rim.source, rim.dome) == (Source.SIMULATED, Dome(2, DomeStyle.HEMISPHERE, 1))
    assert float(rim.limit_deg(1.0, 0.0)) > float(rim.limit_deg(-1.0, 0.0)) + 1.0
    board.close()


@pytest.mark.parametrize(("uri", "level"), [("sim:plate", NO_DOME), ("sim:floor", FLOOR)])
def test_simulated_trials_on_plate_and_floor_are_no_part_of_a_real_series(uri, level) -> None:
    board = opened(uri)
    assert rim_given(board, None, level).source is Source.SIMULATED
    real = replace(board, identity=BoardIdentity("serial:/dev/ttyACM0", 7))
    assert rim_given(real, None, level).source is Source.ASSUMED
    board.close()


@pytest.mark.parametrize("query", ["nobody=2", "stem_hole=5", "dome_style=cone"])
def test_a_board_that_cannot_be_is_refused(query: str) -> None:
    with pytest.raises(BadUri, match=query.partition("=")[0]):
        link_for(f"sim:patient?{query}", LinkContext(clock=SimulatedClock()))
