"""Pacers on a scripted clock and a scripted display: when frames begin, and when they are seen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

import numpy as np
import pytest

from games.engine.display import held_period_ns
from games.engine.frames import Frame, FrameLog
from games.engine.pacing import Pacer, TimedPacer, VsyncPacer, timed_period_ns
from games.engine.rhythm import Rhythm

MS = 1_000_000
SIXTY = 1e9 / 60
FLIP_NS = 0.4 * MS


@dataclass
class Screen:
    """A display that holds a flip until its next picture; without a period it holds none."""

    period_ns: float | None = None
    first_ns: float = 3.1 * MS
    wakes_late_ns: Callable[[], float] = lambda: 0.0
    changes: dict[int, float] = field(default_factory=dict)

    def shows(self, flip_ns: float) -> float:
        """When a flip that begins now ends."""
        if self.period_ns is None:
            return flip_ns + FLIP_NS
        pictures = ceil((flip_ns + FLIP_NS - self.first_ns) / self.period_ns)
        return self.first_ns + pictures * self.period_ns


@dataclass
class Seen:
    """One frame as it went: when it was to be seen, when it was, and what was missed by it."""

    plan_ns: float
    shown_ns: float
    latched_ns: float
    missed: int


def played(
    pacer: Pacer,
    screen: Screen,
    frames: int,
    draw_ms: Callable[[int], float] = lambda _frame: 2.0,
    between_ms: Callable[[int], float] = lambda _frame: 0.0,
) -> list[Seen]:
    """Frames by a pacer on a screen."""
    now, seen = 0.0, []
    for number in range(frames):
        now += between_ms(number) * MS
        plan = pacer.plan(round(now))
        latched = max(now, plan.latch_ns)
        drawn = latched + draw_ms(number) * MS
        shown = screen.shows(drawn)
        now = shown + screen.wakes_late_ns()
        frame = Frame(round(plan.due_ns), round(latched), round(drawn), round(now))
        seen.append(Seen(plan.shown_ns, shown, latched, pacer.take(frame)))
    return seen


def steps_ms(seen: list[Seen]) -> np.ndarray:
    return np.diff([each.shown_ns for each in seen]) / MS


def test_without_vsync_frames_are_a_period_apart_and_seen_when_promised() -> None:
    seen = played(TimedPacer(SIXTY, 0), Screen(), 200)[80:]
    assert steps_ms(seen) == pytest.approx(SIXTY / MS, abs=0.01)
    for each in seen:
        assert each.plan_ns == pytest.approx(each.shown_ns, abs=0.01 * MS)
        assert each.shown_ns - each.latched_ns == pytest.approx(2 * MS + FLIP_NS, abs=100)


@pytest.mark.parametrize("draw_ms", [1.0, 2.0, 9.0])
def test_what_frames_cost_is_known_after_the_first_few(draw_ms: float) -> None:
    def cost_ms(number: int) -> float:
        return 25.0 if number == 2 else draw_ms

    for each in played(TimedPacer(SIXTY, 0), Screen(), 60, cost_ms)[5:]:
        assert each.plan_ns == pytest.approx(each.shown_ns, abs=0.1 * MS)


def test_a_late_frame_is_missed_once_and_the_rhythm_goes_on() -> None:
    seen = played(TimedPacer(SIXTY, 0), Screen(), 200, lambda n: 22.0 if n == 100 else 2.0)
    assert [n for n, each in enumerate(seen) if each.missed] == [100]
    assert seen[100].missed == 1
    assert steps_ms(seen)[105:] == pytest.approx(SIXTY / MS, abs=0.3)
    assert 0.5 * SIXTY / MS < steps_ms(seen)[100] < 1.5 * SIXTY / MS


def test_frames_that_another_program_holds_up_do_not_change_when_the_others_begin() -> None:
    seen = played(TimedPacer(SIXTY, 0), Screen(), 400, lambda n: 25.0 if n % 20 == 0 else 2.0)
    usual = [each for n, each in enumerate(seen) if n > 100 and n % 20 > 2]
    for each in usual:
        assert each.plan_ns == pytest.approx(each.shown_ns, abs=0.15 * MS)


def test_a_frame_that_begins_late_promises_no_earlier_picture_than_it_can_make() -> None:
    pacer = TimedPacer(SIXTY, 0)
    seen = played(pacer, Screen(), 101, between_ms=lambda n: 40.0 if n == 100 else 0.0)
    assert seen[100].plan_ns == pytest.approx(seen[100].shown_ns, abs=0.1 * MS)
    assert seen[100].missed == 2


@pytest.mark.parametrize("hz", [50.0, 59.94, 75.0, 120.0, 144.0])
def test_a_display_is_followed_from_a_rough_measure_of_its_period(hz: float) -> None:
    screen = Screen(1e9 / hz)
    pacer = VsyncPacer(1.004 * 1e9 / hz, screen.first_ns)
    seen = played(pacer, screen, 1500)[900:]
    assert pacer.held
    assert 1e9 / pacer.period_ns == pytest.approx(hz, rel=1e-4)
    assert steps_ms(seen) == pytest.approx(1e3 / hz, rel=1e-3)
    assert not any(each.missed for each in seen)
    for each in seen:
        assert each.plan_ns == pytest.approx(each.shown_ns, abs=0.1 * MS)
        assert each.shown_ns - each.latched_ns < 4.5 * MS


def test_a_display_whose_clock_drifts_is_still_met() -> None:
    screen = Screen(SIXTY)
    pacer = VsyncPacer(SIXTY, screen.first_ns)
    seen = played(pacer, screen, 300)
    for _ in range(30):
        # 100 millionths a second, much more than a quartz does.
        after = seen[-1].shown_ns
        screen.first_ns, screen.period_ns = after, screen.period_ns * (1 + 50e-6)
        seen = _more(pacer, screen, after)
        assert max(abs(each.plan_ns - each.shown_ns) for each in seen) < 0.2 * MS
        assert not any(each.missed for each in seen)


def _more(pacer: Pacer, screen: Screen, after_ns: float) -> list[Seen]:
    return played(pacer, screen, 30, between_ms=lambda n: after_ns / MS if n == 0 else 0.0)


def test_a_program_that_wakes_up_late_is_not_taken_for_a_late_display() -> None:
    random = np.random.default_rng(4)
    screen = Screen(SIXTY, wakes_late_ns=lambda: MS * float(random.exponential(0.15)))
    pacer = VsyncPacer(SIXTY, screen.first_ns)
    seen = played(pacer, screen, 1000)[100:]
    errors = [each.plan_ns - each.shown_ns for each in seen]
    assert max(map(abs, errors)) < 0.6 * MS
    assert not any(each.missed for each in seen)


def test_a_window_dragged_for_a_second_misses_its_pictures_and_finds_back() -> None:
    for pacer, screen in (
        (TimedPacer(SIXTY, 0), Screen()),
        (VsyncPacer(SIXTY, 3.1 * MS), Screen(SIXTY)),
    ):
        seen = played(pacer, screen, 300, between_ms=lambda n: 1000.0 if n == 150 else 0.0)
        assert seen[150].missed in (59, 60, 61)
        assert sum(each.missed for each in seen) == seen[150].missed
        assert steps_ms(seen)[160:] == pytest.approx(SIXTY / MS, abs=0.05)
        assert abs(seen[-1].plan_ns - seen[-1].shown_ns) < 0.1 * MS


def test_a_display_that_showed_a_menu_for_a_minute_missed_nothing_and_keeps_its_period() -> None:
    screen = Screen(1e9 / 59.94)
    pacer = VsyncPacer(1.004 * 1e9 / 59.94, screen.first_ns)
    resumed_ns = played(pacer, screen, 1500)[-1].shown_ns + 60e9
    period_ns = pacer.period_ns
    pacer.resume(round(resumed_ns))
    assert pacer.period_ns == period_ns
    after = _more(pacer, screen, resumed_ns)
    assert not any(each.missed for each in after)
    assert after[-1].plan_ns == pytest.approx(after[-1].shown_ns, abs=0.5 * MS)


def test_drawing_that_takes_longer_than_a_period_gets_every_second_picture() -> None:
    screen = Screen(1e9 / 144)
    pacer = VsyncPacer(1e9 / 144, screen.first_ns)
    seen = played(pacer, screen, 200, lambda _n: 8.0)[50:]
    assert steps_ms(seen) == pytest.approx(2e3 / 144, rel=1e-3)
    assert not any(each.missed for each in seen)


def test_one_slow_drawing_on_a_display_misses_one_picture() -> None:
    screen = Screen(SIXTY)
    pacer = VsyncPacer(SIXTY, screen.first_ns)
    seen = played(pacer, screen, 300, lambda n: 14.0 if n == 200 else 2.0)
    assert [n for n, each in enumerate(seen) if each.missed] == [200]


def test_a_display_that_takes_pictures_early_gets_them_earlier() -> None:
    class Early(Screen):
        def shows(self, flip_ns: float) -> float:
            return super().shows(flip_ns + 4 * MS)

    screen = Early(SIXTY)
    pacer = VsyncPacer(SIXTY, screen.first_ns)
    seen = played(pacer, screen, 600)
    assert sum(each.missed for each in seen[:100]) > 0
    assert sum(each.missed for each in seen[100:]) <= 3


def test_a_display_that_changes_its_rate_is_learned_anew() -> None:
    screen = Screen(SIXTY)
    pacer = VsyncPacer(SIXTY, screen.first_ns)
    seen = played(pacer, screen, 100)
    screen.period_ns, screen.first_ns = 1e9 / 75, seen[-1].shown_ns
    after = played(
        pacer, screen, 400, between_ms=lambda n: seen[-1].shown_ns / MS if n == 0 else 0.0
    )
    assert 1e9 / pacer.period_ns == pytest.approx(75, rel=1e-3)
    assert steps_ms(after)[200:] == pytest.approx(1e3 / 75, rel=0.01)


def test_a_display_that_holds_flips_no_longer_is_noticed() -> None:
    screen = Screen(SIXTY)
    pacer = VsyncPacer(SIXTY, screen.first_ns)
    seen = played(pacer, screen, 100)
    assert pacer.held
    screen.period_ns = None
    played(pacer, screen, 600, between_ms=lambda n: seen[-1].shown_ns / MS if n == 0 else 0.0)
    assert not pacer.held


@pytest.mark.parametrize(
    ("refresh_hz", "frames_hz"), [(0, 60), (50, 50), (60, 60), (75, 75), (120, 60), (144, 72)]
)
def test_without_vsync_a_quick_display_gets_a_whole_part_of_its_rate(refresh_hz, frames_hz):
    assert 1e9 / timed_period_ns(refresh_hz) == pytest.approx(frames_hz)


@pytest.mark.parametrize(
    ("steps_ms", "reported_hz", "held_hz"),
    [
        ([16.68] * 20, 60, 59.95),
        ([16.68] * 20, 59, 59.95),
        ([6.94, 6.95, 6.93, 6.94, 14.0] * 4, 144, 144.1),
        ([16.0] * 20, 60, None),  # SDL's own waiting, in whole milliseconds
        ([13.0] * 20, 75, None),
        ([6.0] * 20, 144, None),
        ([1.0, 5.1, 1.0, 1.0] * 5, 60, None),  # flips that nothing holds
        ([16.0] * 20, 0, None),  # a display that does not say its rate
        ([14.0, 19.0, 15.0, 17.5, 21.0] * 4, 60, None),
    ],
)
def test_flips_are_believed_to_be_held_only_at_the_displays_own_rate(
    steps_ms, reported_hz, held_hz
) -> None:
    period_ns = held_period_ns([step * MS for step in steps_ms], reported_hz)
    found_hz = None if period_ns is None else 1e9 / period_ns
    assert found_hz == (None if held_hz is None else pytest.approx(held_hz, abs=0.2))


def test_a_rhythm_waits_until_the_pacer_says_and_logs_what_came_of_it() -> None:
    now = [0]

    def clock() -> int:
        now[0] += 200
        return now[0]

    def sleep(seconds: float) -> None:
        now[0] += round(seconds * 1e9) + 120_000  # sleeping ends late

    log = FrameLog()
    rhythm = Rhythm(TimedPacer(SIXTY, 0), clock, sleep, log)
    shown = []
    for _ in range(100):
        promised = rhythm.wait()
        now[0] += 2 * MS
        rhythm.drawn()
        now[0] += MS
        rhythm.flipped()
        shown.append(now[0])
        assert len(shown) < 20 or abs(promised - now[0]) < 0.1 * MS
    gaps = [after - before for before, after in pairwise(shown[20:])]
    assert gaps == pytest.approx([SIXTY] * len(gaps), abs=20_000)
    report = log.report(vsync=False, renderer="")
    assert (report.frames, report.missed) == (100, 0)
    assert report.draw_ms[0] == pytest.approx(2.0, abs=0.01)


def test_a_rhythm_on_a_clock_that_stands_still_goes_on() -> None:
    rhythm = Rhythm(TimedPacer(SIXTY, 0), lambda: 0, lambda _seconds: None, FrameLog())
    assert rhythm.wait() == pytest.approx(SIXTY)
