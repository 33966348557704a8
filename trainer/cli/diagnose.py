"""`baps diagnose`: may this board be used?"""

import json
import sys
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from trainer.cli.options import FiniteRange, board_option, json_option, typed
from trainer.cli.terminal import console, say

if TYPE_CHECKING:
    from trainer.sessions.diagnosis.finding import Finding

NAME_ENDINGS = {
    **{"1/min": "_per_min", "Hz": "_hz", "%": "_pct", "N": "_n"},
    **{"deg/s": "_deg_s", "°/s": "_deg_s"},
}
"""How a name says its unit, where it does not simply end with it."""
UNIT_WORDS = {"1/min": "a minute"}
TENTHS = ("ms", "1/min")
"""Units of which nobody needs more than a tenth."""
EMPTY_BOARD = {"still_s": "3600"}
"""A simulated board stays empty for the diagnosis, as a real one does."""


@click.command("diagnose")
@board_option
@click.option(
    "--seconds",
    type=FiniteRange(3.0, 60.0),
    default=10.0,
    show_default=True,
    help="how long to listen, 3 to 60",
)
@click.option("--all", "all_findings", is_flag=True, help="also list what passed")
@click.option(
    "--screen",
    is_flag=True,
    help="measure the delay between the board and its light on this screen, in a window",
)
@click.option(
    "--film",
    "film_hz",
    type=FiniteRange(30.0, 1000.0),
    metavar="HZ",
    help="with --screen: measure the screen's own delay with a film of HZ pictures a second",
)
@json_option
@click.pass_context
def command(
    context: click.Context,
    /,
    board_uri: str,
    seconds: float,
    all_findings: bool,
    screen: bool,
    film_hz: float | None,
    as_json: bool,
) -> None:
    """Test every sensor of a resting board, its link and its switches.

    Leave the empty board alone while this runs, and lay the body sensor down. To try button, foot
    mat and rail strip use them meanwhile: each change is shown. Exit code 0: the board may be used;
    1: follow the advice.

    With --screen a window opens: tilt the board while it draws, and read where the time goes.

    \b
    Examples:
      baps diagnose
      baps diagnose --board serial:/dev/ttyACM0 --json
      baps diagnose --screen
      baps diagnose --screen --film 240
    """
    if film_hz is not None and not screen:
        raise click.UsageError("--film measures a screen: add --screen")
    if film_hz is not None and typed(context, "seconds"):
        raise click.UsageError("--film ends with its last flash: leave --seconds away")
    if screen and all_findings:
        raise click.UsageError("--screen shows all findings anyway: leave --all away")
    if screen:
        from trainer.cli.diagnose_screen import measure_screen, show_budget

        if film_hz is not None:
            measure_screen(board_uri, film_hz, as_json)
        else:
            show_budget(board_uri, seconds, as_json)
        return
    findings = _findings(board_uri, seconds)
    failed = [finding for finding in findings if not finding.passed]
    if as_json:
        report = {
            "board": board_uri,
            "passed": not failed,
            "findings": [asdict(finding) for finding in findings],
        }
        click.echo(json.dumps(report, indent=2))
    else:
        print_findings(findings, all_findings)
    sys.exit(1 if failed else 0)


def _findings(board_uri: str, seconds: float) -> "list[Finding]":
    from trainer.cli.board_access import opened_board
    from trainer.link.uri import LinkContext
    from trainer.sessions.board import wait_for_samples
    from trainer.sessions.diagnose import diagnose, no_sensor, unusable
    from trainer.sessions.diagnosis.domes import dome_findings
    from trainer.sessions.errors import NoSensor, SessionError
    from trainer.sessions.readiness import waiting_voice
    from trainer.sessions.store_access import ask_store, open_store

    try:
        with opened_board(board_uri, context=LinkContext(defaults=EMPTY_BOARD)) as board:
            try:
                wait_for_samples(board.feed, waiting_voice(board, say))
                say(f"listening to the board for {seconds:g} s")
                found = diagnose(board, seconds, say)
                with open_store(say) as store:
                    drawn = dome_findings(board, None)
                    domes = ask_store(store, say, lambda known: dome_findings(board, known), drawn)
                return [*found, *domes]
            except SessionError as error:
                return unusable(board, str(error))
    except NoSensor as error:
        return no_sensor(str(error))


def print_findings(findings: "list[Finding]", all_findings: bool) -> None:
    """Print failures with their advice, then what passed as a count or table, then the verdict."""
    failed = [finding for finding in findings if not finding.passed]
    for finding in failed:
        print_finding(finding)
    if all_findings:
        _print_table(findings)
    passed = len(findings) - len(failed)
    click.echo(f"{passed} passed" + ("" if all_findings or not passed else ", --all lists them"))
    if failed:
        names = ", ".join(dict.fromkeys(f"{f.part} ({f.name})" for f in failed))
        click.echo(f"do not use the board yet: {names}")
    else:
        click.echo("the board may be used")


def print_finding(finding: "Finding") -> None:
    """Print one line: the figure with its advice, or with what explains it."""
    words = finding.advice or finding.note
    click.echo(f"{finding.part}, {finding.name}{_measured(finding)}" + (f": {words}" * bool(words)))


def value_words(finding: "Finding") -> str:
    """A figure with its unit, unless its name ends with that; or yes and no."""
    if finding.value is None:
        return ""
    if finding.unit == "yes/no":
        return "yes" if finding.value else "no"
    named = finding.name.endswith(NAME_ENDINGS.get(finding.unit, f"_{finding.unit}"))
    unit = "" if named or finding.unit == "1" else f" {UNIT_WORDS.get(finding.unit, finding.unit)}"
    return f"{_digits(finding.value, finding.unit)}{unit}"


def _digits(value: float, unit: str) -> str:
    if unit in TENTHS:
        # Zero is added because a rounded −0.01 would read −0.0.
        return f"{round(value, 1) + 0.0:.1f}" if abs(value) < 100 else f"{value:.0f}"
    return f"{value:.4g}"


def _measured(finding: "Finding") -> str:
    words = value_words(finding)
    return f" {words}" if words else ""


def _print_table(findings: "list[Finding]") -> None:
    from rich.table import Column, Table

    table = Table("", Column(no_wrap=True), "measured", "", "advice")
    for part, of_part in groupby(findings, key=lambda finding: finding.part):
        for index, f in enumerate(of_part):
            verdict = "pass" if f.passed else "FAIL"
            name = "" if index else part
            table.add_row(name, f.name, value_words(f), verdict, f.advice or f.note)
        table.add_section()
    console().print(table)
