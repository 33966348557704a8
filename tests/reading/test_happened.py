"""What happened in a trial, in words, with a time where it has one."""

from datetime import UTC, datetime

import pytest

from tests.metrics.signals import completed, ordinary_axes, recorded
from trainer.reading.happened import Happened, Mark, what_happened
from trainer.recording.eye import Glance, Part
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind

N = 2000
LATE = {"late": 3, "frames": 900}


def told(*more: TrialEvent) -> tuple[Happened, ...]:
    start, *rest = completed(N)
    inside = [event for event in more if event.index < N]
    after = [event for event in more if event.index >= N]
    return what_happened(recorded(ordinary_axes(n=N), [start, *inside, *rest, *after]))


def test_each_event_has_its_second_and_the_end_is_told_once() -> None:
    found = told(TrialEvent(EventKind.TOUCH, 500, {"by": "rail"}))
    assert [(each.at_s, each.words) for each in found] == [
        (0.0, "let go: the trial starts"),
        (5.0, "touch seen by the rail's strip"),
        (0.0, "measured from here on"),
        (pytest.approx(19.99), "completed"),
    ]


def test_what_was_noted_after_the_end_has_no_time_but_who_and_when() -> None:
    at = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    signature = {"operator": "ada", "at": at.isoformat()}
    *_, judged, void, back = told(
        TrialEvent(EventKind.OUTCOME, N, {"outcome": "touch", "by": "therapist", **signature}),
        TrialEvent(EventKind.VOID, N, {"reason": "phone rang", **signature}),
        TrialEvent(EventKind.VOID, N, {"reason": "", **signature}),
    )
    assert [each.at_s for each in (judged, void, back)] == [None, None, None]
    assert [each.words for each in (judged, void, back)] == [
        "touched the rail by the therapist",
        "excluded: phone rang",
        "exclusion taken back",
    ]
    assert judged.noted == f"ada, {at.astimezone():%Y-%m-%d %H:%M}"
    assert judged.mark is Mark.TOUCH


@pytest.mark.parametrize(
    ("kind", "data", "mark", "words"),
    [
        (EventKind.PAUSE, {"reason": "empty"}, Mark.FOOT_DOWN, "paused: nobody on the board"),
        (EventKind.PAUSE, {"reason": "link"}, Mark.PAUSE, "paused: the board was lost"),
        (EventKind.BUTTON, {"code": 0, "state": 1}, Mark.BUTTON, "event button pressed"),
        (EventKind.BUTTON, {"by": "load"}, Mark.BUTTON, "one leg stood again"),
        (EventKind.RAIL_STOP, {"state": "open"}, Mark.OTHER, "rail stop open"),
        (EventKind.FOOT_MAT, {"state": 1}, Mark.FOOT_DOWN, "foot on the mat"),
        (EventKind.FAULT, {"code": 1, "sensor": 1, "state": 1}, Mark.OTHER, "a sensor fell silent"),
        (EventKind.FAULT, {"code": 99, "state": 0}, Mark.OTHER, "over again: a fault of the board"),
        (EventKind.STOP, {"by": "waited"}, Mark.OTHER, "ended: nobody came back"),
        (EventKind.LINK, {"state": "lost"}, Mark.OTHER, "the board's connection: lost"),
        (EventKind.PAIN, {"score": 6, "place": "hip"}, Mark.OTHER, "pain 6 of 10, hip"),
        (EventKind.EYE, Glance(Part.KNEE, True).data(), Mark.OTHER, "eye: knee gave way"),
        (EventKind.EYE, Glance(Part.KNEE, None).data(), Mark.OTHER, "eye: knee not scored"),
        (EventKind.LATE_FRAMES, LATE, Mark.OTHER, "the picture came late in 3 of 900 frames"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)  # fmt: skip
def test_every_kind_has_words_and_a_row(
    kind: EventKind, data: dict[str, str | int], mark: Mark, words: str
) -> None:
    found = [each for each in told(TrialEvent(kind, 500, data)) if each.at_s == 5.0]
    assert [(each.mark, each.words) for each in found] == [(mark, words)]
