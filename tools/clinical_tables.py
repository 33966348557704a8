"""The tables of `docs/clinical-measures.md`, from the kinds: `python -m tools.clinical_tables`."""

from pathlib import Path

from trainer.metrics.document import between
from trainer.recording.clinical_form import Kind
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.exercises import EXERCISES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "clinical-measures.md"
BEGIN, END = "<!-- {} -->", "<!-- end of {} -->"
_KINDS_HEAD = """\
| kind | what it is | how it is taken | what is typed | side | readings | needs | better | source |
|---|---|---|---|---|---|---|---|---|
"""
_EXERCISES_HEAD = """\
| exercise | what it is |
|---|---|
"""


def kinds_table() -> str:
    """A row for each kind that has a name of its own."""
    return _KINDS_HEAD + "".join(map(_kind_row, KINDS.values()))


def exercises_table() -> str:
    """A row for each exercise of the hip programme."""
    rows = (f"| `{name}` | {title} |\n" for name, title in EXERCISES.items())
    return _EXERCISES_HEAD + "".join(rows)


def with_tables(page: str) -> str:
    """The page with both tables between their marks; ValueError if marks are missing."""
    for name, table in (("kinds", kinds_table()), ("exercises", exercises_table())):
        begin, end = BEGIN.format(name), END.format(name)
        page = between(page, begin, f"\n{table}", end)
    return page


def _kind_row(kind: Kind) -> str:
    graded = "; ".join(f"{grade.word}: {grade.meaning}" for grade in kind.grades)
    needs = ", ".join(detail.words.removeprefix("a ") for detail in kind.needs)
    cells = (
        f"`{kind.name}`",
        kind.title,
        kind.taken,
        graded or kind.words,
        kind.side.value,
        kind.combine.value,
        needs or "–",
        kind.better,
        kind.source if kind.source != "ours" else "*ours*",
    )
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_tables(page), encoding="utf-8")


if __name__ == "__main__":
    main()
