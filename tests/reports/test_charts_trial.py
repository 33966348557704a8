"""Charts of a trial: their lines have names that pages colour, and none crosses a gap."""

import json
import re
from typing import Any

import numpy as np

from tests.metrics.signals import RIM_DEG, completed, ordinary_axes, recorded
from trainer.reading.course import course_of
from trainer.reading.happened import what_happened
from trainer.reading.way_of_sway import way_of_sway
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind
from trainer.reports.charts import as_svg
from trainer.reports.charts_trial import (
    Chart,
    course_chart,
    way_chart,
    way_limit,
    zones_chart,
)

LONG = 60_000
"""Ten minutes at 100 samples a second."""


def drawn(recording: Recording) -> Chart:
    course = course_of(recording)
    assert course is not None
    return course_chart(course.board, course, what_happened(recording))


def points(chart: Chart, name: str) -> list[dict[str, Any]]:
    """The points of the lines whose field has this name."""
    rows = [row for text in chart.to_dict()["datasets"].values() for row in json.loads(text)]
    return [row for row in rows if name in row]


def test_ten_minutes_become_about_a_thousand_points_a_line_with_every_peak() -> None:
    axes = ordinary_axes(n=LONG)
    axes[0, 31_415], axes[1, 27_182] = 0.9 * RIM_DEG, -0.9 * RIM_DEG
    found = points(drawn(recorded(axes, completed(LONG))), "v")
    assert 1500 < len(found) < 2200
    values = [row["v"] for row in found]
    assert (max(values), min(values)) == (14.4, -14.4)


def test_no_line_is_drawn_through_a_silence_of_the_board() -> None:
    times = np.arange(2000) / 100.0
    times[1000:] += 3.0
    found = points(drawn(recorded(ordinary_axes(), completed(2000), times_s=times)), "v")
    assert {row["part"] for row in found} == {0, 1}
    assert max(row["t"] for row in found if row["part"] == 0) < 10.0


def test_events_and_the_rim_s_contacts_have_rows_of_their_own() -> None:
    axes = np.zeros((2, 2000))
    axes[0, 700:760] = RIM_DEG
    touch = TrialEvent(EventKind.TOUCH, 1500, {"by": "key"})
    start, measure, *ending = completed(2000)
    found = points(drawn(recorded(axes, [start, measure, touch, *ending])), "row")
    contacts = [(row["t"], row["t2"]) for row in found if row["row"] == "rim"]
    assert contacts == [(7.0, 7.6)]
    assert [row["t"] for row in found if row["row"] == "touch"] == [15.0]


def test_what_pages_colour_has_the_name_by_which_they_do() -> None:
    recording = recorded(ordinary_axes(), completed(2000))
    way = way_of_sway(recording, counts=True)
    assert way is not None
    course, above = as_svg(drawn(recording)), as_svg(way_chart(way))
    for name in (" line_0_marks", " line_1_marks", " rim_2_marks", " events_2_marks"):
        assert f'{name}"' in course
    for name in (" way_marks", " ellipse_marks", " rim_marks"):
        assert f'{name}"' in above
    assert " zones_marks" in as_svg(zones_chart([("inner", 60.0), ("outer", 40.0)]))
    assert "style=" not in course + above, "no page lets a style in"


def test_both_ways_end_where_they_are_told_to_so_that_two_can_be_compared() -> None:
    way = way_of_sway(recorded(ordinary_axes(), completed(2000)), counts=False)
    assert way is not None
    assert way_limit(way) > RIM_DEG
    assert [outline.kind.name for outline in way.outlines] == ["RIM"], "no ellipse: it is void"
    told = json.dumps(way_chart(way, limit=40.0).to_dict())
    assert told.count("[-40.0, 40.0]") == 4


def labels(svg: str) -> list[str]:
    """What the marks say of themselves, axes and titles left out."""
    marks = re.findall(r"<(?:path|line)[^>]*aria-label=[^>]*>", svg)
    return [re.search(r'aria-label="([^"]*)"', mark)[1] for mark in marks]  # type: ignore[index]


def test_each_mark_says_in_words_what_it_stands_for() -> None:
    axes = ordinary_axes()
    axes[0, 700:760] = RIM_DEG
    recording = recorded(axes, completed(2000))
    way = way_of_sway(recording, counts=True)
    assert way is not None
    course = labels(as_svg(drawn(recording)))
    assert "7 s: 16.0° (toes down +, heel down −)" in course
    assert "0.0 s: measured from here on" in course
    assert "7.0 to 7.6 s: on the rim" in course
    assert 2 * 15 < len(course) < 2 * 25, "one a second of each line, and what happened"
    assert labels(as_svg(way_chart(way))) == [
        "95 % ellipse of the sway",
        "rim",
        "the way of the board",
    ]
    assert labels(as_svg(zones_chart([("inner", 66.4)]))) == ["inner: 66 %"]
    long = labels(as_svg(drawn(recorded(ordinary_axes(n=LONG), completed(LONG)))))
    assert len(long) < 2 * 70, "of ten minutes fewer"
