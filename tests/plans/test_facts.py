"""What is known of a patient's trials and legs, as the agenda takes it."""

from dataclasses import replace

import pytest

from tests.plans.visiting import facts, played
from tests.progress.days import OTHER_LEG, history, leg, logs
from trainer.metrics.reasons import FEW_SAMPLES
from trainer.plans.facts import played_in
from trainer.recording.conditions import Conditions
from trainer.recording.vocabulary import Outcome, Side

MADE = Conditions("bullseye", side=Side.LEFT)


def test_a_historys_trials_come_in_their_order_and_some_can_be_taken() -> None:
    patient = history(leg(logs([0, 0])), leg(logs([0, 0]), OTHER_LEG))
    everything = played_in(patient)
    moments = [each.trial.started_at for each in everything]
    assert moments == sorted(moments)
    assert len(everything) == 12
    wanted = {everything[3].trial.trial_id}
    assert {each.trial.trial_id for each in played_in(patient, wanted)} == wanted


@pytest.mark.parametrize("outcome", [Outcome.COMPLETED, Outcome.FOOT_DOWN, Outcome.PAIN])
def test_a_trial_that_says_something_counts(outcome: Outcome) -> None:
    assert played(MADE, outcome=outcome).counts


def test_a_trial_that_says_nothing_is_done_again() -> None:
    one = played(MADE)
    few = FEW_SAMPLES.format(percent=50, least=95)
    for trial in (
        replace(one.trial, outcome=Outcome.STOPPED),
        replace(one.trial, voided="the wrong leg"),
        replace(one.trial, why=few),
        replace(one.trial, outcome=Outcome.PAIN, duration_s=0.0),
    ):
        assert not replace(one, trial=trial).counts


def test_a_lock_holds_for_its_leg_and_for_both_together() -> None:
    known = facts(locks={Side.LEFT: "locked"})
    assert [bool(known.locked(side)) for side in (*Side, None)] == [True, False, True, False]
