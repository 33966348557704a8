"""What a report says: no more than the statistics carry, in each language, each source apart."""

from dataclasses import replace

import pytest

from tests.courses import ANCHOR, anchor_trial, course, failed_trial
from tests.reports.patients import SAME, STEADIER, at, full, known, told
from trainer.progress import clinic_noise
from trainer.recording.background import HardStop, StopReason
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series
from trainer.recording.vocabulary import Side, Source
from trainer.reports.parts import Report, Section
from trainer.texts import LANGUAGES, speak


def section(report: Report, title: str) -> Section:
    return next(each for each in report.sections if each.title == title)


def row(of: Section, title: str) -> tuple[str, ...]:
    assert of.table is not None
    return next(cells for first, *cells in map(tuple, of.table.rows) if first.startswith(title))


def test_what_is_larger_than_noise_is_said_of_the_involved_leg_first() -> None:
    report = told(known(course("K7", right=SAME, left=STEADIER)))
    first, second = report.found
    assert (first.kind, second.kind) == ("better", "")
    assert first.sentence == "Left leg: steadier than at the baseline, beyond measurement noise."
    assert "at 4 visits running, since 30 Mar 2026" in first.meaning
    assert "19 of 20 cases" in first.meaning
    assert second.sentence == "Right leg: no change that can be told from measurement noise."


def test_both_legs_stand_side_by_side_with_change_and_noise() -> None:
    board = section(told(known(course("K7", left=STEADIER, right=SAME))), "What the board saw")
    assert board.table is not None
    assert board.table.titles == ("", "Left (involved)", "Right")
    assert list(row(board, "Visits")) == ["8", "8"]
    left, right = row(board, "Change")
    assert left == "−31 %"
    assert right == "−8 %"
    assert row(board, "Measurement noise")[0] == "−14 % to +17 %"
    assert "on one leg, dome 2, barefoot, eyes open, hands on hips, 20 s" in board.lead
    assert board.chart.startswith("<svg")
    assert "Left leg, speed of the board, °/s: " in board.chart_words


def test_a_leg_that_became_worse_and_a_stop_ask_to_be_looked_at() -> None:
    stop = HardStop("s", Side.LEFT, StopReason.PAIN, at(5), 7)
    patient = known(course("K7", left=(6, 6, 6, 6.1, 7.8, 8.4)))
    report = told(replace(patient, stops=(stop,)))
    assert report.found[0].kind == "worse"
    assert "please check" in report.found[0].sentence
    assert report.care == ("Left leg is stopped since 6 Apr 2026: pain, 7 of 10.",)


def test_what_was_found_once_and_is_no_longer_is_said() -> None:
    patient = known(course("K7", left=(8, 8, 8, 6, 6, 8, 8)))
    (found,) = told(patient).found
    assert "Until 30 Mar 2026 it was better by more than measurement noise." in found.meaning


def test_one_visit_beyond_noise_is_no_finding() -> None:
    (found,) = told(known(course("K7", left=(8, 8, 8, 8, 6)))).found
    assert (found.kind, "perhaps" in found.sentence) == ("", True)
    assert "at one visit, on 30 Mar 2026; a finding needs two running" in found.meaning


def test_without_enough_other_people_nothing_is_called_a_change() -> None:
    report = told(known(course("K7", left=STEADIER), noise=clinic_noise()))
    assert report.found[0].kind == ""
    assert "too few other people were measured" in report.found[0].meaning
    assert row(section(report, "What the board saw"), "Measurement noise") == ["not known yet"]


def test_a_leg_that_fails_is_told_by_how_long_it_stands() -> None:
    trials = [
        failed_trial(10 * visit + nth, at(visit), 4.0 + 2 * visit + nth)
        for visit in range(6)
        for nth in range(3)
    ]
    board = section(
        told(known(History("K7", (Series(ANCHOR, tuple(trials)),)))), "What the board saw"
    )
    assert "how long the leg stands" in board.lead
    assert row(board, "Trials that count") == ["0 of 3"]
    assert row(board, "Baseline") == ["7.9 s"]


def test_a_patient_without_trials_gets_a_report_that_says_so() -> None:
    report = told(known(History("K7", ())))
    assert [each.sentence for each in report.found] == [
        "Nothing was measured on the board yet, so nothing can be said of a change."
    ]
    assert [each.title for each in report.sections] == ["Plan and adherence"]


