"""Blind return: what is shown and hidden when, what is an answer, and the three errors."""

from math import sqrt

import numpy as np
import pytest

from games.assessments.blind_return import (
    ACTIVITY,
    GIVE_UP_S,
    Answer,
    BlindReturn,
    Task,
)
from games.engine.rules import Now
from games.engine.trial import Trial
from games.replay import measure_recording, replay_trial
from tests.games.simulated_feed import (
    RATE_HZ,
    Obedient,
    measured_trial,
    played_by,
    setup_for,
)
from trainer.metrics import NotMeasurableError, TrialMeasures
from trainer.metrics.facts import Facts
from trainer.metrics.sway import Sway
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import FLAG_BUTTON_DOWN, Samples
from trainer.recording.vocabulary import EventKind, Outcome
from trainer.simulation.traits import PatientTraits

ABSOLUTE, CONSTANT, VARIABLE, FOUND = ACTIVITY.metrics
MARK, DT_S = (4.0, 3.0), 0.01


def errors(*pairs: tuple[tuple[float, float], tuple[float, float]]) -> list[float]:
    rules = BlindReturn([MARK], 2.5, 3.0, seed=1)
    rules.answers += [Answer(*pair) for pair in pairs]
    facts = Facts(rules=rules, sway=Sway(np.zeros((2, 0)), 100.0))
    return [metric.values(facts)[0] for metric in (CONSTANT, ABSOLUTE, VARIABLE)]


def test_an_error_is_how_much_farther_out_the_answer_lies() -> None:
    assert Answer((4.0, 3.0), (4.8, 3.6)).error_deg == pytest.approx(1.0)
    assert Answer((4.0, 3.0), (2.4, 1.8)).error_deg == pytest.approx(-2.0)
    assert Answer((4.0, 3.0), (4.0 - 0.6, 3.0 + 0.8)).error_deg == pytest.approx(0.0)


def test_the_three_errors_of_known_answers() -> None:
    far, near = ((5.0, 0.0), (6.0, 0.0)), ((0.0, 5.0), (0.0, 4.0))
    assert errors(far, far) == pytest.approx([1.0, 1.0, 0.0])
    assert errors(far, near) == pytest.approx([0.0, 1.0, sqrt(2.0)])
    assert errors(near, near, far) == pytest.approx([-1 / 3, 1.0, sqrt(4 / 3)])


def test_too_few_answers_have_a_reason() -> None:
    with pytest.raises(NotMeasurableError, match="needs 1 places found again, and the trial has 0"):
        errors()
    with pytest.raises(NotMeasurableError, match="the variable error needs 2"):
        errors(((5.0, 0.0), (6.0, 0.0)))


def rules_at(task: Task) -> tuple[BlindReturn, Now]:
    """The rules when they come to a task, by somebody who is always where the aim is."""
    rules, now = BlindReturn([MARK], 2.5, 3.0, seed=1), Now(passed_s=DT_S, measuring=True)
    while rules.task is not task:
        now.t_s += DT_S
        now.ap_deg, now.ml_deg, _ = rules.aim
        now.inside = True
        rules.take(now)
    return rules, now


@pytest.mark.parametrize("task", list(Task))
def test_light_and_mark_are_hidden_only_while_the_place_is_looked_for(task: Task) -> None:
    rules, _ = rules_at(task)
    assert rules.asked.cursor is (task is not Task.FIND)
    assert rules.asked.ring is (task is not Task.FIND)
    assert rules.asked.press is (task is Task.FIND)


def held_for(rules: BlindReturn, now: Now, seconds: float, ap_deg: float, ml_deg: float) -> None:
    for _ in range(round(seconds / DT_S)):
        now.t_s += DT_S
        now.ap_deg, now.ml_deg = ap_deg, ml_deg
        rules.take(now)


def test_holding_still_for_a_while_is_an_answer() -> None:
    rules, now = rules_at(Task.FIND)
    held_for(rules, now, 1.4, 4.8, 3.6)
    assert not rules.answers
    held_for(rules, now, 0.3, 4.8, 3.6)
    (answer,) = rules.answers
    assert answer.error_deg == pytest.approx(1.0, abs=0.01)
    assert rules.task is Task.HOME


