"""`baps history`: what a therapist reads of a patient, day by day, left and right side by side."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import console
from trainer.recording.shown import NOT_MEDICAL

if TYPE_CHECKING:
    from rich.text import Text

    from trainer.recording.history import History


@click.command("history")
@click.argument("code")
@click.option("--trials", is_flag=True, help="show every trial by itself, with its ID")
@click.option("--all", "everything", is_flag=True, help="show every trial with every metric")
@json_option
def command(code: str, trials: bool, everything: bool, as_json: bool) -> None:
    """Show what patient CODE did, day by day, left and right side by side.

    The anchor test, the same at each visit, carries the verdict: a change is only called one when
    two visits running are beyond measurement noise. What does not count is dim and says why.

    \b
    Examples:
      baps history K7
      baps history K7 --trials
      baps history K7 --json
    """
    from trainer.cli.db import opened_store
    from trainer.cli.history_lines import lines_of, metric_lines
    from trainer.cli.history_page import page_lines
    from trainer.sessions.patient_record import record_of

    if trials + everything + as_json > 1:
        raise click.UsageError("give one of --trials, --all and --json")
    with opened_store() as store:
        if trials or everything:
            _print_trials(store.history(code), lines_of if trials else metric_lines)
            return
        record = record_of(store, code)
    if as_json:
        from trainer.cli.history_json import as_object

        click.echo(json.dumps(as_object(record), ensure_ascii=False))
    else:
        _print_lines(page_lines(record))


def _print_trials(history: "History", lines: Callable[["History"], "Iterator[Text]"]) -> None:
    from trainer.cli.history_lines import nothing_yet

    if history.series:
        _print_lines(lines(history))
    else:
        click.echo(nothing_yet(history.patient_code))


def _print_lines(lines: "Iterator[Text]") -> None:
    to_terminal = console()
    for line in lines:
        # On a terminal long sentences wrap between words; what reads a pipe gets them whole.
        to_terminal.print(line, soft_wrap=not to_terminal.is_terminal)
    click.echo(NOT_MEDICAL)
