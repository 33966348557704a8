"""`baps diagnose`: may this board be used?"""

import json
import sys
from dataclasses import asdict
from itertools import groupby

import click
from rich.console import Console
from rich.table import Column, Table

from trainer.cli.board_access import loader, opened_board, say
from trainer.cli.options import FiniteRange, board_option, json_option
from trainer.link.uri import LinkContext
from trainer.sessions.board import wait_for_samples
from trainer.sessions.diagnose import DIAGNOSE_S, Finding, diagnose, unusable
from trainer.sessions.errors import SessionError

EMPTY_BOARD = {"still_s": "3600"}
"""A simulated board is diagnosed before anybody steps on it, as a real one is."""


@click.command("diagnose")
@board_option
@click.option("--seconds", type=FiniteRange(3.0, 60.0), default=DIAGNOSE_S, show_default=True)
@json_option
def command(board_uri: str, seconds: float, as_json: bool) -> None:
    """Listen to a resting board and judge every sensor, the link and the switches.

    Leave the empty board alone while this runs, and lay the body sensor down. Exit code 0: may be
    used; 1: see the advice.

    \b
    Examples:
      baps diagnose
      baps diagnose --board serial:/dev/ttyACM0 --json
    """
    context = LinkContext(load_trial=loader(None), defaults=EMPTY_BOARD)
    with opened_board(board_uri, context=context) as board:
        try:
            wait_for_samples(board.feed, say)
            findings = diagnose(board, seconds)
        except SessionError as error:
            findings = unusable(board, str(error))
    passed = all(f.passed for f in findings)
    if as_json:
        report = {"board": board_uri, "passed": passed, "findings": [asdict(f) for f in findings]}
        click.echo(json.dumps(report, indent=2))
    else:
        print_findings(findings)
        click.echo("the board may be used" if passed else "do not use the board yet")
    sys.exit(0 if passed else 1)


def print_findings(findings: list[Finding]) -> None:
    """A table as wide as the terminal; advice is broken into lines, names never."""
    table = Table("", Column(no_wrap=True), "measured", "unit", "", "advice")
    for part, of_part in groupby(findings, key=lambda finding: finding.part):
        for index, f in enumerate(of_part):
            value = "" if f.value is None else f"{f.value:.4g}"
            verdict = "pass" if f.passed else "FAIL"
            name = "" if index else part
            table.add_row(name, f.name, value, f.unit, verdict, f.advice or f.note)
        table.add_section()
    Console().print(table)
