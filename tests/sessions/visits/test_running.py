"""Visits carried out without a window, on simulated patients."""

from datetime import UTC, datetime

import pytest

from tests.sessions.visits.patients import (
    CODE,
    SHORT,
    SYMPTOMS,
    attendant_of,
    patient,
    plan_of,
    room_with,
    run_visit,
)
from trainer.plans.steps import StepKind, StepState
from trainer.recording.background import StopReason
from trainer.recording.plan import BoardItem, ExerciseItem, Legs
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Side
from trainer.sessions.visits.assembled import assembled
from trainer.sessions.visits.headless import HeadlessAttendant
from trainer.sessions.visits.opening import NoPlan, TakenOver
from trainer.sessions.visits.running import VisitRun
from trainer.store import Store
from trainer.store.errors import StoreUnreachable


class Power(Exception):
    """The power is cut."""


def test_a_short_plan_runs_from_start_to_end_and_is_closed(store, said) -> None:
    patient(store)
    run, attendant = run_visit(store, said.append)
    (visit,) = store.visits(CODE)
    assert visit.closed_at is not None
    sides = [conditions.side for conditions, _ in store.visit_trials(visit.visit_id)]
    assert sides == [Side.RIGHT, Side.LEFT], "the uninvolved leg first"
    kinds = {mark.step: mark.kind for mark in store.marks(visit.visit_id)}
    assert kinds["screening"] is MarkKind.SKIPPED, "nobody said"
    assert kinds["symptoms"] is MarkKind.DONE
    assert {(e.kind, e.side) for e in store.entries(CODE)} >= {
        ("pain_now", Side.LEFT),
        ("effusion", Side.LEFT),
    }
    assert "visit 1 · left knee · pain 1" in attendant.line
    assert "bullseye 2 × 5 s" in attendant.line
    assert sum(seconds for _, seconds in run.took) > 20


def test_rests_and_hands_take_simulated_time_and_stand_in_the_table(store, said) -> None:
    item = BoardItem("bullseye", Legs.INVOLVED, rounds=2, seconds=5.0, rest_s=20.0)
    patient(store, plan_of((item,)))
    run, attendant = run_visit(store, said.append)
    rows = {row.kind: row for row in attendant.rows}
    assert rows[StepKind.SYMPTOMS].actual_s == rows[StepKind.SYMPTOMS].planned_s
    bouts = [seconds for step, seconds in run.took if step.kind is StepKind.BOUT]
    assert bouts[0] > bouts[1] + 15, "the first one has the rest after it"
    assert rows[StepKind.BOUT].actual_s == pytest.approx(sum(bouts))


@pytest.mark.parametrize("cut_in", range(6))
def test_a_visit_goes_on_where_the_power_was_cut(store, said, cut_in: int) -> None:
    """In each of its steps: nothing is done twice, and nothing is left out."""
    patient(store)
    steps = []
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        for name in ("ask", "prepare", "play"):
            whole = getattr(attendant, name)

            def cut(step, *rest, whole=whole):
                steps.append(step.key)
                if len(steps) == cut_in + 1:
                    raise Power
                return whole(step, *rest)

            setattr(attendant, name, cut)
        with pytest.raises(Power):
            VisitRun(visit.reader, attendant, visit.by_hand, room.name).run()
    run, attendant = run_visit(store, said.append)
    again = [step.key for step, _ in run.took]
    assert again[0] == steps[-1], "the step that was cut is done again"
    assert not set(again) & set(steps[:-1])
    (visit,) = store.visits(CODE)
    trials = store.visit_trials(visit.visit_id)
    assert [conditions.side for conditions, _ in trials] == [Side.RIGHT, Side.LEFT]
    minutes, seconds = attendant.line.split(" · ")[-1].removesuffix(" min").split(":")
    whole_s = 60 * int(minutes) + int(seconds)
    # The seconds of the last step, the note itself, are not in its line.
    assert whole_s > sum(each for _, each in run.took[:-1]) - 1, "earlier minutes count, too"


def test_who_is_cut_while_advice_is_read_is_not_asked_again(store, said) -> None:
    patient(store)
    much = {**SYMPTOMS, "pain_now:left": 7.0}
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit, much)

        def cut(*lines: str) -> None:
            if any("locked from now on" in line for line in lines):
                raise Power

        attendant.say = cut
        with pytest.raises(Power):
            VisitRun(visit.reader, attendant, visit.by_hand, room.name).run()
        again = assembled(room, CODE).reader.read()
    states = {each.step.kind: each.state for each in again.placed}
    assert states[StepKind.SYMPTOMS] is StepState.DONE
    assert [entry.value for entry in store.entries(CODE) if entry.kind == "pain_now"] == [7.0, 1.0]


