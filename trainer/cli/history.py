"""`baps history`: what a therapist reads of a patient, day by day, left and right side by side."""

import json
from typing import TYPE_CHECKING

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import DISCLAIMER, console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from trainer.recording.history import History
    from trainer.sessions.patient_record import PatientRecord


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
    from trainer.sessions.patient_record import record_of

    with opened_store() as store:
        if trials and not as_json:
            return _print_trials(store.history(code))
        record = record_of(store, code)
    if as_json:
        from trainer.cli.history_json import as_object

        click.echo(json.dumps(as_object(record), ensure_ascii=False))
    elif everything:
        _print_everything(record.history)
    else:
        _print(record)
    return None


def _print(record: "PatientRecord") -> None:
    from trainer.cli.history_page import page_lines

    _print_lines(page_lines(record))


def _print_trials(history: "History") -> None:
    from trainer.cli.history_lines import lines_of

    if not history.series:
        click.echo(nothing_yet(history.patient_code))
    else:
        _print_lines(lines_of(history))


def _print_everything(history: "History") -> None:
    from trainer.cli.history_metrics import metric_lines

    if not history.series:
        click.echo(nothing_yet(history.patient_code))
    else:
        _print_lines(metric_lines(history))


def nothing_yet(code: str) -> str:
    """What to do where there is no trial."""
    return f"no trials of {code} yet: begin with baps play ACTIVITY --patient {code} --side left"


def _print_lines(lines: "Iterator[Text]") -> None:
    to_terminal = console()
    for line in lines:
        # A line that is too long for the terminal stays one line for whatever reads a pipe.
        to_terminal.print(line, soft_wrap=True)
    click.echo(DISCLAIMER)
