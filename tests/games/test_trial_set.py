"""A set is three results of a day, whatever they were; a trial that says nothing is done again."""

import pytest

from games.engine.anchor import anchor_lines
from games.engine.pain_talk import PainTalk, Question
from games.engine.trial_set import TrialSet, stumbles
from trainer.metrics.counting import Conduct, why_not_counted
from trainer.metrics.measure import TrialMeasures
from trainer.metrics.reasons import NOBODY, UNMEASURED
from trainer.metrics.repeats import TRIALS_IN_SET, ending
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.pain import Pain
from trainer.recording.trial import MetricValue, TrialResult
from trainer.recording.vocabulary import Outcome, PainPlace, Stance

DONE, TOUCH, FOOT = Outcome.COMPLETED, Outcome.TOUCH, Outcome.FOOT_DOWN
STOPPED, CUT = Outcome.STOPPED, Outcome.INTERRUPTED


@pytest.mark.parametrize(
    ("today", "words", "report", "complete"),
    [
        ([], "0 of 3", "0 of 3 today", False),
        ([DONE], "1 of 3", "1 of 3 today", False),
        ([FOOT, Outcome.NOT_HELD], "2 of 3", "2 of 3 today", False),
        ([DONE, STOPPED, CUT, TOUCH], "2 of 3", "2 of 3 today", False),
        ([DONE, TOUCH, DONE], "3 of 3", "3 of 3 today", True),
        ([DONE, TOUCH, DONE, DONE], "", "4 today, more than 3", True),
    ],
)
def test_a_set_counts_results_of_the_day(today, words, report, complete) -> None:
    found = TrialSet.today(today, TRIALS_IN_SET)
    assert (found.words, found.report, found.complete) == (words, report, complete)


def test_a_trial_alone_has_no_count() -> None:
    alone = TrialSet.today([DONE] * 5, 1)
    assert (alone.words, alone.report, alone.complete) == ("", "", True)


def test_one_more_trial_moves_the_set_unless_it_says_nothing() -> None:
    assert TrialSet(1, 3).after(DONE) == TrialSet(1, 3).after(Outcome.NOT_HELD) == TrialSet(2, 3)
    assert TrialSet(1, 3).after(STOPPED) == TrialSet(1, 3)


@pytest.mark.parametrize(
    ("outcome", "ran_s", "conduct", "says"),
    [
        (DONE, 23.0, Conduct(), DONE),
        (DONE, 23.0, Conduct(samples_received_pct=90.0), CUT),
        (DONE, 23.0, Conduct(nobody=f"{NOBODY} on the board for 2 s"), CUT),
        (DONE, 23.0, Conduct(nobody=UNMEASURED), CUT),
        (DONE, 23.0, Conduct(rim_time_pct=9.0), DONE),
        (DONE, 23.0, Conduct(support_pct=9.0), DONE),
        (TOUCH, 9.0, Conduct(TOUCH, samples_received_pct=90.0), TOUCH),
        (Outcome.PAIN, 9.0, Conduct(Outcome.PAIN), Outcome.PAIN),
        (Outcome.PAIN, 0.0, Conduct(Outcome.PAIN), CUT),
        (Outcome.NOT_HELD, 0.0, Conduct(Outcome.NOT_HELD), Outcome.NOT_HELD),
    ],
)
def test_what_says_nothing_about_the_patient_is_done_again(outcome, ran_s, conduct, says) -> None:
    assert ending(TrialResult(outcome, ran_s, "osi"), why_not_counted(conduct)) is says


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([FOOT, FOOT], True),
        ([FOOT, CUT, FOOT], True),
        ([FOOT, DONE, FOOT], False),
        ([FOOT, FOOT, DONE], False),
        ([FOOT], False),
        ([], False),
    ],
)
def test_two_feet_down_in_a_row_ask_for_something_easier(outcomes, expected) -> None:
    assert stumbles(outcomes) is expected


def measures(**values: float) -> TrialMeasures:
    found = tuple(MetricValue(name, value, "", "", 100.0, "") for name, value in values.items())
    return TrialMeasures(1, 20.0, 100.0, found)


def censored(value: float) -> TrialMeasures:
    lasted = MetricValue("time_to_failure_s", value, "s", "", 100.0, "", censored=True)
    return TrialMeasures(1, 20.0, 100.0, (lasted,))


@pytest.mark.parametrize(
    ("found", "outcome", "duration_s", "words"),
    [
        (censored(23.0), DONE, 23.0, "no failure until 23.0 s after letting go"),
        (censored(9.5), STOPPED, 9.502, "no failure until 9.5 s after letting go"),
        (measures(time_to_failure_s=4.1), TOUCH, 4.1, "failed 4.1 s after letting go"),
        (measures(), TOUCH, 23.0, "time not known"),
        (measures(), Outcome.NOT_HELD, 0.0, "never started"),
    ],
)
def test_time_to_failure_is_told_as_what_it_is(found, outcome, duration_s, words) -> None:
    result = TrialResult(outcome, duration_s, "mean_tilt_velocity")
    lines = anchor_lines(found, result, Conditions("steady-stance", seconds=20.0))
    assert lines[-1].value == words


def test_who_sits_has_no_time_to_failure_to_be_told() -> None:
    result, seated = TrialResult(DONE, 23.0, ""), Conditions("bullseye", stance=Stance.SEATED)
    assert anchor_lines(measures(), result, seated) == []


def test_the_therapists_line_begins_with_the_rim_and_has_no_number_that_is_missing() -> None:
    found = measures(rim_contacts=2.0, rim_time_pct=3.14159, osi=2.519, apsi=2.04, mlsi=1.478)
    result = TrialResult(DONE, 23.0, "mean_tilt_velocity")
    lines = anchor_lines(found, result, Conditions("steady-stance"))
    assert [(line.name, line.value) for line in lines] == [
        ("rim_contacts", "2 (3.1 % of the time)"),
        ("osi", "2.52° (toes to heel 2.04°, side to side 1.48°)"),
        ("time_to_failure_s", "time not known"),
    ]
    sway = measures(rms=3.0, mean_velocity=9.0)
    on_plate = anchor_lines(sway, result, Conditions("quiet-stance", level=NO_DOME))
    assert [line.name for line in on_plate][:2] == ["rms", "mean_velocity"]


def test_pain_is_asked_in_two_keys_and_other_keys_change_nothing() -> None:
    talk = PainTalk()
    assert talk.question is Question.HOW_MUCH
    assert talk.take("G").take("Enter") == talk
    rated = talk.take("X")
    assert rated.question is Question.WHERE
    assert rated.take("X").take("9") == rated
    told = rated.take("1")
    assert told == PainTalk(Pain(10, PainPlace.KNEE_FRONT))
    assert told.question is Question.NOTHING
    assert told.take("2") == told
    assert told.answers == {}


def test_every_score_and_place_has_a_key_and_a_word_of_its_own() -> None:
    scores, places = PainTalk().answers, PainTalk(Pain(1)).answers
    assert list(scores.values()) == [str(score) for score in range(11)]
    assert len(set(places.values())) == len(places) == len(PainPlace)