def test_who_is_cut_before_the_mark_has_said_nothing(store, said, monkeypatch) -> None:
    patient(store)
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        note = visit.reader.note

        def cut(mark) -> None:
            if mark.step == StepKind.SYMPTOMS.value:
                raise Power
            note(mark)

        monkeypatch.setattr(visit.reader, "note", cut)
        with pytest.raises(Power):
            VisitRun(visit.reader, attendant, visit.by_hand, room.name).run()
        chart = assembled(room, CODE).reader.read()
    assert chart.entries == ()
    assert next(p.step.kind for p in chart.placed if p.state is StepState.NOW) is StepKind.SYMPTOMS


def test_a_cut_trial_is_played_again(store, said) -> None:
    item = BoardItem("bullseye", Legs.INVOLVED, seconds=8.0)
    patient(store, plan_of((item,)))
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)

        def pulled(step, share) -> None:
            if share > 0.4:
                raise Power

        attendant._progress = pulled
        with pytest.raises(Power):
            VisitRun(visit.reader, attendant, visit.by_hand, room.name).run()
    run, _ = run_visit(store, said.append)
    assert next(step.kind for step, _ in run.took) is StepKind.BOUT
    (visit,) = store.visits(CODE)
    assert visit.closed_at is not None


def test_the_same_visit_goes_on_at_another_station(store, said) -> None:
    patient(store)
    with room_with(store, said.append, name="room 1") as (room, _):
        first = assembled(room, CODE)
        first.reader.here("room 1")
    with room_with(store, said.append, name="room 2") as (room, _):
        second = assembled(room, CODE)
    assert second.today.visit.visit_id == first.today.visit.visit_id
    assert "room 1" in second.today.elsewhere
    with room_with(store, said.append, name="room 1") as (room, _):
        assert assembled(room, CODE).today.elsewhere == ""


@pytest.mark.parametrize("ended", [False, True], ids=["goes on there", "has ended there"])
def test_a_station_that_lost_the_visit_is_told_at_its_next_step_and_stops(
    store, said, ended
) -> None:
    patient(store)
    with room_with(store, said.append, name="room 1") as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        prepare, visit_id = attendant.prepare, visit.today.visit.visit_id

        def meanwhile(*asked):
            store.take_visit(visit_id, "room 2", datetime.now(UTC), "room 1")
            if ended:
                store.close_visit(visit_id, datetime.now(UTC))
            return prepare(*asked)

        attendant.prepare = meanwhile
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        with pytest.raises(TakenOver, match="nothing of it is lost"):
            run.run()
    assert run.took[-1][0].kind is StepKind.PREPARE, "what had begun was ended"
    assert "prepare" in {mark.step for mark in store.marks(visit_id)}
    assert [each.station for each in store.visits(CODE)] == ["room 2"]


def test_a_leg_that_pain_stops_is_left_out_and_the_other_goes_on(store, said) -> None:
    patient(store)
    run_visit(store, said.append, given={**SYMPTOMS, "pain_now:left": 7.0})
    (visit,) = store.visits(CODE)
    sides = [conditions.side for conditions, _ in store.visit_trials(visit.visit_id)]
    assert sides == [Side.RIGHT]
    assert [stop.reason for stop in store.stops(CODE)] == [StopReason.PAIN]
    assert any("locked from now on" in line for line in said)


@pytest.mark.parametrize(
    ("involved", "pain", "squats"),
    [(Side.LEFT, "left", set()), (None, "left", {Side.RIGHT}), (Side.LEFT, "right", {Side.LEFT})],
    ids=["the involved leg", "one of both", "the other leg"],
)
def test_squats_are_asked_of_free_legs_alone(store, said, involved, pain, squats) -> None:
    patient(store, involved=involved)
    seen = {f"squat_knee:{leg}": 1.0 for leg in ("left", "right")}
    stopped = {**SYMPTOMS, f"pain_now:{pain}": 8.0}
    run_visit(store, said.append, given={**stopped, **seen})
    asked = {entry.side for entry in store.entries(CODE) if entry.kind == "squat_knee"}
    assert asked == squats
    (visit,) = store.visits(CODE)
    (eye,) = [mark for mark in store.marks(visit.visit_id) if mark.step == "eye"]
    assert ("pain 8 of 10" in eye.words) is not bool(squats)


@pytest.mark.parametrize(
    ("given", "why"),
    [({"pain_now:left": 9.0}, StopReason.PAIN), ({"locking": 1.0}, StopReason.LOCKING)],
    ids=["symptoms", "screening"],
)
def test_one_answer_alone_is_kept_and_stops_its_leg(store, said, given, why) -> None:
    patient(store)
    run_visit(store, said.append, given=given)
    assert [(stop.reason, stop.side) for stop in store.stops(CODE)] == [(why, Side.LEFT)]
    (visit,) = store.visits(CODE)
    assert {conditions.side for conditions, _ in store.visit_trials(visit.visit_id)} == {Side.RIGHT}
    assert any("nobody said" in line and "the other answers are kept" in line for line in said)
    assert store.screening(CODE) is None, "a part of it is none"


