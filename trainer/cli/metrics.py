"""`baps metrics FILE`: the numbers of a recorded table, for people and for programs."""

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trainer.cli.options import FiniteRange
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
from trainer.recording.vocabulary import Side


def parse_filter(context: click.Context, parameter: click.Parameter, value: str) -> LowPass | None:
    """`none` or a cut-off in Hz; a usage error for anything else."""
    if value == "none":
        return None
    try:
        cut_off_hz = float(value)
    except ValueError:
        cut_off_hz = 0.0
    if not 0 < cut_off_hz < math.inf:
        raise click.BadParameter("wanted is none or a cut-off in Hz above zero", context, parameter)
    return LowPass(cut_off_hz)


def parse_columns(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, str, str] | None:
    """Three names or numbers; a name that holds a comma stands in double quotes."""
    if value is None:
        return None
    try:
        time, ap, ml = next(csv.reader([value], skipinitialspace=True))
    except ValueError:
        raise click.BadParameter(
            "three columns are wanted: TIME,AP,ML, by name or by number", context, parameter
        ) from None
    return time, ap, ml


@click.command("metrics")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--unit",
    type=click.Choice([u.value for u in Unit]),
    help="Unit of the axes where the header names none; degrees are a board, lengths a plate.",
)
@click.option(
    "--columns",
    callback=parse_columns,
    metavar="TIME,AP,ML",
    help="The three columns to measure, by name or by number (from 1).",
)
@click.option(
    "--filter-hz",
    "low_pass",
    callback=parse_filter,
    metavar="none|HZ",
    default=f"{CUT_OFF_HZ:g}",
    show_default=True,
    help="Low-pass before the metrics, or none.",
)
@click.option(
    "--skip-s",
    type=FiniteRange(min=0),
    default=0.0,
    help="Seconds at the beginning that enter no value.",
)
@click.option(
    "--until-s",
    type=FiniteRange(min=0),
    help="Second of the file at which measuring ends.",
)
@click.option(
    "--side",
    type=click.Choice([s.value for s in Side]),
    help="The standing leg, for inside and outside.",
)
@click.option(
    "--envelope",
    metavar="DEG|FILE",
    help="The rim: one tilt in degrees, or JSON with directions_deg and tilt_deg.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
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
        Console().print(as_table(measures, file.name))


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
                "rate_hz": value.rate_hz,
                "filter": value.filter,
            }
            for value in measures.values
        ],
        "omitted": measures.omitted,
    }


def _remarks(measures: TableMeasures) -> Iterator[str]:
    """What was measured, what was done to it, and what to bear in mind."""
    columns = measures.columns
    yield f"Columns, by {columns.found_by}: time {columns.time}, AP {columns.ap}, ML {columns.ml}."
    if measures.resampled:
        yield f"Resampled: {measures.resampled}."
    for note in measures.notes:
        yield f"Note: {note}."
    yield "Not a medical device; not a standard clinical score."


def as_table(measures: TableMeasures, title: str) -> Table:
    """The measures for people: values first, then what is missing and why."""
    table = Table(
        title=Text(f"{title}: {measures.duration_s:.2f} s at {measures.rate_hz:.4g} Hz"),
        caption=Text("\n".join(_remarks(measures))),
    )
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    table.add_column("definition", overflow="fold")
    for value in measures.values:
        table.add_row(value.name, f"{value.value:.4g}", value.unit, Text(value.definition))
    for name, reason in measures.omitted.items():
        table.add_row(name, "–", "", Text(reason), style="dim")
    return table
