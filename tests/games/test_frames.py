"""The log of a window's frames: what counts as missed, and what it reports."""

import time
from dataclasses import replace

import pygame
import pytest

from games.engine.control import from_event
from games.engine.display import SOFTWARE
from games.engine.frames import KEPT_FRAMES, Frame, FrameLog, LateFrames
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.rhythm import Rhythm
from games.engine.window import Window
from games.registry import activity_named
from games.replay import measure_recording, replay_result
from tests.games.playing import kept_on, recording_of, setup_of
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed
from tools.scripted import sway
from trainer.recording.vocabulary import EventKind

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


def test_a_new_rhythm_of_a_window_counts_no_frame_of_the_menu_before(window: Window) -> None:
    now_ns = time.perf_counter_ns()

    def clock() -> int:
        nonlocal now_ns
        now_ns += 20_000
        return now_ns

    def sleep(seconds: float) -> None:
        nonlocal now_ns
        now_ns += round(1e9 * seconds)

    window.sleep = sleep
    window._display = replace(window._display, period_ns=1e9 / 60, shown_ns=float(clock()))
    _frame(window.rhythm(clock))
    learned = window._pacer
    now_ns += 900_000_000
    rhythm = window.rhythm(clock)
    assert window.frames_report().frames == 0
    assert window._pacer is learned
    _frame(rhythm)
    assert window.frames_report().frames == 1
    assert window.frames_report().missed < 10


def _frame(rhythm: Rhythm) -> None:
    rhythm.wait()
    rhythm.drawn()
    rhythm.flipped()


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


def logged(log: FrameLog, late: LateFrames, running: bool, gap_ms: float = 10.0) -> None:
    """One frame that ends so long after the one before it."""
    after_ns = log.last_ns + round(gap_ms * 1e6)
    frame = Frame(log.last_ns + PERIOD_NS, 0, 0, after_ns)
    log.add(frame, frame.missed(PERIOD_NS))
    late.look(running)


@pytest.mark.parametrize(
    ("late_frames", "told"), [(0, None), (1, None), (2, (102, 2)), (5, (105, 5))]
)
def test_more_than_a_hundredth_of_late_frames_is_told(late_frames: int, told) -> None:
    log = FrameLog()
    late = LateFrames(log)
    late.look(running=True)
    for number in range(100):
        logged(log, late, True, 20.0 if number < late_frames else 10.0)
    event = late.event(7)
    assert (event and (event.data["frames"], event.data["late"])) == told
    assert event is None or (event.kind, event.index) == (EventKind.LATE_FRAMES, 7)


def test_one_long_gap_is_told_however_few_frames_were_late() -> None:
    log = FrameLog()
    late = LateFrames(log)
    late.look(running=True)
    for number in range(2000):
        logged(log, late, True, 110.0 if number == 1000 else 10.0)
    event = late.event(0)
    assert event is not None
    assert event.data == {"frames": 2010, "late": 10, "longest_gap_s": 0.11}


def test_a_window_that_stood_still_while_it_was_moved_did_not_stutter() -> None:
    log = FrameLog()
    late = LateFrames(log)
    late.look(running=True)
    for number in range(100):
        logged(log, late, True, 1010.0 if number == 50 else 10.0)
    assert late.event(0) is None
    assert (late.late, log.missed) == (0, 0)
    logged(log, late, True, 990.0)
    event = late.event(0)
    assert event is not None
    assert (event.data["late"], event.data["longest_gap_s"]) == (98, 0.99)


def test_late_frames_of_the_gate_and_of_pauses_do_not_count() -> None:
    log = FrameLog()
    late = LateFrames(log)
    for number in range(300):
        running = 100 <= number < 200
        logged(log, late, running, 10.0 if running and number > 100 else 500.0)
    assert (late.late, late.frames, late.longest_gap_s) == (0, 99, pytest.approx(0.01))
    assert late.event(0) is None


class BusyFeed(TypingFeed):
    """A computer that now and then does something else for a tenth of a second and a bit."""

    frames = 0

    def pump(self) -> None:
        super().pump()
        self.frames += 1
        for _ in range(7 if self.frames % 30 == 0 else 0):
            super().pump()


def test_a_trial_on_a_busy_computer_says_so_and_replays_and_scores_as_ever(window: Window) -> None:
    setup = setup_of("bullseye", seconds=5.0)
    feed = BusyFeed(sway(2.0), {1.0: ENTER, 15.0: ESCAPE})
    kept = kept_on(feed, setup)
    ended = play_in_window(Round(activity_named("bullseye"), setup, feed, kept), window)
    told = [event for event in kept.events if event.kind is EventKind.LATE_FRAMES]
    assert len(told) == 1
    assert [from_event(event) for event in told] == [None]
    (remark,) = kept.measured().remarks
    assert remark.startswith(f"the picture stuttered: {told[0].data['late']} of ")
    recording = recording_of(setup, feed.since(-1).samples, kept.events)
    without = replace(recording, events=tuple(e for e in kept.events if e not in told))
    assert replay_result(recording) == replay_result(without) == ended.result
    assert measure_recording(recording).values == measure_recording(without).values


def test_a_trial_on_an_idle_computer_says_nothing_of_its_frames(window: Window) -> None:
    setup, feed = setup_of("bullseye", seconds=2.0), TypingFeed(sway(2.0), {1.0: ENTER, 11: ESCAPE})
    kept = kept_on(feed, setup)
    play_in_window(Round(activity_named("bullseye"), setup, feed, kept), window)
    assert EventKind.LATE_FRAMES not in [event.kind for event in kept.events]
    assert kept.measured().remarks == ()


@pytest.mark.parametrize("period_ns", [None, 1e9 / 60], ids=["by the clock", "by the display"])
def test_going_to_full_screen_is_no_stutter_and_the_rhythm_goes_on(
    window: Window, monkeypatch: pytest.MonkeyPatch, period_ns: float | None
) -> None:
    now_ns = time.perf_counter_ns()
    toggled: list[bool] = []

    def clock() -> int:
        nonlocal now_ns
        now_ns += 20_000
        return now_ns

    def toggle(_placing: object) -> None:
        nonlocal now_ns
        toggled.append(True)
        now_ns += 600_000_000

    def sleep(seconds: float) -> None:
        nonlocal now_ns
        now_ns += round(1e9 * seconds)

    monkeypatch.setattr("games.engine.window.toggle_full_screen", toggle)
    window._display = replace(window._display, period_ns=period_ns, shown_ns=float(now_ns))
    window.sleep = sleep
    rhythm = window.rhythm(clock)
    for number in range(40):
        due_ns = rhythm.wait()
        if number == 20:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F11))
        assert all(event.type != pygame.KEYDOWN for event in window.events())
        rhythm.drawn()
        now_ns = max(now_ns, due_ns)
        rhythm.flipped()
    report = window.frames_report()
    assert toggled
    assert (report.frames, report.missed) == (39, 0)
    assert window.frames.gap_s < 0.05
