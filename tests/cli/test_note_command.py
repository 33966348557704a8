"""`baps note`: every kind is entered, read back, shown and withdrawn; bad input is one line."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.recording.typed_entries import a_typed
from trainer.cli.main import cli
from trainer.recording.clinical_form import Kind
from trainer.recording.clinical_kinds import KINDS, free_kind
from trainer.recording.clinical_typed import Typed
from trainer.recording.exercises import EXERCISES

EVERY = [*KINDS.values(), free_kind("calf girth", "cm")]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    monkeypatch.delenv("BAPS_OPERATOR", raising=False)
    monkeypatch.setenv("COLUMNS", "160")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    assert invoke("patient", "add", "K7").exit_code == 0
    return invoke


def typed_words(typed: Typed) -> list[str]:
    """The arguments of `baps note add` for this."""
    options = {
        "--side": typed.side,
        "--unit": typed.unit,
        "--position": typed.position,
        "--label": typed.label,
    }
    given = [word for option, value in options.items() if value for word in (option, str(value))]
    return [typed.kind, *typed.values, *given]


def listed(run, *options: str) -> dict[str, list[dict[str, object]]]:
    return json.loads(run("note", "list", "K7", "--json", *options).stdout)


@pytest.mark.parametrize("kind", EVERY, ids=[kind.name for kind in EVERY])
def test_each_kind_is_entered_read_back_shown_and_withdrawn(run, kind: Kind) -> None:
    typed = a_typed(kind)
    added = run("note", "add", "K7", *typed_words(typed), "--operator", "JD")
    assert added.exit_code == 0, added.output
    (entry,) = listed(run)["entries"]
    assert (entry["kind"], entry["operator"]) == (kind.name, "JD")
    assert (entry["value"] is None) is kind.is_text
    table = run("note", "list", "K7").output
    assert kind.title in table
    assert str(entry["entry_id"])[:8] in table
    assert str(entry["entry_id"])[:8] in added.output
    taken_back = run("note", "withdraw", "K7", str(entry["entry_id"])[:8], "--reason", "wrong leg")
    assert taken_back.exit_code == 0
    assert taken_back.output.startswith("withdrawn of K7: ")
    assert listed(run)["entries"] == []
    assert "nothing is noted of K7 yet" in run("note", "list", "K7").output
    (kept,) = listed(run, "--all")["entries"]
    assert {**kept, "withdrawn": None} == entry
    assert "withdrawn: wrong leg" in run("note", "list", "K7", "--all").output


def test_both_legs_stand_in_one_line_of_a_day(run) -> None:
    for side, value in (("left", "1,31"), ("right", "1.48")):
        words = ("strength_abduction", "1.1", value, "--side", side, "--position", "supine")
        assert run("note", "add", "K7", *words).exit_code == 0
    table = run("note", "list", "K7").output
    (line,) = [line for line in table.splitlines() if "hip abductor strength" in line]
    assert re.split(r"\s{2,}", line.strip())[1:5] == [
        *("hip abductor strength, supine (Nm/kg)", "1.31", "1.48", "–"),
    ]
    assert "left: 1.1 1.31" in table
    assert "right: 1.1 1.48" in table


def test_words_that_look_like_markup_are_shown_as_typed(run) -> None:
    assert run("note", "add", "K7", "note", "[bold]tired[/bold]").exit_code == 0
    assert "[bold]tired[/bold]" in run("note", "list", "K7").output


def test_a_force_takes_the_body_weight_that_is_noted(run) -> None:
    words = ("note", "add", "K7", "strength_abduction", "140", "150", "--unit", "n", "--lever-m")
    words = (*words, "0,42", "--side", "left", "--position", "supine")
    told = run(*words).output
    assert "needs the body weight" in told
    assert "baps patient weight CODE --kg" in told
    assert run("patient", "weight", "K7", "--kg", "70").exit_code == 0
    assert "0.90; 140 150 N; lever 0.42 m; 70 kg" in run(*words).output
    assert "0.60" in run(*words, "--weight-kg", "105").output
    values = [entry["value"] for entry in listed(run)["entries"]]
    assert values == pytest.approx([0.9, 0.6])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("pain", "3"), "did you mean pain_now or pain_next_morning?"),
        (("pain_now", "11"), "give 0 to 10, whole"),
        (("pain_now", "two"), "not 'two'"),
        (("pain_now", "-1"), "cannot be -1"),
        (("pain_now",), "has no value"),
        (("pain_now", "3", "--side", "both"), "'left'"),
        (("effusion", "1+"), "needs a side: left or right"),
        (("global_change", "-3", "--side", "left"), "has no side"),
        (("dorsiflexion", "9", "--side", "left", "--unit", "kg"), "is in deg or cm, not 'kg'"),
        (("akps", "80", "81"), "takes one value, not 2"),
        (("akps", "80", "--sied", "left"), "--sied"),
        (("akps", "80", "--at", "2999-01-01"), "lies in the future"),
        (("akps", "80", "--at", "last week"), "such as 2026-03-04"),
        (("akps", "80", "--at", "0001-01-01"), "such as 2026-03-04"),
        (("akps", "80", "--at", "2026-03-04 7"), "or '2026-03-04 07:30'"),
        (("akps", "80", "--at", "2026-03-04 730"), "or '2026-03-04 07:30'"),
        (("akps", "80", "--position", "prone"), "takes no position"),
        (("strength_abduction", "1", "1", "1", "1", "--side", "left"), "needs a position"),
        (("other", "3", "--unit", "cm"), "name your own"),
        (("other:hops", "3"), "needs a unit"),
    ],
)
def test_bad_input_is_refused_in_one_line_and_nothing_is_stored(run, words, told: str) -> None:
    refused = run("note", "add", "K7", *words)
    assert refused.exit_code == 2
    error = [line for line in refused.output.splitlines() if line.startswith("Error: ")]
    assert len(error) == 1
    assert told in error[0]
    assert listed(run, "--all") == {"patient": "K7", "entries": [], "exercises": []}


def test_a_fourth_reading_is_refused(run) -> None:
    words = ("strength_abduction", "1", "1", "1", "1", "--side", "left", "--position", "supine")
    assert "takes up to 3 readings, not 4" in run("note", "add", "K7", *words).output


def test_an_unknown_patient_or_id_is_refused(run) -> None:
    for words in (
        ("add", "Z9", "pain_now", "3"),
        ("exercise", "Z9", "clam", "--side", "left", "--repetitions", "10"),
        ("list", "Z9"),
        ("withdraw", "K7", "00000000", "--reason", "wrong"),
        ("withdraw", "Z9", "00000000", "--reason", "wrong"),
    ):
        refused = run("note", *words)
        assert refused.exit_code == 1
        assert "Z9" in refused.output or "00000000" in refused.output
    assert run("note", "withdraw", "K7", "00000000", "--reason", " ").exit_code == 2


def test_what_is_another_patient_s_is_not_withdrawn(run) -> None:
    assert run("patient", "add", "K8").exit_code == 0
    for code in ("K7", "K8"):
        assert run("note", "add", code, "pain_now", "3").exit_code == 0
    (entry,) = listed(run)["entries"]
    refused = run("note", "withdraw", "K8", str(entry["entry_id"])[:8], "--reason", "wrong")
    assert refused.exit_code == 1
    assert "K8" in refused.output
    assert listed(run)["entries"] == [entry]


def test_a_change_for_the_worse_is_a_number_and_no_option(run) -> None:
    for typed in ("-2", "−2"):
        assert run("note", "add", "K7", "global_change", typed).exit_code == 0
    assert [entry["value"] for entry in listed(run)["entries"]] == [-2.0, -2.0]


def test_times_are_typed_in_local_time_and_kept_in_utc(run) -> None:
    now = datetime.now(UTC)
    yesterday = (now - timedelta(days=1)).astimezone()
    typed = {
        "2026-03-04 07:30": datetime(2026, 3, 4, 7, 30).astimezone(UTC),
        "2026-03-05": datetime(2026, 3, 5, 12).astimezone(UTC),
        "2026-03-06 07": datetime(2026, 3, 6, 7).astimezone(UTC),
        "2026-03-07 0730": datetime(2026, 3, 7, 7, 30).astimezone(UTC),
        "2026-03-08 00:00": datetime(2026, 3, 8).astimezone(UTC),
        yesterday.isoformat(): yesterday.astimezone(UTC),
    }
    for text in typed:
        assert run("note", "add", "K7", "pain_now", "3", "--at", text).exit_code == 0
    found = [datetime.fromisoformat(str(e["measured_at"])) for e in listed(run)["entries"]]
    assert found == sorted(typed.values())
    # Noon may not have been yet.
    today = now.astimezone().date().isoformat()
    assert run("note", "add", "K7", "akps", "80", "--at", today).exit_code == 0
    newest = datetime.fromisoformat(str(listed(run)["entries"][-1]["measured_at"]))
    assert now <= newest <= datetime.now(UTC)


def test_exercises_are_logged_with_load_sets_repetitions_and_effort(run) -> None:
    words = ("--side", "both", "--sets", "3", "--repetitions", "12", "--load-kg", "2,5")
    done = run("note", "exercise", "K7", "Bridge", *words, "--effort", "6", "--text", "slow")
    assert done.exit_code == 0, done.output
    (exercise,) = listed(run)["exercises"]
    assert exercise["exercise"] == "bridge"
    assert (exercise["sets"], exercise["repetitions"]) == (3, 12)
    assert (exercise["load_kg"], exercise["effort"], exercise["note"]) == (2.5, 6.0, "slow")
    assert "3 × 12, 2.5 kg, effort 6" in run("note", "list", "K7").output
    assert run("note", "withdraw", "K7", str(exercise["entry_id"]), "--reason", "x").exit_code == 0
    assert listed(run)["exercises"] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("clamp", "--side", "left", "--repetitions", "9"), "did you mean clam?"),
        (("clam", "--repetitions", "9"), "--side"),
        (("clam", "--side", "left"), "--repetitions"),
        (("clam", "--side", "left", "--repetitions", "0"), "1<=x<=200"),
        (("clam", "--side", "left", "--repetitions", "9", "--effort", "11"), "0<=x<=10"),
        (("clam", "--side", "left", "--repetitions", "9", "--load-kg", "nan"), "nan"),
    ],
)
def test_an_exercise_that_cannot_be_is_refused(run, words, told: str) -> None:
    refused = run("note", "exercise", "K7", *words)
    assert refused.exit_code == 2
    assert told in refused.output
    assert listed(run)["exercises"] == []


def test_the_help_names_every_exercise_and_kinds_every_kind(run) -> None:
    told = run("note", "exercise", "--help").output
    assert [name for name in EXERCISES if name not in told] == []
    kinds = run("note", "kinds").output
    assert [kind.name for kind in KINDS.values() if kind.name not in kinds] == []
    assert "other:NAME" in kinds


@pytest.mark.parametrize("columns", [80, 100])
def test_the_kinds_are_whole_on_a_narrow_terminal(run, monkeypatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("note", "kinds").output.splitlines()
    assert max(map(len, lines)) <= columns
    # What stands in the first column, up to the gap before the next.
    first = [re.split(r"\s{2,}", line.strip())[0] for line in lines]
    for kind in KINDS.values():
        assert first[first.index(kind.name) + 1] == kind.title
    assert "…" not in "".join(lines)
