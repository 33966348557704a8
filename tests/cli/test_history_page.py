"""What `baps history CODE` prints: the anchor, its noise and verdicts, and what is beside it."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.courses import (
    ANCHOR,
    BETWEEN_VISITS,
    FIRST_VISIT,
    anchor_trial,
    course,
    failed_trial,
    leg_series,
    unchanging_clinic,
)
from trainer.cli.history_page import page_lines
from trainer.progress import ClinicNoise, clinic_noise, progress_of
from trainer.reading.words import set_up_words
from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone, Withdrawn
from trainer.recording.conditions import FLOOR, Conditions
from trainer.recording.history import History, Series
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import Footwear, Outcome, Side, Stance, Support
from trainer.sessions.patient_record import PatientRecord

EPISODE = Episode(FIRST_VISIT - timedelta(days=1), Side.LEFT)
FALLING = (10.0, 8.0, 8.0, 8.0, 5.5, 5.4, 5.3)
WIDEST = 80
FIRST_SESSION = Path(__file__).parents[2] / "docs" / "first-session.md"


@pytest.fixture(scope="module")
def clinic() -> ClinicNoise:
    return unchanging_clinic()


def record(
    history: History,
    clinic: ClinicNoise | None = None,
    entries: tuple[ClinicalEntry, ...] = (),
    exercises: tuple[ExerciseDone, ...] = (),
    episode: Episode = EPISODE,
) -> PatientRecord:
    progress = progress_of(history, episode, clinic or clinic_noise())
    return PatientRecord(history, episode, progress, entries, exercises)


def page(*arguments: object, **named: object) -> list[str]:
    return [line.plain for line in page_lines(record(*arguments, **named))]  # type: ignore[arg-type]


def a_day(number: int) -> str:
    return f"{FIRST_VISIT + number * BETWEEN_VISITS:%Y-%m-%d}"


def entry(kind: str, visit: int, value: float | None, side: Side | None = None, **more: object):
    at = FIRST_VISIT + visit * BETWEEN_VISITS
    return ClinicalEntry(f"{kind}{visit}", kind, at, side, value, **more)  # type: ignore[arg-type]


def test_both_legs_stand_in_one_row_with_valid_trials_rim_value_and_time(
    clinic: ClinicNoise,
) -> None:
    shown = page(course("K7", left=FALLING, right=(6.0,) * 7), clinic)
    (row,) = [line for line in shown if line.startswith(a_day(0))]
    cells = row.split()
    assert cells[1:4] == ["2", "3/3", "1"]
    assert cells.count("3/3") == 2
    assert cells.count("learns") == 2
    assert cells.count("≥23.0") == 2


def test_the_table_fits_a_narrow_terminal(clinic: ClinicNoise) -> None:
    shown = page(course("K7", left=FALLING, right=(6.0,) * 7), clinic)
    assert max(len(line) for line in shown if line.startswith(("20", "date"))) <= WIDEST


def test_a_change_beyond_noise_is_marked_and_its_sentence_stands_alone(
    clinic: ClinicNoise,
) -> None:
    shown = page(course("K7", left=FALLING, right=(6.0,) * 7), clinic)
    (left,) = [line for line in shown if line.startswith("Left leg, dome 2:")]
    assert "larger than measurement noise" in left
    (right,) = [line for line in shown if line.startswith("Right leg, dome 2:")]
    assert "within measurement noise" in right
    assert sum("better" in line for line in shown if line.startswith("20")) == 3
    assert any(
        "left leg, involved: baseline" in line and "is within noise" in line for line in shown
    )


def test_without_a_pool_nothing_is_called_a_change() -> None:
    shown = page(course("K7", left=FALLING, right=(6.0,) * 7))
    assert any("not enough repeats" in line for line in shown)
    rows = [line for line in shown if line.startswith("20")]
    assert rows
    assert not any(word in line for line in rows for word in ("better", "worse"))
    assert any("its noise is not known yet" in line for line in shown)


def test_the_plots_show_every_visit_of_each_leg_at_the_same_height(clinic: ClinicNoise) -> None:
    shown = page(course("K7", left=FALLING, right=(6.0,) * 7), clinic)
    drawn = [line for line in shown if "┤" in line or line.rstrip().endswith("│")]
    half = len(drawn) // 2
    left, right = drawn[:half], drawn[half:]
    assert sum(line.count("●") for line in left) == 7
    assert sum(line.count("●") for line in right) == 7
    heights = [[line.split("┤")[0] for line in leg if "┤" in line] for leg in (left, right)]
    assert heights[0] == heights[1]


def test_one_visit_has_no_plot_and_says_when_the_first_verdict_can_come(
    clinic: ClinicNoise,
) -> None:
    shown = page(course("K7", left=(9.0,)), clinic)
    assert not any("┤" in line for line in shown)
    assert any("the first verdict can come at visit 5" in line for line in shown)


def test_a_single_trial_is_shown_and_nothing_is_said_of_change(clinic: ClinicNoise) -> None:
    whole = course("K7", left=(9.0,)).series[0]
    alone = History("K7", (replace(whole, trials=whole.trials[:1]),))
    shown = page(alone, clinic)
    assert any(line.startswith(a_day(0)) and "1/1" in line for line in shown)
    assert not any("larger than measurement noise (" in line for line in shown)


def test_what_does_not_count_says_so_under_its_day_with_the_leg_and_its_id() -> None:
    history = course("K7", left=(9.0, 8.0), right=(6.0, 6.0))
    left = history.series[0]
    trials = (*left.trials[:4], failed_trial(77, left.trials[4].started_at, 6.0), left.trials[5])
    shown = page(replace(history, series=(replace(left, trials=trials), history.series[1])))
    (why,) = [line for line in shown if "does not count" in line]
    assert why == "    left: 0000004d does not count: the trial ended with a foot down"
    assert any(line.startswith(a_day(1)) and "2/3" in line for line in shown)


@pytest.mark.parametrize(
    ("involved", "words"),
    [
        (None, "nobody said which leg is involved: baps patient episode K7 --involved left"),
        (Side.BOTH, "involved: both legs"),
        (Side.RIGHT, "involved: right leg"),
    ],
)
def test_the_heading_says_which_leg_is_involved(involved: Side | None, words: str) -> None:
    episode = replace(EPISODE, involved=involved)
    shown = page(course("K7", left=(9.0,) * 4, right=(6.0,) * 4), episode=episode)
    assert any(words in line for line in shown[:2])
    compared = any("less is steadier: the right leg has" in line for line in shown)
    assert compared == (involved is Side.RIGHT)
    refused = any("No comparison of the legs" in line for line in shown)
    assert refused == (involved is Side.BOTH)


def test_pain_notes_measures_and_exercises_stand_beside_the_tests() -> None:
    entries = (
        entry("pain_now", 0, 4.0, Side.LEFT),
        entry("pain_now", 1, 1.0, Side.LEFT),
        entry("note", 1, None, note="ran again"),
        entry("akps", 0, 61.0, unit="of 100"),
        entry("akps", 1, 74.0, unit="of 100"),
        entry("ikdc", 1, 99.0, unit="of 100", withdrawn=Withdrawn(FIRST_VISIT, "typing error")),
    )
    done = (
        ExerciseDone("a", "clam", FIRST_VISIT, Side.LEFT, 2, 10),
        ExerciseDone("b", "clam", FIRST_VISIT + BETWEEN_VISITS, Side.LEFT, 3, 12, 2.0, 6.0),
    )
    shown = page(course("K7", left=(9.0, 8.0)), entries=entries, exercises=done)
    rows = [line for line in shown if line.startswith("20") and "/" in line]
    assert [line.split()[-2:] for line in rows] == [["L", "4"], ["L", "1"]]
    assert f"{a_day(1)}  ran again" in shown
    (akps,) = [line for line in shown if "61.0 → 74.0" in line]
    assert akps.endswith(a_day(1))
    assert not any("99" in line for line in shown)
    (clam,) = [line for line in shown if "clam" in line]
    assert "2 × 10" in clam
    assert "3 × 12, 2 kg, effort 6" in clam


def test_trainings_are_a_row_each_with_rungs_and_the_newest_score_that_counts() -> None:
    at = FIRST_VISIT
    easy, hard = (
        Conditions("bullseye", side=Side.LEFT, rung=rung, ring_deg=4.0) for rung in (2, 4)
    )
    scored = [
        replace(
            anchor_trial(n, at + timedelta(hours=n), 5.0),
            headline="time_on_target_s",
            metrics={"time_on_target_s": 10.0 + n},
        )
        for n in range(3)
    ]
    failed = replace(failed_trial(9, at + timedelta(hours=9), 4.0), headline="time_on_target_s")
    history = History("K7", (Series(easy, tuple(scored[:2])), Series(hard, (scored[2], failed))))
    shown = page(history)
    (row,) = [line for line in shown if line.startswith("Bullseye")]
    assert row.split()[:5] == ["Bullseye", "left", "1", "4", "2"]
    assert "2 → 4" in row
    assert "12.0" in row
    assert any(line.startswith("no anchor test yet") for line in shown)


def test_a_patient_without_trials_still_shows_what_was_typed_in() -> None:
    shown = page(History("K7", ()), entries=(entry("akps", 0, 61.0, unit="of 100"),))
    assert any("no trials of K7 yet" in line for line in shown)
    assert any("61" in line for line in shown)


def test_pain_is_told_for_each_side_by_itself() -> None:
    entries = (
        entry("pain_now", 0, 5.0, Side.LEFT),
        entry("pain_now", 0, 2.0, Side.RIGHT),
        entry("pain_now", 0, 3.0, Side.LEFT),
        entry("pain_next_morning", 0, 4.0, Side.LEFT),
    )
    shown = page(course("K7", left=(9.0,), right=(6.0,)), entries=entries)
    (row,) = [line for line in shown if line.startswith(a_day(0)) and "3/3" in line]
    assert row.endswith("L 5→3, R 2")
    (morning,) = [line for line in shown if line.startswith("pain next morning")]
    assert "4" in morning.split()


def test_the_worst_pain_that_stopped_a_trial_is_the_days() -> None:
    history = course("K7", left=(9.0,))
    whole = history.series[0]
    hurt = [
        replace(trial, outcome=Outcome.PAIN, pain=Pain(score), why="the trial ended in pain")
        for trial, score in zip(whole.trials, (3, 6, 4), strict=True)
    ]
    shown = page(replace(history, series=(replace(whole, trials=tuple(hurt)),)))
    (row,) = [line for line in shown if line.startswith(a_day(0))]
    assert row.endswith("L 6")


def test_a_set_up_that_lacks_what_is_usual_is_told_as_well() -> None:
    usual = replace(ANCHOR, support=Support.RAIL, footwear=Footwear.SHOES)
    assert set_up_words(ANCHOR, usual) == ("no support", "barefoot")
    assert set_up_words(usual, ANCHOR) == ("support: rail", "in shoes")
    assert set_up_words(replace(ANCHOR, level=3, ring_deg=5.0), ANCHOR) == ()


def test_the_floor_shows_thigh_pelvis_and_eye_side_by_side_and_no_board() -> None:
    numbers = {"thigh_medial_lean_at_30": 6.2, "pelvis_drop_deg": 4.0, "eye_pelvis_drops": 1.0}
    squats = replace(ANCHOR, activity="single-leg-squat", level=FLOOR)
    trials = tuple(
        replace(anchor_trial(n, FIRST_VISIT, 1.0), metrics=numbers, censored=()) for n in range(2)
    )
    shown = page(History("K7", (Series(squats, trials),)))
    (titles,) = [line for line in shown if line.startswith("date")]
    assert titles.split() == ["date", "dome", "k/n", "thigh", "pelvis", "eye", "pain"]
    (row,) = [line for line in shown if line.startswith(a_day(0))]
    assert row.split() == [a_day(0), "floor", "2/2", "6.20", "4.00", "P2"]
    assert any("noise until local repeats say otherwise" in line for line in shown)


def test_where_the_episode_begins_is_told_and_earlier_measures_are_left_out(
    clinic: ClinicNoise,
) -> None:
    begins = replace(EPISODE, begun_at=FIRST_VISIT + 2 * BETWEEN_VISITS - timedelta(hours=3))
    entries = (
        entry("akps", 0, 90.0, unit="of 100"),
        entry("akps", 2, 61.0, unit="of 100"),
        entry("akps", 3, 70.0, unit="of 100"),
    )
    shown = page(course("K7", left=(6.0, 6.0, 9.0, 8.0)), clinic, entries, episode=begins)
    at = shown.index(f"    the episode begins: {a_day(2)}")
    assert shown[at - 1].startswith(a_day(1))
    assert "learns" in shown[at + 1]
    assert any("61.0 → 70.0" in line for line in shown)
    assert not any("90" in line for line in shown)


def test_a_settled_dome_without_trials_is_told_with_the_one_there_is() -> None:
    shown = page(course("K7", left=(9.0, 8.0)), episode=replace(EPISODE, level=4))
    said = " ".join(shown)
    assert "no anchor test on dome 4, as settled: there is one on dome 2" in said
    assert "baps patient episode K7 --level 2" in said


def test_a_settled_stance_without_trials_is_told_with_the_one_there_is() -> None:
    on_two_legs = replace(EPISODE, level=2, stance=Stance.TWO_LEG)
    said = " ".join(page(course("K7", left=(9.0, 8.0)), episode=on_two_legs))
    assert "no anchor test on dome 2 on two legs, as settled: there is one on dome 2." in said


def test_practice_alone_says_where_it_is() -> None:
    whole = course("K7", left=(9.0,)).series[0]
    practice = replace(whole, conditions=replace(whole.conditions, practice=True))
    shown = page(History("K7", (practice,)))
    assert "3 trials of practice not shown here: baps history K7 --trials" in shown


def test_on_two_legs_nothing_is_said_of_comparing_legs(clinic: ClinicNoise) -> None:
    both = replace(ANCHOR, side=Side.BOTH, stance=Stance.TWO_LEG)
    trials = leg_series(Side.LEFT, (9.0,) * 4).trials
    shown = page(History("K7", (Series(both, trials),)), clinic)
    assert any(line.startswith("Both legs") for line in shown)
    assert not any("comparison of the legs" in line for line in shown)


def test_trials_that_failed_for_one_reason_share_a_line() -> None:
    trials = tuple(
        failed_trial(1 + n + 10 * visit, FIRST_VISIT + visit * BETWEEN_VISITS, 4.0 + n)
        for visit in range(3)
        for n in range(3)
    )
    shown = page(History("K7", (Series(replace(ANCHOR, side=Side.LEFT), trials),)))
    told = [line for line in shown if "foot down" in line]
    assert len(told) == 3
    assert "    foot down: failed, and the times are compared (3: 00000001" in told[0]


def test_every_line_that_is_no_sentence_fits_a_narrow_terminal(clinic: ClinicNoise) -> None:
    for line in (line.plain for line in page_lines(an_example(clinic))):
        is_prose = line.count(" ") > 12 and not line.startswith(("20", "date", "measure"))
        assert len(line) <= WIDEST or is_prose, line


def test_the_trend_is_shown_with_its_interval_and_not_judged(clinic: ClinicNoise) -> None:
    shown = page(course("K7", left=FALLING), clinic)
    (trend,) = [line for line in shown if "trend since the baseline" in line]
    found = re.search(r"baseline: −([0-9.]+) % a week \(95 % interval −[0-9.]+ to [−+]", trend)
    assert found, trend
    assert 8.0 < float(found[1]) < 16.0
    assert "not judged" in trend
    tilts = page(course("K7", left=FALLING), clinic, episode=replace(EPISODE, primary_metric="osi"))
    assert any("a week" in line and "° a week" in line for line in tilts)
    assert not any("trend" in line for line in page(course("K7", left=FALLING[:5]), clinic))


def an_example(clinic: ClinicNoise) -> PatientRecord:
    """The course of docs/first-session.md: a failure, a void, a note, another foot, a rail."""
    history = course(
        "K7",
        left=(9.9, 8.4, 8.3, 7.9, 7.0, 6.6, 6.5, 6.2),
        right=(6.9, 6.1, 6.0, 6.2, 6.0, 6.1, 5.9, 6.0),
    )
    left, right = history.series
    trials = list(left.trials)
    trials[4] = failed_trial(0x207ACF63, trials[4].started_at, 6.5)
    trials[10] = replace(
        trials[10], voided="phone rang", why="it was declared void: phone rang", metrics={}
    )
    moved = "the foot stands elsewhere than in the previous trial: the heel is at N28"
    trials[13] = replace(trials[13], remarks=(moved,))
    railed = anchor_trial(900, trials[-1].started_at + timedelta(minutes=50), 5.5)
    series = (
        replace(left, trials=tuple(trials)),
        right,
        Series(replace(left.conditions, support=Support.RAIL), (railed,)),
    )
    pain = [entry("pain_now", n, float(max(4 - n, 0)), Side.LEFT) for n in range(8)]
    entries = (*pain, entry("note", 3, None, note="runs again"))
    return record(replace(history, series=series), clinic, entries)


def test_the_example_in_the_docs_is_what_the_program_prints(clinic: ClinicNoise) -> None:
    lines = [line.plain for line in page_lines(an_example(clinic))]
    end = next(n for n, line in enumerate(lines) if line.startswith("Left leg"))
    assert "\n".join(lines[: end + 1]) in FIRST_SESSION.read_text(encoding="utf-8")
