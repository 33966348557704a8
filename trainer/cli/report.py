"""The report on the terminal after a trial: the headline, five numbers, where the rest is."""

from pathlib import Path

import click
import pygame

from games.engine.activity import Activity
from games.pictures import draw_moment
from trainer.cli.terminal import DISCLAIMER, console, say
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
from trainer.sessions.store_access import ask_store
from trainer.sessions.visit import Visit, setup_of

EARLIER = 5
PICTURED_SHARE = 0.7


def report_trial(visit: Visit, activity: Activity, kept: KeptTrial, all_numbers: bool) -> None:
    """Print the numbers of a trial, earlier scores, and where the rest is."""
    result, conditions = kept.result, kept.recording.header.conditions
    how_long = length(result.outcome, conditions.seconds, result.duration_s)
    click.echo(f"{activity.title}: {ended(result.outcome)}, {how_long}")
    if kept.measures.why_not:
        click.echo(f"  does not count: {kept.measures.why_not}")
    for label, text in trial_lines(activity, kept):
        click.echo(f"  {label:<40} {text:>10}")
    earlier = _earlier(visit, kept)
    if earlier:
        shown = ", ".join(number(activity.headline.name, each) for each in earlier)
        click.echo(f"  {'earlier trials':<40} {shown} {activity.headline.unit}")
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
    """The headline and at most five more numbers, with a strap seven, in words and by name."""
    values = {metric.name: metric.value for metric in kept.measures.values}
    headline = activity.headline
    value = values.get(headline.name)
    lines = [] if value is None else [(headline.words, with_unit(headline.name, value))]
    names = (name for name in read_first(values) if name != headline.name)
    lines += [(f"{READABLE[name][0]} ({name})", with_unit(name, values[name])) for name in names]
    return lines


def save_picture(visit: Visit, activity: Activity, kept: KeptTrial, folder: Path) -> None:
    """Save the game towards the end of a trial as a PNG; print its path."""
    setup = setup_of(kept.recording, visit.station)
    surface = draw_moment(activity, setup, kept.recording, PICTURED_SHARE * kept.result.duration_s)
    path = folder / f"{kept.recording.header.trial_id}.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pygame.image.save(surface, path)
    except (OSError, pygame.error) as error:
        say(f"no picture: {path} cannot be written ({error})")
        return
    click.echo(f"picture: {path}")


def _earlier(visit: Visit, kept: KeptTrial) -> list[float]:
    """The headline of the newest trials under the same conditions, oldest first."""
    if visit.store is None or not kept.destination.stored:
        return []
    here = kept.recording.header
    series = ask_store(
        visit.store,
        say,
        lambda store: store.series(visit.patient_code, here.conditions, EARLIER + 1),
        None,
    )
    counted = [t for t in (series.trials if series else ()) if t.valid]
    before = [headline_value(trial) for trial in counted if trial.trial_id != here.trial_id]
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
