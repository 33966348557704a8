"""`baps export` and `baps import` as they are typed."""

from pathlib import Path

import pytest

from tests.cli.test_bad_words import assert_refused
from tests.export.trials import whole
from trainer.cli.export import FORMATS as CHOICES
from trainer.export.formats import FORMATS
from trainer.store import Store


@pytest.fixture
def trials(run) -> None:
    with Store.open() as store:
        for number, code in enumerate(("K7", "K8", None), 1):
            store.save_trial(whole(number, code))


def test_the_choices_are_the_formats() -> None:
    assert set(CHOICES) == set(FORMATS)


@pytest.mark.parametrize("form", CHOICES)
@pytest.mark.usefixtures("trials")
def test_one_patient_or_all_leave_without_a_trace_of_who_they_are(
    run, form: str, tmp_path: Path
) -> None:
    one, everyone = tmp_path / "one", tmp_path / "all"
    result = run("export", "K7", "--format", form, "--out", str(one))
    assert result.output == f"{one}: trials: 1; de-identified\n"
    result = run("export", "--all", "--format", form, "--out", str(everyone))
    assert result.output == f"{everyone}: trials: 3; patients: 2; de-identified\n"
    assert [p for p in everyone.rglob("*") if "K7" in p.name or "K8" in p.name] == []
    named = tmp_path / "named"
    result = run("export", "K7", "--format", form, "--out", str(named), "--identified")
    assert result.output == f"{named}: trials: 1; with codes and true dates\n"


@pytest.mark.usefixtures("trials")
def test_what_was_exported_comes_in_once(run, tmp_path: Path, monkeypatch) -> None:
    out = tmp_path / "out"
    run("export", "--all", "--format", "bids", "--out", str(out), "--identified")
    assert run("import", str(out)).output == f"{out}: new trials: 0; here already: 3\n"
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "elsewhere"))
    assert run("import", str(out)).output == f"{out}: new trials: 3; here already: 0\n"


@pytest.mark.usefixtures("trials")
def test_what_cannot_be_done_is_one_line(run, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    run("patient", "add", "K9")
    csv = ("--format", "csv", "--out", out)
    assert_refused(run("export", "K9", *csv), "K9 has no trials yet")
    assert_refused(run("export", "K10", *csv), "there is no patient K10")
    assert_refused(run("export", "K7", *csv[:3], str(tmp_path)), "not an empty folder")
    for words in (("export", *csv), ("export", "K7", "--all", *csv)):
        result = run(*words)
        assert result.exit_code == 2
        assert "a patient's CODE, or --all" in result.stderr
    assert not Path(out).exists()


@pytest.mark.usefixtures("trials")
def test_what_is_left_out_of_an_import_is_told_and_the_rest_is_stored(
    run, tmp_path: Path, monkeypatch
) -> None:
    out, sway = tmp_path / "out", tmp_path / "sway.csv"
    run("export", "--all", "--format", "csv", "--out", str(out))
    sorted(out.rglob("*.json"))[0].write_text("{}")
    sway.write_text("Time,AP,ML\n0,1,2\n")
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "elsewhere"))
    result = run("import", str(sway), str(out))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{sway}: new trials: 0; here already: 0",
        f"{out}: new trials: 2; here already: 0",
    ]
    first, second, last = result.stderr.splitlines()
    assert first.startswith(f"left out: {sway} is no export of this program")
    assert "was not written by baps export" in second
    assert last == "Error: left out: 2; what else there was is stored"
