"""What a person can mistype ends in one line that says what to do; no board is waited for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.recordings import swaying
from trainer.cli.main import cli, is_for_people
from trainer.recording.container import pack

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    monkeypatch.setattr("trainer.link.uri.candidate_ports", list)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    return call


def assert_refused(result: Result, *words: str) -> None:
    """The command prints click's own line, or ends in an exception whose text is the line."""
    assert result.exit_code == 1
    assert result.stdout == ""
    if isinstance(result.exception, SystemExit):
        line = result.stderr.strip()
    else:
        assert is_for_people(result.exception), repr(result.exception)
        line = str(result.exception)
    assert len(line.splitlines()) == 1
    assert [word for word in words if word not in line] == []


BAD_BOARDS = {
    "auto": "plug it in",
    "nonsense": "it is one of: auto, serial:PORT",
    "serial:": "it is one of",
    "serial:/dev/no-such-port": "plug the board in",
    "sim:": "it is one of",
    "sim:dog": "patient, mouse, keys, gamepad",
    "sim:patient?skill=much": "much",
    "sim:patient?skill=7": "skill is 0 to 1",
    "sim:patient?skill=nan": "skill is 0 to 1",
    "sim:patient?level=9": "level is 1 to 5",
    "sim:patient?seed=-1": "seed and day are 0 or more",
    "sim:patient?support=chair": "support cannot be chair",
    "sim:patient?still_s=-5": "still_s is 3 or more",
    "sim:patient?still_s=nan": "still_s is 3 or more",
    "sim:patient?collapse=31": "collapse is 0 to 30 degrees",
    "sim:floor?collapse=nan": "collapse is 0 to 30 degrees",
    "sim:patient?dog=1": "dog is not one of skill, seed",
    "sim:patient?skill": "key=value",
    "replay:/no/such/file": "there is no file /no/such/file",
    "replay:trial:zzz": "baps history",
    "replay:trial:11111111-1111-1111-1111-111111111111": "baps history",
}


@pytest.mark.parametrize("uri", BAD_BOARDS)
@pytest.mark.parametrize("command", ["log", "play", "diagnose"])
def test_a_board_that_is_none_is_refused(run: Run, command: str, uri: str) -> None:
    activity = ("bullseye", "--headless") if command == "play" else ()
    assert_refused(run(command, *activity, "--board", uri), BAD_BOARDS[uri])


BAD_FILES = {
    "text.baps": b"notes of a day",
    "empty.baps": b"",
    "cut.baps": pack(swaying(50))[:40],
    "empty.json": b"",
    "other.json": b'{"a": 1}',
    "list.json": b"[1, 2]",
    "binary.json": bytes(range(128, 256)),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_recording_is_not_replayed(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(BAD_FILES[name])
    assert_refused(run("log", "--board", f"replay:{file}"), str(file), "cannot be replayed")
    assert file.read_bytes() == BAD_FILES[name]


def test_an_unknown_patient_or_activity_is_refused_with_what_there_is(run: Run) -> None:
    for command in (("log",), ("play", "bullseye", "--headless", "--fast")):
        result = run(*command, "--board", "sim:patient", "--patient", "Z9", "--side", "left")
        assert_refused(result, "no patient Z9", "baps patient list")
    assert_refused(run("play", "dog", "--board", "sim:patient"), "dog", "steady-stance", "bullseye")
    run("patient", "add", "K7")
    asked = ("log", "--board", "sim:patient", "--patient", "K7", "--side", "left", "--activity")
    assert_refused(run(*asked, "dog"), "dog", "steady-stance", "bullseye")
    assert_refused(run(*asked, "bulseye"), "did you mean bullseye?")


BAD_DATABASES = {
    "nonsense": "examples: sqlite:///",
    "mysql://server/baps": "neither sqlite nor postgresql",
    "sqlite://": "would lose every trial",
}


@pytest.mark.parametrize("url", BAD_DATABASES)
def test_a_database_url_that_is_none_ends_every_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("BAPS_DB", url)
    for command in (
        ("patient", "list"),
        ("history", "K7"),
        ("recover",),
        ("db", "check"),
        ("log", "--board", "sim:patient"),
        ("play", "bullseye", "--board", "sim:patient", "--headless", "--fast"),
    ):
        assert_refused(run(*command), "BAPS_DB", BAD_DATABASES[url])


def test_a_data_folder_that_is_a_file_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("notes", encoding="ascii")
    for home in (file, file / "below"):
        monkeypatch.setenv("BAPS_HOME", str(home))
        for command in (("patient", "list"), ("recover",), ("db", "upgrade")):
            assert_refused(run(*command), str(home), "set BAPS_HOME")
    assert file.read_text(encoding="ascii") == "notes"


def test_rows_go_into_a_folder_that_is_there(run: Run, tmp_path: Path) -> None:
    asked = ("log", "--board", "sim:patient", "--out")
    assert_refused(run(*asked, str(tmp_path / "none" / "x.csv")), "no folder", "--out")
    assert_refused(run(*asked, str(tmp_path)), "is a folder", "--out")


def test_an_earlier_file_stays_unless_it_is_to_be_replaced_and_a_board_is_there(
    run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "monday.csv"
    out.write_text("rows of monday", encoding="ascii")
    asked = ("log", "--out", str(out))
    assert_refused(run(*asked, "--board", "sim:patient", "--seconds", "1"), "--overwrite")
    assert_refused(run(*asked, "--board", "auto", "--overwrite"), "no board found")
    assert out.read_text(encoding="ascii") == "rows of monday"


@pytest.mark.parametrize(
    "asked",
    [
        ("log", "--seconds", "nan"),
        ("log", "--seconds", "inf"),
        ("log", "--seconds", "0"),
        ("log", "--format", "xml"),
        ("log", "--seed", "-1"),
        ("play", "--seconds", "nan"),
        ("play", "--seed", "-1"),
        ("play", "--level", "6"),
        ("diagnose", "--seconds", "nan"),
        ("metrics", "x.csv", "--skip-s", "nan"),
        ("history",),
        ("dance",),
        ("log", "--activity", "bullseye"),
        ("log", "--side", "left"),
        ("log", "--eyes", "closed"),
        ("log", "--patient", "K7"),
        ("play", "--patient", "K7"),
        ("play", "--patient", "K7", "--side", "left"),
        ("play", "bullseye", "--patient", "K7"),
        ("play", "bullseye", "--board", "sim:mouse", "--fast"),
        ("calibrate", "load"),
    ],
)
def test_wrong_use_is_told_with_code_2(run: Run, asked: tuple[str, ...]) -> None:
    result = run(*asked)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
