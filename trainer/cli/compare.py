"""`baps compare`: two trials, or two days of a patient, side by side."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import console, say
from trainer.recording.shown import NOT_MEDICAL

if TYPE_CHECKING:
    from trainer.progress.compare import Pair
    from trainer.reading.compared import Comparison
    from trainer.store import Store


@click.command("compare")
@click.argument("what", nargs=-1, required=True, metavar="ID ID | CODE DATE DATE")
@click.option("--all", "everything", is_flag=True, help="show every metric")
@json_option
def command(what: tuple[str, ...], everything: bool, as_json: bool) -> None:
    """Compare two trials by their IDs, or what patient CODE did on two days.

    A trial's ID is in baps history CODE --trials; its first characters are enough. Of a day the
    means are compared, each test and leg by itself: of the anchor over its first three trials.

    \b
    Examples:
      baps compare 207acf63 9b1c22de
      baps compare K7 2026-03-04 2026-03-25
    """
    from trainer.reading.compared import NOT_A_VERDICT, comparison
    from trainer.sessions.errors import SessionError

    try:
        pairs = _asked(what)
    except SessionError as error:
        raise click.ClickException(f"{error}, see baps history CODE --trials") from error
    if as_json:
        click.echo(json.dumps([_as_object(pair) for pair in pairs], ensure_ascii=False))
    compared = [comparison(pair, everything=everything) for pair in pairs]
    for each in compared:
        for words in each.remarks:
            say(words)
        if not as_json:
            _print(each)
    if not as_json:
        click.echo(NOT_A_VERDICT)
        click.echo(NOT_MEDICAL)


def _asked(what: tuple[str, ...]) -> "list[Pair]":
    from trainer.cli.db import opened_store
    from trainer.sessions.comparing import pairs_of_days

    if len(what) == 3:
        code, *days = what
        first, second = (_day(word) for word in days)
        with opened_store() as store:
            return pairs_of_days(store, code, first, second)
    if len(what) != 2:
        raise click.UsageError("give two trials, or a patient's code and two dates")
    with opened_store() as store:
        return [_trials(store, *what)]


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise click.UsageError(f"{word!r} is not a date: write it as 2026-03-04") from None


def _trials(store: "Store", one: str, other: str) -> "Pair":
    from trainer.sessions.comparing import pair_of_trials

    made = [store.stored_trial(each) for each in (one, other)]
    whose = [store.load_conduct(trial.trial_id).header.patient_code for _, trial in made]
    if whose[0] != whose[1]:
        raise click.ClickException(
            f"these are trials of {whose[0]} and of {whose[1]}: choose two of one patient"
        )
    return pair_of_trials(*made)


def _as_object(pair: "Pair") -> dict[str, Any]:
    from trainer.recording.json_form import to_json

    return {
        "conditions": to_json(pair.conditions),
        "first": [trial.trial_id for trial in pair.first],
        "second": [trial.trial_id for trial in pair.second],
        "metrics": [
            {
                "name": one.name,
                "first": one.first,
                "second": one.second,
                "change": one.change if one.exact else None,
                "change_pct": one.change_pct,
                "first_censored": one.first_censored,
                "second_censored": one.second_censored,
            }
            for one in pair.compared()
        ],
    }


def _print(compared: "Comparison") -> None:
    from rich.table import Table

    from trainer.reading.compared import NOTHING_IN_COMMON

    click.echo(f"{compared.activity} · {' · '.join(compared.conditions)}")
    for words in compared.counting:
        click.echo(words)
    if not compared.rows:
        click.echo(NOTHING_IN_COMMON)
        return
    table = Table("metric")
    for title in (*compared.titles, "change"):
        table.add_column(title, justify="right", no_wrap=True)
    for row in compared.rows:
        table.add_row(row.title, row.first, row.second, row.change)
    console().print(table)
