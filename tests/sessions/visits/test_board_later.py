"""A plan is judged by the board that is plugged in: what is unknown before that counts as there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.sessions.visits.patients import (
    CODE,
    attendant_of,
    patient,
    plan_of,
    room_with,
    run_visit,
)
from tests.sessions.visits.pulled import Pulled
from trainer.plans.facts import BoardFacts
from trainer.plans.steps import StepKind
from trainer.recording.plan import BoardItem, Legs
from trainer.recording.vocabulary import Stance
from trainer.sessions.errors import SessionError
from trainer.sessions.visits.assembled import assembled
from trainer.sessions.visits.attendant import Played, Went
from trainer.sessions.visits.running import VisitRun
from trainer.store import Store

ON_PLATE = BoardItem("quiet-stance", Legs.BOTH, seconds=5.0, stance=Stance.TWO_LEG)
ON_DOME = BoardItem("bullseye", Legs.INVOLVED, seconds=5.0)
GONE = BoardItem("tightrope", Legs.INVOLVED, seconds=5.0)
PLATE = BoardFacts(levels=(), plate=True)
NO_PLATE = "Quiet stance is left out: it needs a force plate"


@contextmanager
def run_before_the_board(store: Store, said: list[str]) -> Iterator[VisitRun]:
    """A visit whose board, with domes, is plugged in while the shoe comes off."""
    with room_with(store, said.append) as (room, stimulus):
        pulled = Pulled(room.board)
        later = replace(room, board=pulled)
        visit = assembled(later, CODE)
        attendant = attendant_of(later, stimulus, visit)
        prepare = attendant.prepare

        def plug_in(*asked):
            assert not any(NO_PLATE in line for line in said), "nobody knows the board yet"
            pulled.away = False
            return prepare(*asked)

        attendant.prepare = plug_in
        yield VisitRun(visit.reader, attendant, visit.by_hand, room.name)


def test_a_plan_is_judged_again_when_the_board_is_plugged_in(store, said) -> None:
    patient(store, plan_of((GONE, ON_PLATE, ON_DOME)))
    with run_before_the_board(store, said) as run:
        run.run()
    assert [step.key for step, _ in run.took if step.kind is StepKind.BOUT] == ["board:2:left:1"]
    told = [line for line in said if "is left out" in line]
    assert [line.split()[0] for line in told] == ["tightrope", "Quiet"], "each once"


def test_a_plan_that_the_board_cannot_do_is_refused_once_it_is_there(store, said) -> None:
    patient(store, plan_of((ON_PLATE,)))
    with run_before_the_board(store, said) as run, pytest.raises(SessionError, match=NO_PLATE):
        run.run()
    assert [step.kind for step, _ in run.took][-1] is StepKind.PREPARE


def test_a_plan_for_a_plate_is_not_refused_before_a_board_is_there(store, said) -> None:
    patient(store, plan_of((ON_PLATE,)))
    with room_with(store, said.append) as (room, _):
        visit = assembled(replace(room, board=Pulled(room.board)), CODE, begin=False)
        chart = visit.reader.read()
    assert [step.kind for step in chart.steps].count(StepKind.BOUT) == 1


@pytest.mark.parametrize("at", ["prepare", "play"])
def test_a_visit_whose_steps_go_with_the_board_stays_open_until_that_is_back(
    store, said, at
) -> None:
    patient(store, plan_of((ON_DOME, replace(ON_DOME, activity="circles"))))
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        whole = getattr(attendant, at)

        def swapped(*asked):
            visit.reader._sources = replace(visit.reader._sources, board=lambda: PLATE)
            return whole(*asked)

        setattr(attendant, at, swapped)
        run.run()
    assert any("Bullseye is left out: it needs a dome" in line for line in said)
    assert any("the visit stays open" in line for line in said)
    (left,) = store.visits(CODE)
    assert left.closed_at is None
    again, _ = run_visit(store, said.append)
    played = {step.key for step, _ in (*run.took, *again.took) if step.kind is StepKind.BOUT}
    assert played == {"board:0:left:1", "board:1:left:1"}
    (ended,) = store.visits(CODE)
    assert ended.closed_at is not None


def test_a_visit_that_goes_on_after_a_restart_stays_open_for_the_board_it_was_played_on(
    store, said
) -> None:
    """The program was ended after the first bout, and only a plate is there when it is back."""
    patient(store, plan_of((ON_DOME, replace(ON_DOME, activity="circles"), ON_PLATE)))
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        whole = attendant.play

        def once(*asked):
            attendant.play = lambda *_: Played(Went.LEFT)
            return whole(*asked)

        attendant.play = once
        assert VisitRun(visit.reader, attendant, visit.by_hand, room.name).run() is Went.LEFT
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        visit.reader._sources = replace(visit.reader._sources, board=lambda: PLATE)
        attendant = attendant_of(room, stimulus, visit)
        attendant.play = lambda step, *_: Played(Went.SKIPPED, words="nobody stands on it here")
        VisitRun(visit.reader, attendant, visit.by_hand, room.name).run()
    assert any("the visit stays open" in line for line in said)
    (left,) = store.visits(CODE)
    assert left.closed_at is None
