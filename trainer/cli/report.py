"""The report on the terminal after a trial: the headline, five numbers, where the rest is."""

from pathlib import Path

import click
import pygame

from games.engine.activity import Activity
from games.pictures import draw_moment
from trainer.cli.terminal import DISCLAIMER, console
from trainer.cli.words import (
    READABLE,
    ended,
    headline_value,
    length,
    number,
    read_first,
    with_unit,
)
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.visit import Visit

EARLIER = 5
PICTURED_SHARE = 0.7


def report_trial(visit: Visit, activity: Activity, kept: KeptTrial, all_numbers: bool) -> None:
    """Print the numbers of a trial, earlier scores, and where the rest is."""
    result, conditions = kept.result, kept.recording.header.conditions
    how_long = length(result.outcome, conditions.seconds, result.duration_s)
    click.echo(f"{activity.title}: {ended(result.outcome)}, {how_long}")
    for label, text in trial_lines(activity, kept):
        click.echo(f"  {label:<32} {text:>10}")
    earlier = _earlier(visit, kept)
    if earlier:
        shown = ", ".join(number(activity.headline.name, each) for each in earlier)
        click.echo(f"  {'earlier trials':<32} {shown} {activity.headline.unit}")
    if all_numbers:
        _print_all(kept)
    click.echo(f"recording: {kept.destination.where}")
    if not all_numbers and kept.destination.stored:
        click.echo(f"all numbers: play with --all, or baps history {visit.patient_code} --json")
    body = kept.recording.header.body
    if body is not None and body.thigh is not None and not visit.board.simulated:
        click.echo("after the last trial: baps calibrate thigh --check (has the strap slipped?)")
    click.echo(DISCLAIMER)


def trial_lines(activity: Activity, kept: KeptTrial) -> list[tuple[str, str]]:
    """The headline and at most five more numbers, in words, or why there are none."""
    values = {metric.name: metric.value for metric in kept.measures.values}
    headline = activity.headline
    value = values.get(headline.name)
    lines = [] if value is None else [(headline.words, with_unit(headline.name, value))]
    names = (name for name in read_first(values) if name != headline.name)
    lines += [(READABLE[name][0], with_unit(name, values[name])) for name in names]
    if not values and kept.measures.omitted:
        lines.append(("no numbers", next(iter(kept.measures.omitted.values()))))
    return lines


def save_picture(visit: Visit, activity: Activity, kept: KeptTrial, folder: Path) -> None:
    """Save the game towards the end of a trial as a PNG; print its path."""
    setup = visit.setup(activity, kept.recording.header.conditions, kept.recording.header.seed)
    surface = draw_moment(activity, setup, kept.recording, PICTURED_SHARE * kept.result.duration_s)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{kept.recording.header.trial_id}.png"
    pygame.image.save(surface, path)
    click.echo(f"picture: {path}")


def _earlier(visit: Visit, kept: KeptTrial) -> list[float]:
    """The headline of the newest trials under the same conditions, oldest first."""
    if visit.store is None or not kept.destination.stored:
        return []
    here = kept.recording.header
    series = visit.store.series(visit.patient_code, here.conditions, EARLIER + 1)
    before = [headline_value(trial) for trial in series.trials if trial.trial_id != here.trial_id]
    return [value for value in before if value is not None][-EARLIER:]


def _print_all(kept: KeptTrial) -> None:
    from rich.table import Table

    table = Table("metric")
    table.add_column("value", justify="right")
    table.add_column("unit")
    for metric in kept.measures.values:
        censored = " or longer" if metric.censored else ""
        table.add_row(metric.name, number(metric.name, metric.value), metric.unit + censored)
    console().print(table)
