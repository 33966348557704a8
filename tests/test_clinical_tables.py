"""`docs/clinical-measures.md` lists exactly what can be typed in."""

import pytest

from tools.clinical_tables import PAGE, with_tables
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.exercises import EXERCISES


def test_the_page_lists_every_kind_and_exercise_as_declared() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page) == page, "run python -m tools.clinical_tables"
    for kind in KINDS.values():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{kind.name}` |")]
        assert kind.taken in row
        assert all(grade.meaning in row for grade in kind.grades)
        # A stroke inside a cell would make one more.
        assert row.count("|") == 10
    assert [name for name in EXERCISES if f"| `{name}` |" not in page] == []


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="kinds"):
        with_tables("# Measures\n")
