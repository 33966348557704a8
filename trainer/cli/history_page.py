"""A patient's history as one page of text: the anchor and its verdicts first, then all else.

`baps history CODE` prints it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.history_lines import nothing_yet
from trainer.cli.history_plot import plot_lines
from trainer.cli.history_tables import table_lines
from trainer.cli.terminal import aligned
from trainer.reading.beside import Beside, day_notes, exercises, measures, trainings
from trainer.reading.said_of_progress import AT_TERMINAL, beneath_anchor, foot_words, without_anchor
from trainer.reading.words import LEGS, counted
from trainer.recording.history import local_day

if TYPE_CHECKING:
    from trainer.sessions.patient_record import PatientRecord

NO_LEG = "nobody said which leg is involved: baps patient episode {code} --involved left"


def page_lines(record: "PatientRecord") -> Iterator[Text]:
    """The whole page; sections without content are left out."""
    tables = record.tables()
    yield from _heading(record)
    if record.kept is not None:
        yield Text(f"visits: {record.kept.words}")
    for table in tables:
        yield Text()
        yield from table_lines(table, record)
        if table.anchor:
            yield from _beneath_anchor(record)
    yield from _apart(map(Text, without_anchor(record, AT_TERMINAL)))
    yield from _apart(Text(f"{day}  {words}") for day, words in day_notes(record, tables))
    yield from _apart(_lines(trainings(record, tables)))
    yield from _apart(_lines(measures(record)))
    yield from _apart(_lines(exercises(record)))
    yield from _apart(map(Text, foot_words(record, tables, AT_TERMINAL)))


def _heading(record: "PatientRecord") -> Iterator[Text]:
    code, episode = record.history.patient_code, record.episode
    if not record.trials:
        yield Text(code, style="bold")
        yield Text(nothing_yet(code))
        return
    begun = local_day(episode.begun_at)
    parts = [
        f"{code}: {counted(len(record.trials), 'trial')}",
        f"episode since {begun}" if record.settled else f"since the first trial, {begun}",
        *([f"involved: {LEGS[episode.involved]}"] if episode.involved else []),
        *(["simulated"] if all(trial.simulated for trial in record.trials) else []),
    ]
    yield Text(" · ".join(parts), style="bold")
    if episode.involved is None:
        yield Text(NO_LEG.format(code=code))


def _beneath_anchor(record: "PatientRecord") -> Iterator[Text]:
    yield from _apart(map(Text, plot_lines(record.progress.legs)))
    yield from _apart(map(Text, beneath_anchor(record)))


def _lines(beside: Beside) -> Iterator[Text]:
    """A small table, if it has any row."""
    if beside.rows:
        heading, *lines = aligned(list(zip(beside.titles, *beside.rows, strict=True)))
        yield Text(heading, style="bold")
        yield from map(Text, lines)


def _apart(lines: Iterator[Text]) -> Iterator[Text]:
    """A section with an empty line before it, if it has any line."""
    for nth, line in enumerate(lines):
        if nth == 0:
            yield Text()
        yield line
