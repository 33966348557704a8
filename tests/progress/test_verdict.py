"""What is said of a leg: golden sentences, and when each finding is made."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.progress.days import (
    ANCHOR,
    EPISODE,
    LIMIT,
    OTHER_LEG,
    SPEED,
    at,
    clinic_of,
    failed,
    held,
    history,
    leg,
    logs,
    usual_clinic,
)
from trainer.progress import progress_of
from trainer.progress.values import Finding, LegProgress
from trainer.recording.clinical import Episode
from trainer.recording.conditions import NO_DOME
from trainer.recording.history import History, Series

CLINIC = usual_clinic()


def leg_of(patient: History, episode: Episode = EPISODE) -> LegProgress:
    return progress_of(patient, episode, CLINIC).legs[0]


def found(values: Sequence[float]) -> LegProgress:
    return leg_of(history(leg(logs(values))))


@pytest.mark.parametrize(
    ("values", "finding", "since"),
    [
        ([0.5], Finding.TOO_FEW_VISITS, None),
        ([0.5, 0, 0], Finding.TOO_FEW_VISITS, None),
        ([0.5, 0, 0, -0.9], Finding.TOO_FEW_VISITS, None),
        ([0.5, 0, 0, -0.1, -0.1], Finding.WITHIN_NOISE, None),
        ([0.5, 0, 0, 0, -0.4], Finding.ONE_VISIT_BEYOND, 5),
        ([0.5, 0, 0, -0.4, -0.5], Finding.BETTER, 4),
        ([0.5, 0, 0, 0.4, 0.5], Finding.WORSE, 4),
        ([0.5, 0, 0, -0.4, 0.6], Finding.ONE_VISIT_BEYOND, 5),
        ([0.5, 0, 0, -0.6, 0, -0.8], Finding.ONE_VISIT_BEYOND, 6),
        ([0.5, 0, 0, -0.6, -0.6, 0], Finding.WITHIN_NOISE, None),
    ],
)
def test_a_finding_needs_two_visits_running(
    values: list[float], finding: Finding, since: int | None
) -> None:
    verdict = found(values).verdict
    assert (verdict.finding, verdict.since_visit) == (finding, since)


def test_a_visit_without_a_value_breaks_the_run_and_is_told() -> None:
    days: list[list[float | None]] = [*logs([0.5, 0, 0, -0.6])]
    gap = [*days, [4.0], *logs([-0.6])]
    one = leg_of(history(leg(gap)))
    assert one.verdict.finding is Finding.ONE_VISIT_BEYOND
    last = leg_of(history(leg([*days, *logs([-0.6]), [4.0]])))
    assert last.verdict.finding is Finding.BETTER
    assert any("22 Mar 2026 fewer than two trials count" in note for note in last.verdict.notes)


def test_the_sentences() -> None:
    said = {
        tuple(values): found(values).verdict.sentence
        for values in (
            [0.5],
            [0.5, 0, 0, 0, -0.1],
            [0.5, 0, 0, 0, -0.4],
            [0.5, 0, 0, -0.4, -0.5],
            [0.5, 0, 0, 0.4, 0.5],
            [0.5, 0, 0, -0.5, -0.5, 0],
        )
    }
    assert list(said.values()) == [
        "Left leg, dome 2: 1 visit so far; the first verdict can come at visit 5, after learning, "
        "a baseline of two visits, and two visits to compare.",
        "Left leg, dome 2: speed of the board 8.00 → 7.24 °/s (−10 %), within measurement noise "
        "(−18 % to +23 %) on 18 Mar 2026.",
        "Left leg, dome 2: speed of the board 8.00 → 5.36 °/s (−33 %), better, beyond measurement "
        "noise (−18 % to +23 %) at one visit, on 18 Mar 2026: the next visit must confirm it.",
        "Left leg, dome 2: speed of the board 8.00 → 4.85 °/s (−39 %), better, and larger than "
        "measurement noise (−19 % to +23 %) at 2 visits running, since 14 Mar 2026.",
        "Left leg, dome 2: speed of the board 8.00 → 13.2 °/s (+65 %), worse, and larger than "
        "measurement noise (−19 % to +23 %) at 2 visits running, since 14 Mar 2026: check this "
        "patient.",
        "Left leg, dome 2: speed of the board 8.00 → 8.00 °/s (0 %), within measurement noise "
        "(−19 % to +23 %) on 22 Mar 2026. It was larger than measurement noise until 18 Mar 2026 "
        "(better) and no longer is.",
    ]
    assert not any("meaningful" in each or "knee" in each for each in said.values())


def test_without_repeats_there_is_a_change_and_no_verdict() -> None:
    patient = history(leg(logs([0.5, 0, 0, -0.9, -0.9])))
    progress = progress_of(patient, EPISODE, usual_clinic(4))
    one = progress.legs[0]
    assert one.verdict.finding is Finding.NO_NOISE
    assert one.verdict.sentence == (
        "Left leg, dome 2: speed of the board 8.00 → 3.25 °/s (−59 %); there are not enough "
        "repeats to say whether this is more than measurement noise (4 of 10 other people so far)."
    )
    assert [visit.limit for visit in one.visits] == [None] * 5
    assert one.band is not None
    assert one.band.low == one.band.high == pytest.approx(8.0)
    assert progress.false_alarm_pct is None


def test_a_patient_without_an_anchor_test_has_no_legs() -> None:
    assert progress_of(history(), EPISODE, CLINIC).legs == ()


def test_trials_that_say_nothing_are_no_visit() -> None:
    voided = replace(held(at(0), 4.0), voided="wrong foot", why="declared void: wrong foot")
    one = leg_of(history(Series(ANCHOR, (voided,))))
    assert (one.verdict.finding, one.visits, one.trend) == (Finding.NO_TRIALS, (), None)


def test_a_series_with_one_trial_has_a_visit_and_no_value() -> None:
    one = leg_of(history(leg([[8.0]])))
    assert one.verdict.finding is Finding.TOO_FEW_VISITS
    assert [visit.value for visit in one.visits] == [None]


def test_an_unknown_primary_metric_is_refused_with_what_can_be_chosen() -> None:
    for never in ("sd_ap", "rms", "mean_velocity"):
        with pytest.raises(ValueError, match="mean_tilt_velocity or osi"):
            leg_of(history(leg(logs([0.5]))), replace(EPISODE, primary_metric=never))


def test_osi_changes_by_degrees() -> None:
    def as_osi(one: Series) -> Series:
        return replace(
            one, trials=tuple(replace(t, metrics={"osi": t.metrics[SPEED]}) for t in one.trials)
        )

    clinic = clinic_of(history(as_osi(leg([[v] * 3 for v in (4, 3, 3.2, 3.2, 3)]))))
    patient = history(as_osi(leg([[v] * 3 for v in (4, 3, 3, 2, 2)])))
    one = progress_of(patient, replace(EPISODE, primary_metric="osi"), clinic).legs[0]
    assert one.visits[3].change == pytest.approx(-1.0)
    assert one.visits[3].limit == pytest.approx(2 * LIMIT)
    assert one.verdict.sentence == (
        "Left leg, dome 2: mean tilt (OSI-type) 3.0° → 2.0° (−1.0°), better, and larger than "
        "measurement noise (±0.4°) at 2 visits running, since 14 Mar 2026."
    )


def test_what_was_found_the_other_way_is_told_without_contradiction() -> None:
    sentence = found([0.5, 0, 0, -0.6, -0.6, 0.6]).verdict.sentence
    assert "worse, beyond measurement noise" in sentence
    assert sentence.endswith(" Until 18 Mar 2026 it was better by more than measurement noise.")


def test_a_learning_visit_without_a_value_is_not_told_and_one_of_the_baseline_is() -> None:
    assert not any("fewer than two" in n for n in leg_of(history(leg([[8.0]]))).verdict.notes)
    second = leg_of(history(leg([[8.0] * 3, [8.0]]))).verdict.notes
    assert any("so that visit is not of the baseline" in note for note in second)


def test_a_trial_that_says_nothing_yet_is_told_as_that() -> None:
    stopped = replace(held(at(0), 4.0), voided="wrong foot", why="declared void: wrong foot")
    sentence = leg_of(history(Series(ANCHOR, (stopped,)))).verdict.sentence
    assert sentence == "Left leg, dome 2: no trial of the anchor test could be judged yet."


def failing_leg(times_s: Sequence[float]) -> Series:
    return Series(
        ANCHOR, tuple(failed(at(4 * n, m), t) for n, t in enumerate(times_s) for m in range(3))
    )


def test_a_longer_time_to_failure_is_better_and_rim_contacts_stand_beside_it() -> None:
    clinic = clinic_of(history(failing_leg([5, 8, 8.8, 8.8, 8])))
    one = progress_of(history(failing_leg([3, 4, 4, 9, 9])), EPISODE, clinic).legs[0]
    assert one.metric == "time_to_failure_s"
    assert one.verdict.finding is Finding.BETTER
    assert one.verdict.sentence == (
        "Left leg, dome 2: time to failure 4.0 → 9.0 s (+125 %), better, and larger than "
        "measurement noise (−18 % to +22 %) at 2 visits running, since 14 Mar 2026. Rim contacts "
        "2.0 → 2.0 a trial."
    )


def test_a_change_over_is_told_and_never_counted_as_a_change() -> None:
    days = [*[[None] * 3] * 4, *logs([-2.0] * 5)]
    one = leg_of(history(leg(days)))
    assert one.changed_over_at == 6
    assert [visit.beyond for visit in one.visits] == [0] * 9
    assert one.verdict.finding is Finding.WITHIN_NOISE
    assert any(
        "since visit 6 (22 Mar 2026) speed of the board is compared instead of time to" in note
        for note in one.verdict.notes
    )
    assert leg_of(history(leg(days[:7]))).verdict.sentence.startswith(
        "Left leg, dome 2: 7 visits so far; the first verdict can come at visit 9"
    )


@pytest.mark.parametrize(("practised", "told"), [(4, True), (5, False)])
def test_fewer_than_eight_learning_trials_are_told(practised: int, told: bool) -> None:
    practice = Series(
        replace(ANCHOR, practice=True), tuple(held(at(0, -9 + n), 9.0) for n in range(practised))
    )
    patient = history(practice, leg(logs([0.5, 0.0])))
    one = leg_of(patient, replace(EPISODE, begun_at=at(-1)))
    assert any("of 8 learning trials" in note for note in one.verdict.notes) is told


def test_the_words_tell_hole_plate_both_legs_and_simulated_boards() -> None:
    inside = replace(OTHER_LEG, stem_hole=4)
    trials = tuple(replace(trial, simulated=True) for trial in leg(logs([0.5]), inside).trials)
    sentence = leg_of(history(Series(inside, trials))).verdict.sentence
    assert sentence.startswith("Right leg, dome 2, stem towards inside, simulated board: 1 visit")


def test_a_time_that_is_only_known_to_be_longer_bears_its_sign() -> None:
    days = [[None] * 3, [None, None, 8.0], [None] * 3, [None] * 3, [None, None, 8.0]]
    sentence = leg_of(history(leg(days))).verdict.sentence
    assert sentence.startswith("Left leg, dome 2: time to failure ≥ 7.4 → ≥ 11.0 s (+48 %); there")


def test_a_plate_has_the_speed_of_the_sway_instead() -> None:
    plate = replace(ANCHOR, activity="quiet-stance", level=NO_DOME)
    trials = tuple(
        replace(trial, metrics={"mean_velocity": trial.metrics[SPEED]})
        for trial in leg(logs([0.5, 0, 0, -0.1, -0.1])).trials
    )
    one = leg_of(history(Series(plate, trials)))
    assert one.metric == "mean_velocity"
    assert one.verdict.sentence.startswith(
        "Left leg, plate: speed of the sway 8.00 → 7.24 mm/s (−10 %)"
    )
