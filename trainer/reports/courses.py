"""What else was measured in tests, first and newest, each kind apart: what the board saw, what a
body sensor saw, what an eye scored. None of it carries a verdict.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.metrics.readable import (
    BY_EYE,
    LEAN_NOISE,
    number,
    unit_of,
    words_of,
)
from trainer.progress.compare import means
from trainer.progress.days import LegDay, PairTable
from trainer.reading.words import activity_title
from trainer.recording.conditions import FLOOR
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Side
from trainer.reports.parts import Section, Table, around, cut
from trainer.sessions.patient_record import PatientRecord
from trainer.texts import begun, said, said_day, said_figures

OTHERS, OTHERS_LEAD = "Other tests on the board", "First and newest value, without a verdict."
BODY, BODY_LEAD = (
    "What a body sensor saw",
    "A sensor strapped to the thigh or pelvis, in squats and steps on the floor and standing on "
    "the board. It measures against the vertical; none of it is an angle of the knee.",
)
EYE, EYE_LEAD = (
    "What the therapist's eye saw",
    "In how many trials it was seen, and grades given by eye.",
)
WHAT, SIDES = "test", {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both legs"}
NEWEST, OF, NONE, ARROW = "newest", "{count} of {all}", "–", " → "
SIMULATED = "simulated"
OF_BODY = ("thigh_medial_lean_at_30", "pelvis_drop_deg", "pelvis_lift_deg", "thigh_lean_mean")
MOST_OTHERS, MOST_OF_BODY = 4, 4
Cell = Callable[[str, LegDay], str]


@dataclass(frozen=True)
class Course:
    """One number of one test: each leg's first and newest day under the newest conditions."""

    activity: str
    metric: str
    days: Mapping[Side, tuple[LegDay, ...]]
    newest: str

    @property
    def simulated(self) -> bool:
        """Whether it was recorded on a simulated board."""
        return any(t.simulated for days in self.days.values() for day in days for t in day.trials)


def other_tests(record: PatientRecord, tables: Sequence[PairTable]) -> Section | None:
    """Tests on the board beside the anchor."""
    found = [
        course
        for table in tables
        if not table.anchor and table.usual.level != FLOOR
        for course in _courses(table, record, table.metrics)
    ]
    return around(_table(found, _mean, MOST_OTHERS), OTHERS, OTHERS_LEAD)


def body_section(record: PatientRecord, tables: Sequence[PairTable]) -> Section | None:
    """Thigh and pelvis."""
    found = [course for table in tables for course in _courses(table, record, OF_BODY)]
    noise = f"{begun(said(LEAN_NOISE))}."
    return around(_table(found, _mean, MOST_OF_BODY), BODY, BODY_LEAD, noise)


def eye_rows(record: PatientRecord, tables: Sequence[PairTable]) -> list[tuple[str, ...]]:
    """What was seen in trials: test, left, right, newest day."""
    found = [course for table in tables for course in _courses(table, record, BY_EYE)]
    return [
        (_title(c), *(_ends(c, side, _seen) for side in (Side.LEFT, Side.RIGHT)), c.newest)
        for c in found
    ]


def _courses(table: PairTable, record: PatientRecord, names: Sequence[str]) -> Iterator[Course]:
    begun_on = local_day(record.episode.begun_at)
    rows = [row for row in table.rows if row.day >= begun_on]
    for name in names:
        days: dict[Side, list[LegDay]] = {}
        newest = ""
        for row in rows:
            for side, leg in row.legs.items():
                if any(trial.valid and name in trial.metrics for trial in leg.trials):
                    days.setdefault(side, []).append(leg)
                    newest = said_day(row.day, short=True)
        if days:
            same = {side: _alike(found) for side, found in days.items()}
            yield Course(table.activity, name, same, newest)


def _alike(days: Sequence[LegDay]) -> tuple[LegDay, ...]:
    """The first and the newest under the conditions of the newest."""
    alike = [day for day in days if day.conditions == days[-1].conditions]
    return (alike[0], alike[-1]) if len(alike) > 1 else (alike[0],)


def _table(courses: Sequence[Course], cell: Cell, most: int) -> Table | None:
    sides = [side for side in SIDES if any(side in course.days for course in courses)]
    rows = [
        (_title(course), *(_ends(course, side, cell) for side in sides), course.newest)
        for course in courses
    ]
    titles = (WHAT, *(SIDES[side] for side in sides), NEWEST)
    return cut(titles, rows, (2.6, *(1.0,) * len(sides), 0.8), most)


def _title(course: Course) -> str:
    simulated = said(SIMULATED) if course.simulated else ""
    words = (said(words_of(course.metric)), unit_of(course.metric), simulated)
    return f"{activity_title(course.activity)}: {', '.join(filter(None, words))}"


def _ends(course: Course, side: Side, cell: Cell) -> str:
    days = course.days.get(side, ())
    return ARROW.join(cell(course.metric, day) for day in days) or NONE


def _mean(name: str, day: LegDay) -> str:
    counted = [trial for trial in day.trials if trial.valid]
    return said_figures(number(name, means(counted)[name]))


def _seen(name: str, day: LegDay) -> str:
    scored = [t.metrics[name] for t in day.trials if t.valid and name in t.metrics]
    return said(OF).format(count=f"{sum(scored):g}", all=len(scored))