def test_one_trial_is_too_early_and_draws_no_chart() -> None:
    report = told(known(History("K7", (Series(ANCHOR, (anchor_trial(1, at(0), 8.0),)),))))
    assert report.found[0].sentence == "Left leg: too early to speak of a change."
    assert "it can come at visit 5. Visits so far: 1." in report.found[0].meaning
    board = section(report, "What the board saw")
    assert board.chart == ""
    assert row(board, "Baseline") == ["not yet"]


def test_training_alone_is_no_change() -> None:
    bullseye = Series(Conditions("bullseye", side=Side.LEFT, rung=2), (anchor_trial(1, at(0), 8),))
    report = told(known(History("K7", (bullseye,))))
    assert "nothing here can be called a change" in report.found[0].sentence
    assert row(section(report, "Done so far"), "Bullseye") == ["days: 1, rounds: 1, rung 2"]


def test_a_simulated_board_and_an_uncalibrated_one_are_said() -> None:
    odd = replace(ANCHOR, calibrated=False, envelope_source=Source.SIMULATED)
    trial = replace(anchor_trial(1, at(0), 8.0), simulated=True)
    board = section(told(known(History("K7", (Series(odd, (trial,)),)))), "What the board saw")
    assert "Recorded on a simulated board, not by a patient." in board.notes
    assert "The board was not calibrated." in board.notes


def test_board_body_sensor_eye_and_what_was_typed_in_stand_apart() -> None:
    report = told(full())
    body = section(report, "What a body sensor saw")
    assert list(row(body, "Single-leg squat: thigh leans in")) == ["12.5 → 6.25"] * 2 + [
        "20 Apr 2026"
    ]
    eye = section(report, "What the therapist's eye saw")
    assert row(eye, "Single-leg squat: the eye saw the pelvis drop")[0] == "1 of 1 → 1 of 1"
    assert row(eye, "Squat: knee")[0] == "1, a little inward"
    typed = section(report, "Symptoms, strength and function, as typed in")
    assert typed.table is not None
    first, *_ = typed.table.rows
    assert first == ("Pain now (of 10)", "5 → 2", "–", "–", "20 Apr 2026")
    assert not any("quat" in cells[0] for cells in typed.table.rows)
    assert typed.table.more.endswith("more in the record")
    assert "board" not in " ".join(" ".join(cells) for cells in typed.table.rows)


def test_what_was_ordered_planned_and_done_is_told() -> None:
    report = told(full())
    assert ("Diagnosis", "after ACL reconstruction") in report.facts
    assert ("Surgery", "4 Nov 2025") in report.facts
    assert ("Visits", "8, the last on 20 Apr 2026") in report.facts
    assert "signed by AB on 2 Mar 2026" in section(report, "Plan and adherence").lead
    done = section(report, "Done so far")
    assert row(done, "Clam shell")[0] == "times: 2, 3 × 8, 2.5 kg → 3 × 15, 2.5 kg"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_made_in_its_language_whatever_is_spoken_around_it(language: str) -> None:
    titles = {"en": "Balance report", "de": "Gleichgewichtsbericht", "es": "Informe de equilibrio"}
    speak("de")
    try:
        report = told(full(), language)
    finally:
        speak("en")
    assert (report.language, report.title) == (language, titles[language])


def test_nothing_but_what_was_typed_in_stays_english() -> None:
    # "Test" is German, too.
    typed = {"K7", "after ACL reconstruction", "Test"}
    english, german = words_of(told(full())), words_of(told(full(), "de"))
    same = {text for text in english & german if len([c for c in text if c.isalpha()]) > 3}
    assert same - typed == set()
    assert "8,65 °/s am 02.03.2026" in german


def words_of(report: Report) -> set[str]:
    """Every text of a report but its charts."""
    texts = {report.title, report.foot, report.page, *report.signature, *report.care}
    texts.update(text for fact in report.facts for text in fact)
    for found in report.found:
        texts.update((found.sentence, found.meaning))
    for each in report.sections:
        texts.update((each.title, each.lead, *each.notes))
        if each.table is not None:
            texts.update((*each.table.titles, each.table.more))
            texts.update(text for cells in each.table.rows for text in cells)
    return texts
