"""What the board saw, for a report: the anchor test with its chart and both legs side by side, and
beneath it the other tests, which carry no verdict.
"""

from collections.abc import Iterator, Mapping, Sequence

from trainer.plans.item_words import STANCES
from trainer.plans.places import Place
from trainer.progress import symmetry as symmetries
from trainer.progress.phases import of_this_phase
from trainer.progress.scale import scale_of
from trainer.progress.sentences import amount, quantity
from trainer.progress.values import AnchorVisit, LegProgress, Role
from trainer.progress.verdict import baseline_of, compared_of
from trainer.recording.conditions import NO_DOME
from trainer.recording.vocabulary import Arms, Side, Source, Stance
from trainer.reports.charts import anchor_chart, anchor_words, as_svg, points_of
from trainer.reports.courses import NONE, OF
from trainer.reports.found import noise_shown, notes_of
from trainer.reports.parts import Section, Table
from trainer.sessions.patient_record import PatientRecord
from trainer.texts import begun, said, said_back, said_day, said_figures

TITLE = "What the board saw"
SAME_TEST = "The anchor test, the same at each visit, three times before training: {conditions}."
BAREFOOT, EYES_OPEN = "barefoot", "eyes open"
ARMS = {arms: arms.words for arms in Arms}
MEANS = {
    "mean_tilt_velocity": "The number is how fast the board moves: less is steadier.",
    "osi": "The number is how far the board is tilted on average: less is steadier.",
    "mean_velocity": "The number is how fast the load moves on the plate: less is steadier.",
    "rms": "The number is how far the load wanders on the plate: less is steadier.",
    "time_to_failure_s": "The number is how long the leg stands before the other foot, a hand or "
    "the board's edge touches: more is better.",
}
EMPTY_CIRCLES = (
    "Empty circles: learning and baseline. Dashed: baseline. Grey band: measurement noise."
)
SIMULATED = "Recorded on a simulated board, not by a patient."
ASSUMED = "How far the board can tilt was assumed, not measured."
UNCALIBRATED = "The board was not calibrated."
ROWS = {
    "visits": "Visits with this test",
    "first": "First visit (learning)",
    "baseline": "Baseline, mean of two visits",
    "newest": "Newest value",
    "change": "Change since the baseline",
    "noise": "Measurement noise",
    "counted": "Trials that count, newest visit",
    "rim": "Touches of the board's edge a trial, first → newest",
}
LEG_TITLES = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.BOTH: "Both legs"}
INVOLVED, ON = "{leg} (involved)", "{value} on {day}"
NOT_YET, UNKNOWN_YET = "not yet", "not known yet"
AGAINST = (
    "The involved leg's newest value is {percent} % of the other leg's at its baseline "
    "({reference}). This is no norm, and no gate for return to sport."
)
NO_COMPARISON = "No comparison of the legs: {why}."
WHY_NOT = (
    symmetries.NO_LEG,
    symmetries.NO_BASELINE,
    symmetries.NO_VALUE,
    symmetries.TWO_METRICS,
    symmetries.UNKNOWN,
    symmetries.BOTH,
)
OTHER_LEG = (
    symmetries.FELL,
    symmetries.ROSE,
    symmetries.FAILS_MORE,
    symmetries.FAILS_LESS,
    *(symmetries.AND_BACK.replace("{how}", how) for how in ("more", "less")),
)
FALSE_ALARMS = (
    "Of 100 legs without any change about {rate} would be called changed in {visits} visits. "
    "Larger than noise is not the same as meaningful: see symptoms, function and what the patient "
    "wants to do."
)


def anchor_section(record: PatientRecord) -> Section | None:
    """The anchor test; None without one."""
    legs = record.progress.legs
    if not legs:
        return None
    drawn = any(len(points_of(leg)) > 1 for leg in legs)
    return Section(
        said(TITLE),
        lead=f"{_test_words(legs[0])} {' '.join(said(MEANS[m]) for m in _metrics(legs))}",
        chart=as_svg(anchor_chart(legs)) if drawn else "",
        chart_words=anchor_words(legs),
        wide=min(len([leg for leg in legs if points_of(leg)]) / 2, 1.0),
        table=_both_legs(legs, record.episode.involved),
        notes=(*([said(EMPTY_CIRCLES)] if drawn else []), *_notes(record)),
    )


def _metrics(legs: Sequence[LegProgress]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leg.metric for leg in legs))


