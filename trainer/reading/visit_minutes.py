"""Where the minutes of a visit went, from the marks and trials that it left."""

from collections.abc import Sequence

from trainer.plans.minutes import clock_words
from trainer.plans.steps import STEP_WORDS, StepKind
from trainer.reading.beside import Beside
from trainer.recording.history import StoredTrial
from trainer.recording.visit import VisitMark
from trainer.texts import said

TRIALS = "trials, as recorded"
TITLES = ("what", "times", "min:s")
KINDS = {kind.value: kind for kind in StepKind}


def minutes_of(marks: Sequence[VisitMark], trials: Sequence[StoredTrial]) -> Beside:
    """A row for each kind of step with its minutes and seconds: as timed for what people did with
    their hands, and as recorded for trials, without rests and stepping on.
    """
    steps: dict[str, list[float]] = {}
    for mark in marks:
        kind = KINDS.get(mark.step.partition(":")[0])
        if kind is not None and mark.took_s:
            steps.setdefault(STEP_WORDS[kind], []).append(mark.took_s)
    if trials:
        steps[TRIALS] = [trial.duration_s for trial in trials]
    rows = (
        (said(words), str(len(found)), clock_words(sum(found))) for words, found in steps.items()
    )
    return Beside(TITLES, tuple(rows))


def note_line_of(marks: Sequence[VisitMark]) -> str:
    """The dated line that the visit wrote, if it did."""
    lines = [mark.words for mark in marks if mark.step == StepKind.NOTE and mark.words]
    return lines[-1] if lines else ""
