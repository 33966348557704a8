"""`baps boards`: which ports have a board."""

import json
import sys

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import console
from trainer.link.discovery import FoundPort, candidate_ports, survey
from trainer.link.serial_link import SerialLink


@click.command("boards")
@json_option
def command(as_json: bool) -> None:
    """List the boards on this computer's USB ports.

    Only adapters that Arduino-like boards use are opened. Exit code 1 if no board answers.

    \b
    Examples:
      baps boards
      baps boards --json
    """
    found = survey(candidate_ports(), SerialLink)
    if as_json:
        click.echo(json.dumps([_as_dict(f) for f in found], indent=2))
    elif found:
        _print_table(found)
    else:
        click.echo("no port looks like a board: plug it in by USB, or use --board serial:PORT")
    sys.exit(0 if any(f.hello for f in found) else 1)


def _as_dict(found: FoundPort) -> dict[str, object]:
    hello = found.hello
    return {
        "port": found.port,
        "adapter": found.adapter,
        "uri": f"serial:{found.port}",
        "answers": hello is not None,
        "firmware": ".".join(map(str, hello.firmware)) if hello else None,
        "board_id": f"{hello.board_id:016x}" if hello else None,
        "problem": found.problem,
    }


def _print_table(found: list[FoundPort]) -> None:
    from rich.table import Table

    table = Table("port", "adapter", "board", "problem")
    for f in found:
        board = f"firmware {'.'.join(map(str, f.hello.firmware))}" if f.hello else "-"
        table.add_row(f.port, f.adapter, board, f.problem)
    console().print(table)
