"""`baps log`: the stream as rows."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from trainer.cli.board_access import opened_board, say
from trainer.cli.options import board_option
from trainer.sessions.board import wait_for_samples
from trainer.sessions.log import log_rows
from trainer.sessions.rows import RowFormat, RowWriter


@click.command("log")
@board_option
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), help="default: until Ctrl-C"
)
@click.option("--format", "form", type=click.Choice([f.value for f in RowFormat]), default="csv")
@click.option("--out", metavar="FILE|-", default="-", show_default=True)
def command(board_uri: str, seconds: float | None, form: str, out: str) -> None:
    """Write samples as CSV or JSON lines.

    \b
    Examples:
      baps log --seconds 30 --out sway.csv
      baps log --board sim:patient?skill=0.3 --seconds 5 --format jsonl | jq .ap_deg
    """
    with _opened(out) as file, opened_board(board_uri) as board:
        wait_for_samples(board.feed, say)
        if not board.calibration.calibrated:
            say("uncalibrated: axes are taken as marked on the sensor")
        log_rows(board.feed, RowWriter(file, RowFormat(form), board.setup), seconds, say)


@contextmanager
def _opened(out: str) -> Iterator[TextIO]:
    if out == "-":
        yield sys.stdout
        return
    with Path(out).open("w", encoding="utf-8", newline="") as file:
        yield file
