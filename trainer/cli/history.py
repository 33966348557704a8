"""`baps history`: a patient's trials, in series that can be compared."""

import json
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import DISCLAIMER, console

if TYPE_CHECKING:
    from trainer.recording.history import History, StoredTrial


@click.command("history")
@click.argument("code")
@json_option
def command(code: str, as_json: bool) -> None:
    """Show the trials of patient CODE, one leg under the other.

    Only trials of one series can be compared. Those that do not count are dim and say why.

    \b
    Examples:
      baps history K7
      baps history K7 --json
    """
    from trainer.cli.db import opened_store

    with opened_store() as store:
        history = store.history(code)
    if as_json:
        click.echo(json.dumps(as_object(history), ensure_ascii=False))
    elif not history.series:
        click.echo(
            f"no trials of {code} yet: begin with baps play ACTIVITY --patient {code} --side left"
        )
    else:
        _print(history)


def _print(history: "History") -> None:
    from trainer.cli.history_lines import lines_of

    to_terminal = console()
    for line in lines_of(history):
        # A line that is too long for the terminal stays one line for whatever reads a pipe.
        to_terminal.print(line, soft_wrap=True)
    click.echo(DISCLAIMER)


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
        "pain": to_json(trial.pain),
        "metrics": dict(trial.metrics),
        "censored": list(trial.censored),
    }
