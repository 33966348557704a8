"""What was found at a leg, as a doctor reads it who does not know the board: a sentence and its
meaning. The statistics are those of `trainer.progress`; nothing is judged here.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from trainer.plans.patient_words import WHOSE
from trainer.progress import scale as scales
from trainer.progress.phases import of_this_phase
from trainer.progress.scale import scale_of
from trainer.progress.sentences import (
    CHANGED_OVER,
    FEW_LEARNING,
    NO_BASELINE_VALUE,
    NO_VALUE,
    amount,
    noise_ends,
    quantity,
)
from trainer.progress.values import Finding, LegProgress, Phase
from trainer.progress.verdict import baseline_of, compared_of, first_verdict, no_longer, runs
from trainer.reading.said_of_progress import CHANGE_KINDS
from trainer.recording.vocabulary import Side
from trainer.reports.parts import Found
from trainer.texts import begun, said, said_back, said_day, said_figures

STEADIER = "{leg}: steadier than at the baseline, beyond measurement noise."
LESS_STEADY = "{leg}: less steady than at the baseline, beyond measurement noise: please check."
LONGER = "{leg}: stands longer than at the baseline, beyond measurement noise."
SHORTER = "{leg}: stands less long than at the baseline, beyond measurement noise: please check."
SENTENCES = {
    Finding.NO_TRIALS: "{leg}: no trial of the test could be judged yet.",
    Finding.TOO_FEW_VISITS: "{leg}: too early to speak of a change.",
    Finding.NO_NOISE: "{leg}: whether this is a change cannot be told yet.",
    Finding.WITHIN_NOISE: "{leg}: no change that can be told from measurement noise.",
    Finding.ONE_VISIT_BEYOND: "{leg}: perhaps a change; the next visit must confirm it.",
}
CHANGED = {
    (Finding.BETTER, Phase.STEADY): STEADIER,
    (Finding.WORSE, Phase.STEADY): LESS_STEADY,
    (Finding.BETTER, Phase.FAILING): LONGER,
    (Finding.WORSE, Phase.FAILING): SHORTER,
}
WORDS = {each.metric: each.words for each in (*scales.PRIMARY.values(), scales.FAILING)}
MEASURED = "{what}: {before} at the baseline, {now} on {day} ({change})."
NOISE = "Measured again, an unchanged leg differs by {noise} in 19 of 20 cases."
RANGE = "{low} to {high}"
RUN = "The change is larger than that at {visits} visits running, since {day}."
ONCE = "The change is larger than that at one visit, on {day}; a finding needs two running."
WITHIN = "The change is smaller than that, so it may be chance."
UNKNOWN_NOISE = (
    "How much measuring again differs is not known here yet: too few other people were measured."
)
EARLY = (
    "The first visit teaches the board, the next two make the baseline, and a finding needs two "
    "more: it can come at visit {visit}. Visits so far: {now}."
)
NO_LONGER = {
    1: "Until {day} it was better by more than measurement noise.",
    -1: "Until {day} it was worse by more than measurement noise.",
}
NOTES = (FEW_LEARNING, *CHANGED_OVER.values(), NO_VALUE, NO_BASELINE_VALUE)
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")


def found_of(leg: LegProgress) -> Found:
    """What is found at a leg at its last visit."""
    finding = leg.verdict.finding
    words = CHANGED.get((finding, leg.phase)) or SENTENCES[finding]
    kind = CHANGE_KINDS.get(finding, "")
    return Found(kind, said(words).format(leg=said(WHOSE[leg.side])), _meaning(leg))


def notes_of(legs: Sequence[LegProgress]) -> tuple[str, ...]:
    """What else must be known of the verdicts; what holds for both legs is said once."""
    whose: dict[str, list[Side]] = {}
    for leg in legs:
        for note in leg.verdict.notes:
            words = _DAY.sub(_said_day, said_back(note, NOTES))
            whose.setdefault(words, []).append(leg.side)
    return tuple(
        f"{said(WHOSE[sides[0] if len(sides) == 1 else Side.BOTH])}: {words}."
        for words, sides in whose.items()
    )


def noise_shown(leg: LegProgress) -> str:
    """What repeated measuring differs by at the leg's last visit; empty while that is unknown."""
    compared = compared_of(of_this_phase(leg.visits))
    if not compared or compared[-1].limit is None:
        return ""
    low, *high = noise_ends(scale_of(leg.metric), compared[-1])
    return said_figures(said(RANGE).format(low=low, high=high[0]) if high else low)


def _meaning(leg: LegProgress) -> str:
    finding = leg.verdict.finding
    if finding is Finding.NO_TRIALS:
        return ""
    if finding is Finding.TOO_FEW_VISITS:
        return said(EARLY).format(visit=first_verdict(leg.visits), now=len(leg.visits))
    if finding is Finding.NO_NOISE:
        return f"{_measured(leg)} {said(UNKNOWN_NOISE)}"
    noise = said(NOISE).format(noise=noise_shown(leg))
    return " ".join(filter(None, (_measured(leg), noise, _beyond(leg), _before(leg))))


def _measured(leg: LegProgress) -> str:
    scale, stretch = scale_of(leg.metric), of_this_phase(leg.visits)
    now = compared_of(stretch)[-1]
    assert leg.band is not None
    before = quantity(scale, leg.band.baseline, *baseline_of(stretch))
    return said(MEASURED).format(
        what=begun(said(WORDS[leg.metric])),
        before=said_figures(before),
        now=said_figures(quantity(scale, now.value or 0.0, now)),
        day=said_day(now.day, short=True),
        change=said_figures(amount(scale, now.change or 0.0)),
    )


def _beyond(leg: LegProgress) -> str:
    """How the change stands to the noise."""
    stretch = of_this_phase(leg.visits)
    now = compared_of(stretch)[-1]
    current = next((run for run in runs(stretch) if run.last is now), None)
    if current is None:
        return said(WITHIN)
    day = said_day(current.first.day, short=True)
    return said(RUN if current.found else ONCE).format(visits=current.visits, day=day)


def _before(leg: LegProgress) -> str:
    """What was found earlier, and is not any more."""
    stretch = of_this_phase(leg.visits)
    before = no_longer(runs(stretch), compared_of(stretch)[-1])
    if before is None:
        return ""
    day = said_day(before.last.day, short=True)
    return said(NO_LONGER[before.last.beyond]).format(day=day)


def _said_day(written: re.Match[str]) -> str:
    return said_day(datetime.strptime(written[0], "%d %b %Y").date(), short=True)
