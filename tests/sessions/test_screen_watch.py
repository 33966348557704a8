"""The budget measured in a window, and what `diagnose --screen` advises about it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pygame
import pytest

from games.engine.draw.lettering import Lettering
from games.engine.frames import FrameReport
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from tests.scripted_board import ScriptedSource, level_board
from tests.sessions.knocked_board import hurried_window, knocked, tipped
from trainer.recording.interfaces import Prediction, Stretch
from trainer.recording.samples import Samples, newest_of
from trainer.recording.sensor import SensorCalibration
from trainer.recording.trial import ClockMap
from trainer.sessions.diagnosis.finding import Finding
from trainer.sessions.diagnosis.screen import screen_findings
from trainer.sessions.errors import SessionError
from trainer.sessions.latency import FRAME, STAGES, Budget, Frames, Left, Stage, budget_of, left_of
from trainer.sessions.screen_watch import DROPPED_S, Watched, WatchedFeed, watch_screen

MS = 1_000_000
RATE_DEG_S, FILTER_US = 10.0, 3000


class TimedFeed:
    """A board that turns at 10°/s; all delays are written here, in ms."""

    PUMP, TAKEN_BEFORE, TO_FLIP, LATE = 0.2, 5.0, 8.0, 2.0

    def __init__(self) -> None:
        self._now_ns = 1_000_000_000
        self._taken_ns = self._now_ns

    def now_ns(self) -> int:
        return self._now_ns

    def pass_ms(self, milliseconds: float) -> None:
        self._now_ns += round(milliseconds * MS)

    def pump(self) -> None:
        self.pass_ms(self.PUMP)
        self._taken_ns = self._now_ns - round(self.TAKEN_BEFORE * MS)

    def newest_taken_ns(self) -> float:
        return float(self._taken_ns)

    def clock_map(self) -> ClockMap:
        """The board's clock runs with the host's."""
        return ClockMap()

    def predict(self, at_ns: int) -> Prediction:
        ap_deg = RATE_DEG_S * (at_ns / 1e9 - self.LATE / 1e3)
        return Prediction(ap_deg, 0.0, stale=False)

    def since(self, _seq: int) -> Stretch:
        slots_us = np.arange(900_000, self._taken_ns // 1000 + 1, 1000)
        samples = Samples.zeros(len(slots_us))
        samples.device_us[:] = slots_us
        samples.ap_deg[:] = RATE_DEG_S * (slots_us - FILTER_US) / 1e6
        samples.ap_rate_deg_s[:] = RATE_DEG_S
        return Stretch(samples)

    def latest(self) -> Any:
        return newest_of(self.since(-1).samples)

    def status(self) -> None:
        """Nobody asks."""


def watched_for(frames: int) -> tuple[WatchedFeed, np.ndarray, list[int]]:
    """That feed after so many frames at 60 a second, from latch to flip, and when it settled."""
    feed, settled = TimedFeed(), list[int]()
    watched = WatchedFeed(feed, lambda: settled.append(feed.now_ns()))  # type: ignore[arg-type]
    for _ in range(frames):
        watched.pump()
        watched.predict(feed.now_ns() + round((feed.TO_FLIP - feed.PUMP) * MS))
        feed.pass_ms(1000 / 60 - feed.PUMP)
    return watched, np.full(frames, feed.TO_FLIP), settled


def test_each_stage_of_a_feed_with_known_delays_is_found() -> None:
    watched, flips_ms, settled = watched_for(200)
    measured = watched.measured(flips_ms)
    assert len(measured.age_ms) == pytest.approx(200 - 60 * DROPPED_S, abs=2)
    assert settled[0] / 1e9 == pytest.approx(1.0 + DROPPED_S, abs=0.02)
    assert measured.age_ms == pytest.approx(TimedFeed.TAKEN_BEFORE)
    assert measured.host_ms == pytest.approx(TimedFeed.PUMP)
    assert measured.frame_ms == pytest.approx(TimedFeed.TO_FLIP - TimedFeed.PUMP)


@pytest.mark.parametrize("screen_ms", [0.0, 20.0])
def test_what_is_left_is_told_against_the_moment_of_the_light(screen_ms: float) -> None:
    watched, flips_ms, _ = watched_for(200)
    left = left_of(watched.drawn(flips_ms + screen_ms, FILTER_US))
    assert left is not None
    # This prediction aims at the flip: a screen's delay that it does not know of remains.
    assert left.lag_ms == pytest.approx(TimedFeed.LATE + screen_ms, abs=0.01)
    way_ms = FILTER_US / 1e3 + TimedFeed.TAKEN_BEFORE - TimedFeed.PUMP + TimedFeed.TO_FLIP
    assert left.newest_lag_ms == pytest.approx(way_ms + screen_ms, abs=1.01)


def test_some_frames_are_too_few() -> None:
    watched, flips_ms, _ = watched_for(round(60 * DROPPED_S) + 10)
    with pytest.raises(SessionError, match="too few frames"):
        watched.measured(flips_ms)


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    with hurried_window(monkeypatch) as opened:
        pygame.event.clear()
        yield opened


@pytest.mark.parametrize("calibrated", [True, False])
def test_the_window_shows_the_one_key_that_works_and_what_is_so(
    window: Window, monkeypatch: pytest.MonkeyPatch, calibrated: bool
) -> None:
    written = set[str]()
    write = Lettering.write

    def noted(self: Lettering, onto: Any, text: str, *more: Any, **named: Any) -> float:
        written.add(text)
        return write(self, onto, text, *more, **named)

    monkeypatch.setattr(Lettering, "write", noted)
    steps = frozenset({"level", "front"}) if calibrated else frozenset[str]()
    board = replace(
        knocked(ScriptedSource(tipped)), calibration=SensorCalibration(board_id=7, steps=steps)
    )
    assert board.calibrated is calibrated
    watch_screen(board, window, LIKELY_STATION, 4.0, screen_ms=None)
    assert "Esc" in written
    assert not {"T", "F", "R", "P", "Space", "Enter", "M"} & written
    assert any(text.endswith(" · 4 s") for text in written)
    assert any("uncalibrated" in text for text in written) is not calibrated


def test_a_board_in_a_window_gets_its_budget(window: Window) -> None:
    board = knocked(ScriptedSource(tipped))
    found = watch_screen(board, window, LIKELY_STATION, 6.0, screen_ms=None)
    assert [stage.name for stage in found.budget.stages] == list(STAGES)
    assert found.budget.stages[0].median_ms == 3.5
    assert found.budget.stage(FRAME).median_ms >= 0.0
    assert found.frames.frames == pytest.approx(240, abs=5)
    left = found.budget.left
    assert left is not None
    assert abs(left.lag_ms) < left.newest_lag_ms


def test_the_screens_delay_is_predicted_and_counted(window: Window) -> None:
    board = knocked(ScriptedSource(tipped))
    station = replace(LIKELY_STATION, screen_delay_ms=20.0)
    found = watch_screen(board, window, station, 6.0, screen_ms=20.0)
    assert found.budget.stages[-1].median_ms == 20.0
    left = found.budget.left
    assert left is not None
    assert left.newest_lag_ms > 20.0 > 4 * abs(left.lag_ms)


def test_escape_ends_it_early(window: Window) -> None:
    board = knocked(ScriptedSource(level_board))
    escape = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE)
    began_ns = board.feed.now_ns()

    def press() -> None:
        if board.feed.now_ns() - began_ns > 4e9:
            pygame.event.post(escape)

    board.feed.on_pump(press)
    found = watch_screen(board, window, LIKELY_STATION, 60.0, screen_ms=0.0)
    assert found.frames.seconds < 4.0
    assert found.budget.left is None


def test_a_lost_board_is_one_line(window: Window) -> None:
    board = knocked(ScriptedSource(level_board))
    board.connection.link.unplugged = True  # type: ignore[attr-defined]
    with pytest.raises(SessionError, match="nothing was measured"):
        watch_screen(board, window, LIKELY_STATION, 6.0, screen_ms=0.0)


GOOD = Watched(
    budget_of(
        Frames(np.full(99, 1.5), np.full(99, 0.1), np.full(99, 6.0)),
        filter_ms=3.0,
        period_ms=2.0,
        screen_ms=10.0,
        left=Left(0.4, 0.05, 18.0, 0.6),
    ),
    FrameReport(600, 0, 10.0, True, "SDL accelerated", (2.0, 3.0), (6.0, 7.0)),
    (0.4, 1.0),
)


def by_name(watched: Watched) -> dict[str, Finding]:
    return {f"{f.part} {f.name}": f for f in screen_findings(watched)}


def failing(watched: Watched) -> dict[str, str]:
    return {name: f.advice for name, f in by_name(watched).items() if not f.passed}


def with_stage(watched: Watched, stage: Stage) -> Watched:
    stages = tuple(stage if s.name == stage.name else s for s in watched.budget.stages)
    return replace(watched, budget=replace(watched.budget, stages=stages))


def with_budget(watched: Watched, **changes: Any) -> Watched:
    budget: Budget = replace(watched.budget, **changes)
    return replace(watched, budget=budget)


def with_frames(watched: Watched, **changes: Any) -> Watched:
    return replace(watched, frames=replace(watched.frames, **changes))


def test_a_good_board_and_screen_need_no_advice() -> None:
    assert failing(GOOD) == {}
    assert "screen delay" not in by_name(GOOD)
    assert by_name(GOOD)["frames vsync"].note == ""


def test_missed_frames_have_advice_and_one_in_ten_seconds_is_no_reason() -> None:
    assert failing(with_frames(GOOD, missed=1)) == {}
    assert "close other programs" in failing(with_frames(GOOD, missed=2))["frames missed_per_min"]
    assert failing(with_frames(GOOD, missed=2, seconds=120.0)) == {}


def test_refused_vsync_is_told_without_failing() -> None:
    refused = with_frames(GOOD, vsync=False)
    assert failing(refused) == {}
    assert "vertical sync" in by_name(refused)["frames vsync"].note


def test_a_link_in_bursts_and_a_link_that_is_late_have_different_advice() -> None:
    slow = with_stage(GOOD, Stage("link", 7.0, 14.0))
    assert "latency timer to 1 ms" in failing(slow)["link delay_p99_ms"]
    late = replace(slow, arrival_ms=(9.0, 11.0))
    assert "without a hub" in failing(late)["link delay_p99_ms"]


def test_a_way_longer_than_prediction_reaches_is_told() -> None:
    long = with_budget(GOOD, total_p99_ms=75.0)
    assert "game mode" in failing(long)["prediction way_p99_ms"]


def test_a_light_that_is_late_in_spite_of_prediction_is_told() -> None:
    late = with_budget(GOOD, left=Left(9.0, 0.4, 18.0, 0.6))
    assert "late in spite of prediction" in failing(late)["prediction lag_ms"]


def test_what_nobody_measured_says_how() -> None:
    unknown = with_stage(GOOD, Stage("screen", 0.0, 0.0, measured=False))
    still = with_budget(unknown, left=None)
    assert failing(still) == {}
    assert "--film 240" in by_name(still)["screen delay"].note
    assert "tilt it" in by_name(still)["prediction lag_ms"].note
