"""The line for the clinic's notes has what was done, what came of it, and nothing else."""

from dataclasses import replace
from datetime import date

from tests.plans.progressing import EARLY, SAME, progress
from tests.plans.visiting import facts, played
from tests.progress.days import EPISODE, at, failed, history, leg, logs, usual_clinic
from trainer.plans.note_line import PainOfVisit, note_line
from trainer.progress import progress_of
from trainer.recording.background import Background, WeightBearing
from trainer.recording.conditions import Conditions
from trainer.recording.history import Series, local_day
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import Outcome, PainPlace, Side

FIFTH = local_day(at(16))
BOUT = Conditions("bullseye", side=Side.LEFT, seconds=40.0, rung=4)
ROUNDS = tuple(played(replace(BOUT, rung=4 + nth // 2), nth) for nth in range(4))
STOPPED = played(replace(BOUT, rung=9), 9, Outcome.STOPPED)


def test_the_whole_line() -> None:
    known = facts(5, played=(*ROUNDS, STOPPED))
    line = note_line(FIFTH, known, progress(left=SAME), PainOfVisit(2, 1), "same plan", 580.0)
    assert line == (
        f"{FIFTH} visit 5 · left knee · pain 2→1 · anchor dome 2: 3 of 3, rim hits 0 (0, 0, 0), "
        "speed of the board 8.00 → 7.24 °/s (−10 %), within measurement noise · "
        "bullseye 4 × 40 s rung 4→5 · next: same plan · 9:40 min"
    )


def test_an_order_of_partial_weight_stands_in_the_line() -> None:
    order = Background(at(0), weight_bearing=WeightBearing.PARTIAL, weight_bearing_pct=30.0)
    known = facts(5)
    line = note_line(FIFTH, known, progress(), PainOfVisit(2), "", 61.0, order)
    assert "left knee · partial weight bearing, 30 % of the body weight · pain 2" in line
    full = replace(order, weight_bearing=WeightBearing.FULL, weight_bearing_pct=None)
    assert "bearing" not in note_line(FIFTH, known, progress(), PainOfVisit(2), "", 61.0, full)


def test_what_nobody_said_or_did_is_left_out() -> None:
    line = note_line(FIFTH, facts(5, involved=None), progress(), PainOfVisit(), "", 61.0)
    assert line == f"{FIFTH} visit 5 · 1:01 min"


def test_an_anchor_of_another_day_is_not_of_this_visit() -> None:
    line = note_line(date(2026, 11, 22), facts(5), progress(left=SAME), PainOfVisit(3), "", 0.0)
    assert line == "2026-11-22 visit 5 · left knee · pain 3 · 0:00 min"


def test_before_there_is_a_baseline_the_value_stands_alone() -> None:
    day = local_day(at(8))
    line = note_line(day, facts(3), progress(left=EARLY), PainOfVisit(), "", 0.0)
    assert "speed of the board 8.00 °/s, too few visits" in line


def test_failures_bring_their_rim_hits() -> None:
    trials = tuple(failed(at(0, n), 5.0, contacts=n + 1.0) for n in range(3))
    patient = history(Series(leg(logs([0.0])).conditions, trials))
    made = progress_of(patient, EPISODE, usual_clinic())
    line = note_line(local_day(at(0)), facts(1), made, PainOfVisit(), "", 0.0)
    assert "anchor dome 2: 0 of 3, rim hits 6, " in line


def test_each_leg_s_rungs_stand_by_themselves() -> None:
    right = replace(BOUT, side=Side.RIGHT)
    rounds = (*ROUNDS, played(replace(right, rung=7), 4), played(replace(right, rung=2), 5))
    line = note_line(FIFTH, facts(5, played=rounds), progress(), PainOfVisit(), "", 0.0)
    assert "bullseye 6 × 40 s rung left 4→5, right 7→2 · " in line


def test_a_round_that_kept_its_rung_has_one_number() -> None:
    line = note_line(FIFTH, facts(5, played=ROUNDS[:2]), progress(), PainOfVisit(), "", 0.0)
    assert "bullseye 2 × 40 s rung 4 · " in line


def test_pain_that_stopped_a_trial_stands_beside_what_was_said() -> None:
    hurt = played(BOUT, 9, Outcome.PAIN)
    hurt = replace(hurt, trial=replace(hurt.trial, pain=Pain(6, PainPlace.HIP)))
    void = replace(hurt, trial=replace(hurt.trial, voided="another leg"))
    line = note_line(FIFTH, facts(5, played=(hurt, void)), progress(), PainOfVisit(2), "", 0.0)
    assert line == (
        f"{FIFTH} visit 5 · left knee · pain 2 · "
        "bullseye on the left leg stopped, pain 6 of 10, hip · 0:00 min"
    )