@pytest.mark.parametrize(
    ("answer", "stopped"),
    [("locking:left", Side.LEFT), ("calf:left", Side.LEFT), ("dizziness", Side.BOTH)],
)
def test_symptoms_that_are_no_measure_stop_legs_too(store, said, answer, stopped) -> None:
    patient(store)
    run_visit(store, said.append, given={**SYMPTOMS, answer: 1.0})
    (stop,) = store.stops(CODE)
    assert stop.side is stopped
    (visit,) = store.visits(CODE)
    sides = {conditions.side for conditions, _ in store.visit_trials(visit.visit_id)}
    assert sides == ({Side.RIGHT} if stopped is Side.LEFT else set())


def test_what_no_longer_exists_is_said_and_the_rest_is_played(store, said) -> None:
    gone = BoardItem("tightrope", Legs.INVOLVED, seconds=5.0)
    patient(store, plan_of((gone, BoardItem("bullseye", Legs.INVOLVED, seconds=5.0))))
    run, _ = run_visit(store, said.append)
    assert [step.key for step, _ in run.took if step.kind is StepKind.BOUT] == ["board:1:left:1"]


def test_an_exercise_that_nobody_saw_is_none_that_was_done(store, said) -> None:
    patient(store, plan_of((), (ExerciseItem("clam", Legs.INVOLVED),)))
    run_visit(store, said.append)
    assert store.exercises(CODE) == ()


def test_without_a_signed_plan_there_is_no_visit(store, said) -> None:
    store.add_patient(CODE)
    with room_with(store, said.append) as (room, _), pytest.raises(NoPlan, match="baps plan new"):
        assembled(room, CODE)
    assert store.visits(CODE) == ()


def unplug_at_prepare(attendant: HeadlessAttendant, plugs: pytest.MonkeyPatch) -> None:
    """From that step on the database does not answer."""
    prepare = attendant.prepare

    def unplug(*asked):
        def gone(*_a, **_k):
            raise StoreUnreachable("the database does not answer")

        for name in ("_reading", "_writing", "_written"):
            plugs.setattr(Store, name, gone)
        return prepare(*asked)

    attendant.prepare = unplug


def test_with_the_database_gone_in_mid_visit_everything_goes_on_and_waits(store, said) -> None:
    plugs = pytest.MonkeyPatch()
    patient(store)
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit)
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        unplug_at_prepare(attendant, plugs)
        run.run()
        plugs.undo()
    bouts = [step.key for step, _ in run.took if step.kind is StepKind.BOUT]
    assert bouts == ["board:0:right:1", "board:0:left:1"]
    assert list(room.places.said.glob("*.said")), "they wait"
    assert len(list(room.places.spool.glob("*.baps"))) == 2
    with room_with(store, said.append) as (room, _):
        later = assembled(room, CODE)
        later.reader.read()
    del later
    visit_id = store.visits(CODE)[0].visit_id
    assert {mark.step for mark in store.marks(visit_id)} >= {"symptoms", "prepare", "pain_after"}


def test_pain_that_is_said_without_the_database_stands_in_the_line_of_the_visit(
    store, said
) -> None:
    plugs = pytest.MonkeyPatch()
    patient(store)
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        given = {**SYMPTOMS, "pain_now:left": 2.0, "pain_after:left": 4.0}
        attendant = attendant_of(room, stimulus, visit, given)
        unplug_at_prepare(attendant, plugs)
        VisitRun(visit.reader, attendant, visit.by_hand, room.name).run()
        plugs.undo()
    assert "left knee · pain 2→4" in attendant.line


def test_what_only_the_database_keeps_stays_due_and_the_line_is_shown_without_it(
    store, said
) -> None:
    plugs = pytest.MonkeyPatch()
    patient(store)
    feet = {"left_heel": "N28", "left_toe": "N13"}
    with room_with(store, said.append) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit, {**SYMPTOMS, **feet})
        run = VisitRun(visit.reader, attendant, visit.by_hand, room.name)
        unplug_at_prepare(attendant, plugs)
        run.run()
        plugs.undo()
    assert [step.key for step, _ in run.took].count("prepare") == 1, "nothing turns in circles"
    assert "bullseye 2 × 5 s" in attendant.line
    (open_visit,) = store.visits(CODE)
    assert open_visit.closed_at is None
    again, _ = run_visit(store, said.append, given={**SYMPTOMS, **feet})
    assert [step.key for step, _ in again.took] == ["prepare"]
    assert store.newest_placement(CODE, Side.LEFT).feet.heel_cell == "N28"
    (closed,) = store.visits(CODE)
    assert closed.closed_at is not None


def test_what_is_only_looked_at_begins_nothing(store, said) -> None:
    patient(store)
    with room_with(store, said.append) as (room, _):
        chart = assembled(room, CODE, begin=False).reader.read()
    assert chart.placed[0].state is StepState.NOW
    assert store.visits(CODE) == ()
    assert len(SHORT) == 1
