"""`baps log`: the stream as rows, and with a patient as a stored trial besides."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from games.registry import activity_named
from trainer.cli.board_access import opened_board, say, trial_context
from trainer.cli.options import (
    FiniteRange,
    board_option,
    condition_options,
    conditions_from,
    seed_option,
)
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Steering, Stimulus
from trainer.sessions.board import OpenBoard, row_form
from trainer.sessions.daily_check import say_daily_check
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.knowledge import settle
from trainer.sessions.listening import RowListener
from trainer.sessions.log import log_rows
from trainer.sessions.people import patient_for
from trainer.sessions.rows import RowFormat, RowWriter
from trainer.sessions.store_access import open_store
from trainer.sessions.visit import Visit
from trainer.store.places import places

DEFAULT_ACTIVITY = "steady-stance"
TRIAL_SECONDS = 20.0


@dataclass(frozen=True)
class Output:
    """Where rows go and in which form."""

    out: str
    form: RowFormat


@click.command("log")
@board_option
@click.option(
    "--seconds",
    type=FiniteRange(0, min_open=True),
    help="of rows [default: until Ctrl-C]; of the measured part of a trial [default: 20]",
)
@click.option("--format", "form", type=click.Choice([f.value for f in RowFormat]), default="csv")
@click.option("--out", metavar="FILE|-", default="-", show_default=True)
@click.option("--activity", default=DEFAULT_ACTIVITY, show_default=True, help="with --patient")
@seed_option
@condition_options
def command(
    board_uri: str,
    seconds: float | None,
    form: str,
    out: str,
    activity: str,
    patient_code: str | None,
    seed: int,
    **conditions: object,
) -> None:
    """Write samples as CSV or JSON lines; with --patient as a stored trial, too.

    \b
    Examples:
      baps log --seconds 30 --out sway.csv
      baps log --board sim:patient?skill=0.3 --seconds 5 --format jsonl | jq .ap_deg
      baps log --patient K7 --side left --eyes closed --out trial.csv
    """
    output = Output(out, RowFormat(form))
    _check_folder(output)
    if patient_code is None:
        _log_stream(board_uri, seconds, output)
        return
    trial = conditions_from(activity, seconds or TRIAL_SECONDS, conditions)
    _log_trial(board_uri, patient_code, trial, seed, output)


def _log_stream(board_uri: str, seconds: float | None, output: Output) -> None:
    with open_store(say) as store, opened_board(board_uri, store) as board:
        settle(board, store, say)
        say_daily_check(board, store, None, say)
        _say_uncalibrated(board)
        with _rows(output, board) as writer:
            log_rows(board, writer, seconds, say)


def _log_trial(
    board_uri: str, patient_code: str, conditions: Conditions, seed: int, output: Output
) -> None:
    activity = activity_named(conditions.activity)
    stimulus = Stimulus()
    with open_store(say) as store:
        code = patient_for(store, patient_code, board_uri)
        context = trial_context(conditions, seed, store, Steering(), stimulus)
        with opened_board(board_uri, store, context, code) as board:
            settle(board, store, say)
            say_daily_check(board, store, conditions, say)
            _say_uncalibrated(board)
            delivery = StoreDelivery(store, places().spool, say)
            visit = Visit(board, code, delivery, places().journals, say, store)
            with _rows(output, board) as writer:
                board.feed.on_pump(RowListener(board.feed, writer))
                kept = visit.play_headless(activity, conditions, seed, stimulus, lambda _: None)
    say(f"{kept.result.outcome.value}; recording: {kept.delivered.where}")


def _say_uncalibrated(board: OpenBoard) -> None:
    if board.uncalibrated_words:
        say(board.uncalibrated_words)


def _check_folder(output: Output) -> None:
    # Before the board is waited for. The file itself is opened only when there are rows: one of
    # before is not emptied for a board that is not there.
    folder = Path(output.out).parent
    if not folder.is_dir():
        raise click.ClickException(f"there is no folder {folder}: make it, or choose another --out")
    if Path(output.out).is_dir():
        raise click.ClickException(f"{output.out} is a folder: name a file in it with --out")


@contextmanager
def _rows(output: Output, board: OpenBoard) -> Iterator[RowWriter]:
    rows = row_form(board)
    if output.out == "-":
        yield RowWriter(sys.stdout, output.form, rows)
        return
    with Path(output.out).open("w", encoding="utf-8", newline="") as file:
        yield RowWriter(file, output.form, rows)
