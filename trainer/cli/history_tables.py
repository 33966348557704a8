"""Lays the days of a patient's assessments out on the terminal: left and right side by side.

`baps history` prints these lines: a table for each test, the anchor's with its noise and verdicts,
and under a day what else must be known of it. Trials that do not count are dim and say why.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.history_lines import UNCOUNTED
from trainer.cli.terminal import aligned
from trainer.reading.day_table import DayTable, Row, day_table, trend_words
from trainer.reading.words import LEGS
from trainer.recording.history import local_day

if TYPE_CHECKING:
    from trainer.progress.days import PairTable
    from trainer.sessions.patient_record import PatientRecord

GAP, WITHIN_LEG = "  ", " "


def table_lines(table: "PairTable", record: "PatientRecord") -> Iterator[Text]:
    """One test: its conditions, each leg's noise band, the days, and the verdicts."""
    cells = day_table(table, record)
    yield Text(f"{cells.activity} · {' · '.join(cells.conditions)}", style="bold")
    yield from map(Text, cells.bands)
    yield from _rows(cells, f"    the episode begins: {local_day(record.episode.begun_at)}")
    yield from (Text(f"  {legend}") for legend in cells.legends)
    for leg in cells.anchor:
        yield Text()
        yield Text(leg.verdict.sentence)
        yield from (Text(f"  {note}") for note in leg.verdict.notes)
        if leg.trend is not None:
            yield Text(f"  {trend_words(leg.metric, leg.trend)}")


def _rows(cells: DayTable, begins: str) -> Iterator[Text]:
    blocks = [
        aligned([list(column) for column in zip(leg.titles, *leg.cells, strict=True)], WITHIN_LEG)
        for leg in cells.legs
    ]
    over = ["", "", *(LEGS[leg.side] for leg in cells.legs), ""]
    days = ["date", *(row.day.isoformat() for row in cells.rows)]
    domes = ["dome", *(row.dome for row in cells.rows)]
    pains = ["pain", *(row.pain for row in cells.rows)]
    columns = zip(over, (days, domes, *blocks, pains), strict=True)
    heading, titles, *lines = aligned([[name, *column] for name, column in columns], GAP)
    yield Text(heading)
    yield Text(titles, style="bold")
    earlier = False
    for row, line in zip(cells.rows, lines, strict=True):
        if earlier and not row.earlier:
            yield Text(begins)
        earlier = row.earlier
        yield Text(line, style=_style(row))
        for under in row.under:
            yield Text(f"    {under.words}", style=UNCOUNTED if under.dim else "")


def _style(row: Row) -> str:
    return "" if row.counts and not row.earlier else UNCOUNTED
