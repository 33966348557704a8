"""The command `baps`: one file a command, found by name; errors become one line here."""

import errno
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

COMMANDS = {
    "activities": "trainer.cli.activities",
    "boards": "trainer.cli.boards",
    "calibrate": "trainer.cli.calibrate",
    "db": "trainer.cli.db",
    "diagnose": "trainer.cli.diagnose",
    "history": "trainer.cli.history",
    "log": "trainer.cli.log",
    "metrics": "trainer.cli.metrics",
    "patient": "trainer.cli.patient",
    "play": "trainer.cli.play",
    "recover": "trainer.cli.recover",
}
"""Imported when called: `baps metrics` needs neither a window nor a database."""

INTERRUPTED_EXIT = 130
BROKEN_PIPE_EXIT = 141


class ReaderGone(Exception):
    """Whoever read our standard output went away. Click would end on a broken pipe with code 1."""


class LazyGroup(click.Group):
    """Imports a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command object that the module holds under its own name."""
        if cmd_name not in COMMANDS:
            return None
        module: Any = import_module(COMMANDS[cmd_name])
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; `ReaderGone` where its output has no reader any more."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="baps-trainer")
def cli() -> None:
    """Train balance on an instrumented board, and see whether control is coming back.

    Not a medical device; not a standard clinical score.

    \b
    Examples:
      baps play bullseye --board auto --patient K7 --side left
      baps log --board sim:patient --seconds 10 --out sway.csv
      baps history K7
    """


def main() -> None:
    """Run, and turn what people can mend into one line and an exit code."""
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; everything recorded so far is kept", err=True)
        sys.exit(INTERRUPTED_EXIT)
    except (ReaderGone, BrokenPipeError):
        _leave_quietly()
    except OSError as error:
        _fail(_told(error))
    except Exception as error:
        if not _is_for_people(error):
            raise
        _fail(str(error))


def _is_for_people(error: Exception) -> bool:
    # The families live in packages that take a second to import: only a failure pays for them.
    families: Any = import_module("trainer.cli.errors")
    return isinstance(error, families.PEOPLE_ERRORS)


def _told(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"{where}the disk is full: make room and try again; all before this is kept"
    return f"{where}{error.strerror or error}"


def _fail(line: str) -> NoReturn:
    click.echo(f"Error: {line}", err=True)
    sys.exit(1)


def _leave_quietly() -> NoReturn:
    # Python would flush standard output once more at its end and complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(BROKEN_PIPE_EXIT)


if __name__ == "__main__":
    main()
