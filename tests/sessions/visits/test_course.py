"""Visits of a simulated patient whose skill rises, on the default plan, two days apart."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.sessions.visits.patients import (
    CODE,
    SYMPTOMS,
    attendant_of,
    days_pass,
    patient,
    room_with,
    run_visit,
)
from trainer.plans.minutes import BY_HAND_S
from trainer.plans.prescribing import from_template, signed
from trainer.plans.steps import StepKind
from trainer.plans.templates import TEMPLATES
from trainer.recording.vocabulary import Side
from trainer.sessions.patient_record import record_of
from trainer.sessions.visits.assembled import assembled
from trainer.sessions.visits.running import VisitRun
from trainer.store import Store

DAYS_APART = 2
LIMIT_S, CUT_S = 600.0, 45.0
"""Of the first visit too, at which the anchor's place is searched on one dome after the other; and
what a cut adds: the trial in whose middle it came is played again.
"""
GIVEN = {
    **SYMPTOMS,
    **{"pain_after:left": 1.0, "squat_trunk:left": 1.0, "squat_pelvis:left": 1.0},
    **{"squat_knee:left": 1.0, "floor_10_s": 1.0, "full_weight": 1.0, "no_repair": 1.0},
    **{"light_enough": 1.0, "giving_way": 0.0, "locking": 0.0, "calf": 0.0},
}


class Power(Exception):
    """The power is cut."""


def cut_short(store: Store, said, skill: float, at_trial: int) -> list[str]:
    """Begin today's visit and cut the power in the middle of one of its trials; what was begun."""
    begun: list[str] = []
    with room_with(store, said.append, skill) as (room, stimulus):
        visit = assembled(room, CODE)
        attendant = attendant_of(room, stimulus, visit, GIVEN)

        def progress(step, share: float) -> None:
            if step.key not in begun:
                begun.append(step.key)
            if len(begun) == at_trial and share > 0.5:
                raise Power

        attendant._progress = progress
        with pytest.raises(Power):
            VisitRun(visit.reader, attendant, visit.by_hand, room.name).run()
    return begun


@pytest.mark.parametrize("visits", [2, pytest.param(6, marks=pytest.mark.soak)])
def test_visits_of_rising_skill_each_gone_on_with_after_a_cut(store, said, visits: int) -> None:
    on_default_plan(store)
    lines = []
    for number in range(1, visits + 1):
        skill = 0.35 + 0.08 * number
        begun = cut_short(store, said, skill, at_trial=2 + number % 3)
        run, attendant = run_visit(store, said.append, skill, GIVEN)
        played = [step.key for step, _ in run.took if step.conditions]
        assert played[0] == begun[-1], "the trial that was cut is played again"
        assert not set(played) & set(begun[:-1]), "nothing that was done is done again"
        check_visit(run, number, LIMIT_S + CUT_S)
        taken = {row.kind: row.actual_s for row in attendant.rows}
        assert taken[StepKind.SYMPTOMS] == BY_HAND_S[StepKind.SYMPTOMS], (
            "it was asked before the cut"
        )
        lines.append(attendant.line)
        days_pass(store, DAYS_APART)
    assert [line.split(" · ")[0].split()[-1] for line in lines] == list("123456"[:visits])
    check_course(store, lines, visits)


@pytest.mark.parametrize(
    "skill",
    [0.5, *(pytest.param(each, marks=pytest.mark.soak) for each in (0.0, 0.2, 0.3, 0.4, 0.6, 0.9))],
)
def test_a_first_visit_on_the_default_plan_takes_ten_minutes_at_most(store, said, skill) -> None:
    on_default_plan(store)
    run, _ = run_visit(store, said.append, skill, GIVEN)
    check_visit(run, 1, LIMIT_S)
    (settled,) = [each for each in run.reader.read().marks if each.step == StepKind.SETTLE]
    assert re.search(r"\d of \d completed, rim time .* %", settled.words), "what was signed is kept"


def on_default_plan(store: Store) -> None:
    now = an_hour_ago()
    plan = from_template(TEMPLATES["ten-minutes"], "p0", now)
    patient(store, signed(plan, "p1", "JD", now))


def check_visit(run: VisitRun, number: int, limit_s: float) -> None:
    """The script's order, and its minutes."""
    took = [(step.kind, step.side) for step, _ in run.took]
    anchors = {side for kind, side in took if kind is StepKind.ANCHOR}
    if number == 1:
        assert StepKind.SETTLE in {kind for kind, _ in took}
    elif number % 3 == 0:
        assert anchors == {Side.LEFT, Side.RIGHT}
    else:
        assert anchors <= {Side.LEFT}
    whole_s = run.scene(run.reader.read()).spent_s
    assert whole_s <= limit_s, f"visit {number} took {whole_s:.0f} s"


def check_course(store: Store, lines: list[str], visits: int) -> None:
    """What the visits come to: one settled place, a baseline, a finding said as it is."""
    episode = store.episode(CODE)
    assert episode is not None
    assert episode.level is not None
    assert len(store.visits(CODE)) == visits
    assert all(visit.closed_at is not None for visit in store.visits(CODE))
    progress = record_of(store, CODE).progress
    left = next(leg for leg in progress.legs if leg.side is Side.LEFT)
    roles = ["learning", "baseline", "baseline", "compared", "compared", "compared"]
    assert [visit.role.value for visit in left.visits] == roles[:visits]
    assert len(left.visits) == visits
    assert all(visit.of == 3 for visit in left.visits[1:])
    places = {re.search(r"anchor (.*?):", line)[1] for line in lines}
    assert len(places) == 1, "one place for the whole episode"
    assert all("pain 1→1" in line for line in lines)


def an_hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)
