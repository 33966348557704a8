"""The patient's one sentence above the shore of lanterns: never more than the statistics carry.

Better is said of a finding alone; of anything else the sentence says what is not known. It has two
numbers at most, and no number where nothing was found.
"""

from trainer.progress.scale import FAILING, scale_of
from trainer.progress.sentences import number
from trainer.progress.values import Finding, LegProgress, Progress
from trainer.progress.verdict import first_verdict
from trainer.recording.vocabulary import Side
from trainer.texts import said, said_figures

WHOSE = {Side.LEFT: "Left leg", Side.RIGHT: "Right leg", Side.BOTH: "Both legs"}
CALMER = "{leg}: calmer than at the beginning, {before} → {now} {unit}."
LONGER = "{leg}: you stand longer than at the beginning, {before} → {now} {unit}."
SAME = "{leg}: as at the beginning, as far as measuring can tell."
MAYBE = "{leg}: something may be changing; the next visit will show."
NOT_KNOWN = "{leg}: whether something has changed cannot be told yet."
NONE_YET = "Each visit lights a lantern here; the first comparison can come at visit {visit}."
FIRST = "The first lantern is lit; the first comparison can come at visit {visit}."
EARLY = "The first comparison can come at visit {visit}."
TOGETHER = "Your therapist will look at this with you."

OF = {
    Finding.WITHIN_NOISE: SAME,
    Finding.ONE_VISIT_BEYOND: MAYBE,
    Finding.NO_NOISE: NOT_KNOWN,
}


def patient_sentence(progress: Progress, involved: Side | None) -> str:
    """One sentence in the window's language, about the involved leg, or the first one of both.

    A leg that became worse, whichever it is, is for the therapist and has no number.
    """
    if any(leg.verdict.finding is Finding.WORSE for leg in progress.legs):
        return said(TOGETHER)
    leg = _leg(progress, involved)
    if leg is None:
        return said(NONE_YET).format(visit=first_verdict(()))
    finding = leg.verdict.finding
    if finding is Finding.BETTER:
        return _better(leg)
    if finding in OF:
        return said(OF[finding]).format(leg=said(WHOSE[leg.side]))
    first = len(leg.visits) == 1 and leg.visits[0].value is not None
    return said(FIRST if first else EARLY).format(visit=first_verdict(leg.visits))


def told_legs(involved: Side | None) -> tuple[Side, ...]:
    """Whom the sentence is about, first of all: the involved leg, or both where they stand
    together; any where nobody said which it is.
    """
    return (involved, Side.BOTH) if involved in (Side.LEFT, Side.RIGHT) else tuple(Side)


def _leg(progress: Progress, involved: Side | None) -> LegProgress | None:
    told = told_legs(involved)
    return next((leg for side in told for leg in progress.legs if leg.side is side), None)


def _better(leg: LegProgress) -> str:
    """With the baseline and the value of the last visit that was compared."""
    scale = scale_of(leg.metric)
    value = next(visit.value for visit in reversed(leg.visits) if visit.value is not None)
    before = leg.band.baseline if leg.band else value
    words = LONGER if scale == FAILING else CALMER
    return said_figures(
        said(words).format(
            leg=said(WHOSE[leg.side]),
            before=number(scale, before),
            now=number(scale, value),
            unit=scale.unit,
        )
    )
