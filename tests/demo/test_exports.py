"""What the docs do with exports of the made-up clinic: questions to DuckDB, and a figure."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import altair as alt
import duckdb
import pytest
from click.testing import CliRunner

from tests.demo.conftest import PATIENTS
from tests.export.trials import DISGUISE, exported
from trainer.cli.main import cli
from trainer.store import Store

DOCS = Path(__file__).parents[2] / "docs"
QUESTIONS = dict(
    re.findall(
        r"^\*\*(.+?)\*\*.*?^```sql\n(.*?)^```",
        (DOCS / "export.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)
CHAPTER = (DOCS / "research.md").read_text(encoding="utf-8").split("## From a clone to a figure")[1]
MOST_LINES = 15


@pytest.fixture(scope="module")
def tables(clinic: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions") / "out"
    exported(clinic, [clinic.patients()[0].code], "parquet", folder, DISGUISE)
    return folder


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_researcher_s_question_is_answered(
    question: str, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tables)
    answer = duckdb.sql(QUESTIONS[question]).fetchall()
    assert answer
    assert [row for row in answer if None in row] == []


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 6


def blocks() -> tuple[list[str], str]:
    """The lines for a shell, and those for the notebook."""
    shell, code = (
        re.findall(rf"```{language}\n(.*?)```", CHAPTER, re.DOTALL)[0]
        for language in ("", "python")
    )
    return shell.splitlines(), code


def test_fifteen_lines_lead_from_a_clone_to_a_figure(
    url: str, clinic: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clinic is there already, so the export alone is typed, and for one patient."""
    shell, code = blocks()
    assert len([line for line in (*shell, *code.splitlines()) if line]) <= MOST_LINES
    (typed,) = (line for line in shell if "baps export" in line)
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BAPS_DB", url)
    monkeypatch.chdir(tmp_path)
    code_of_one = clinic.patients()[0].code
    words = [code_of_one if word == "--all" else word for word in shlex.split(typed)[1:]]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, (result.output, result.exception)

    *before, last = code.splitlines()
    known: dict[str, Any] = {}
    exec("\n".join(before), known)
    chart = eval(last, known)
    assert isinstance(chart, alt.Chart)
    drawn = json.loads(chart.to_json())["data"]["values"]
    conducted = [
        s for s in clinic.history(code_of_one).series if s.conditions.activity == "steady-stance"
    ]
    assert len(drawn) == sum(len(series.trials) for series in conducted)
    assert all(0.5 < point["deg_s"] < 60.0 for point in drawn)
    chart.save(tmp_path / "figure.svg")
    assert (tmp_path / "figure.svg").read_text(encoding="utf-8").count("<path") > len(drawn) / 4


def test_the_clinic_is_as_large_as_the_docs_make_it() -> None:
    assert f"--patients {PATIENTS}" in CHAPTER
