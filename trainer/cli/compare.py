"""`baps compare`: two trials, or two days of a patient, side by side."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import DISCLAIMER, console, say
from trainer.recording.shown import SHORT_ID

if TYPE_CHECKING:
    from trainer.progress.compare import Compared, Pair
    from trainer.recording.history import StoredTrial
    from trainer.store import Store

NOT_A_VERDICT = (
    "Two trials or days differ by chance, too: whether a change is larger than measurement noise "
    "is said of the anchor test alone, in baps history."
)
NOTHING_IN_COMMON = "no number that both have"


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
    pairs = _asked(what)
    for pair in pairs:
        _check_definitions(pair)
    if as_json:
        click.echo(json.dumps([_as_object(pair) for pair in pairs], ensure_ascii=False))
        return
    for pair in pairs:
        _print(pair, everything)
    click.echo(NOT_A_VERDICT)
    click.echo(DISCLAIMER)


def _asked(what: tuple[str, ...]) -> "list[Pair]":
    from trainer.cli.db import opened_store

    if len(what) == 3:
        code, *days = what
        first, second = (_day(word) for word in days)
        with opened_store() as store:
            return _days(store, code, first, second)
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
    from trainer.progress.compare import Pair, differing

    (here, first), (there, second) = (store.stored_trial(each) for each in (one, other))
    whose = [store.load_conduct(each.trial_id).header.patient_code for each in (first, second)]
    if whose[0] != whose[1]:
        raise click.ClickException(
            f"these are trials of {whose[0]} and of {whose[1]}: choose two of one patient"
        )
    if other_conditions := differing(here, there):
        raise click.ClickException(
            f"these trials cannot be compared, they differ in {', '.join(other_conditions)}: "
            "choose two of one series, see baps history CODE --trials"
        )
    return Pair(here, (first.trial_id[:SHORT_ID], second.trial_id[:SHORT_ID]), (first,), (second,))


def _days(store: "Store", code: str, first: date, second: date) -> "list[Pair]":
    from trainer.progress.compare import day_pairs

    pairs = day_pairs(store.history(code), first, second)
    if not pairs:
        raise click.ClickException(
            f"{code} has no test under the same conditions on {first} and {second}: see baps "
            f"history {code}"
        )
    return pairs


def _check_definitions(pair: "Pair") -> None:
    """A note where the numbers of both sides were not made in the same way."""
    if len({trial.measured_with for trial in (*pair.first, *pair.second)}) > 1:
        say("these numbers were made with different definitions: run baps recompute first")


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


def _print(pair: "Pair", everything: bool) -> None:
    from rich.table import Table

    from trainer.reading.words import condition_words

    click.echo(f"{pair.conditions.activity} · {' · '.join(condition_words(pair.conditions))}")
    for title, trials in zip(pair.titles, (pair.first, pair.second), strict=True):
        _tell_what_counts(title, trials)
    rows = list(_rows(pair, everything))
    if not rows:
        click.echo(NOTHING_IN_COMMON)
        return
    table = Table("metric")
    for title in (*pair.titles, "change"):
        table.add_column(title, justify="right", no_wrap=True)
    for cells in rows:
        table.add_row(*cells)
    console().print(table)


def _tell_what_counts(title: str, trials: Sequence["StoredTrial"]) -> None:
    """Of a trial why it does not count, of a day how many do."""
    uncounted = [trial for trial in trials if not trial.valid]
    if len(trials) > 1:
        click.echo(f"{title}: {len(trials) - len(uncounted)} of {len(trials)} trials count")
    elif uncounted:
        click.echo(f"{title} does not count: {uncounted[0].why}")


def _rows(pair: "Pair", everything: bool) -> Iterator[tuple[str, str, str, str]]:
    from trainer.metrics.readable import number, title

    both = pair.compared()
    for one in both if everything else _read_first(pair, both):
        first, second = (
            ("≥ " if censored else "") + number(one.name, value)
            for value, censored in (
                (one.first, one.first_censored),
                (one.second, one.second_censored),
            )
        )
        yield title(one.name), first, second, _change(one)


def _read_first(pair: "Pair", both: Sequence["Compared"]) -> list["Compared"]:
    """What a therapist reads first here, with its parts; all there is where nothing is known."""
    from trainer.metrics.readable import PARTS, read_first

    by_name = {one.name: one for one in both}
    first = read_first(pair.conditions.level, by_name)
    asked = [*first, "time_to_failure_s", pair.first[0].headline]
    names = [name for each in asked for name in (each, *PARTS.get(each, {})) if name in by_name]
    return [by_name[name] for name in dict.fromkeys(names)] or list(both)


def _change(one: "Compared") -> str:
    """The change, at least so much where the second is only known to be longer."""
    from trainer.metrics.readable import number

    if one.first_censored:
        return "–"
    sign = "+" if one.change > 0 else "−" if one.change < 0 else ""
    share = "" if one.change_pct is None else f" ({one.change_pct:+.0f} %)".replace("-", "−")
    at_least = "≥ " if one.second_censored else ""
    return f"{at_least}{sign}{number(one.name, abs(one.change))}{share}"
