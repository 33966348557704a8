"""`baps report`: a PDF for a doctor, with the name only where it is asked for."""

from pathlib import Path

import pytest

from tests.reports.patients import texts_of
from trainer.cli.main import main
from trainer.store import Store


def written(out: Path) -> str:
    return " ".join(texts_of(out.read_bytes()))


def test_a_patient_without_a_trial_gets_a_report_without_the_name(run, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    with Store.open() as store:
        store.add_patient("Q3", "Ada Ñ. #let")
    result = run("report", "Q3", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert f"{out}: report on Q3" in result.output
    page = written(out)
    assert "Code Q3" in page
    assert "Nothing was measured on the board yet" in page
    assert "Ada" not in page
    again = run("report", "Q3", "--out", str(out), "--name", "--overwrite")
    assert again.exit_code == 0, again.output
    assert "Name Ada Ñ. #let" in written(out)


def test_the_language_is_the_stations_unless_it_is_said(run, tmp_path: Path) -> None:
    assert run("settings", "--language", "de").exit_code == 0
    german, spanish = tmp_path / "de.pdf", tmp_path / "es.pdf"
    assert run("report", "K7", "--out", str(german)).exit_code == 0
    assert run("report", "K7", "--out", str(spanish), "--language", "es").exit_code == 0
    assert "Gleichgewichtsbericht" in written(german)
    assert "Informe de equilibrio" in written(spanish)


def test_a_simulated_trial_is_reported_as_one(run, tmp_path: Path) -> None:
    board = ("--board", "sim:patient?skill=0.9", "--headless", "--fast")
    trial = ("--patient", "K7", "--side", "left", "--seconds", "5")
    assert run("play", "steady-stance", *board, *trial).exit_code == 0
    out = tmp_path / "one.pdf"
    assert run("report", "K7", "--out", str(out), "--language", "en").exit_code == 0
    page = written(out)
    assert "Left leg: too early to speak of a change." in page
    assert "Recorded on a simulated board, not by a patient." in page


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("K8", "--out", "{new}"), 1, "no patient K8"),
        (("K7", "--out", "{old}"), 2, "exists already"),
        (("K7", "--out", "{folder}/no/where.pdf"), 1, "where.pdf"),
        (("K7", "--out", "{new}", "--language", "fr"), 2, "'fr'"),
    ],
    ids=["unknown patient", "file exists", "no folder", "no such language"],
)
def test_what_cannot_be_done_is_one_line(
    arguments: tuple[str, ...],
    code: int,
    words: str,
    run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = tmp_path / "old.pdf"
    old.write_bytes(b"kept")
    places = {"new": str(tmp_path / "new.pdf"), "old": str(old), "folder": str(tmp_path)}
    typed = [argument.format(**places) for argument in arguments]
    monkeypatch.setattr("sys.argv", ["baps", "report", *typed])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == code
    line, *hint = capsys.readouterr().err.splitlines()
    assert words in line
    assert len(hint) == (code == 2)
    assert old.read_bytes() == b"kept"
    assert not (tmp_path / "new.pdf").exists()
