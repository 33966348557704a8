"""`baps patient episode`: shows what is settled, changes what is given, and begins anew."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.metrics.signals import completed
from tests.stored import ordinary_trial, store_measured
from trainer.cli.main import cli
from trainer.recording.clinical import Episode
from trainer.recording.visit import MarkKind, VisitMark, VisitRecord
from trainer.recording.vocabulary import Side, Stance
from trainer.store import Store

SENTENCE = "dome 3: 2 of 2 completed, rim time 2.1 %; signing settles it for the episode"
VISITED = datetime(2026, 3, 4, 12, tzinfo=UTC)
TRIAL = "207acf63-7a32-4815-9450-6ef229b50890"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    monkeypatch.delenv("BAPS_OPERATOR", raising=False)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["patient", *arguments])

    assert invoke("add", "K7").exit_code == 0
    return invoke


def settled(run, *options: str) -> dict[str, object]:
    return json.loads(run("episode", "K7", "--json", *options).stdout)


def sign_then(begun: datetime) -> None:
    """A visit with a signature, and an episode that began at this moment."""
    visit = VisitRecord("11111111-0000", VISITED.astimezone().date(), VISITED)
    mark = VisitMark("22222222-0000", visit.visit_id, "settle", MarkKind.DONE, VISITED, SENTENCE)
    with Store.open() as store:
        store.open_visit("K7", visit)
        store.add_mark(mark)
        store.add_episode("K7", Episode(begun, Side.LEFT, level=3, stance=Stance.SINGLE_LEG))


def midnight(year: int, month: int, day: int) -> str:
    return datetime(year, month, day).astimezone(UTC).isoformat()


def test_nothing_is_settled_before_somebody_does(run) -> None:
    assert settled(run) is None
    assert "no episode of K7 is settled: say --involved" in run("episode", "K7").output


def test_what_is_given_changes_and_the_rest_stays(run) -> None:
    first = settled(run, "--involved", "left", "--note", "PFP since spring", "--operator", "JD")
    assert (first["involved"], first["primary_metric"], first["level"]) == (
        *("left", "mean_tilt_velocity", None),
    )
    second = settled(run, "--primary", "osi", "--level", "3")
    assert second == {**first, "primary_metric": "osi", "level": 3, "operator": ""}
    assert settled(run) == second
    assert settled(run, "--level", "auto")["level"] is None
    assert "left leg, osi, dome as found in the trials; PFP" in run("episode", "K7").output


@pytest.mark.parametrize(("place", "level"), [("plate", 0), ("floor", -1)])
def test_the_anchor_can_be_settled_where_nothing_tilts(run, place: str, level: int) -> None:
    assert settled(run, "--involved", "left", "--level", place)["level"] == level
    assert f"left leg, mean_tilt_velocity, {place}" in run("episode", "K7").output


def test_a_place_on_two_legs_is_named_until_another_level_is_settled(run) -> None:
    begun = datetime(2026, 3, 4, tzinfo=UTC)
    with Store.open() as store:
        store.add_episode("K7", Episode(begun, Side.LEFT, level=1, stance=Stance.TWO_LEG))
    assert "dome 1 on two legs" in run("episode", "K7", "--note", "a rail is near").output
    assert "dome 1;" in run("episode", "K7", "--level", "1").output


def test_the_sentence_that_was_signed_is_shown_while_its_place_counts(run) -> None:
    sign_then(VISITED)
    assert f"signed at a visit: {SENTENCE}" in run("episode", "K7").output
    assert settled(run)["signed"] == SENTENCE
    assert settled(run, "--level", "2")["signed"] == ""
    assert SENTENCE not in run("episode", "K7").output


def test_a_sentence_of_an_earlier_episode_is_not_shown(run) -> None:
    sign_then(VISITED + timedelta(days=2))
    assert settled(run)["signed"] == ""


def test_a_new_episode_takes_nothing_over(run) -> None:
    settled(run, "--involved", "left", "--primary", "osi", "--level", "3", "--note", "first")
    assert settled(run, "--begin", "2026-03-04", "--involved", "right") == {
        "begun_at": midnight(2026, 3, 4),
        "involved": "right",
        "primary_metric": "mean_tilt_velocity",
        "level": None,
        "note": "",
        "operator": "",
        "stance": None,
        "signed": "",
    }
    today = datetime.now(UTC).astimezone().date()
    begun = settled(run, "--involved", "both", "--begin")["begun_at"]
    assert begun == midnight(today.year, today.month, today.day)


def test_without_a_beginning_all_trials_of_the_patient_belong_to_it(run) -> None:
    trial = ordinary_trial(TRIAL, completed(2000))
    store_measured(trial)
    begun = datetime.fromisoformat(str(settled(run, "--involved", "left")["begun_at"]))
    started = trial.header.started_at
    assert begun <= started
    assert begun.astimezone().date() == started.astimezone().date()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--involved", "middle"), "--involved"),
        (("--primary", "rms"), "--primary"),
        (("--level", "7"), "--level"),
        (("--begin", "2999-01-01"), "lies in the future"),
        (("--begin", "soon"), "such as 2026-03-04"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(run, options, told: str) -> None:
    refused = run("episode", "K7", *options)
    assert refused.exit_code == 2
    assert told in refused.output
    assert settled(run) is None


def test_an_unknown_patient_is_refused(run) -> None:
    assert run("episode", "Z9").exit_code == 1
    assert run("episode", "Z9", "--involved", "left").exit_code == 1
