"""A trial without a window: what goes wrong with the board is said, and a trial that fails ends."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sin
from pathlib import Path
from random import Random

import pytest

from games.registry import activity_named
from tests.scripted_board import ScriptedLink, ScriptedSource
from tests.sessions.calibrating import opened
from trainer.journal.reading import claimed, journals_in
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Stimulus
from trainer.recording.vocabulary import Outcome
from trainer.sessions.board import OpenBoard, wait_for_samples
from trainer.sessions.delivery import NoDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.visit import Visit
from trainer.wire.messages import ImuSample


def started() -> OpenBoard:
    board = opened(ScriptedSource())
    wait_for_samples(board.feed, lambda _: None)
    return board


def link_of(board: OpenBoard) -> ScriptedLink:
    link = board.connection.link
    assert isinstance(link, ScriptedLink)
    return link


def play(visit: Visit, progress, name: str = "steady-stance") -> KeptTrial:
    conditions = Conditions(name, seconds=20.0)
    return visit.play_headless(activity_named(name), conditions, 1, Stimulus(), progress)


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


@dataclass
class SenselessClock(ScriptedSource):
    """From slot `from_slot` on, number and time of its samples are what `told` makes of them."""

    told: Callable[[int, int], tuple[int, int]] = lambda seq, us: (seq, us)
    from_slot: int = 0

    def _sample(self, slot: int) -> ImuSample:
        sample = super()._sample(slot)
        if slot < self.from_slot:
            return sample
        seq, device_us = self.told(sample.seq, sample.device_us)
        return replace(sample, seq=seq, device_us=device_us)


RANDOM = Random(5)
SENSELESS_CLOCKS = {
    "numbers at random": lambda _seq, us: (RANDOM.randrange(1 << 16), us),
    "times at random": lambda seq, _us: (seq, RANDOM.randrange(1 << 32)),
    "one sample for ever": lambda _seq, _us: (600, 6_000_000),
    "leaps every 40 samples": lambda seq, us: (seq + 977 * (seq // 40), us),
}
MAKES_NO_SENSE = "the board's clock makes no sense: pull its plug"


ON_SENSELESS_CLOCKS = [
    *(("steady-stance", clock) for clock in SENSELESS_CLOCKS),
    # A trial of training goes on behind a pause, and must not do so on records that fit by chance.
    ("bullseye", "leaps every 40 samples"),
]


@pytest.mark.parametrize(("activity", "clock"), ON_SENSELESS_CLOCKS)
def test_a_trial_on_a_clock_that_makes_no_sense_is_not_completed(
    tmp_path: Path, activity: str, clock: str
) -> None:
    told = SENSELESS_CLOCKS[clock]
    board, said = opened(SenselessClock(swaying_a_little, told=told, from_slot=800)), []
    wait_for_samples(board.feed, said.append)
    kept = play(Visit(board, "K7", NoDelivery(), tmp_path, said.append), lambda _: None, activity)
    assert kept.result.outcome in (Outcome.INTERRUPTED, Outcome.STOPPED)
    assert any(line.startswith(MAKES_NO_SENSE) for line in said), said


def test_a_trial_on_a_clock_that_makes_sense_is_completed(tmp_path: Path) -> None:
    board, said = opened(SenselessClock(swaying_a_little)), []
    wait_for_samples(board.feed, said.append)
    kept = play(Visit(board, "K7", NoDelivery(), tmp_path, said.append), lambda _: None)
    assert kept.result.outcome is Outcome.COMPLETED


@pytest.mark.parametrize("told", SENSELESS_CLOCKS.values(), ids=SENSELESS_CLOCKS)
def test_a_board_whose_clock_makes_no_sense_from_the_beginning_is_not_played_on(told) -> None:
    board = opened(SenselessClock(swaying_a_little, told=told))
    with pytest.raises(SessionError, match=MAKES_NO_SENSE):
        wait_for_samples(board.feed, lambda _: None)


def swaying_a_little(t_s: float) -> tuple[float, float]:
    return (0.0, 0.0) if t_s < 4 else (sin(1.5 * (t_s - 4)), 0.7 * sin(2.3 * (t_s - 4)))
