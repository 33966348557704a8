"""The tables of `baps note list` and `baps note kinds`."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from trainer.cli.terminal import shortest_id
from trainer.recording.clinical_form import FREE, Kind, SideRule
from trainer.recording.clinical_kinds import KINDS, free_kind
from trainer.recording.clinical_table import Entry, Row, details_shown, shown, side_by_side
from trainer.recording.vocabulary import Side

NONE = "–"
TITLE_WIDTH, SIDE_WIDTH = 13, len(SideRule.REQUIRED)
"""In characters, on the narrowest terminal."""


def table_of(title: str, entries: Sequence[Entry]) -> Table:
    """A line for each measure of a day: left, right, and what belongs to both legs or to none."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("day", no_wrap=True)
    table.add_column(title, min_width=TITLE_WIDTH)
    for side in ("left", "right", "both or\nnone"):
        table.add_column(side)
    table.add_column("more")
    table.add_column("id", no_wrap=True)
    letters = shortest_id(entry.entry_id for entry in entries)
    days: set[str] = set()
    for row in side_by_side(entries, lambda moment: moment.astimezone().date()):
        day = row.day.isoformat()
        cells = [_cell(found) for found in (row.left, row.right, row.neither)]
        ids = "\n".join(entry.entry_id[:letters] for entry in _all(row))
        plain = (day if day not in days else "", row.title, *cells, _more(row), ids)
        # As texts: what people type may look like rich's markup.
        table.add_row(*map(Text, plain))
        days.add(day)
    return table


def kinds_table() -> Table:
    """Each kind with what it is below, what can be typed, of which side, and what it needs."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    # What is typed is never broken, nor cut.
    table.add_column("kind", no_wrap=True, overflow="fold")
    table.add_column("values", overflow="fold")
    table.add_column("side", max_width=SIDE_WIDTH, overflow="fold")
    table.add_column("needs", overflow="fold")
    own = free_kind("NAME", "in any unit")
    for kind in (*KINDS.values(), own):
        name, title = (f"{FREE}NAME", "your own") if kind is own else (kind.name, kind.title)
        needs = ", ".join(detail.value for detail in kind.needs)
        cells = (f"{name}\n  {title}", _values(kind), kind.side.value, needs)
        table.add_row(*map(Text, cells))
    return table


def _values(kind: Kind) -> str:
    """What can be typed, one unit under the other, and how many readings if there may be some."""
    readings = [kind.combine.value] if kind.combine.most > 1 else []
    return "\n".join([*kind.words.split("; "), *readings])


def _cell(entries: Sequence[Entry]) -> str:
    return "\n".join(map(shown, entries)) or NONE


def _more(row: Row) -> str:
    """What else is known of each entry, by side where the row has several."""
    several = len(_all(row)) > 1
    lines = []
    for entry in _all(row):
        taken_back = f"withdrawn: {entry.withdrawn.reason}" if entry.withdrawn else ""
        told = "; ".join(filter(None, (details_shown(entry), taken_back)))
        whose = f"{entry.side}: " if several and entry.side in (Side.LEFT, Side.RIGHT) else ""
        lines += [whose + told] if told else []
    return "\n".join(lines)


def _all(row: Row) -> tuple[Entry, ...]:
    return (*row.left, *row.right, *row.neither)
