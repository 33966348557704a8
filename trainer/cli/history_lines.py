"""Lays a patient's trials out for people: both legs under each other, one line for each trial.

`baps history --trials` prints these lines, `--all` each trial with every metric. Trials that do not
count are dim and say why.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.terminal import aligned, local, shortest_id
from trainer.metrics.readable import LEAN, LEAN_NOISE, number, read_first, title, with_unit
from trainer.progress.anchor import LEGS as LEG_ORDER
from trainer.reading.words import (
    condition_words,
    counted,
    ended,
    ending_words,
    headline_value,
    is_assessment,
    length,
    pain_words,
    shared_words,
)
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.shown import SHORT_ID
from trainer.recording.stem_hole import hole_word
from trainer.recording.vocabulary import Side, Source

if TYPE_CHECKING:
    from trainer.recording.history import History, Series, StoredTrial

NONE = "–"
UNCOUNTED = "dim"
LEGEND = {
    "rim": "rim: how often the edge touched the floor, and for which share of the time",
    "tilt, °": "tilt: osi, away from level on average (toes to heel / side to side)",
    "speed, °/s": "speed: mean_tilt_velocity of the board",
    "to failure": "to failure: from letting go, 3 s before the measured part; ≥ means that there "
    "was none until the end",
    "leans in, °": "leans in: thigh_medial_lean_at_30, at 30° of bend, and the depth reached "
    f"(thigh_flexion_peak, from upright); {LEAN_NOISE}",
    "pelvis, °": "pelvis: pelvis_drop_deg, how far it drops on the other side",
    "lifts, °": "lifts: pelvis_lift_deg, how far it comes up above its start",
    "eye: pelvis": "eye: pelvis: eye_pelvis_drops, whether the therapist saw it drop",
    "eye: knee": "eye: knee: eye_knee_in, whether the therapist saw it move in",
    "eye: trunk": "eye: trunk: eye_trunk_leans, whether the therapist saw it lean",
    "thigh, °": "thigh: thigh_lean_mean, how far it leans in while standing",
}
"""What a column's title stands for, once under all series."""


@dataclass(frozen=True)
class Column:
    """One column of a series: its title, and what it says of a trial."""

    title: str
    cell: Callable[["StoredTrial"], str]


def lines_of(history: "History") -> Iterator[Text]:
    """The whole history of a patient with trials."""
    words = [condition_words(series.conditions) for series in history.series]
    shared = shared_words(words)
    trials = sum(len(series.trials) for series in history.series)
    what = f"{counted(trials, 'trial')} in {counted(len(history.series), 'series', 'series')}"
    yield Text(f"{history.patient_code}: {what} · {' · '.join(shared)}")
    shortest = shortest_id(trial.trial_id for one in history.series for trial in one.trials)
    titles: dict[str, None] = {}
    for series in legs_together(history.series):
        own = [word for word in condition_words(series.conditions) if word not in shared]
        columns = columns_for(series, shortest)
        titles |= dict.fromkeys(column.title for column in columns)
        yield Text()
        yield Text(" · ".join([series.conditions.activity, *own]))
        yield from series_lines(series, columns)
    if known := [LEGEND[each] for each in titles if each in LEGEND]:
        yield Text()
        yield from map(Text, known)


def nothing_yet(code: str) -> str:
    """What to do where there is no trial."""
    return f"no trials of {code} yet: begin with baps play ACTIVITY --patient {code} --side left"


def legs_together(series: Sequence["Series"]) -> list["Series"]:
    """The series with the same task on the other leg beside each other, left before right."""
    tasks: dict[tuple[Conditions, str], list[Series]] = {}
    for one in series:
        c = one.conditions
        task = replace(c, side=Side.BOTH, stem_hole=0), hole_word(c.stem_hole, c.side)
        tasks.setdefault(task, []).append(one)
    return [
        one
        for task in _rungs_in_order(list(tasks))
        for one in sorted(tasks[task], key=lambda leg: LEG_ORDER.index(leg.conditions.side))
    ]


def _rungs_in_order(tasks: list[tuple[Conditions, str]]) -> list[tuple[Conditions, str]]:
    """The same tasks, each exercise where it was first, its rungs from easy to hard."""
    first: dict[tuple[Conditions, str], int] = {}
    keys = [(replace(c, rung=0, ring_deg=0.0), hole) for c, hole in tasks]
    for place, exercise in enumerate(keys):
        first.setdefault(exercise, place)
    order = {task: (first[key], task[0].rung) for task, key in zip(tasks, keys, strict=True)}
    return sorted(tasks, key=order.__getitem__)


