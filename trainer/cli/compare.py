"""`baps compare`: two trials, or two days of a patient, side by side."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import DISCLAIMER, console, say
from trainer.recording.conditions import Conditions

if TYPE_CHECKING:
    from trainer.progress.compare import Compared
    from trainer.recording.history import History, StoredTrial

NOT_A_VERDICT = (
    "Two trials or days differ by chance, too: whether a change is larger than measurement noise "
    "is said of the anchor test alone, in baps history."
)
_DAY_FORM = "%Y-%m-%d"


@dataclass(frozen=True)
class Pair:
    """What is compared under the same conditions: a title for each side, and its trials."""

    conditions: Conditions
    titles: tuple[str, str]
    first: tuple["StoredTrial", ...]
    second: tuple["StoredTrial", ...]


@click.command("compare")
@click.argument("what", nargs=-1, required=True, metavar="ID ID | CODE DATE DATE")
@click.option("--all", "everything", is_flag=True, help="show every metric")
@json_option
def command(what: tuple[str, ...], everything: bool, as_json: bool) -> None:
    """Compare two trials by their IDs, or what patient CODE did on two days.

    A trial's ID is in baps history CODE --trials; its first characters are enough. On a day the
    mean over the trials that count is compared, each test and leg by itself.

    \b
    Examples:
      baps compare 207acf63 9b1c22de
      baps compare K7 2026-03-04 2026-03-25
    """
    pairs = _asked(what)
    if as_json:
        click.echo(json.dumps([_as_object(pair) for pair in pairs], ensure_ascii=False))
        return
    for pair in pairs:
        _check_definitions(pair)
        _print(pair, everything)
    click.echo(NOT_A_VERDICT)
    click.echo(DISCLAIMER)


def _asked(what: tuple[str, ...]) -> list[Pair]:
    from trainer.cli.db import opened_store

    if len(what) == 3:
        code, *days = what
        first, second = (_day(word) for word in days)
        with opened_store() as store:
            return _days(store.history(code), first, second)
    if len(what) != 2:
        raise click.UsageError("give two trials, or a patient's code and two dates")
    with opened_store() as store:
        (here, first_trial), (there, second_trial) = (store.stored_trial(each) for each in what)
    return [_trials(here, first_trial, there, second_trial)]


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise click.UsageError(f"{word!r} is not a date: write it as 2026-03-04") from None


def _trials(
    here: Conditions, first: "StoredTrial", there: Conditions, second: "StoredTrial"
) -> Pair:
    from trainer.progress.compare import differing

    if other := differing(here, there):
        raise click.ClickException(
            f"these trials cannot be compared, they differ in {', '.join(other)}: choose two of "
            "one series, see baps history CODE --trials"
        )
    titles = (first.trial_id[:8], second.trial_id[:8])
    return Pair(here, titles, (first,), (second,))


def _check_definitions(pair: Pair) -> None:
    """A note where the numbers of both sides were not made in the same way."""
    if len({trial.measured_with for trial in (*pair.first, *pair.second)}) > 1:
        say("these numbers were made with different definitions: run baps recompute first")


def _days(history: "History", first: date, second: date) -> list[Pair]:
    from trainer.progress.days import by_day

    pairs = []
    for series in history.series:
        days = {day: tuple(t for t in trials if t.valid) for day, trials in by_day(series.trials)}
        if days.get(first) and days.get(second) and not series.conditions.practice:
            titles = (first.isoformat(), second.isoformat())
            pairs.append(Pair(series.conditions, titles, days[first], days[second]))
    if not pairs:
        raise click.ClickException(
            f"{history.patient_code} has no test under the same conditions on {first} and {second} "
            f"with trials that count: see baps history {history.patient_code}"
        )
    return pairs


def _as_object(pair: Pair) -> dict[str, Any]:
    from trainer.progress.compare import compared
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
                "change": one.change,
                "change_pct": one.change_pct,
                "censored": one.censored,
            }
            for one in compared(pair.first, pair.second)
        ],
    }


def _print(pair: Pair, everything: bool) -> None:
    from rich.table import Table

    from trainer.cli.words import condition_words

    click.echo(f"{pair.conditions.activity} · {' · '.join(condition_words(pair.conditions))}")
    for title, trials in zip(pair.titles, (pair.first, pair.second), strict=True):
        if not all(trial.valid for trial in trials):
            click.echo(f"{title} does not count: {trials[0].why}")
    table = Table("metric")
    for title in (*pair.titles, "change"):
        table.add_column(title, justify="right", no_wrap=True)
    for cells in _rows(pair, everything):
        table.add_row(*cells)
    console().print(table)


def _rows(pair: Pair, everything: bool) -> Iterator[tuple[str, str, str, str]]:
    from trainer.metrics.readable import number, title
    from trainer.progress.compare import compared

    both = compared(pair.first, pair.second)
    for one in both if everything else _read_first(pair, both):
        at_least = "≥ " if one.censored else ""
        first, second = (at_least + number(one.name, value) for value in (one.first, one.second))
        yield title(one.name), first, second, _change(one)


def _read_first(pair: Pair, both: Sequence["Compared"]) -> list["Compared"]:
    """What a therapist reads first here, with its parts; all there is where nothing is known."""
    from trainer.metrics.readable import PARTS, read_first

    by_name = {one.name: one for one in both}
    asked = [
        *read_first(pair.conditions.level, by_name),
        "time_to_failure_s",
        pair.first[0].headline,
    ]
    names = [name for each in asked for name in (each, *PARTS.get(each, {})) if name in by_name]
    return [by_name[name] for name in dict.fromkeys(names)] or list(both)


def _change(one: "Compared") -> str:
    from trainer.metrics.readable import number

    sign = "+" if one.change > 0 else "−" if one.change < 0 else ""
    share = "" if one.change_pct is None else f" ({one.change_pct:+.0f} %)".replace("-", "−")
    return f"{sign}{number(one.name, abs(one.change))}{share}"
