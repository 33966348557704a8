"""What a trial's page shows, gathered from its stored numbers and its recording.

Whatever of the recording cannot be read is said, and the rest is shown all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.clinic.clinic import Clinic
from trainer.metrics.errors import MetricError
from trainer.reading.course import Course, Line, Span, course_of
from trainer.reading.happened import Happened, what_happened
from trainer.reading.measured import Numbers, Seen, censored_words, numbers_of, zones
from trainer.reading.set_up import SOURCES, Fact, set_up_of
from trainer.reading.trial_notes import TrialNote, notes_on
from trainer.reading.way_of_sway import Around, SwayWay, way_of_sway
from trainer.reading.words import (
    activity_title,
    condition_words,
    ended,
    is_assessment,
    length,
    pain_words,
)
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.container import ContainerError
from trainer.recording.history import StoredTrial, local_day
from trainer.recording.shown import SHORT_ID
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Outcome, Source
from trainer.reports.charts import as_svg
from trainer.reports.charts_trial import (
    Frame,
    course_chart,
    known_lines,
    way_chart,
    zones_chart,
)
from trainer.sessions.drawn_again import NotDrawn, activity_of, check_tilt
from trainer.store import Store, UnknownTrial
from trainer.texts import said, said_number, told

NO_BOARD = "Nobody stood on the board in this exercise: its sensor says nothing of it."
NO_TILT = "What the board did cannot be drawn: its tilt cannot be read from this recording."
NOT_MEASURED = "Nothing was measured: the trial ended before its measured part began."
NO_BODY = "No body sensor was worn: nothing is known of thigh and pelvis from this trial."
NOT_SET_UP = "A body sensor was worn, and was not set up: it gives no angles."
TWO_CLOCKS = (
    "Its seconds count from the measured part, which begins {seconds} s after letting go; the time "
    "to failure counts from letting go."
)
NO_EYE = "Nobody scored this trial by eye."
TEST_SHOWS_NOTHING = (
    "In a test the patient sees where the board is only until the start. Then there is the cross, "
    "and no light: the film shows just that."
)
NO_RECORDING = "The recording of this trial cannot be read: its stored numbers are all there is."
OLD_NUMBERS = "These numbers were made with earlier definitions: run baps recompute."
MOST_OTHERS = 60
SPANS = "The way seen from above: it spans {ap} toes to heel and {ml} side to side."
AROUND, FROM_TO = "Around it: {outlines}.", "{what}: {low} to {high}"
OVER = "Over {seconds} seconds."
CONTACTS = "Rim contacts: {contacts}. What happened stands in the table below."
PATHS = {
    Around.ELLIPSE: "95 % ellipse: the next moment lies in it with a probability of 95 %",
    Around.RIM: "rim: here the edge of the board meets the floor",
    Around.RANGE: "range: the patient's own pain-free reach of the day",
    Around.RING: "ring: where the board was to be kept",
}


@dataclass(frozen=True)
class Picture:
    """A chart as SVG, and in words for whoever cannot see it. `shown` is the time on its axis, for
    one that has any.
    """

    svg: str
    words: str
    shown: Span = (0.0, 0.0)


@dataclass(frozen=True)
class TrialView:
    """Everything on a trial's page, as text and cells. `missing` says what cannot be shown."""

    code: str
    trial: StoredTrial
    short_id: str
    day: str
    activity: str
    conditions: tuple[str, ...]
    ending: str
    two_clocks: str
    pain: tuple[str, ...]
    lost: tuple[str, ...]
    set_up: tuple[Fact, ...]
    numbers: tuple[Numbers, ...]
    censored: tuple[str, ...]
    outdated: bool
    course: Picture | None
    way: Picture | None
    around: tuple[tuple[str, str], ...]
    zones: Picture | None
    no_board: str
    body: Picture | None
    no_body: str
    no_eye: str
    events: tuple[Happened, ...]
    no_film: str
    film_shows: str
    others: tuple[StoredTrial, ...]
    notes: tuple[TrialNote, ...]

    def seen_by(self, seen: Seen) -> list[Numbers]:
        """The groups of numbers from one of the three who see."""
        return [group for group in self.numbers if group.seen == seen]


def read_recording(store: Store, trial_id: str) -> tuple[Recording | None, tuple[str, ...]]:
    """What can be read of a trial's recording, and a sentence for each part that cannot."""
    try:
        recording = store.load_recording(trial_id)
        return recording, recording.lost
    except UnknownTrial as error:
        return None, (str(error),)
    except ContainerError as error:
        damaged = str(error)
    try:
        return store.load_conduct(trial_id), (damaged,)
    except ContainerError:
        return None, (damaged,)


