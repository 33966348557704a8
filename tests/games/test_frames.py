"""The log of a window's frames: what counts as missed, and what it reports."""

import pytest

from games.engine.display import SOFTWARE
from games.engine.frames import KEPT_FRAMES, Frame, FrameLog
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from tests.games.playing import kept_on, setup_of
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed
from tools.scripted import sway

PERIOD_NS = 10_000_000


@pytest.mark.parametrize(
    ("late_ms", "missed"),
    [(-3.0, 0), (0.0, 0), (4.9, 0), (5.0, 1), (14.9, 1), (15.0, 2), (1000, 100)],
)
def test_a_frame_misses_as_many_pictures_as_it_came_late_in_periods(late_ms, missed) -> None:
    frame = Frame(100_000_000, 0, 0, 100_000_000 + round(late_ms * 1e6))
    assert frame.missed(PERIOD_NS) == missed


def test_a_report_tells_median_and_tail_of_what_frames_cost() -> None:
    log = FrameLog()
    for number in range(100):
        began = number * PERIOD_NS
        draw = 9_000_000 if number >= 98 else 2_000_000
        frame = Frame(began + 5_000_000, began, began + draw, began + draw + 1_000_000)
        log.add(frame, frame.missed(PERIOD_NS))
    report = log.report(vsync=True, renderer="paper")
    assert (report.frames, report.missed) == (100, 2)
    assert report.seconds == pytest.approx(0.99, abs=0.01)
    assert report.draw_ms == (2.0, 9.0)
    assert report.latch_to_flip_ms == (3.0, 10.0)
    assert (report.vsync, report.renderer) == (True, "paper")
    log.clear()
    assert log.report(vsync=False, renderer="").frames == 0


def test_a_log_that_ran_for_hours_reports_the_newest_frames() -> None:
    log = FrameLog()
    for number in range(KEPT_FRAMES + 10):
        draw_ns = 1_000_000 if number < 20 else 3_000_000
        log.add(Frame(0, 0, draw_ns, draw_ns), 0)
    assert log.report(vsync=False, renderer="").frames == KEPT_FRAMES + 10
    assert log.report(vsync=False, renderer="").draw_ms[0] == 3.0


def test_a_window_reports_the_frames_that_were_played_in_it(window: Window) -> None:
    setup, feed = setup_of("bullseye", seconds=2.0), TypingFeed(sway(2.0), {1.0: ENTER, 11: ESCAPE})
    play_in_window(Round(activity_named("bullseye"), setup, feed, kept_on(feed, setup)), window)
    report = window.frames_report()
    assert report.frames == pytest.approx(11 * 60, abs=5)
    assert report.seconds == pytest.approx(11, abs=0.1)
    assert report.renderer == SOFTWARE
    assert not report.vsync
