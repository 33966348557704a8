"""Limits: which mark is called when, and what a known reach is measured as."""

from itertools import pairwise
from math import hypot

import numpy as np
import pytest

from games.assessments.limits import ACTIVITY, GIVE_UP_S, Calls
from games.engine.ground import NoTargetLeft
from games.engine.rules import Now
from games.replay import measure_recording, replay_trial
from tests.games.simulated_feed import Obedient, measured_trial, played_by, setup_for
from tools.gallery import RIM
from trainer.metrics import TrialMeasures
from trainer.recording.conditions import Conditions
from trainer.recording.sector import Sector
from trainer.simulation.traits import PatientTraits

MARKS = [(5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)]
DT_S = 0.01


def called(seed: int = 1, seconds: float = 60.0, reaches: bool = True, wobbles=None) -> Calls:
    """The rules after somebody who is always where the aim is, or always at home."""
    rules = Calls(MARKS, 2.5, 3.0, seed)
    now = Now(passed_s=DT_S)
    for step in range(round(seconds / DT_S)):
        now.t_s, now.measuring = step * DT_S, step * DT_S >= 3.0
        now.inside = (reaches or rules.called is None) and not (wobbles and wobbles(now.t_s))
        rules.take(now)
    return rules


def test_a_mark_is_called_one_to_three_seconds_after_a_second_of_being_settled() -> None:
    cues = called().cues
    waits_s = [after.at_s - before.until_s for before, after in pairwise(cues)]
    assert len(cues) > 8
    assert all(2.0 <= wait_s <= 4.0 + 2 * DT_S for wait_s in waits_s)
    assert np.std(waits_s) > 0.2, "nobody can learn when the next one comes"
    assert cues[0].at_s >= 3.0 + 1.0


def test_nothing_is_called_to_somebody_who_does_not_settle() -> None:
    assert not called(wobbles=lambda t_s: t_s % 0.8 < 0.05).cues


def test_the_wait_goes_on_while_somebody_sways_but_the_call_comes_only_when_settled() -> None:
    rules = called(wobbles=lambda t_s: 5.5 < t_s < 9.0)
    assert not 5.5 < rules.cues[0].at_s < 10.0 - 2 * DT_S or rules.cues[0].at_s <= 5.5


def test_every_mark_is_called_before_one_comes_again_and_the_seed_says_in_which_order() -> None:
    orders = []
    for seed in (1, 2, 3, 4):
        places = [(cue.ap_deg, cue.ml_deg) for cue in called(seed).cues]
        assert set(places[:3]) == set(places[3:6]) == set(MARKS)
        orders.append(tuple(places[:6]))
    assert len(set(orders)) > 1
    assert called(1).cues == called(1).cues


def test_a_mark_that_is_held_for_a_second_goes_out_and_counts() -> None:
    rules = called()
    assert all(cue.held and cue.until_s - cue.at_s < 1.1 for cue in rules.cues)
    assert rules.shown == len(rules.cues)


def test_a_mark_that_is_not_reached_goes_out_and_the_next_one_comes() -> None:
    rules = called(reaches=False)
    assert len(rules.cues) > 3
    assert not any(cue.held for cue in rules.cues)
    assert all(cue.until_s - cue.at_s == pytest.approx(GIVE_UP_S, abs=0.05) for cue in rules.cues)
    assert rules.shown == 0


def test_the_marks_stand_in_eight_directions_at_one_share_of_the_rim() -> None:
    marks = np.array(ACTIVITY.setup(Conditions(""), RIM).parameters["marks"])
    shares = RIM.fraction(marks[:, 0], marks[:, 1])
    assert len(marks) == 8
    assert shares == pytest.approx(np.full(8, shares[0]), abs=1e-3)
    assert shares.max() <= 0.75


def test_no_mark_stands_where_the_leg_must_not_go() -> None:
    no_go = (Sector(30.0, 150.0),)
    marks = ACTIVITY.setup(Conditions(""), RIM, no_go=no_go).parameters["marks"]
    assert len(marks) == 5  # type: ignore[arg-type]
    assert not any(ml > 3.0 for _, ml in marks)  # type: ignore[union-attr, misc, operator]
    with pytest.raises(NoTargetLeft):
        ACTIVITY.setup(Conditions(""), RIM, no_go=(Sector(0.0, 359.0),))


def measured(patient: Obedient, seconds: float = 40.0) -> TrialMeasures:
    return measure_recording(played_by(patient, ACTIVITY, setup_for(ACTIVITY, seconds)), ACTIVITY)


def test_a_whole_trial_of_known_reaches_has_their_numbers() -> None:
    # The patient sees a new target up to a hundredth of a second late.
    found = measured(Obedient(reaction_s=0.4, seconds=0.8))
    assert not found.why_not
    assert found.value("targets_held") >= 5
    assert found.value("reaction_time_s") == pytest.approx(0.45, abs=0.06)
    distance_deg = 0.6 * 8.73
    speed = 0.9 * distance_deg / (0.6214 * 0.8)
    assert found.value("movement_velocity") == pytest.approx(speed, rel=0.08)
    assert found.value("endpoint_excursion_pct") == pytest.approx(100.0, abs=4.0)
    assert found.value("maximum_excursion_pct") == pytest.approx(100.0, abs=4.0)
    assert found.value("directional_control_pct") > 93.0


def test_a_slower_patient_is_measured_as_slower() -> None:
    quick, slow = (measured(Obedient(r, s)) for r, s in ((0.3, 0.6), (0.7, 1.4)))
    assert slow.value("reaction_time_s") - quick.value("reaction_time_s") > 0.3
    assert slow.value("movement_velocity") < 0.6 * quick.value("movement_velocity")


def test_the_replay_calls_the_same_marks() -> None:
    setup = setup_for(ACTIVITY, 20.0)
    recording = played_by(Obedient(), ACTIVITY, setup)
    rules = replay_trial(recording, activity=ACTIVITY).rules
    assert rules.cues
    assert all(hypot(cue.ap_deg, cue.ml_deg) > 4.0 for cue in rules.cues)
    assert measure_recording(recording, ACTIVITY).value("targets_held") == rules.shown


def test_more_skill_holds_more_marks_sooner_and_goes_straighter() -> None:
    names = ("targets_held", "reaction_time_s", "directional_control_pct")
    means = []
    for skill in (0.1, 0.5, 0.9):
        traits = PatientTraits(skill=skill, seated=True)
        trials = [measured_trial(ACTIVITY, 28.0, seed, traits) for seed in range(4)]
        rows = [[trial.value(name) for name in names] for trial in trials]
        told = [row for row in rows if None not in row]
        assert told
        means.append(np.mean(told, axis=0))
    held, reactions_s, control_pct = np.transpose(means)
    assert held[0] < held[1] < held[2]
    assert reactions_s[0] > reactions_s[1] > reactions_s[2]
    assert control_pct[0] < control_pct[1] < control_pct[2]
