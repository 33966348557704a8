"""What is found at a leg's last visit: two visits running beyond the noise, or why not.

A single visit beyond the limit is a reason to look again, not a change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.progress.noise import ENOUGH_PEOPLE, Noise
from trainer.progress.phases import BASELINE_VISITS, LEARNING_VISITS, RUNNING, of_this_phase
from trainer.progress.scale import FAILING, Scale
from trainer.progress.sentences import (
    BETTER,
    CONTACTS,
    NO_LONGER,
    NO_NOISE,
    NO_TRIALS,
    ONE_VISIT,
    THE_OTHER_WAY,
    TOO_FEW,
    WITHIN,
    WORSE,
    change_words,
    day_words,
    noise_words,
)
from trainer.progress.values import AnchorVisit, Band, Finding, Role, Verdict
from trainer.texts import said, said_number

SAID = {
    Finding.WITHIN_NOISE: WITHIN,
    Finding.ONE_VISIT_BEYOND: ONE_VISIT,
    Finding.BETTER: BETTER,
    Finding.WORSE: WORSE,
}

VISIT, VISITS = "visit", "visits"
WHICH = {1: "better", 0: "", -1: "worse"}


@dataclass(frozen=True)
class Run:
    """Visits running beyond the limit in one direction, the last of them `last`."""

    first: AnchorVisit
    last: AnchorVisit
    visits: int

    @property
    def found(self) -> bool:
        """Whether it is long enough for a finding."""
        return self.visits >= RUNNING


def runs(visits: Sequence[AnchorVisit]) -> list[Run]:
    """The runs in their order; a visit that is within, or has no value, ends one."""
    found: list[Run] = []
    before: AnchorVisit | None = None
    for visit in visits:
        if visit.beyond and before is not None and before.beyond == visit.beyond:
            found[-1] = Run(found[-1].first, visit, found[-1].visits + 1)
        elif visit.beyond:
            found.append(Run(visit, visit, 1))
        before = visit
    return found


def verdict_of(
    leg: str, visits: Sequence[AnchorVisit], scale: Scale, noise: Noise, band: Band | None
) -> Verdict:
    """The finding with its sentence, without notes. `leg` are the words for leg and task."""
    stretch = of_this_phase(visits)
    compared = compared_of(stretch)
    if not visits:
        return Verdict(Finding.NO_TRIALS, said(NO_TRIALS).format(leg=leg))
    if band is None or len(compared) < RUNNING:
        return Verdict(Finding.TOO_FEW_VISITS, _too_few(leg, visits))
    now = compared[-1]
    change = change_words(scale, baseline_of(stretch), now, band)
    if not noise.enough:
        words = said(NO_NOISE).format(
            leg=leg, change=change, people=noise.people, enough=ENOUGH_PEOPLE
        )
        return Verdict(Finding.NO_NOISE, words + _contacts(stretch, now, scale))
    found = runs(stretch)
    current = next((run for run in found if run.last is now), None)
    finding = _finding(current)
    words = said(SAID[finding]).format(
        leg=leg,
        change=change,
        noise=noise_words(scale, now),
        day=day_words(current.first.day if current else now.day),
        run=current.visits if current else 0,
        which=said(WHICH[now.beyond]),
    )
    words += _contacts(stretch, now, scale) + _no_longer(found, now)
    return Verdict(finding, words, current.first.number if current else None)


def _finding(current: Run | None) -> Finding:
    """What the run says that the last visit belongs to, if it belongs to one."""
    if current is None:
        return Finding.WITHIN_NOISE
    if not current.found:
        return Finding.ONE_VISIT_BEYOND
    return Finding.BETTER if current.last.beyond > 0 else Finding.WORSE


def first_verdict(visits: Sequence[AnchorVisit]) -> int:
    """The visit at which a verdict can come first, after these: 5 where there was none yet.

    Every missing visit is one that is still to come.
    """
    stretch = of_this_phase(visits)
    missing = BASELINE_VISITS - len(baseline_of(stretch)) + RUNNING - len(compared_of(stretch))
    return (visits[-1].number if visits else LEARNING_VISITS) + missing


def _too_few(leg: str, visits: Sequence[AnchorVisit]) -> str:
    counted = f"{len(visits)} {said(VISIT if len(visits) == 1 else VISITS)}"
    return said(TOO_FEW).format(leg=leg, visits=counted, first=first_verdict(visits))


def compared_of(visits: Sequence[AnchorVisit]) -> list[AnchorVisit]:
    """Those that are compared, of a stretch in one phase."""
    return [visit for visit in visits if visit.role is Role.COMPARED and visit.value is not None]


def baseline_of(visits: Sequence[AnchorVisit]) -> list[AnchorVisit]:
    """Those that make the baseline, of a stretch in one phase."""
    return [visit for visit in visits if visit.role is Role.BASELINE]


def no_longer(found: Sequence[Run], now: AnchorVisit) -> Run | None:
    """The newest finding of an earlier visit, if it is not the one of this one."""
    earlier = [run for run in found if run.found and run.last is not now]
    if not earlier or now.beyond == earlier[-1].last.beyond:
        return None
    return earlier[-1]


def _contacts(stretch: Sequence[AnchorVisit], now: AnchorVisit, scale: Scale) -> str:
    """Rim contacts stand beside a time to failure."""
    before = [v.rim_contacts for v in baseline_of(stretch) if v.rim_contacts is not None]
    if scale is not FAILING or not before or now.rim_contacts is None:
        return ""
    mean = sum(before) / len(before)
    told = (said_number(f"{each:.1f}") for each in (mean, now.rim_contacts))
    return " " + said(CONTACTS).format(**dict(zip(("before", "now"), told, strict=True)))


def _no_longer(found: Sequence[Run], now: AnchorVisit) -> str:
    """What was found at an earlier visit and is not at this one."""
    before = no_longer(found, now)
    if before is None:
        return ""
    words = THE_OTHER_WAY if now.beyond else NO_LONGER
    day = day_words(before.last.day)
    return " " + said(words).format(day=day, which=said(WHICH[before.last.beyond]))
