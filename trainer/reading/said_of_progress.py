"""What is said of a patient's progress beneath the tables: the legs against each other, how far a
verdict can be trusted, why there is none, and what the columns stand for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.metrics.readable import with_unit
from trainer.plans.places import Place
from trainer.progress.anchor import is_anchor
from trainer.progress.days import PairTable
from trainer.progress.values import Finding, LegProgress
from trainer.reading.words import counted
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.patient_record import PatientRecord
from trainer.texts import AND, begun, said, said_number, told

NO_ANCHOR = (
    "no anchor test yet: nothing here can be called a change. It is Steady stance, one leg, eyes "
    "open, barefoot, always on the same dome, three times before training at each visit"
)
OTHER_DOME = "no anchor test on {settled}, as settled: there is one on {others}."
FALSE_ALARMS = (
    "better and worse: beyond measurement noise (MDC95) against the baseline of visits 2 and 3; a "
    "verdict needs two visits running, so one alone has a ?. Of 100 legs without any change about "
    "{rate} would be called changed in {visits} visits. Larger than noise is not the same as "
    "meaningful: see pain, function and what the patient wants to do."
)
LEGEND = (
    "k/n: trials that count, of the anchor's first three; rim: contacts in a trial; holds: seconds "
    "from letting go to a failure, ≥ where there was none; learns: first visit, not compared; "
    "base: visits that make the baseline"
)
OUTDATED = "{trials} of these trials were measured with other definitions than today's:"
PRACTICE = "{trials} of practice not shown here:"
NOT_COMPARED = "No comparison of the legs: {why}."
AGAINST = {
    Side.LEFT: "{what}: the left leg has {value}, {percent} % of the right leg's {reference} at "
    "its baseline (not a norm, and no gate).",
    Side.RIGHT: "{what}: the right leg has {value}, {percent} % of the left leg's {reference} at "
    "its baseline (not a norm, and no gate).",
}
TRIAL, TRIALS = "trial", "trials"
COMPARING = frozenset(
    {Finding.WITHIN_NOISE, Finding.ONE_VISIT_BEYOND, Finding.BETTER, Finding.WORSE}
)


@dataclass(frozen=True)
class GoingOn:
    """What somebody who reads this does about it, where they are: at a terminal, or on a page."""

    other_dome: str
    outdated: str
    practice: str


AT_TERMINAL = GoingOn(
    other_dome="baps patient episode {code} --level {first}, or auto, takes it",
    outdated="baps recompute brings all that can be read to the same",
    practice="baps history {code} --trials",
)
ON_PAGE = GoingOn(
    other_dome="take it on {settled} at the next visit, or begin an episode under Entries, which "
    "settles no dome",
    outdated="ask whoever looks after this computer to measure them anew",
    practice="the page of each day lists them, see Visits",
)
CHANGE_KINDS = {Finding.BETTER: "better", Finding.WORSE: "worse"}
"""A change beyond noise as a short name, for the look of what tells of it."""


def beneath_anchor(record: PatientRecord) -> Iterator[str]:
    """The legs against each other, and how often nothing would be called a change."""
    progress = record.progress
    yield from _symmetry(record)
    compares = any(leg.verdict.finding in COMPARING for leg in progress.legs)
    if progress.false_alarm_pct is not None and compares:
        rate = said_number(f"{progress.false_alarm_pct:.1f}")
        yield said(FALSE_ALARMS).format(rate=rate, visits=progress.course_visits)


def _symmetry(record: PatientRecord) -> Iterator[str]:
    symmetry, involved = record.progress.symmetry, record.episode.involved
    legs = {leg.side: leg for leg in record.progress.legs}
    if involved is None or set(legs) == {Side.BOTH}:
        return
    if symmetry.percent is not None:
        other = next(leg for side, leg in legs.items() if side is not involved)
        yield _against(legs[involved], other, symmetry.percent, symmetry.of)
    elif symmetry.why_not:
        yield said(NOT_COMPARED).format(why=told(symmetry.why_not))
    if symmetry.reference_changed:
        yield told(symmetry.reference_changed)


def _against(bad: LegProgress, good: LegProgress, percent: float, of: str) -> str:
    values = [v.value for v in bad.visits if v.value is not None and v.phase is bad.phase]
    reference = with_unit(bad.metric, 100.0 * values[-1] / percent)
    return said(AGAINST[bad.side]).format(
        what=begun(told(of)),
        value=with_unit(bad.metric, values[-1]),
        percent=f"{percent:.0f}",
        reference=reference,
    )


def without_anchor(record: PatientRecord, going_on: GoingOn) -> Iterator[str]:
    """Why there is no verdict where there are trials."""
    if not record.trials or record.progress.legs:
        return
    episode, code = record.episode, record.history.patient_code
    made = [s.conditions for s in record.history.series if is_anchor(s.conditions)]
    others = sorted({(each.level, each.stance) for each in made})
    if episode.level is not None and others:
        settled = Place(episode.level, episode.stance or Stance.SINGLE_LEG).shown
        words = f" {said(AND)} ".join(Place(*other).shown for other in others)
        first = others[0][0] or "plate"
        what = f"{said(OTHER_DOME)} {said(going_on.other_dome)}"
        yield what.format(settled=settled, others=words, code=code, first=first)
    else:
        yield said(NO_ANCHOR)


def foot_words(
    record: PatientRecord, tables: Sequence[PairTable], going_on: GoingOn
) -> Iterator[str]:
    """What the columns stand for, and what is not shown."""
    if any(leg.rim_contacts is not None for t in tables for r in t.rows for leg in r.legs.values()):
        yield said(LEGEND)
    practice = [s for s in record.history.series if s.conditions.practice]
    if practice:
        trials = sum(len(series.trials) for series in practice)
        words = f"{said(PRACTICE)} {said(going_on.practice)}"
        code = record.history.patient_code
        yield words.format(trials=counted(trials, TRIAL, TRIALS), code=code)
    if record.outdated:
        words = f"{said(OUTDATED)} {said(going_on.outdated)}"
        yield words.format(trials=record.outdated)
