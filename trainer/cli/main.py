"""The command `baps`: imports a command when it is called, and prints errors as one line."""

import errno
import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

import click

from trainer.cli.terminal import StoppedEarly
from trainer.recording.vocabulary import did_you_mean

COMMANDS = {
    "activities": "list what can be played",
    "audit": "check who read and changed what",
    "boards": "find boards on the USB ports",
    "calibrate": "measure a board, dome, plate or strap",
    "clinic": "serve the therapist's pages",
    "compare": "two trials or days side by side",
    "correct": "judge a stored trial again, or void it",
    "demo-data": "make a made-up clinic to try",
    "db": "upgrade, check, back up, restore",
    "diagnose": "test a board's sensors and link",
    "export": "write trials for other programs",
    "history": "show a patient's trials",
    "import": "take in trials from elsewhere",
    "log": "write samples to a file",
    "metrics": "measure the sway in a file",
    "noise": "measure the clinic's own noise",
    "note": "type in measures and exercises",
    "patient": "add and list patient codes",
    "plan": "prescribe what is done at a visit",
    "play": "play games and assessments",
    "recompute": "measure stored trials anew",
    "recover": "store trials that were cut short",
    "replay": "draw a stored trial again",
    "report": "print a report for a doctor",
    "settings": "say what this place has",
    "stream": "publish samples on the network",
    "visit": "run a patient's plan of today",
}
"""Each command and its line in `baps --help`; its module in `trainer.cli` has the same name, with a
low line for a hyphen, and one behind a word that Python keeps for itself."""

FAMILIES = frozenset(
    {
        "games.engine.meanwhile.LeftEarly",
        "games.engine.window.NoDisplay",
        "games.registry.UnknownActivity",
        "trainer.export.errors.ExportError",
        "trainer.journal.files.JournalError",
        "trainer.link.base.LinkError",
        "trainer.metrics.errors.MetricError",
        "trainer.motion.calibration.CalibrationError",
        "trainer.recording.container.ContainerError",
        "trainer.sessions.errors.SessionError",
        "trainer.simulation.board_state.SimulationError",
        "trainer.store.errors.StoreError",
    }
)
"""Errors for people, one family per package; each text says what happened and what to do.

Names, not classes: importing all of these packages takes a second."""

INTERRUPTED_EXIT = 130
BROKEN_PIPE_EXIT = 141


class ReaderGone(Exception):
    """The reader of our standard output is gone. Click itself would exit with code 1."""


class LazyGroup(click.Group):
    """Knows its commands by name and imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        command: click.Command = import_module(f"trainer.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0].lower()
        if name not in COMMANDS and not name.startswith("-"):
            raise click.UsageError(
                f"there is no command {args[0]!r}{did_you_mean(name, COMMANDS)}", ctx
            )
        return super().resolve_command(ctx, [name, *args[1:]])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.version_option(package_name="baps-trainer")
@click.option("--board", "board_uri", metavar="URI", default="auto", help="the station's board")
@click.option("--windowed", is_flag=True, help="the station in a window, not full screen")
@click.option("--second-screen", is_flag=True, help="the station with the therapist's own window")
@click.pass_context
def cli(context: click.Context, board_uri: str, windowed: bool, second_screen: bool) -> None:
    """Train balance on an instrumented board, and see whether control improves.

    Without a command, at a display, it opens the station: patients, today's plan, boards.

    Not a medical device; not a standard clinical score.

    \b
    Examples:
      baps
      baps visit K7
      baps play
      baps play bullseye --board auto --patient K7 --side left
      baps log --board sim:patient --seconds 10 --out sway.csv
      baps history K7
    """

    if context.invoked_subcommand is not None:
        return
    from trainer.cli.terminal import has_display, say

    if not has_display():
        raise click.exceptions.NoArgsIsHelpError(context)
    from trainer.cli.station import open_station

    open_station(board_uri, windowed=windowed, second_screen=second_screen, tell=say)


def main() -> None:
    """Run a command; print errors that people can fix as one line, with an exit code."""
    try:
        code = cli.main(prog_name="baps", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.NoArgsIsHelpError as error:
        # Its message is the whole help, whose lines are to stay.
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except click.UsageError as error:
        _refuse(error)
    except click.ClickException as error:
        _fail(error.format_message())
    except (click.Abort, KeyboardInterrupt) as stop:
        kept = str(stop) if isinstance(stop, StoppedEarly) else ""
        click.echo(f"stopped; {kept}" if kept else "stopped", err=True)
        sys.exit(INTERRUPTED_EXIT)
    except (ReaderGone, BrokenPipeError):
        _leave_quietly()
    except OSError as error:
        _fail(_told(error))
    except Exception as error:
        if not is_for_people(error):
            raise
        _fail(str(error))


def is_for_people(error: Exception) -> bool:
    """Whether the text of an error is written for the person at the terminal."""
    return any(f"{c.__module__}.{c.__qualname__}" in FAMILIES for c in type(error).__mro__)


def _refuse(error: click.UsageError) -> NoReturn:
    # Click itself would also print the usage and a blank line, and wrap the choices.
    click.echo(f"Error: {' '.join(error.format_message().split())}", err=True)
    if error.ctx is not None:
        click.echo(f"Options and examples: {error.ctx.command_path} --help", err=True)
    sys.exit(error.exit_code)


def _told(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"{where}the disk is full: make room and try again; what was written before is kept"
    return f"{where}{error.strerror or error}"


def _fail(line: str) -> NoReturn:
    click.echo(f"Error: {line}", err=True)
    sys.exit(1)


def _leave_quietly() -> NoReturn:
    # At its end Python flushes standard output again and would print an error.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(BROKEN_PIPE_EXIT)


if __name__ == "__main__":
    main()