def test_staying_at_home_is_no_answer_and_after_a_while_nobody_waits() -> None:
    rules, now = rules_at(Task.FIND)
    held_for(rules, now, GIVE_UP_S - 0.1, 0.3, 0.3)
    assert rules.task is Task.FIND
    held_for(rules, now, 0.2, 0.3, 0.3)
    assert rules.task is Task.HOME
    assert not rules.answers


def test_who_moves_on_has_not_answered() -> None:
    rules, now = rules_at(Task.FIND)
    for step in range(8):
        held_for(rules, now, 0.7, 2.5 if step % 2 else 5.5, 2.5)
    assert not rules.answers


def test_a_press_answers_at_once_with_the_tilt_of_that_moment() -> None:
    rules, now = rules_at(Task.FIND)
    now.pressed, now.ap_deg, now.ml_deg = True, 3.2, 2.4
    rules.take(now)
    assert [answer.error_deg for answer in rules.answers] == pytest.approx([-1.0])


def pressed_trial(when: Task) -> Trial:
    """A trial in which the event button goes down for a moment at this task."""
    setup = setup_for(ACTIVITY, 20.0)
    whole = played_by(Obedient(), ACTIVITY, setup)
    trial = ACTIVITY.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
    left, pressed = whole.samples, False
    for first in range(0, len(left), 5):
        stretch = Samples.concatenate([left[first : first + 5]])
        started = whole.first(EventKind.MEASURE_FROM)
        measuring = started is not None and first > started.index
        if trial.rules.task is when and measuring and not pressed:
            stretch.flags[:] |= FLAG_BUTTON_DOWN
            pressed = True
        trial.advance(Stretch(stretch))
    assert pressed
    return trial


def test_a_press_is_no_touch_while_it_is_an_answer_and_is_one_otherwise() -> None:
    assert pressed_trial(Task.FIND).outcome is Outcome.COMPLETED
    assert pressed_trial(Task.REACH).outcome is Outcome.TOUCH


def measured(*remembers: float) -> TrialMeasures:
    patient = Obedient(remembers=remembers)
    return measure_recording(played_by(patient, ACTIVITY, setup_for(ACTIVITY, 45.0)), ACTIVITY)


def test_who_finds_each_place_has_no_error_and_who_goes_too_far_a_constant_one() -> None:
    exact, too_far = measured(1.0), measured(1.25)
    assert exact.value("places_found") >= 4
    assert exact.value("return_absolute_error_deg") < 0.1
    mean_distance_deg = (0.5 + 0.65) / 2 * 8.73
    constant_deg = too_far.value("return_constant_error_deg")
    assert constant_deg == pytest.approx(0.25 * mean_distance_deg, abs=0.25)
    assert too_far.value("return_absolute_error_deg") == pytest.approx(constant_deg, abs=0.02)
    assert too_far.value("return_variable_error_deg") < 0.4


def test_who_differs_with_himself_has_a_variable_error() -> None:
    differs = measured(0.75, 1.25)
    assert differs.value("return_variable_error_deg") > 1.0
    assert abs(differs.value("return_constant_error_deg")) < 0.5


def test_the_replay_has_the_same_answers() -> None:
    recording = played_by(Obedient(remembers=(0.9,)), ACTIVITY, setup_for(ACTIVITY, 20.0))
    again = replay_trial(recording, activity=ACTIVITY).rules
    assert again.answers
    value = measure_recording(recording, ACTIVITY).value("places_found")
    assert value == len(again.answers)
    assert RATE_HZ == 500.0


def test_more_skill_finds_more_places_and_much_skill_is_least_off() -> None:
    found, off_deg = [], []
    for skill in (0.1, 0.5, 0.9):
        traits = PatientTraits(skill=skill, seated=True)
        trials = [measured_trial(ACTIVITY, 28.0, seed, traits) for seed in range(4)]
        found.append(np.mean([trial.value("places_found") for trial in trials]))
        errors_deg = [trial.value("return_absolute_error_deg") for trial in trials]
        off_deg.append(np.mean([error for error in errors_deg if error is not None]))
    assert found[0] < found[1] < found[2]
    # A novice answers once or twice in so short a trial: too few to tell from half the skill.
    assert off_deg[2] < min(off_deg[:2])
