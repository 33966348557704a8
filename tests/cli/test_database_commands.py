"""`baps patient`, `history`, `db` and `recover` as people call them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.journal.growing import Growing
from tests.recordings import TRIAL_ID, swaying
from tests.store.trials import finished, trial_id
from trainer.cli.main import cli
from trainer.journal.writer import Journal
from trainer.recording.vocabulary import Outcome, Side, Source
from trainer.store import Store, places

Run = Callable[..., Result]


@pytest.fixture
def run(home: Path) -> Run:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    return call


def save(*trials: object) -> None:
    with Store.open() as store:
        for trial in trials:
            store.save_trial(trial)  # type: ignore[arg-type]


def fails_in_one_line(result: Result, *words: str) -> None:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.startswith("Error: ")
    for word in words:
        assert word in result.stderr


def test_patients_are_added_listed_and_shown(run: Run) -> None:
    assert run("patient", "list").stdout.startswith("no patients yet")
    assert json.loads(run("patient", "list", "--json").stdout) == []
    assert run("patient", "add", "K7").stdout == "added patient K7\n"
    added = json.loads(run("patient", "add", "B2", "--json").stdout)
    assert added["code"] == "B2"
    assert added["created_at"].endswith("+00:00")
    listed = json.loads(run("patient", "list", "--json").stdout)
    assert [p["code"] for p in listed] == ["B2", "K7"]
    shown = json.loads(run("patient", "show", "K7", "--json").stdout)
    nothing = {"background": None, "plan": None, "stops": [], "adherence": None}
    assert shown == listed[1] | nothing
    assert shown["trials"] == 0
    for command in (("patient", "list"), ("patient", "show", "K7")):
        assert "K7" in run(*command).stdout


def test_unknown_and_taken_codes_end_in_one_line_that_says_what_to_do(run: Run) -> None:
    run("patient", "add", "K7")
    fails_in_one_line(run("patient", "add", "K7"), "K7", "another code")
    fails_in_one_line(run("patient", "show", "Z9"), "no patient Z9", "baps patient list")
    fails_in_one_line(run("history", "k7"), "no patient k7: did you mean K7?")
    fails_in_one_line(run("patient", "add", "k7"), "there is a patient K7 already")
    fails_in_one_line(run("patient", "add", "Jane Doe 1970-01-01"), "without spaces")
    fails_in_one_line(run("history", "Z9", "--json"), "no patient Z9")


def test_history_as_json_is_what_the_docs_promise(run: Run) -> None:
    save(finished(1, side=Side.RIGHT), finished(2, side=Side.RIGHT, outcome=Outcome.TOUCH))
    history = json.loads(run("history", "K7", "--json").stdout)
    beside = {"episode", "progress", "entries", "exercises", "adherence", "outdated"}
    assert set(history) == {"patient", "series"} | beside
    assert history["patient"] == "K7"
    (series,) = history["series"]
    trials = series.pop("trials")
    assert series == {
        "activity": "steady-stance",
        "side": "right",
        "stance": "single_leg",
        "eyes": "open",
        "support": "none",
        "footwear": "barefoot",
        "arms": "hips",
        "level": 2,
        "stem_hole": 0,
        "dome_style": "caps",
        "seconds": 20.0,
        "practice": False,
        "envelope_source": "assumed",
        "calibrated": False,
        "ring_deg": 0.0,
        "rung": 0,
        "feedback": "light",
        "weight_pct": 0.0,
    }
    assert trials[0] == {
        "id": trial_id(1),
        "started_at": "2026-03-04T05:07:07.891011+00:00",
        "duration_s": 20.5,
        "outcome": "completed",
        "valid": True,
        "why": "",
        "voided": "",
        "remarks": [],
        "pain": None,
        "simulated": False,
        "metrics": {"osi": 5.0},
        "censored": ["osi"],
    }
    assert [t["outcome"] for t in trials] == ["completed", "touch"]


def test_a_patient_without_trials_is_told_how_to_begin(run: Run) -> None:
    run("patient", "add", "K7")
    begun = "no trials of K7 yet: begin with baps play ACTIVITY --patient K7 --side left"
    assert begun in run("history", "K7").stdout


def test_history_says_what_was_simulated(run: Run) -> None:
    save(finished(1), finished(2, envelope_source=Source.SIMULATED))
    shown = run("history", "K7", "--trials").stdout
    assert "steady-stance · simulated board" in shown
    assert "steady-stance · assumed rim" in shown
    page = run("history", "K7").stdout
    assert "simulated board" in page
    assert "assumed rim" in page


def test_a_database_is_backed_up_checked_and_restored(run: Run, home: Path) -> None:
    save(finished(1))
    copy = home / "usb" / "monday.db"
    assert run("db", "backup", str(copy)).stdout == f"backed up to {copy}\n"
    save(finished(2))
    assert "2 trials, 2 recordings, all whole" in run("db", "check").stdout
    restored = run("db", "restore", str(copy))
    assert restored.exit_code == 0
    (kept,) = home.glob("baps.before-restore-*.db")
    assert restored.stdout == f"restored {copy}; your previous database is saved as {kept}\n"
    assert "1 trials, 1 recordings, all whole" in run("db", "check").stdout
    beside = run("db", "backup").stdout.split()[-1]
    assert Path(beside).parent == home
    assert run("db", "upgrade").stdout == "the schema is 0006 already\n"


def test_upgrade_makes_a_database_where_there_is_none(run: Run, home: Path) -> None:
    assert "upgraded from schema none to 0006" in run("db", "upgrade").stdout
    assert (home / "baps.db").exists()


def test_check_names_a_damaged_recording_and_fails(run: Run) -> None:
    trial = finished(1)
    with Store.open() as store:
        store.save_trial(trial)
        with store._engines.writer.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE recording_parts SET data = x'00' WHERE name = 'board.parquet'"
            )
    result = run("db", "check")
    assert result.exit_code == 1
    assert trial.trial_id in result.stderr
    assert "1 problems" in result.stderr


def test_what_is_no_backup_is_refused_in_one_line(run: Run, home: Path, tmp_path: Path) -> None:
    save(finished(1))
    text = tmp_path / "notes.txt"
    text.write_text("notes", encoding="ascii")
    fails_in_one_line(run("db", "restore", str(text)), "notes.txt", "not a backup")
    fails_in_one_line(run("db", "restore", str(tmp_path / "none.db")), "no backup")
    fails_in_one_line(run("db", "backup", str(text)), "not overwritten")
    assert list(home.glob("*before-restore*")) == []


def test_a_file_that_is_no_database_ends_every_command_in_one_line(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "baps.db").write_text("not a database at all " * 50, encoding="ascii")
    for command in (("patient", "list"), ("history", "K7"), ("db", "upgrade"), ("db", "check")):
        fails_in_one_line(run(*command), "is not a database")


def test_a_database_on_a_server_is_backed_up_by_its_own_tools(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAPS_DB", "postgresql://server/baps")
    fails_in_one_line(run("db", "backup"), "pg_dump")


def test_recover_says_what_came_back_and_then_that_there_is_nothing(run: Run) -> None:
    trial = swaying(300)
    journal = Journal(places().journals)
    running = Growing(trial)
    running.add(trial.samples)
    journal.begin(trial.header, running)
    journal.close()
    said = run("recover")
    assert said.exit_code == 0
    assert f"recovered trial {TRIAL_ID} of K7 from its journal" in said.stdout
    assert "0.00 s, interrupted" in said.stdout
    history = json.loads(run("history", "K7", "--json").stdout)
    assert history["series"][0]["trials"][0]["id"] == TRIAL_ID
    assert run("recover").stdout == "nothing to recover\n"


def test_a_new_database_under_baps_db_is_told_once(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "clinc" / "baps.db"
    monkeypatch.setenv("BAPS_DB", f"sqlite:///{file}")
    assert run("patient", "list").stderr == f"new database made at {file}\n"
    assert run("patient", "list").stderr == ""
    monkeypatch.delenv("BAPS_DB")
    assert run("patient", "list").stderr == ""
