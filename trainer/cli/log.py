"""`baps log`: writes samples as rows; with a patient, also stores them as a trial."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import click

from trainer.cli.options import (
    CONDITION_NAMES,
    FiniteRange,
    board_option,
    chosen_from,
    condition_options,
    conditions_from,
    lsl_option,
    require_side,
    seed_option,
    typed,
)
from trainer.cli.terminal import LiveLine, kept_on_stop, say
from trainer.reading.words import ended
from trainer.recording.conditions import Chosen, Conditions

if TYPE_CHECKING:
    from trainer.sessions.board import OpenBoard
    from trainer.sessions.rows import RowWriter

DEFAULT_ACTIVITY = "steady-stance"
TRIAL_SECONDS = 20.0
STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Output:
    """Where to write rows, and in which format."""

    out: str
    form: str
    overwrite: bool

    @property
    def to_file(self) -> bool:
        return self.out != STANDARD_OUTPUT

    @property
    def words(self) -> str:
        return self.out if self.to_file else "standard output"

    def open(self) -> TextIO:
        # "x" refuses a file that appeared since the check; a device such as /dev/null may exist.
        path = Path(self.out)
        may_exist = self.overwrite or (path.exists() and not path.is_file())
        file = path.open("w" if may_exist else "x", encoding="utf-8", newline="")
        return cast(TextIO, file)

    def check(self) -> None:
        """Fail before the board is opened if the file cannot be written."""
        path = Path(self.out)
        if not path.parent.is_dir():
            raise click.ClickException(
                f"there is no folder {path.parent}: make it, or choose another --out"
            )
        if path.is_dir():
            raise click.ClickException(f"{path} is a folder: name a file in it with --out")
        if self.to_file and path.is_file() and not self.overwrite:
            raise click.ClickException(
                f"{path} exists already: choose another --out, or replace it with --overwrite"
            )


@click.command("log")
@board_option
@click.option(
    "--seconds",
    type=FiniteRange(0, min_open=True),
    help="length of the rows [default: until Ctrl-C], or of a trial [default: 20]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"], case_sensitive=False),
    default="csv",
    show_default=True,
    help="a table, or one JSON object a line",
)
@click.option(
    "--out",
    metavar="FILE|-",
    default=STANDARD_OUTPUT,
    show_default=True,
    help="file to write, - for standard output",
)
@click.option("--overwrite", is_flag=True, help="replace FILE if it exists")
@lsl_option
@click.option(
    "--activity",
    default=DEFAULT_ACTIVITY,
    show_default=True,
    help="what is played, with --patient",
)
@seed_option
@condition_options
@click.pass_context
def command(
    context: click.Context,
    /,
    board_uri: str,
    seconds: float | None,
    form: str,
    out: str,
    overwrite: bool,
    lsl: bool,
    activity: str,
    patient_code: str | None,
    seed: int,
    **conditions: object,
) -> None:
    """Write samples as CSV or JSON lines; with --patient, also store them as a trial.

    \b
    Examples:
      baps log --seconds 30 --out sway.csv
      baps log --board 'sim:patient?skill=0.3' --seconds 5 --format jsonl
      baps log --patient K7 --side left --arms crossed --out trial.csv
    """
    output = Output(out, form, overwrite)
    if patient_code is None:
        lost = typed(context, "activity", *CONDITION_NAMES)
        if lost:
            raise click.UsageError(f"{', '.join(lost)}: only with --patient, for a stored trial")
        output.check()
        _log_stream(board_uri, seconds, seed, output, lsl)
        return
    require_side(patient_code, conditions)
    output.check()
    trial = conditions_from(activity, seconds or TRIAL_SECONDS, conditions)
    _log_trial(board_uri, patient_code, trial, chosen_from(conditions), seed, output, lsl)


def _log_stream(
    board_uri: str, seconds: float | None, seed: int, output: Output, lsl: bool
) -> None:
    from trainer.cli.stream import also_streamed
    from trainer.link.uri import LinkContext
    from trainer.sessions.listening import log_rows
    from trainer.sessions.opening import ready_board

    context = LinkContext(defaults={"seed": str(seed)})
    with ready_board(board_uri, say, context) as board:
        live = LiveLine(shown=output.to_file)
        with also_streamed(board, lsl), _rows(output, board) as writer, live:
            log_rows(board, writer, seconds, live.say, _progress(live, seconds))


def _log_trial(
    board_uri: str,
    patient_code: str,
    conditions: Conditions,
    chosen: Chosen,
    seed: int,
    output: Output,
    lsl: bool,
) -> None:
    from trainer.cli.stream import also_streamed
    from trainer.cli.trial import named_activity, require_whole, visiting
    from trainer.sessions.listening import RowListener

    activity = named_activity(conditions.activity)
    with visiting(board_uri, patient_code, conditions, seed, chosen=chosen) as (visit, played_with):
        with also_streamed(visit.board, lsl), _rows(output, visit.board) as writer:
            visit.board.feed.on_pump(RowListener(visit.board.feed, writer))
            kept = visit.play_headless(
                activity, conditions, seed, played_with.stimulus, lambda _: None
            )
        say(f"{ended(kept.result.outcome)}; recording: {kept.destination.where}")
        require_whole(visit, kept)


@contextmanager
def _rows(output: Output, board: "OpenBoard") -> Iterator["RowWriter"]:
    """A writer to the file or standard output, with a closing line at the end."""
    from trainer.sessions.rows import RowFormat, RowWriter, row_form

    form, rows = RowFormat(output.form), row_form(board)
    if not output.to_file:
        yield from _closed(RowWriter(sys.stdout, form, rows), output)
        return
    # Opened only when samples arrive: without a board there is no empty file.
    with output.open() as f:
        yield from _closed(RowWriter(f, form, rows), output)


def _closed(writer: "RowWriter", output: Output) -> Iterator["RowWriter"]:
    with kept_on_stop(lambda: closing_line(writer, output)):
        yield writer
    say(closing_line(writer, output))


def closing_line(writer: "RowWriter", output: Output) -> str:
    """What was written, how much is missing, and where it is."""
    return (
        f"wrote {writer.rows} rows, {writer.seconds:.1f} s, {writer.lost} lost, to {output.words}"
    )


def _progress(live: LiveLine, seconds: float | None) -> Callable[["RowWriter"], None]:
    of = f" of {seconds:g}" if seconds else ""
    return lambda writer: live.show(f"{writer.seconds:.1f}{of} s, {writer.lost} lost")
