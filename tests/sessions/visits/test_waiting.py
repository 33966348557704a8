"""What a visit does while its board is away: it waits, within limits, and forgets no step."""

from collections.abc import Iterator

import pytest

from tests.sessions.visits.pulled import Pulled
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.plans.facts import ALL_DOMES
from trainer.plans.steps import Step, StepKind
from trainer.recording.interfaces import Stimulus
from trainer.sessions.board_news import NoBoardReady
from trainer.sessions.errors import SessionError
from trainer.sessions.kept_board import kept_board
from trainer.sessions.visits.attendant import Went
from trainer.sessions.visits.headless import (
    LOOKS_S,
    MOST_TRIES,
    WAITS_S,
    HeadlessAttendant,
    wait_for_board,
)
from trainer.sessions.visits.on_hand import OnHand

STEP = Step("board:0:right:1", StepKind.BOUT)


@pytest.fixture
def pulled() -> Iterator[Pulled]:
    def context() -> LinkContext:
        return LinkContext(SimulatedClock())

    with kept_board("sim:plate", None, print, context) as kept:
        yield Pulled(kept)


def attendant(board: Pulled, said: list[str]) -> HeadlessAttendant:
    class Kit:
        say = staticmethod(said.append)

    return HeadlessAttendant(Kit(), board, Stimulus(), {}, "", True, print)


def test_a_board_that_comes_later_is_waited_for_and_that_is_said_once(pulled) -> None:
    said: list[str] = []
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        pulled.away = len(pauses) < 7

    wait_for_board(pulled, said.append, pause)
    assert pauses == [LOOKS_S] * 7
    assert said == ["waiting for the board, for 120 s at most: plug it in"]
    wait_for_board(pulled, said.append, pause)
    assert len(said) == 1, "a board that is there is not waited for"


def test_a_board_that_never_comes_ends_the_visit_with_one_line_that_says_why(pulled) -> None:
    pauses: list[float] = []
    with pytest.raises(SessionError, match=r"^no board became ready within 120 s: plug it in$"):
        wait_for_board(pulled, print, pauses.append)
    assert sum(pauses) == pytest.approx(WAITS_S, abs=2 * LOOKS_S)


def test_a_trial_that_is_cut_again_and_again_is_skipped_in_the_end(pulled, monkeypatch) -> None:
    pulled.away = False
    said: list[str] = []
    someone = attendant(pulled, said)
    trials: list[Step] = []
    monkeypatch.setattr(someone, "_trial", trials.append)
    went = [someone.play(STEP, None, None).went for _ in range(MOST_TRIES + 1)]
    assert went == [Went.DONE] * MOST_TRIES + [Went.SKIPPED]
    assert len(trials) == MOST_TRIES
    assert someone.play(Step("board:0:right:2", StepKind.BOUT), None, None).went is Went.DONE


def test_a_board_that_is_pulled_just_before_the_trial_is_waited_for_again(
    pulled, monkeypatch
) -> None:
    pulled.away = False
    someone = attendant(pulled, [])
    begun = []

    def trial(step: Step) -> None:
        begun.append(step)
        if len(begun) == 1:
            raise NoBoardReady("pulled")

    monkeypatch.setattr(someone, "_trial", trial)
    assert someone.play(STEP, None, None).went is Went.DONE
    assert len(begun) == 2


def test_what_the_board_can_do_is_remembered_while_it_is_away(pulled) -> None:
    on_hand = OnHand(pulled, weighed=True)
    unseen = on_hand()
    assert (unseen.known, unseen.plate, unseen.weighs, unseen.strap) == (False, True, True, True)
    assert unseen.levels == ALL_DOMES, "before it was seen it may be any board"
    pulled.away = False
    here = on_hand()
    assert (here.known, here.plate, here.levels, here.weighs) == (True, True, (), True)
    pulled.away = True
    assert on_hand() == here
