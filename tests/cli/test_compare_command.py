"""`baps compare`: two trials or two days beside each other, and what cannot be compared."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.store.trials import finished, metric, trial_id
from trainer.cli.main import cli
from trainer.recording.trial import MetricValue
from trainer.recording.vocabulary import Outcome, Side
from trainer.store import FinishedTrial, Store

Run = Callable[..., Result]
A_DAY = timedelta(days=1)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    return lambda *arguments: CliRunner().invoke(cli, ["compare", *arguments])


def trial(number: int, osi: float, days: int = 0, **changes: object) -> FinishedTrial:
    """A trial of K7, with one number, so many days after the first."""
    one = finished(number, **changes)  # type: ignore[arg-type]
    header = one.recording.header
    moved = replace(header, started_at=header.started_at + days * A_DAY)
    recording = replace(one.recording, header=moved)
    values = (replace(metric("osi", osi), censored=False),)
    return replace(one, recording=recording, metrics=values)


def saved(*trials: FinishedTrial) -> None:
    with Store.open() as store:
        for one in trials:
            store.save_trial(one)


def days_of(*trials: FinishedTrial) -> list[str]:
    starts = (one.recording.header.started_at for one in trials)
    return [f"{start.astimezone():%Y-%m-%d}" for start in starts]


def test_two_trials_stand_beside_each_other_with_their_change(run: Run) -> None:
    saved(trial(1, 4.0), trial(2, 3.0))
    shown = run(trial_id(1), trial_id(2)).stdout
    (row,) = [line for line in shown.splitlines() if "tilt away from level" in line]
    assert [cell.strip() for cell in row.split("│")[2:5]] == ["4", "3", "−1 (−25 %)"]
    assert "differ by chance, too" in shown


def test_two_days_are_the_means_of_what_counts_for_each_leg_by_itself(run: Run) -> None:
    first = (trial(1, 4.0), trial(2, 5.0), trial(3, 9.0, outcome=Outcome.PAIN, why_not="pain"))
    second = (trial(4, 3.0, days=7), trial(5, 7.0, days=7, side=Side.RIGHT))
    saved(*first, *second)
    asked = days_of(first[0], second[0])
    (pair,) = json.loads(run("K7", *asked, "--json").stdout)
    assert pair["metrics"] == [
        {
            "name": "osi",
            "first": 4.5,
            "second": 3.0,
            "change": -1.5,
            "change_pct": pytest.approx(-100 / 3),
            "first_censored": False,
            "second_censored": False,
        }
    ]
    assert pair["first"] == [trial_id(1), trial_id(2)]


def test_trials_of_other_conditions_are_refused_by_name(run: Run) -> None:
    saved(trial(1, 4.0), trial(2, 3.0, side=Side.RIGHT, level=3))
    refused = run(trial_id(1), trial_id(2))
    assert refused.exit_code == 1
    assert "they differ in leg, dome" in refused.output


def test_a_trial_that_does_not_count_is_shown_and_says_so(run: Run) -> None:
    touched = trial(2, 3.0, outcome=Outcome.TOUCH, why_not="the trial ended with a touch")
    saved(trial(1, 4.0), touched)
    shown = run(trial_id(1), trial_id(2)).stdout
    assert f"{trial_id(2)[:8]} does not count: the trial ended with a touch" in shown


def test_numbers_of_different_definitions_are_warned_about(run: Run) -> None:
    saved(trial(1, 4.0), replace(trial(2, 3.0), measured_with="older"))
    assert "run baps recompute first" in run(trial_id(1), trial_id(2)).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("K7", "2026-03-04", "yesterday"), 2, "'yesterday' is not a date"),
        (("K7",), 2, "give two trials, or a patient's code and two dates"),
        (("K7", "2026-03-04", "2026-03-05"), 1, "no test under the same conditions"),
        (("00000000", "00000000"), 1, "several trials begin with"),
        (("ffff0000", trial_id(1)), 1, "there is no trial ffff0000"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    saved(trial(1, 4.0), trial(2, 3.0))
    refused = run(*arguments)
    said = str(refused.exception) if refused.exit_code == 1 and not refused.output else ""
    assert refused.exit_code == code
    assert words in refused.output + said


def test_trials_of_two_patients_are_never_compared(run: Run) -> None:
    other = trial(2, 3.0, patient_code="K8")
    saved(trial(1, 4.0), other)
    refused = run(trial_id(1), trial_id(2))
    assert refused.exit_code == 1
    assert "these are trials of K7 and of K8" in refused.output


def test_a_time_that_is_only_known_to_be_longer_says_so_on_its_own_side(run: Run) -> None:
    fell = replace(trial(1, 4.0), metrics=(time_to_failure(4.3, censored=False),))
    stood = replace(trial(2, 3.0), metrics=(time_to_failure(23.0, censored=True),))
    saved(fell, stood)
    shown = run(trial_id(1), trial_id(2), "--all").stdout
    (row,) = [line for line in shown.splitlines() if "failure, from letting go" in line]
    assert [cell.strip() for cell in row.split("│")[2:5]] == ["4.3", "≥ 23.0", "≥ +18.7"]
    (metric_object,) = json.loads(run(trial_id(1), trial_id(2), "--json").stdout)[0]["metrics"]
    assert metric_object["change"] is None


def time_to_failure(seconds: float, censored: bool) -> MetricValue:
    return replace(metric("time_to_failure_s", seconds), censored=censored)
