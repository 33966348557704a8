"""The pictures of two trials beside each other: one scale for both ways, and for both courses."""

from dataclasses import dataclass

from trainer.clinic.trial_view import (
    Picture,
    around_words,
    course_picture,
    no_film_of,
    read_recording,
    way_and_why,
    way_words,
)
from trainer.reading.course import Course, course_of
from trainer.reading.way_of_sway import SwayWay
from trainer.reading.words import ended
from trainer.recording.history import StoredTrial
from trainer.recording.trial import Recording
from trainer.reports.charts import as_svg
from trainer.reports.charts_trial import Frame, frame_of, known_lines, way_chart, way_limit
from trainer.store import Store

COURSE_WIDTH = 470


@dataclass(frozen=True)
class Side:
    """One trial: its pictures, or why there is none. It stands for `of` trials of its day."""

    trial: StoredTrial
    of: int
    ending: str
    way: Picture | None
    around: tuple[tuple[str, str], ...]
    no_way: str
    course: Picture | None
    no_film: str


@dataclass(frozen=True)
class _Read:
    """What is known of one trial from its recording."""

    recording: Recording | None
    way: SwayWay | None
    why: str
    course: Course | None


def sides_of(
    store: Store, trials: tuple[StoredTrial, StoredTrial], counts: tuple[int, int]
) -> tuple[Side, ...]:
    """Both trials with pictures of one scale."""
    read = [_read(store, trial) for trial in trials]
    limit = max((way_limit(each.way) for each in read if each.way), default=1.0)
    drawn = [each.course for each in read if each.course]
    frame = frame_of(drawn, COURSE_WIDTH) if drawn else Frame(COURSE_WIDTH)
    return tuple(
        Side(
            trial,
            of,
            ended(trial.outcome),
            Picture(as_svg(way_chart(one.way, limit)), way_words(one.way)) if one.way else None,
            around_words(one.recording, one.way) if one.recording and one.way else (),
            one.why,
            course_picture(known_lines(one.course.board), one.course, (), frame)
            if one.course
            else None,
            no_film_of(one.recording),
        )
        for trial, of, one in zip(trials, counts, read, strict=True)
    )


def _read(store: Store, trial: StoredTrial) -> _Read:
    recording, _ = read_recording(store, trial.trial_id)
    course = course_of(recording) if recording else None
    seen = course if course and known_lines(course.board) else None
    return _Read(recording, *way_and_why(recording, trial), seen)
