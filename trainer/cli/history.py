"""`baps history`: a patient's trials, in series that can be compared."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import DISCLAIMER, console, local
from trainer.cli.words import condition_words, ended, headline_value, length, number, title
from trainer.recording.vocabulary import Outcome

if TYPE_CHECKING:
    from rich.table import Table

    from trainer.store import History, Series, StoredTrial


NOT_COUNTED = "does not count"


@click.command("history")
@click.argument("code")
@json_option
def command(code: str, as_json: bool) -> None:
    """Show the trials of patient CODE. Only trials of one series can be compared.

    \b
    Examples:
      baps history K7
      baps history K7 --json
    """
    from trainer.cli.db import opened_store
    from trainer.store import WhichMetrics

    with opened_store() as store:
        which = WhichMetrics.ALL if as_json else WhichMetrics.HEADLINE
        history = store.history(code, which=which)
    if as_json:
        click.echo(json.dumps(as_object(history), ensure_ascii=False))
    elif not history.series:
        click.echo(
            f"no trials of {code} yet: begin with baps play ACTIVITY --patient {code} --side left"
        )
    else:
        _print(history)


def _print(history: "History") -> None:
    conditions = [condition_words(series.conditions) for series in history.series]
    shared = shared_words(conditions)
    trials = sum(len(series.trials) for series in history.series)
    what = f"{_counted(trials, 'trial')} in {_counted(len(history.series), 'series', 'series')}"
    click.echo(f"{history.patient_code}: {what} · {' · '.join(shared)}")
    for series, words in zip(history.series, conditions, strict=True):
        own = [word for word in words if word not in shared]
        click.echo()
        click.echo(" · ".join([series.conditions.activity, *own]))
        console().print(as_table(series))
        for trial in filter(_uncounted, series.trials):
            click.echo(f"{local(trial.started_at)} {NOT_COUNTED}: {trial.why}")
    click.echo(DISCLAIMER)


def shared_words(conditions: Sequence[Sequence[str]]) -> list[str]:
    """What all series have in common, in their order."""
    return [word for word in conditions[0] if all(word in other for other in conditions)]


def as_table(series: "Series") -> "Table":
    """A series for people, oldest first: each trial's headline and how it ended."""
    from rich.table import Table

    headline = next((t.headline for t in reversed(series.trials) if t.headline), "")
    table = Table()
    table.add_column("started", no_wrap=True)
    table.add_column("length", justify="right", no_wrap=True)
    table.add_column(title(headline) or "result", justify="right", no_wrap=True)
    table.add_column("how it ended", no_wrap=True)
    for trial in series.trials:
        table.add_row(
            local(trial.started_at),
            length(trial.outcome, series.conditions.seconds, trial.duration_s),
            number(headline, headline_value(trial)),
            NOT_COUNTED if _uncounted(trial) else ended(trial.outcome),
        )
    return table


def _uncounted(trial: "StoredTrial") -> bool:
    """Whether it was completed and does not count all the same."""
    return trial.outcome is Outcome.COMPLETED and not trial.valid


def as_object(history: "History") -> dict[str, Any]:
    """The history as it is printed with --json."""
    from trainer.recording.json_form import to_json

    return {
        "patient": history.patient_code,
        "series": [
            {**_json_object(to_json(s.conditions)), "trials": [_trial(t) for t in s.trials]}
            for s in history.series
        ],
    }


def _json_object(form: Any) -> dict[str, Any]:
    return form if isinstance(form, dict) else {}


def _trial(trial: "StoredTrial") -> dict[str, Any]:
    from trainer.recording.json_form import to_json

    return {
        "id": trial.trial_id,
        "started_at": to_json(trial.started_at),
        "duration_s": round(trial.duration_s, 3),
        "outcome": trial.outcome.value,
        "valid": trial.valid,
        "why": trial.why,
        "voided": trial.voided,
        "remarks": list(trial.remarks),
        "simulated": trial.simulated,
        "metrics": dict(trial.metrics),
        "censored": list(trial.censored),
    }


def _counted(number_of: int, one: str, many: str = "") -> str:
    return f"{number_of} {one if number_of == 1 else many or one + 's'}"
