"""`baps correct`: judgements and voids of stored trials, made and taken back."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.metrics.signals import completed
from tests.stored import as_a_squat, ordinary_trial, store_measured
from trainer.cli.main import cli
from trainer.recording.conditions import FootPlacement
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome
from trainer.sessions import correcting, legs
from trainer.store import Store, places

Run = Callable[..., Result]
FIRST, SECOND = "207acf63-7a32-4815-9450-6ef229b50890", "207a0000-7a32-4815-9450-6ef229b50891"
KEPT = {"rim_contacts", "rim_time_pct", "samples_received_pct"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    monkeypatch.setenv("BAPS_OPERATOR", "JD")

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    return call


def shown(run: Run, trial_id: str) -> dict[str, Any]:
    """A trial as `history --json` shows it."""
    (series,) = json.loads(run("history", "K7", "--json").stdout)["series"]
    (found,) = [trial for trial in series["trials"] if trial["id"] == trial_id]
    return dict(found)


def past(trial_id: str) -> tuple[float, ...]:
    with Store.open() as opened:
        conditions = opened.load_recording(trial_id).header.conditions
        return opened.past_scores("K7", conditions, "osi", 1).values


def test_a_touch_noted_after_the_end_has_no_time_no_sway_and_is_no_last_score(run: Run) -> None:
    store_measured(ordinary_trial(FIRST, completed(2000)))
    before = shown(run, FIRST)
    assert (before["valid"], before["censored"]) == (True, ["time_to_failure_s"])
    assert len(past(FIRST)) == 1
    said = run("correct", "judge", "207acf63", "touch")
    assert (said.exit_code, said.stderr) == (0, "")
    assert f"trial {FIRST} of K7" in said.stdout
    assert "completed → touched the rail; does not count" in said.stdout
    after = shown(run, FIRST)
    assert (after["outcome"], after["valid"], after["censored"]) == ("touch", False, [])
    assert after["why"] == "the trial ended with a touch of the rail"
    assert set(after["metrics"]) == KEPT
    assert past(FIRST) == ()


def test_a_wrong_judgement_is_taken_back_and_all_values_with_it(run: Run) -> None:
    store_measured(ordinary_trial(FIRST, completed(2000)))
    before = shown(run, FIRST)
    run("correct", "judge", FIRST, "pain")
    assert run("correct", "judge", FIRST, "completed").exit_code == 0
    assert shown(run, FIRST) == before
    with Store.open() as opened:
        *_, pain, back = opened.load_recording(FIRST).events
    assert [event.data["outcome"] for event in (pain, back)] == ["pain", "completed"]
    assert (pain.data["operator"], back.data["operator"]) == ("JD", "JD")
    assert str(pain.data["at"]).endswith("+00:00")
    assert "all whole" in run("db", "check").stdout


def test_a_trial_that_was_cut_short_is_not_completed_by_a_word(run: Run) -> None:
    touched = [
        *completed(2000)[:2],
        TrialEvent(EventKind.OUTCOME, 500, {"outcome": "touch", "by": "therapist"}),
        TrialEvent(EventKind.END, 500),
    ]
    store_measured(ordinary_trial(FIRST, touched))
    refused = run("correct", "judge", FIRST, "completed")
    assert refused.exit_code == 1
    assert "only 5.0 of 20 s were measured" in refused.stderr
    assert run("correct", "judge", FIRST, "stopped").exit_code == 0
    assert shown(run, FIRST)["outcome"] == Outcome.STOPPED
    assert shown(run, FIRST)["censored"] == ["time_to_failure_s"]


def test_the_remarks_of_a_corrected_trial_are_told(run: Run) -> None:
    plain = ordinary_trial(FIRST, completed(2000))
    feet = {"feet_before": FootPlacement("M29", "L6"), "feet": FootPlacement("M33", "L6")}
    store_measured(replace(plain, header=replace(plain.header, **feet)))
    told = run("correct", "void", FIRST, "--reason", "phone rang").stdout.splitlines()
    assert told[1].startswith("the foot stands elsewhere than in the previous trial")


def test_what_was_seen_of_a_squat_is_corrected_and_taken_back(run: Run) -> None:
    store_measured(as_a_squat(ordinary_trial(FIRST, completed(2000))))
    said = run("correct", "eye", "207acf63", "pelvis=drops,trunk=upright")
    assert (said.exit_code, said.stderr) == (0, "")
    assert "; counts; seen: none → pelvis=drops,trunk=upright" in said.stdout
    seen = shown(run, FIRST)["metrics"]
    assert (seen["eye_pelvis_drops"], seen["eye_trunk_leans"]) == (1.0, 0.0)
    assert "eye_knee_in" not in seen
    said = run("correct", "eye", FIRST, "pelvis=none")
    assert "seen: pelvis=drops,trunk=upright → trunk=upright" in said.stdout
    seen = shown(run, FIRST)["metrics"]
    assert "eye_pelvis_drops" not in seen
    assert seen["eye_trunk_leans"] == 0.0
    with Store.open() as opened:
        noted = [e for e in opened.load_recording(FIRST).events if e.kind is EventKind.EYE]
    assert [event.data["seen"] for event in noted] == ["gave_way", "held", ""]
    assert {event.data["operator"] for event in noted} == {"JD"}


@pytest.mark.parametrize("score", ["pelvis=drops", "pelvis=sways", ","])
def test_a_score_that_says_nothing_or_does_not_fit_is_refused_in_one_line(
    run: Run, score: str
) -> None:
    stance = ordinary_trial(FIRST, completed(2000))
    store_measured(stance if score == "pelvis=drops" else as_a_squat(stance))
    refused = run("correct", "eye", FIRST, score)
    assert refused.exit_code in (1, 2)
    told = {
        "pelvis=drops": "is not scored by eye",
        "pelvis=sways": "'pelvis=sways' is no score by eye",
        ",": "say what was seen",
    }
    assert told[score] in refused.stderr
    with Store.open() as opened:
        assert not opened.load_recording(FIRST).eye()


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (TrialEvent(EventKind.PAUSE, 900, {"reason": "foot_down"}), "ended with a foot down"),
        (TrialEvent(EventKind.PAUSE, 900, {"reason": "empty"}), "ended with a foot down"),
        (TrialEvent(EventKind.TOUCH, 900, {"by": "rail"}), "ended with a touch of the rail"),
        (TrialEvent(EventKind.TOUCH, 900, {"by": "load"}), "ended with a touch of the rail"),
    ],
)
def test_no_word_completes_a_trial_that_the_board_itself_saw_fail(
    run: Run, seen: TrialEvent, words: str
) -> None:
    start, measured, *end = completed(2000)
    goes_on = TrialEvent(EventKind.RESUME, 900, dict(seen.data))
    again = (goes_on,) if seen.kind is EventKind.PAUSE else ()
    store_measured(ordinary_trial(FIRST, (start, measured, seen, *again, *end)))
    run("correct", "judge", FIRST, "touch")
    refused = run("correct", "judge", FIRST, "completed")
    assert refused.exit_code == 1
    assert f"the board itself noted that the trial {words}" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert shown(run, FIRST)["valid"] is False


def test_a_foot_put_down_in_the_last_moment_is_not_completed_by_a_word(run: Run) -> None:
    found = {"outcome": "foot_down", "by": "trial"}
    end = (TrialEvent(EventKind.OUTCOME, 1990, found), TrialEvent(EventKind.END, 1990))
    store_measured(ordinary_trial(FIRST, (*completed(2000)[:2], *end)))
    refused = run("correct", "judge", FIRST, "completed")
    assert "ended with a foot down, so no judgement completes it" in refused.stderr


def test_a_touch_that_a_person_noted_is_taken_back_as_at_the_window(run: Run) -> None:
    start, measured, *end = completed(2000)
    pressed = TrialEvent(EventKind.TOUCH, 900, {"by": "button"})
    store_measured(ordinary_trial(FIRST, (start, measured, pressed, *end)))
    run("correct", "judge", FIRST, "touch")
    assert run("correct", "judge", FIRST, "completed").exit_code == 0
    assert shown(run, FIRST)["valid"] is True


def test_a_void_trial_keeps_its_place_says_why_and_counts_nowhere_until_taken_back(
    run: Run,
) -> None:
    store_measured(ordinary_trial(FIRST, completed(2000)))
    before, scores = shown(run, FIRST), past(FIRST)
    assert run("correct", "void", FIRST, "--reason", "wrong dome").exit_code == 0
    voided = shown(run, FIRST)
    assert (voided["voided"], voided["why"]) == ("wrong dome", "declared void: wrong dome")
    assert (voided["valid"], voided["outcome"]) == (False, "completed")
    assert set(voided["metrics"]) == KEPT | {"time_to_failure_s"}
    assert past(FIRST) == ()
    assert "counts" in run("correct", "unvoid", FIRST).stdout
    assert shown(run, FIRST) == before
    assert past(FIRST) == scores
    again = run("correct", "unvoid", FIRST)
    assert (again.exit_code, "is not void" in again.stderr) == (1, True)


@pytest.mark.parametrize("part", ["board_derived.parquet", "board.parquet"])
def test_a_trial_whose_samples_are_damaged_keeps_its_stored_values(run: Run, part: str) -> None:
    store_measured(ordinary_trial(FIRST, completed(2000)))
    before = shown(run, FIRST)
    with closing(sqlite3.connect(places().home / "baps.db")) as database, database:
        damaged = "update recording_parts set data = x'00' where name = ?"
        assert database.execute(damaged, (part,)).rowcount == 1
    voided = run("correct", "void", FIRST, "--reason", "wrong dome").stdout
    assert "does not count: declared void: wrong dome" in voided
    assert "damaged, so the stored values stay" in voided
    assert len(voided.splitlines()) == 1
    assert shown(run, FIRST)["metrics"] == before["metrics"]
    assert "counts" in run("correct", "unvoid", FIRST).stdout
    assert shown(run, FIRST) == before
    run("correct", "judge", FIRST, "touch")
    judged = shown(run, FIRST)
    assert (judged["valid"], judged["outcome"]) == (False, "touch")
    assert judged["metrics"] == before["metrics"]


def test_a_judgement_opens_no_leg_that_is_locked_for_pain(run: Run, monkeypatch) -> None:
    trial = ordinary_trial(FIRST, completed(2000))
    monkeypatch.setattr(legs, "today_began", lambda: trial.header.started_at)
    monkeypatch.setattr(correcting, "today_began", lambda: trial.header.started_at)
    store_measured(trial)
    side = trial.header.conditions.side
    locked = f"its leg is locked (pain, not rated): baps patient unlock K7 --side {side}"
    assert locked in run("correct", "judge", FIRST, "pain").stdout
    said = run("correct", "judge", FIRST, "completed")
    assert locked in said.stdout
    assert len(said.stdout.splitlines()) == 1
    unlocked = run("patient", "unlock", "K7", "--side", side, "--reason", "all well")
    assert "may go on" in unlocked.stdout
    for outcome in ("pain", "completed"):
        assert "locked" not in run("correct", "judge", FIRST, outcome).stdout


def test_the_beginning_of_an_id_is_enough_if_it_is_the_only_one(run: Run) -> None:
    store_measured(ordinary_trial(FIRST, completed(2000)), ordinary_trial(SECOND, completed(2000)))
    for beginning, words in (
        ("207a", "several trials begin with 207a"),
        ("207", "too short"),
        ("ffff", "there is no trial ffff"),
        ("20_a", "there is no trial 20_a"),
    ):
        refused = run("correct", "void", beginning, "--reason", "x")
        assert refused.exit_code == 1
        assert words in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
    assert run("correct", "void", "207A0", "--reason", "x").exit_code == 0
    assert shown(run, SECOND)["voided"] == "x"
    assert shown(run, FIRST)["voided"] == ""


def test_a_void_needs_a_reason(run: Run) -> None:
    store_measured(ordinary_trial(FIRST, completed(2000)))
    assert run("correct", "void", FIRST).exit_code == 2
    assert "say why" in run("correct", "void", FIRST, "--reason", " ").stderr


def test_a_replay_of_a_corrected_trial_ends_as_it_was_judged(run: Run) -> None:
    quick = ("--fast", "--headless", "--seconds", "5")
    played = run("play", "bullseye", "--board", "sim:patient?skill=0.9", *quick)
    trial_id = played.stdout.partition("recording: trial ")[2].split()[0]
    assert run("correct", "judge", trial_id, "touch").exit_code == 0
    again = run("play", "bullseye", "--board", f"replay:trial:{trial_id[:8]}", *quick)
    assert again.stdout.startswith("Bullseye: touched the rail")
    assert "In the ring" not in again.stdout
