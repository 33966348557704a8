"""`baps metrics FILE`: the metrics of a recorded table, for people and for programs."""

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path

import click

from trainer.cli.options import FiniteRange, json_option, words
from trainer.cli.terminal import console
from trainer.metrics import (
    CUT_OFF_HZ,
    LowPass,
    MetricError,
    Request,
    TableMeasures,
    TableSettings,
    Unit,
    measure_table,
    read_envelope,
    read_table,
)
from trainer.metrics.readable import words_of
from trainer.metrics.registry import named
from trainer.reading.words import EDGE_NOT_KNEE
from trainer.recording.shown import NOT_MEDICAL
from trainer.recording.vocabulary import Side


def parse_filter(context: click.Context, parameter: click.Parameter, value: str) -> LowPass | None:
    """`none` or a cut-off in Hz; otherwise a usage error."""
    if value == "none":
        return None
    try:
        cut_off_hz = float(value)
    except ValueError:
        cut_off_hz = 0.0
    if not 0 < cut_off_hz < math.inf:
        raise click.BadParameter("give none, or a cut-off in Hz above zero", context, parameter)
    return LowPass(cut_off_hz)


def parse_columns(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, str, str] | None:
    """Three names or numbers; a name with a comma must be in double quotes."""
    if value is None:
        return None
    try:
        time, ap, ml = next(csv.reader([value], skipinitialspace=True))
    except ValueError:
        raise click.BadParameter(
            "give three columns, TIME,AP,ML, by name or by number", context, parameter
        ) from None
    return time, ap, ml


@click.command("metrics")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--unit",
    type=words(Unit),
    help="unit of the axes if the header names none: deg for a board, mm or cm for a plate",
)
@click.option(
    "--columns",
    callback=parse_columns,
    metavar="TIME,AP,ML",
    help="the three columns to measure, by name or by number (from 1)",
)
@click.option(
    "--filter-hz",
    "low_pass",
    callback=parse_filter,
    metavar="none|HZ",
    default=f"{CUT_OFF_HZ:g}",
    show_default=True,
    help="low-pass before the metrics",
)
@click.option(
    "--skip-s",
    type=FiniteRange(min=0),
    default=0.0,
    show_default=True,
    help="seconds to leave out at the beginning",
)
@click.option(
    "--until-s",
    type=FiniteRange(min=0),
    help="time in the file at which measuring ends",
)
@click.option(
    "--side",
    type=words(Side),
    help="standing leg, for inside and outside",
)
@click.option(
    "--envelope",
    metavar="DEG|FILE",
    help="rim: one tilt in degrees, or a JSON file with directions_deg and tilt_deg",
)
@click.option("--definitions", is_flag=True, help="show how each metric is defined")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="also show each metric in words with its definition, and why one has no value",
)
@json_option
def command(
    *,
    file: Path,
    unit: str | None,
    columns: tuple[str, str, str] | None,
    low_pass: LowPass | None,
    skip_s: float,
    until_s: float | None,
    side: str | None,
    envelope: str | None,
    definitions: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """Measure the sway in FILE: a CSV table or the lines of `baps log`.

    Columns are found by name, such as t_s, ap_deg and ml_deg or Time (s), AP [mm] and ML [mm]. A
    table of three other columns is taken as time in seconds, ML and AP.

    \b
    Examples:
      baps metrics trial.csv --side right --envelope 8.6
      baps metrics plate.csv --unit cm --skip-s 5 --until-s 35
      baps metrics export.csv --columns 1,9,8 --unit cm
      baps metrics plate.csv --filter-hz none --json
    """
    try:
        settings = TableSettings(
            low_pass=low_pass,
            skip_s=skip_s,
            until_s=until_s,
            side=Side(side) if side else None,
            envelope=read_envelope(envelope) if envelope else None,
        )
        table = read_table(file, Request(Unit(unit) if unit else None, columns))
        measures = measure_table(table, settings)
    except MetricError as problem:
        message = str(problem)
        raise click.ClickException(
            message if message.startswith(str(file)) else f"{file}: {message}"
        ) from None
    if as_json:
        click.echo(json.dumps(as_object(measures), ensure_ascii=False))
    else:
        _print(measures, file.name, definitions or everything, everything)


def as_object(measures: TableMeasures) -> dict[str, object]:
    """The measures as they are printed with --json."""
    return {
        "n": measures.n,
        "duration_s": measures.duration_s,
        "rate_hz": measures.rate_hz,
        "columns": vars(measures.columns),
        "resampled": measures.resampled,
        "notes": list(measures.notes),
        "metrics": [
            {
                "name": value.name,
                "value": value.value,
                "unit": value.unit,
                "definition": value.definition,
                **_how_read(value.name),
                "rate_hz": value.rate_hz,
                "filter": value.filter,
            }
            for value in measures.values
        ],
        "omitted": measures.omitted,
    }


def _how_read(name: str) -> dict[str, str]:
    """The words for a therapist, the sentence for a patient, and which direction is better."""
    metric = named(name)
    if metric is None:
        return {}
    return {"words": words_of(name), "plain": metric.plain, "better": metric.better.value}


def _remarks(measures: TableMeasures) -> Iterator[str]:
    """Which columns were measured, how they were resampled, and notes."""
    columns = measures.columns
    yield f"Columns, by {columns.found_by}: time {columns.time}, AP {columns.ap}, ML {columns.ml}."
    if measures.resampled:
        yield f"Resampled: {measures.resampled}."
    for note in measures.notes:
        yield f"Note: {note}."


def _print(measures: TableMeasures, name: str, definitions: bool, everything: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    click.echo(f"{name}: {measures.duration_s:.2f} s at {measures.rate_hz:.4g} Hz")
    table = Table()
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    if definitions:
        table.add_column("definition", overflow="fold")
    for value in measures.values:
        unit = "" if value.unit == "1" else value.unit
        # Rich would read a formula's square brackets as markup.
        told = Text(value.definition)
        if everything:
            told = Text.assemble((words_of(value.name), "bold"), "\n", told)
        row = (value.name, f"{value.value:.4g}", unit, told)
        table.add_row(*row[: 4 if definitions else 3])
    console().print(table)
    if any("inside" in value.name for value in measures.values):
        click.echo(EDGE_NOT_KNEE)
    _print_omitted(measures, everything)
    for remark in _remarks(measures):
        click.echo(remark)
    click.echo(NOT_MEDICAL)


def _print_omitted(measures: TableMeasures, everything: bool) -> None:
    if not measures.omitted:
        return
    if everything:
        for name, reason in measures.omitted.items():
            click.echo(f"{name}: no value, {reason}")
    else:
        names = ", ".join(measures.omitted)
        click.echo(f"no value for {len(measures.omitted)} metrics (--all says why): {names}")
