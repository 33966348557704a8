"""`baps recompute`: stored trials measured anew, with the definitions of today."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from trainer.cli.db import opened_store
from trainer.cli.options import json_option
from trainer.cli.terminal import kept_on_stop, say

if TYPE_CHECKING:
    from trainer.sessions.recompute import Tally

TENTHS = 10
NOTHING = "nothing to recompute: every trial was measured with the current definitions"


@click.command("recompute")
@click.option("--again", is_flag=True, help="measure every trial anew, not only those that are due")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="cores to use [default: all]")
@json_option
def command(again: bool, jobs: int | None, as_json: bool) -> None:
    """Measure stored trials anew after an update that changed or added metrics.

    Only trials are measured that the current definitions have not measured yet. The values that
    they replace are kept with their version. It may be stopped at any time: the next run goes on.

    \b
    Examples:
      baps recompute
      baps recompute --again --jobs 1
    """
    from trainer.sessions.crew import cores
    from trainer.sessions.recompute import recompute

    done: list[Tally] = []
    with opened_store() as store, kept_on_stop(lambda: _stopped(done)):
        if again:
            store.make_due()
        with closing(recompute(store, jobs or cores())) as tallies:
            done.append(next(tallies))
            with _progress(done[0].due) as show:
                for tally in tallies:
                    done[:] = [tally]
                    show(tally)
    _end(done[0], as_json)


def _stopped(done: list["Tally"]) -> str:
    """What Ctrl-C leaves behind."""
    if not done:
        return "no trial is done: run it again"
    return f"{done[0].done} of {done[0].due} trials are done: run baps recompute to go on"


def _end(tally: "Tally", as_json: bool) -> None:
    summary = (
        f"{tally.recomputed} trials recomputed, {tally.unchanged} unchanged, "
        f"{len(tally.failed)} failed"
    )
    if as_json:
        failed = [{"id": one.trial_id, "why": one.why} for one in tally.failed]
        counts = {"recomputed": tally.recomputed, "unchanged": tally.unchanged}
        click.echo(json.dumps({**counts, "failed": failed}, indent=2))
        sys.exit(1 if failed else 0)
    if tally.failed:
        raise click.ClickException(summary)
    click.echo(summary if tally.due else NOTHING)


@contextmanager
def _progress(due: int) -> Iterator[Callable[["Tally"], None]]:
    """Shows each tally, a bar on a terminal and else ten lines, and each failure in a line."""
    shown = _bar if due and sys.stderr.isatty() else _lines
    with shown(due) as (advance, tell):
        told = 0

        def show(tally: "Tally") -> None:
            nonlocal told
            for one in tally.failed[told:]:
                tell(f"trial {one.trial_id}: {one.why}; its stored values stay")
            told = len(tally.failed)
            advance(tally.done)

        yield show


Shown = tuple[Callable[[int], None], Callable[[str], None]]


@contextmanager
def _bar(due: int) -> Iterator[Shown]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task("trials", total=due)
        yield (
            lambda done: progress.update(task, completed=done),
            lambda text: progress.console.print(
                text, markup=False, highlight=False, soft_wrap=True
            ),
        )


@contextmanager
def _lines(due: int) -> Iterator[Shown]:
    tenth = 0

    def advance(done: int) -> None:
        nonlocal tenth
        if done * TENTHS // due > tenth and done < due:
            tenth = done * TENTHS // due
            say(f"{done} of {due} trials")

    yield advance, say
