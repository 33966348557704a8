"""What a therapist reads in `baps history`: both legs, every trial, and which do not count."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console
from rich.text import Text

from trainer.cli.history_lines import lines_of
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.vocabulary import Arms, Outcome, Side, Source, Stance, Support

NUMBERS = {
    "rim_contacts": 3.0,
    "rim_time_pct": 1.24,
    "osi": 3.77,
    "apsi": 3.2,
    "mlsi": 1.9,
    "mean_tilt_velocity": 8.5,
    "time_to_failure_s": 23.0,
    "time_on_target_s": 17.6,
}
ENDED_EARLY = {"rim_contacts": 1.0, "rim_time_pct": 0.5, "time_to_failure_s": 8.04}
LEFT = Conditions("steady-stance", side=Side.LEFT)


def trial(number: int = 0, **changes: object) -> StoredTrial:
    whole = StoredTrial(
        trial_id=f"{number:08d}-7a32-4815-9450-6ef229b50890",
        started_at=datetime(2026, 3, 4, 5, tzinfo=UTC) + timedelta(minutes=number),
        duration_s=23.0,
        outcome=Outcome.COMPLETED,
        headline="time_on_target_s",
        metrics=NUMBERS,
        censored=("time_to_failure_s",),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def touched(number: int = 0) -> StoredTrial:
    return trial(
        number,
        duration_s=8.04,
        outcome=Outcome.TOUCH,
        metrics=ENDED_EARLY,
        censored=(),
        why="the trial ended with a touch of the rail",
    )


def lines(*series: Series) -> list[str]:
    return [line.plain for line in lines_of(History("K7", series))]


def line_with(words: str, *series: Series) -> Text:
    (found,) = [line for line in lines_of(History("K7", series)) if words in line.plain]
    return found


def test_an_assessment_shows_the_therapists_numbers_of_every_trial() -> None:
    titles, whole, failed, why, *_ = lines(Series(LEFT, (trial(1), touched(2))))[3:]
    assert titles.split()[0] == "started"
    assert re.split(r" {2,}", titles)[1:] == [
        *("length", "rim", "tilt, °", "speed, °/s", "to failure", "id"),
    ]
    assert re.split(r" {2,}", whole)[1:] == [
        *("20 s of 20 s", "3, 1.2 %", "3.77 (3.20 / 1.90)", "8.50", "≥ 23.0 s", "00000001"),
    ]
    assert re.split(r" {2,}", failed)[1:] == [
        *("5.0 s of 20 s", "1, 0.5 %", "–", "–", "8.0 s", "00000002"),
    ]
    assert why == "    does not count: the trial ended with a touch of the rail"


def shown_on(level: int, **metrics: float) -> dict[str, str]:
    """The columns of an assessment with one trial there, by title."""
    conditions = Conditions("quiet-stance", side=Side.LEFT, level=level)
    titles, row = lines(Series(conditions, (trial(1, metrics=metrics, censored=()),)))[3:5]
    return dict(zip(re.split(r" {2,}", titles)[1:], re.split(r" {2,}", row)[1:], strict=True))


def test_a_floor_squat_shows_thigh_and_pelvis_and_nothing_of_a_board() -> None:
    shown = shown_on(FLOOR, thigh_medial_lean_at_30=6.2, pelvis_drop_deg=4.0, time_to_failure_s=33)
    assert list(shown) == ["length", "leans in, °", "pelvis, °", "id"]
    assert "–" not in shown.values()
    deep = shown_on(FLOOR, thigh_medial_lean_at_30=6.2, thigh_flexion_peak=48.31)
    assert deep["leans in, °"] == "6.20 (depth 48.3)"


def test_a_plate_shows_its_sway_and_the_time_to_failure() -> None:
    shown = shown_on(NO_DOME, rms=3.0, mean_velocity=9.0, time_to_failure_s=8.0)
    assert list(shown) == ["length", "sway, mm", "speed of the sway, mm/s", "to failure", "id"]
    assert shown["to failure"] == "8.0 s"


def test_a_training_shows_its_score_and_the_rim() -> None:
    conditions = replace(LEFT, activity="bullseye", rung=3, ring_deg=4.21)
    shown = lines(Series(conditions, (trial(),)))
    assert "bullseye" in shown
    assert "left leg · single leg" in shown[0]
    assert "rung 3 · ring 4.2°" in shown[0]
    assert re.split(r" {2,}", shown[3])[1:] == ["length", "time near the target, s", "rim", "id"]
    assert re.split(r" {2,}", shown[4])[2:4] == ["17.6", "3, 1.2 %"]


def test_both_legs_of_a_task_stand_together_left_before_right_and_by_the_holes_word() -> None:
    right = replace(LEFT, side=Side.RIGHT, stem_hole=2)
    series = (
        Series(right, (trial(9),)),
        Series(replace(LEFT, level=3), (trial(8),)),
        Series(replace(LEFT, stem_hole=4), (trial(7),)),
        Series(replace(LEFT, side=Side.RIGHT, level=3), (trial(6),)),
    )
    headings = [line for line in lines(*series) if line.startswith("steady-stance")]
    told = [re.findall(r"(left|right) leg|dome (\d)|stem hole (\w+)", line) for line in headings]
    assert ["".join("".join(words) + " " for words in each) for each in told] == [
        "left 2 outside ",
        "right 2 outside ",
        "left 3 ",
        "right 3 ",
    ]


def test_the_rungs_of_an_exercise_stand_in_their_order_beside_each_other() -> None:
    ball = Conditions("bullseye", rung=10, ring_deg=3.5)
    easier, easiest = replace(ball, rung=9, ring_deg=3.8), replace(ball, rung=2, ring_deg=6.0)
    shown = lines(*(Series(each, (trial(),)) for each in (ball, LEFT, easiest, easier)))
    headings = [line for line in shown if line.startswith(("bullseye", "steady-stance"))]
    told = [(line.partition(" ")[0], *re.findall(r"rung (\d+)", line)) for line in headings]
    assert told == [("bullseye", "2"), ("bullseye", "9"), ("bullseye", "10"), ("steady-stance",)]


def test_conditions_are_told_in_words() -> None:
    conditions = replace(
        LEFT,
        stem_hole=1,
        support=Support.FINGERTIP,
        arms=Arms.CROSSED,
        stance=Stance.PARTIAL,
        envelope_source=Source.SIMULATED,
    )
    first = lines(Series(conditions, (trial(),)))[0]
    for words in ("stem hole toes", "support: fingertip", "arms crossed", "simulated board"):
        assert words in first


def test_trials_that_do_not_count_are_dim_on_a_terminal_and_others_are_not() -> None:
    voided = trial(2, why="declared void: wrong dome", voided="wrong dome")
    series = Series(LEFT, (trial(1), voided))
    assert line_with("00000001", series).style == ""
    for words in ("00000002", "wrong dome"):
        terminal = Console(file=io.StringIO(), force_terminal=True, width=200)
        terminal.print(line_with(words, series))
        assert terminal.file.getvalue().startswith("\x1b[2m")


def test_a_failed_trial_that_is_void_says_both() -> None:
    voided = replace(touched(), why="declared void: phone rang", voided="phone rang")
    assert "touched the rail; does not count: declared void: phone rang" in "\n".join(
        lines(Series(LEFT, (voided,)))
    )


@pytest.mark.parametrize("counts", [True, False])
def test_remarks_and_a_simulated_patient_are_told_under_the_trial(counts: bool) -> None:
    odd = trial(remarks=("another dome? It tilted by 11.2°",), simulated=True)
    odd = odd if counts else replace(odd, why="declared void: x", voided="x")
    shown = lines(Series(LEFT, (odd,)))
    assert "    another dome? It tilted by 11.2°" in shown
    assert "    simulated" in shown


def test_an_id_is_as_long_as_it_must_be_to_tell_the_trials_apart() -> None:
    alike = [trial(n, trial_id=f"207acf63-7a32-4815-9450-6ef229b5089{n}") for n in (1, 2)]
    shown = "\n".join(lines(Series(LEFT, tuple(alike))))
    assert alike[0].trial_id in shown