def columns_for(series: "Series", shortest_id: int) -> list[Column]:
    """An assessment shows the therapist's numbers, a training its score."""
    asked_s, level = series.conditions.seconds, series.conditions.level
    columns = [
        Column("started", lambda trial: local(trial.started_at)),
        Column("length", lambda trial: length(trial.outcome, asked_s, trial.duration_s)),
    ]
    if is_assessment(series.conditions.activity):
        columns += [_NUMBERS.get(name) or _plain(name) for name in _measured(series)]
        columns += [_FAILURE] if level != FLOOR else []
    else:
        headline = next((t.headline for t in reversed(series.trials) if t.headline), "")
        score = Column(title(headline) or "result", lambda t: number(headline, headline_value(t)))
        columns += [score, *([_RIM] if level > NO_DOME else [])]
    return [*columns, Column("id", lambda trial: trial.trial_id[:shortest_id])]


def series_lines(series: "Series", columns: Sequence[Column]) -> Iterator[Text]:
    """The table of a series: titles, then a line for each trial with its reason and remarks."""
    cells = [[c.title, *(c.cell(trial) for trial in series.trials)] for c in columns]
    titles, *rows = aligned(cells)
    yield Text(titles, style="bold")
    labelled = series.conditions.envelope_source is Source.SIMULATED
    for trial, row in zip(series.trials, rows, strict=True):
        style = "" if trial.valid else UNCOUNTED
        yield Text(row, style=style)
        notes = [*ending_words(trial), *pain_words(trial), *trial.remarks]
        if trial.simulated and not labelled:
            notes.append("simulated")
        yield from (Text(f"    {note}", style=style) for note in notes)


def metric_lines(history: "History") -> Iterator[Text]:
    """Every metric of every trial, series by series."""
    for series in legs_together(history.series):
        words = [series.conditions.activity, *condition_words(series.conditions)]
        yield Text(" · ".join(words), style="bold")
        for trial in series.trials:
            yield from _all_numbers(trial)
        yield Text()


def _all_numbers(trial: "StoredTrial") -> Iterator[Text]:
    style = "" if trial.valid else UNCOUNTED
    why = "" if trial.valid else f"; does not count: {trial.why}"
    heading = f"{local(trial.started_at)}  {trial.trial_id[:SHORT_ID]}  {ended(trial.outcome)}{why}"
    yield Text(heading, style=style)
    values = (
        ("≥ " if name in trial.censored else "") + number(name, value)
        for name, value in trial.metrics.items()
    )
    for line in aligned([[""] * len(trial.metrics), list(trial.metrics), list(values)]):
        yield Text(line, style=style)
    yield from (Text(f"    {remark}", style=style) for remark in trial.remarks)


def _rim_cell(trial: "StoredTrial") -> str:
    contacts, share = (trial.metrics.get(name) for name in ("rim_contacts", "rim_time_pct"))
    if contacts is None or share is None:
        return NONE
    return f"{contacts:.0f}, {number('rim_time_pct', share)} %"


def _tilt_cell(trial: "StoredTrial") -> str:
    whole, *parts = (trial.metrics.get(name) for name in ("osi", "apsi", "mlsi"))
    if whole is None:
        return NONE
    return f"{number('osi', whole)} ({' / '.join(number('osi', part) for part in parts)})"


def _lean_cell(trial: "StoredTrial") -> str:
    lean, depth = (trial.metrics.get(name) for name in (LEAN, "thigh_flexion_peak"))
    if lean is None or depth is None:
        return number(LEAN, lean)
    return f"{number(LEAN, lean)} (depth {number('thigh_flexion_peak', depth)})"


def _failure_cell(trial: "StoredTrial") -> str:
    name = "time_to_failure_s"
    if name not in trial.metrics:
        return NONE
    return ("≥ " if name in trial.censored else "") + with_unit(name, trial.metrics[name])


def _measured(series: "Series") -> list[str]:
    """What a therapist reads first here, as far as any trial of the series has it."""
    found = {name for trial in series.trials for name in trial.metrics}
    return [name for name in read_first(series.conditions.level, found) if name in found]


def _plain(name: str, told: str = "") -> Column:
    return Column(told or title(name), lambda trial: number(name, trial.metrics.get(name)))


_RIM = Column("rim", _rim_cell)
_FAILURE = Column("to failure", _failure_cell)
_NUMBERS = {
    "rim_contacts": _RIM,
    "osi": Column("tilt, °", _tilt_cell),
    "mean_tilt_velocity": _plain("mean_tilt_velocity", "speed, °/s"),
    "thigh_lean_mean": _plain("thigh_lean_mean", "thigh, °"),
    "thigh_medial_lean_at_30": Column("leans in, °", _lean_cell),
    "pelvis_drop_deg": _plain("pelvis_drop_deg", "pelvis, °"),
    "pelvis_lift_deg": _plain("pelvis_lift_deg", "lifts, °"),
    "eye_pelvis_drops": _plain("eye_pelvis_drops", "eye: pelvis"),
    "eye_knee_in": _plain("eye_knee_in", "eye: knee"),
    "eye_trunk_leans": _plain("eye_trunk_leans", "eye: trunk"),
}
"""Columns with more than a number, or with a short title; the others are titled in full."""