def _test_words(leg: LegProgress) -> str:
    """The test without its leg."""
    c = leg.conditions
    stance = () if c.stance is Stance.TWO_LEG else (said(STANCES[c.stance]),)
    conditions = (
        *stance,
        Place(c.level, c.stance).shown,
        said(BAREFOOT),
        said(EYES_OPEN),
        said(ARMS[c.arms]),
        f"{c.seconds:g} s",
    )
    return said(SAME_TEST).format(conditions=", ".join(conditions))


def _both_legs(legs: Sequence[LegProgress], involved: Side | None) -> Table:
    columns = [_column(leg) for leg in legs]
    rows = [
        (said(words), *(column.get(name, NONE) for column in columns))
        for name, words in ROWS.items()
        if any(name in column for column in columns)
    ]
    titles = [
        said(INVOLVED).format(leg=said(LEG_TITLES[leg.side]))
        if involved in (leg.side, Side.BOTH)
        else said(LEG_TITLES[leg.side])
        for leg in legs
    ]
    return Table(("", *titles), tuple(rows), (1.5, *(1.0,) * len(legs)))


def _column(leg: LegProgress) -> Mapping[str, str]:
    """One leg's cells, by the name of their row."""
    stretch = of_this_phase(leg.visits)
    valued = [visit for visit in stretch if visit.value is not None]
    cells = {"visits": str(len(leg.visits)), "baseline": said(NOT_YET)}
    if valued and valued[0].role is Role.LEARNING:
        cells["first"] = _value(leg, valued[0])
    if leg.band is not None and baseline_of(stretch):
        cells["baseline"] = _quantity(leg, leg.band.baseline, *baseline_of(stretch))
    if len(valued) > 1:
        cells["newest"] = _value(leg, valued[-1])
    if compared := compared_of(stretch):
        change = amount(scale_of(leg.metric), compared[-1].change or 0.0)
        cells["change"] = said_figures(change) if leg.band else NONE
        cells["noise"] = noise_shown(leg) or said(UNKNOWN_YET)
    if leg.visits:
        newest = leg.visits[-1]
        cells["counted"] = said(OF).format(count=newest.valid, all=newest.of)
    rims = [visit.rim_contacts for visit in leg.visits if visit.rim_contacts is not None]
    if rims and leg.conditions.level != NO_DOME:
        ends = rims if len(rims) == 1 else (rims[0], rims[-1])
        cells["rim"] = said_figures(" → ".join(f"{each:.1f}" for each in ends))
    return cells


def _value(leg: LegProgress, visit: AnchorVisit) -> str:
    value = _quantity(leg, visit.value or 0.0, visit)
    return said(ON).format(value=value, day=said_day(visit.day, short=True))


def _quantity(leg: LegProgress, value: float, *visits: AnchorVisit) -> str:
    return said_figures(quantity(scale_of(leg.metric), value, *visits))


def _notes(record: PatientRecord) -> Iterator[str]:
    legs = record.progress.legs
    yield from _of_the_board(legs)
    yield from notes_of(legs)
    yield from _symmetry(record)
    rate = record.progress.false_alarm_pct
    if rate is not None and any(compared_of(of_this_phase(leg.visits)) for leg in legs):
        visits = record.progress.course_visits
        yield said_figures(said(FALSE_ALARMS).format(rate=f"{rate:.1f}", visits=visits))


def _of_the_board(legs: Sequence[LegProgress]) -> Iterator[str]:
    """What must be known of the board that measured."""
    simulated = any(t.simulated for leg in legs for v in leg.visits for t in v.trials)
    if simulated:
        yield said(SIMULATED)
    sources = {leg.conditions.envelope_source for leg in legs}
    if Source.ASSUMED in sources and not simulated and legs[0].conditions.level != NO_DOME:
        yield said(ASSUMED)
    if not all(leg.conditions.calibrated for leg in legs):
        yield said(UNCALIBRATED)


def _symmetry(record: PatientRecord) -> Iterator[str]:
    symmetry, legs = record.progress.symmetry, record.progress.legs
    if record.episode.involved is None or {leg.side for leg in legs} == {Side.BOTH}:
        return
    if symmetry.percent is not None:
        bad = next(leg for leg in legs if leg.side is record.episode.involved)
        newest = [v.value for v in of_this_phase(bad.visits) if v.value is not None][-1]
        reference = _quantity(bad, 100.0 * newest / symmetry.percent)
        yield said(AGAINST).format(percent=f"{symmetry.percent:.0f}", reference=reference)
    elif symmetry.why_not:
        yield said(NO_COMPARISON).format(why=said_back(symmetry.why_not, WHY_NOT))
    for changed in filter(None, symmetry.reference_changed.split("; ")):
        yield f"{begun(said_back(changed, OTHER_LEG))}."
