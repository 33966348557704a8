"""The patient is told no more than the statistics carry."""

import re

import pytest

from tests.plans.progressing import BETTER, EARLY, ONE_BEYOND, SAME, WORSE, progress
from trainer import texts
from trainer.plans.patient_words import patient_sentence
from trainer.progress.values import Finding
from trainer.recording.vocabulary import Side

LEFT = Side.LEFT


@pytest.mark.parametrize(
    ("levels", "finding", "words"),
    [
        (BETTER, Finding.BETTER, "Left leg: calmer than at the beginning, "),
        (WORSE, Finding.WORSE, "Your therapist will look at this with you."),
        (SAME, Finding.WITHIN_NOISE, "Left leg: as at the beginning, as far as"),
        (ONE_BEYOND, Finding.ONE_VISIT_BEYOND, "Left leg: something may be changing"),
        (EARLY, Finding.TOO_FEW_VISITS, "The first comparison can come at visit 5."),
    ],
    ids=["better", "worse", "same", "one visit", "early"],
)
def test_the_sentence_is_that_of_the_finding(levels, finding, words) -> None:
    found = progress(left=levels)
    assert found.legs[0].verdict.finding is finding
    sentence = patient_sentence(found, LEFT)
    assert sentence.startswith(words)
    assert len(re.findall(r"\d+(?:\.\d+)?", sentence)) <= 3
    assert ("calmer" in sentence) is (finding is Finding.BETTER)


def test_better_has_the_baseline_and_the_last_value() -> None:
    numbers = re.findall(r"\d+\.\d+", patient_sentence(progress(left=BETTER), LEFT))
    leg = progress(left=BETTER).legs[0]
    assert numbers == [f"{leg.band.baseline:.2f}", f"{leg.visits[-1].value:.2f}"]


def test_without_enough_repeats_nothing_is_told() -> None:
    sentence = patient_sentence(progress(left=BETTER, people=0), LEFT)
    assert sentence == "Left leg: whether something has changed cannot be told yet."


def test_a_good_leg_that_fell_is_for_the_therapist() -> None:
    assert "therapist" in patient_sentence(progress(left=BETTER, right=WORSE), LEFT)


def test_the_other_leg_is_not_told_for_the_involved_one() -> None:
    assert "visit 5" in patient_sentence(progress(right=BETTER), LEFT)
    assert patient_sentence(progress(right=BETTER), None).startswith("Right leg: calmer")


def test_nobody_without_a_trial_waits_in_the_dark() -> None:
    assert patient_sentence(progress(), LEFT) == (
        "Each visit lights a lantern here; the first comparison can come at visit 5."
    )


@pytest.mark.parametrize(
    ("levels", "lit"), [((8.0,), True), ((8.0, 8.0), False)], ids=["first", "second"]
)
def test_the_first_lantern_is_told_once_it_is_lit(levels, lit: bool) -> None:
    sentence = patient_sentence(progress(left=levels), LEFT)
    assert sentence.startswith("The first lantern is lit") is lit
    assert sentence.endswith("the first comparison can come at visit 5.") is lit
    assert "visit 5" in sentence


def test_german_has_its_own_sentence_and_decimals() -> None:
    texts.speak("de")
    try:
        sentence = patient_sentence(progress(left=BETTER), LEFT)
    finally:
        texts.speak("en")
    assert sentence.startswith("Linkes Bein: ruhiger")
    assert re.search(r"\d,\d", sentence)
