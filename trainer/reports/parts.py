"""What a report is made of: plain text in tables and sections, for a template to set.

Every text is in the report's language already; what somebody typed in is left as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.texts import begun, said

MORE = "{count} more in the record"


@dataclass(frozen=True)
class Table:
    """Titles, and rows of as many cells; `widths` are the columns' shares of the page, and `more`
    says what there was no room for.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    more: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with what stands beneath it; a chart is SVG, and `chart_words` say what it shows.
    `wide` is the chart's share of the page's width.
    """

    title: str
    lead: str = ""
    chart: str = ""
    chart_words: str = ""
    wide: float = 1.0
    table: Table | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A sentence on one leg, and its meaning; `kind` is better, worse or empty."""

    kind: str
    sentence: str
    meaning: str


@dataclass(frozen=True)
class Report:
    """A whole report. `made_on` is its day in ISO form, `care` what must be read before all else,
    `page` is "Page {page} of {pages}", and `undrawn` says what a mark for a sign stands for.
    """

    language: str
    title: str
    made_on: str
    day: str
    code: str
    name: str
    facts: tuple[tuple[str, str], ...]
    care: tuple[str, ...]
    found: tuple[Found, ...]
    sections: tuple[Section, ...]
    signature: tuple[str, ...]
    foot: str
    undrawn: str
    page: str


def cut(
    titles: Sequence[str], rows: Sequence[tuple[str, ...]], widths: Sequence[float], most: int
) -> Table | None:
    """A table of at most so many rows, with titles in English; None without any."""
    if not rows:
        return None
    left = len(rows) - most
    more = said(MORE).format(count=left) if left > 0 else ""
    return Table(tuple(begun(said(t)) for t in titles), tuple(rows[:most]), tuple(widths), more)


def around(table: Table | None, title: str, lead: str = "", *notes: str) -> Section | None:
    """A section around a table, its title and lead in English; None without one."""
    if table is None:
        return None
    return Section(said(title), lead=said(lead), table=table, notes=notes)