def trial_view(clinic: Clinic, code: str, trial_id: str, definitions: str) -> TrialView:
    """A trial's page; `UnknownTrial` if this patient has none with this id. `definitions` names
    those of today.
    """
    conditions, trial = clinic.store.patients_trial(code, trial_id)
    recording, lost = read_recording(clinic.store, trial_id)
    course = course_of(recording) if recording else None
    events = what_happened(recording) if recording else ()
    numbers = numbers_of(trial, conditions.level)
    way, no_way = way_and_why(recording, trial)
    board = known_lines(course.board) if course else []
    body = known_lines(course.body) if course else []
    return TrialView(
        code=code,
        trial=trial,
        short_id=trial_id[:SHORT_ID],
        day=local_day(trial.started_at).isoformat(),
        activity=activity_title(conditions.activity),
        conditions=condition_words(conditions),
        ending=ending_of(conditions, trial),
        two_clocks=_two_clocks(conditions, trial),
        pain=tuple(pain_words(trial)),
        lost=tuple(map(told, lost if recording else (NO_RECORDING, *lost))),
        set_up=set_up_of(recording.header) if recording else (),
        numbers=numbers,
        censored=censored_words(trial),
        outdated=bool(trial.measured_with) and trial.measured_with != definitions,
        course=course_picture(board, course, events) if course and board else None,
        way=Picture(as_svg(way_chart(way)), way_words(way)) if way else None,
        around=around_words(recording, way) if recording and way else (),
        zones=_zones(trial),
        no_board=_no_board(recording, board) or no_way,
        body=course_picture(body, course, ()) if course and body else None,
        no_body=_no_body(recording, numbers) if not body else "",
        no_eye="" if any(group.seen is Seen.EYE for group in numbers) else NO_EYE,
        events=events,
        no_film=no_film_of(recording),
        film_shows=TEST_SHOWS_NOTHING if is_assessment(conditions.activity) else "",
        others=_others(clinic.store, code, conditions, trial_id),
        notes=notes_on(trial, clinic.store.entries(code)),
    )


def ending_of(conditions: Conditions, trial: StoredTrial) -> str:
    """How a trial ended, and how much of its time it lasted."""
    lasted = length(trial.outcome, conditions.seconds, trial.duration_s)
    return f"{ended(trial.outcome)}, {lasted}"


def _two_clocks(conditions: Conditions, trial: StoredTrial) -> str:
    """Why a test that failed has two times: its seconds begin after the lead-in, failure counts
    from letting go.
    """
    failed = is_assessment(conditions.activity) and trial.outcome is not Outcome.COMPLETED
    return said(TWO_CLOCKS).format(seconds=f"{LEAD_IN_S:g}") if failed else ""


def way_and_why(recording: Recording | None, trial: StoredTrial) -> tuple[SwayWay | None, str]:
    """Where the board went, or why that is not known."""
    if recording is None or not len(recording.samples):
        return None, ""
    try:
        way = way_of_sway(recording, counts=trial.valid)
    except MetricError:
        return None, NO_TILT
    return way, "" if way or recording.header.on_floor else NOT_MEASURED


def way_words(way: SwayWay) -> str:
    """What the picture of a way shows, in words."""
    around = ", ".join(said(outline.kind.value) for outline in way.outlines)
    ap, ml = (said_number(f"{size:.1f} {way.unit}") for size in way.sway.extent)
    words = said(SPANS).format(ap=ap, ml=ml)
    return f"{words} {said(AROUND).format(outlines=around)}" if around else words


def course_picture(
    lines: Sequence[Line],
    course: Course,
    events: Sequence[Happened],
    frame: Frame | None = None,
) -> Picture:
    """What the board, or the body, did over time."""
    seen = [
        said(FROM_TO).format(
            what=said(line.title),
            low=said_number(f"{np.nanmin(line.values):.1f}"),
            high=said_number(f"{np.nanmax(line.values):.1f} {line.unit}"),
        )
        for line in lines
    ]
    contacts = len(course.contacts)
    seconds = f"{course.shown[1] - max(course.shown[0], 0.0):.0f}"
    words = f"{said(OVER).format(seconds=seconds)} {'. '.join(seen)}."
    if events:
        words += " " + said(CONTACTS).format(contacts=contacts)
    shown = (frame and frame.time) or course.shown
    return Picture(as_svg(course_chart(lines, course, events or None, frame)), words, shown)


def around_words(recording: Recording, way: SwayWay) -> tuple[tuple[str, str], ...]:
    """The key of each outline: the class of its swatch, and its words."""
    header = recording.header
    sources = {Around.RIM: header.rim.source}
    if header.range is not None:
        sources[Around.RANGE] = header.range.source
    return tuple(
        (kind.name.lower(), _around(kind, sources.get(kind)))
        for kind in (outline.kind for outline in way.outlines)
    )


def _around(kind: Around, source: Source | None) -> str:
    return said(PATHS[kind]) + (f" ({said(SOURCES[source])})" if source else "")


def _zones(trial: StoredTrial) -> Picture | None:
    found = zones(trial)
    if not found:
        return None
    words = ", ".join(f"{name}: {share:.0f} %" for name, share in found)
    return Picture(as_svg(zones_chart(found)), words)


def _no_board(recording: Recording | None, board: Sequence[Line]) -> str:
    if recording is None or board:
        return ""
    return NO_BOARD if recording.header.on_floor else NO_TILT


def _no_body(recording: Recording | None, numbers: Sequence[Numbers]) -> str:
    if any(group.seen is Seen.BODY for group in numbers) or recording is None:
        return ""
    return NOT_SET_UP if recording.header.body is not None else NO_BODY


def no_film_of(recording: Recording | None) -> str:
    """Why there is no film; empty if one can be drawn."""
    if recording is None:
        return said(NO_RECORDING)
    try:
        check_tilt(recording)
        activity_of(recording)
    except NotDrawn as error:
        return told(str(error))
    return ""


def _others(
    store: Store, code: str, conditions: Conditions, trial_id: str
) -> tuple[StoredTrial, ...]:
    """The other trials that can be compared with this one, newest first."""
    series = store.series(code, conditions, MOST_OTHERS).trials
    return tuple(each for each in reversed(series) if each.trial_id != trial_id)
