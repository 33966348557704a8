"""Every metric of every trial of a patient, series by series: `baps history --all`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.history_lines import legs_together
from trainer.cli.terminal import local
from trainer.cli.words import condition_words, ended
from trainer.metrics.readable import number

if TYPE_CHECKING:
    from trainer.recording.history import History, StoredTrial


def metric_lines(history: "History") -> Iterator[Text]:
    """The conditions of each series, and under them each trial with all its numbers."""
    for series in legs_together(history.series):
        yield Text(
            " · ".join([series.conditions.activity, *condition_words(series.conditions)]),
            style="bold",
        )
        for trial in series.trials:
            yield from _trial_lines(trial)
        yield Text()


def _trial_lines(trial: "StoredTrial") -> Iterator[Text]:
    style = "" if trial.valid else "dim"
    why = "" if trial.valid else f"; does not count: {trial.why}"
    heading = f"{local(trial.started_at)}  {trial.trial_id[:8]}  {ended(trial.outcome)}{why}"
    yield Text(heading, style=style)
    width = max(map(len, trial.metrics), default=0)
    for name, value in trial.metrics.items():
        at_least = "≥ " if name in trial.censored else ""
        yield Text(f"    {name:<{width}}  {at_least}{number(name, value)}", style=style)
    for remark in trial.remarks:
        yield Text(f"    {remark}", style=style)
