"""The report on the terminal after a trial: at most five numbers, and where the rest is."""

from collections.abc import Sequence
from pathlib import Path

import click
import pygame

from games.engine.activity import Activity, Kind
from games.engine.anchor import anchor_lines
from games.engine.trial_set import TrialSet, stumbles
from games.engine.words import NOT_HELD_THERAPIST, STUMBLES_THERAPIST
from games.pictures import draw_moment
from trainer.cli.terminal import console, say
from trainer.metrics.readable import LEAN, LEAN_NOISE, number, with_unit
from trainer.metrics.repeats import ending
from trainer.reading.words import EDGE_NOT_KNEE, ended, length
from trainer.recording.shown import NOT_MEDICAL
from trainer.recording.vocabulary import Outcome, Stance
from trainer.sessions.delivery import endings_today
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.preparation import setup_of
from trainer.sessions.store_access import ask_store
from trainer.sessions.visit import Visit
from trainer.texts import in_language

EARLIER = 5
SITTING = "sitting: no numbers of sway, for the board moves with the ankle"
PICTURED_SHARE = 0.7


@in_language("en")
def report_trial(visit: Visit, activity: Activity, kept: KeptTrial, all_numbers: bool) -> None:
    """Print the numbers of a trial, earlier scores, and where the rest is."""
    result, conditions = kept.result, kept.recording.header.conditions
    how_long = length(result.outcome, conditions.seconds, result.duration_s)
    click.echo(f"{activity.title}: {ended(result.outcome)}, {how_long}")
    if kept.measures.why_not:
        click.echo(f"  does not count: {kept.measures.why_not}")
    for label, text in trial_lines(activity, kept):
        click.echo(f"  {label:<47} {text}")
    if conditions.stance is Stance.SEATED and not kept.measures.why_not:
        click.echo(f"  {SITTING}")
    earlier = _earlier(visit, activity, kept)
    if earlier:
        shown = ", ".join(number(activity.headline.name, each) for each in earlier)
        click.echo(f"  {'earlier trials':<47} {shown} {activity.headline.unit}")
    for remark in kept.measures.remarks:
        click.echo(f"  {remark}")
    if activity.by_eye and kept.measures.value(LEAN) is not None:
        click.echo(f"  {LEAN_NOISE}")
    for line in day_lines(activity, kept, _today(visit, kept), visit.set_of):
        click.echo(f"  {line}")
    if all_numbers:
        _print_all(kept)
    click.echo(f"recording: {kept.destination.where}")
    if not all_numbers and kept.destination.stored:
        click.echo(f"all numbers: play with --all, or baps history {visit.patient_code} --json")
    body = kept.recording.header.body
    if body is not None and body.thigh is not None and not visit.board.simulated:
        click.echo("after the last trial: baps calibrate thigh --check (has the strap slipped?)")
    click.echo(NOT_MEDICAL)


def trial_lines(activity: Activity, kept: KeptTrial) -> list[tuple[str, str]]:
    """The few numbers to read first, in words and by name; a training's score before them."""
    anchor = anchor_lines(kept.measures, kept.result, kept.recording.header.conditions)
    lines = [(f"{line.words} ({line.name})", line.value) for line in anchor]
    headline = activity.headline
    value = kept.measures.value(headline.name)
    if value is None or activity.kind is Kind.ASSESSMENT:
        return lines
    return [(headline.words, with_unit(headline.name, value)), *lines]


def day_lines(
    activity: Activity, kept: KeptTrial, today: Sequence[Outcome], set_of: int
) -> list[str]:
    """How far the set is, and what to change; `today` are the day's endings, this one the last."""
    outcome, lines = kept.result.outcome, []
    if activity.kind is Kind.ASSESSMENT:
        lines.append(TrialSet.today(today, set_of).report)
        lines.append(NOT_HELD_THERAPIST if outcome is Outcome.NOT_HELD else "")
    if stumbles(today):
        lines.append(STUMBLES_THERAPIST)
    return [line for line in lines if line]


def _today(visit: Visit, kept: KeptTrial) -> tuple[Outcome, ...]:
    """How the day's trials under these conditions ended; this one alone if nobody can say."""
    here = kept.recording.header.conditions
    return ask_store(
        visit.store if kept.destination.stored else None,
        say,
        lambda store: endings_today(store, visit.patient_code, here),
        otherwise=(ending(kept.result, kept.measures.why_not),),
    )


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


def _earlier(visit: Visit, activity: Activity, kept: KeptTrial) -> tuple[float, ...]:
    """A training's newest scores that count under the same conditions, oldest first."""
    if activity.kind is not Kind.TRAINING or not kept.destination.stored:
        return ()
    conditions = kept.recording.header.conditions
    scores = visit.delivery.past(visit.patient_code, conditions, activity.headline.name).values
    # The newest one is this trial's, if it counts.
    return (scores if kept.measures.why_not else scores[:-1])[-EARLIER:]


def _print_all(kept: KeptTrial) -> None:
    from rich.table import Table

    table = Table("metric")
    table.add_column("value", justify="right")
    table.add_column("unit")
    for metric in kept.measures.values:
        censored = " or longer" if metric.censored else ""
        table.add_row(metric.name, number(metric.name, metric.value), metric.unit + censored)
    console().print(table)
    if any("inside" in metric.name for metric in kept.measures.values):
        click.echo(EDGE_NOT_KNEE)
