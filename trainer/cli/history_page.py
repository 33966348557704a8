"""A patient's history as one page of text: the anchor and its verdicts first, then all else.

`baps history CODE` prints it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from trainer.cli.history_beside import exercise_lines, measure_lines, training_lines
from trainer.cli.history_plot import plot_lines
from trainer.cli.history_tables import table_lines
from trainer.cli.words import LEGS, is_assessment

if TYPE_CHECKING:
    from trainer.sessions.patient_record import PatientRecord

NO_ANCHOR = (
    "no anchor test yet: nothing here can be called a change. It is steady-stance, one leg, eyes "
    "open, barefoot, always on the same dome, three times before training at each visit"
)
FALSE_ALARMS = (
    "better and WORSE: beyond measurement noise (MDC95) against the baseline of visits 2 and 3; a "
    "verdict needs two visits running. Of 100 legs without any change about {rate} would be "
    "called changed in eight visits. Larger than noise is not the same as meaningful: see pain, "
    "function and what the patient wants to do."
)
LEGEND = (
    "k/n: trials that count, of the anchor's first three; rim: contacts in a trial; holds: seconds "
    "from letting go to a failure, ≥ where there was none; learns, base: what a visit is for"
)
OUTDATED = (
    "{trials} of these trials were measured with other definitions than today's: baps recompute "
    "brings all to the same"
)


def page_lines(record: "PatientRecord") -> Iterator[Text]:
    """The whole page; sections without content are left out."""
    from trainer.cli.history import nothing_yet
    from trainer.progress.days import pair_tables

    history = record.history
    yield Text(_heading(record), style="bold")
    if not history.series:
        yield Text(nothing_yet(history.patient_code))
    assessments = {
        s.conditions.activity for s in history.series if is_assessment(s.conditions.activity)
    }
    tables = pair_tables(history, record.progress, record.episode.primary_metric, assessments)
    for table in tables:
        yield Text()
        yield from table_lines(table, record)
        if table.anchor:
            yield from _beneath_anchor(record)
    if history.series and not record.progress.legs:
        yield Text()
        yield Text(NO_ANCHOR)
    for section in (
        training_lines(history, assessments),
        measure_lines(record),
        exercise_lines(record),
    ):
        yield from _apart(section)
    if tables:
        yield Text()
        yield Text(LEGEND)
    if record.outdated:
        yield Text(OUTDATED.format(trials=record.outdated))


def _heading(record: "PatientRecord") -> str:
    history, episode = record.history, record.episode
    trials = [trial for series in history.series for trial in series.trials]
    parts = [f"{history.patient_code}: {len(trials)} {'trial' if len(trials) == 1 else 'trials'}"]
    if trials:
        parts.append(f"episode since {episode.begun_at.astimezone():%Y-%m-%d}")
        parts.append(f"involved: {_involved(record)}")
    if trials and all(trial.simulated for trial in trials):
        parts.append("simulated")
    return " · ".join(parts)


def _involved(record: "PatientRecord") -> str:
    side = record.episode.involved
    if side is None:
        code = record.history.patient_code
        return f"nobody said which leg (baps patient episode {code} --involved left)"
    return LEGS[side]


def _beneath_anchor(record: "PatientRecord") -> Iterator[Text]:
    progress = record.progress
    plot = list(plot_lines(progress.legs))
    if plot:
        yield Text()
        yield from (Text.from_ansi(line) for line in plot)
    yield Text()
    for said in _symmetry(record):
        yield Text(said)
    if progress.false_alarm_pct is not None:
        yield Text(FALSE_ALARMS.format(rate=f"{progress.false_alarm_pct:.1f}"))


def _symmetry(record: "PatientRecord") -> Iterator[str]:
    symmetry = record.progress.symmetry
    if symmetry.percent is not None:
        yield (
            "Involved leg against the other one as it was at its baseline: "
            f"{symmetry.percent:.0f} % (not a norm, and no gate)."
        )
    elif symmetry.why_not:
        yield f"No comparison of the legs: {symmetry.why_not}."
    if symmetry.reference_changed:
        yield symmetry.reference_changed


def _apart(lines: Iterator[Text]) -> Iterator[Text]:
    """A section with an empty line before it, if it has any line."""
    for nth, line in enumerate(lines):
        if nth == 0:
            yield Text()
        yield line
