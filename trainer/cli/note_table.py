"""The tables of `baps note list` and `baps note kinds`."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from trainer.recording.clinical_kinds import FREE, KINDS, free_kind
from trainer.recording.clinical_table import Entry, Row, details_shown, shown, side_by_side
from trainer.recording.vocabulary import Side

NONE, SHORT_ID = "–", 8
TITLE_WIDTH = 13
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
    letters = _letters_of_ids(entries)
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
    """A line for each kind: what it is, what can be typed, of which side, how many readings."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("kind", no_wrap=True)
    for title in ("what it is", "values", "side", "readings", "needs"):
        table.add_column(title)
    own = free_kind("NAME", "any unit")
    for kind in (*KINDS.values(), own):
        name = f"{FREE}NAME" if kind is own else kind.name
        needs = ", ".join(detail.value for detail in kind.needs)
        what = (kind.title, kind.words, kind.side.value, kind.combine.value, needs)
        table.add_row(name, *map(Text, what))
    return table


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


def _letters_of_ids(entries: Sequence[Entry]) -> int:
    """How many letters tell these ids apart."""
    ids = {entry.entry_id for entry in entries}
    longest = max(map(len, ids))
    enough = (n for n in range(SHORT_ID, longest) if len({i[:n] for i in ids}) == len(ids))
    return next(enough, longest)
