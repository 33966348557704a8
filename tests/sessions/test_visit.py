"""A trial without a window: what goes wrong with the board is said, and a trial that fails ends."""

from pathlib import Path

import pytest

from games.registry import activity_named
from tests.scripted_board import ScriptedLink, ScriptedSource
from tests.sessions.calibrating import opened
from trainer.journal.reading import claimed, journals_in
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Stimulus
from trainer.sessions.board import OpenBoard, wait_for_samples
from trainer.sessions.delivery import NoDelivery
from trainer.sessions.visit import Visit


def started() -> OpenBoard:
    board = opened(ScriptedSource())
    wait_for_samples(board.feed, lambda _: None)
    return board


def link_of(board: OpenBoard) -> ScriptedLink:
    link = board.connection.link
    assert isinstance(link, ScriptedLink)
    return link


def play(visit: Visit, progress) -> None:
    activity = activity_named("steady-stance")
    conditions = Conditions("steady-stance", seconds=20.0)
    visit.play_headless(activity, conditions, 1, Stimulus(), progress)


def test_a_board_that_is_pulled_and_comes_back_is_said_while_it_is_played(tmp_path: Path) -> None:
    board, said = started(), []
    link, frames = link_of(board), []

    def pull(_share: float) -> None:
        frames.append(1)
        link.unplugged = 60 <= len(frames) < 180

    play(Visit(board, "K7", NoDelivery(), tmp_path, said.append), pull)
    assert "scripted went away" in said
    assert "the board is back" in said
    assert "samples were lost on the way" in said[-1]
    before = len(said)
    link.unplugged = True
    for _ in range(100):
        board.feed.pump()
    assert len(said) == before


def test_a_trial_that_fails_leaves_a_journal_and_no_recording_that_grows(tmp_path: Path) -> None:
    board = started()

    def fails(_share: float) -> None:
        if board.feed.latest().t_s > 2.0:
            raise RuntimeError("the window is gone")

    with pytest.raises(RuntimeError, match="window"):
        play(Visit(board, "K7", NoDelivery(), tmp_path, print), fails)
    with pytest.raises(ValueError, match="no recording"):
        board.feed.end_recording()
    (path,) = journals_in(tmp_path)
    with claimed(path) as left:
        assert len(left.recording.samples) > 100
