"""`baps history`: a patient's trials, grouped by the conditions under which they compare."""

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from trainer.cli.database import opened_store
from trainer.cli.local_time import local
from trainer.cli.options import json_option
from trainer.recording.conditions import Conditions
from trainer.recording.json_form import to_json
from trainer.recording.shown import shown
from trainer.recording.trial import LEAD_IN_S
from trainer.recording.vocabulary import Footwear, Support
from trainer.store import History, Series, StoredTrial


@click.command("history")
@click.argument("code")
@json_option
def command(code: str, as_json: bool) -> None:
    """Show what a patient did, series by series: only trials of one series compare.

    \b
    Examples:
      baps history K7
      baps history K7 --json | jq '.series[].trials[-1].metrics'
    """
    with opened_store() as store:
        history = store.history(code)
    if as_json:
        click.echo(json.dumps(as_object(history), ensure_ascii=False))
    elif not history.series:
        click.echo(f"no trials of {code} yet: begin with baps play --patient {code}")
    else:
        console = Console()
        for series in history.series:
            console.print(as_table(series))


def as_object(history: History) -> dict[str, Any]:
    """The history as it is printed with --json."""
    return {
        "patient": history.patient_code,
        "series": [
            {**_conditions(series.conditions), "trials": [_trial(t) for t in series.trials]}
            for series in history.series
        ],
    }


def as_table(series: Series) -> Table:
    """A series for people: oldest first, each trial's headline and how it ended."""
    headline = next((t.headline for t in reversed(series.trials) if t.headline), "")
    table = Table(
        title=title(series.conditions),
        title_justify="left",
        caption="Not a medical device; not a standard clinical score.",
    )
    table.add_column("started", no_wrap=True)
    table.add_column("length", justify="right", no_wrap=True)
    table.add_column("outcome", no_wrap=True)
    table.add_column(headline or "headline", justify="right", no_wrap=True)
    for trial in series.trials:
        table.add_row(
            local(trial.started_at),
            f"{max(trial.duration_s - LEAD_IN_S, 0.0):.1f} s",
            trial.outcome.value,
            _number(headline, trial.metrics.get(headline)),
        )
    return table


def title(c: Conditions) -> str:
    """The conditions in one line, the usual ones unsaid."""
    said = [
        c.activity,
        f"{c.side} side" if c.side != "both" else "both sides",
        c.stance.replace("_", " "),
        f"eyes {c.eyes}",
        f"dome {c.level}",
        f"{c.seconds:g} s",
        f"rim {c.envelope_source}",
    ]
    said += [f"support {c.support}"] * (c.support is not Support.NONE)
    said += ["shoes"] * (c.footwear is Footwear.SHOES)
    said += [f"stem hole {c.stem_hole}"] * (c.stem_hole != 0)
    said += ["practice"] * c.practice
    said += ["uncalibrated"] * (not c.calibrated)
    return " · ".join(said)


def _conditions(conditions: Conditions) -> dict[str, Any]:
    form = to_json(conditions)
    return form if isinstance(form, dict) else {}


def _trial(trial: StoredTrial) -> dict[str, Any]:
    return {
        "id": trial.trial_id,
        "started_at": to_json(trial.started_at),
        "duration_s": trial.duration_s,
        "outcome": trial.outcome.value,
        "metrics": dict(trial.metrics),
    }


def _number(name: str, value: float | None) -> str:
    return "–" if value is None else shown(name, value)
