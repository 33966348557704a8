"""What a person sees of a trial on the terminal: progress, numbers, history, where it went."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pygame
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from games.engine.activity import Activity
from games.replay import draw_moment
from trainer.recording.shown import shown
from trainer.recording.trial import LEAD_IN_S
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.visit import Visit

SHOWN_TRIALS = 8
PICTURED_SHARE = 0.7
DISCLAIMER = "Not a medical device; not a standard clinical score."


def announce(visit: Visit, say: Callable[[str], None]) -> None:
    """Which board, which patient, and what to know of them."""
    board = visit.board
    say(f"board {board.identity.uri}, patient {visit.patient_code}")
    if board.uncalibrated_words and board.replayed is None:
        say(board.uncalibrated_words)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error; the callable takes the share done, 0 to 1."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda share: progress.update(task, completed=share)


def report_trial(visit: Visit, activity: Activity, kept: KeptTrial) -> None:
    """Metrics, history and place of one trial."""
    console = Console()
    console.print(_metrics(activity, kept))
    history = _history(visit, activity, kept)
    if history is not None:
        console.print(history)
    click.echo(f"recording: {kept.delivered.where}")
    body = kept.recording.header.body
    if body is not None and body.thigh is not None and not visit.board.simulated:
        click.echo("after the last trial: baps calibrate thigh --check (has the strap slipped?)")


def save_picture(visit: Visit, activity: Activity, kept: KeptTrial, folder: Path) -> None:
    """The game as it was towards the end of a trial, as a PNG; tells where it is."""
    setup = visit.setup(activity, kept.recording.header.conditions, kept.recording.header.seed)
    surface = draw_moment(activity, setup, kept.recording, PICTURED_SHARE * kept.result.duration_s)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{kept.recording.header.trial_id}.png"
    pygame.image.save(surface, path)
    click.echo(f"picture: {path}")


def _metrics(activity: Activity, kept: KeptTrial) -> Table:
    result = kept.result
    table = Table(
        title=f"{activity.title}: {result.outcome.value}, {result.measured_s:.1f} s "
        f"after {LEAD_IN_S:g} s to settle",
        caption=DISCLAIMER,
    )
    for name, justify in (("metric", "left"), ("value", "right"), ("unit", "left")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for metric in kept.measures.values:
        censored = " or longer" if metric.censored else ""
        style = "bold" if metric.name == activity.headline.name else None
        value = shown(metric.name, metric.value)
        table.add_row(metric.name, value, metric.unit + censored, style=style)
    if not kept.measures.values and kept.measures.omitted:
        table.add_row("no metrics", "–", next(iter(kept.measures.omitted.values())), style="dim")
    return table


def _history(visit: Visit, activity: Activity, kept: KeptTrial) -> Table | None:
    if visit.store is None or not kept.delivered.stored:
        return None
    series = next(
        (
            s
            for s in visit.store.history(visit.patient_code).series
            if any(t.trial_id == kept.recording.header.trial_id for t in s.trials)
        ),
        None,
    )
    if series is None:
        return None
    headline = activity.headline
    table = Table("when", "outcome", f"{headline.words}, {headline.unit}", title="History")
    for trial in series.trials[-SHOWN_TRIALS:]:
        value = trial.metrics.get(headline.name)
        when = trial.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(when, trial.outcome.value, "–" if value is None else headline.shown(value))
    return table
