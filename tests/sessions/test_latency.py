"""The latency budget from made-up frames whose stages are known."""

import numpy as np
import pytest

from trainer.sessions.latency import (
    FILTER,
    FRAME,
    HOST,
    LINK,
    SAMPLE_AGE,
    SCREEN,
    STAGES,
    Budget,
    Drawn,
    Frames,
    budget_of,
    left_of,
)

FRAMES = 20_000


def budget(burst_ms: float = 2.0, line_ms: float = 0.7, **changes: float | None) -> Budget:
    """Frames that come at any time between bursts of samples taken every 2 ms."""
    random = np.random.default_rng(1)
    host = np.full(FRAMES, 0.1)
    age = line_ms + random.uniform(0, burst_ms, FRAMES) + host
    frames = Frames(age, host, random.uniform(5.0, 7.0, FRAMES))
    given = {"filter_ms": 3.0, "period_ms": 2.0, "screen_ms": 20.0, **changes}
    return budget_of(frames, **given)


def test_each_stage_is_what_it_was_made_of() -> None:
    found = budget()
    assert [stage.name for stage in found.stages] == list(STAGES)
    medians = [found.stage(n).median_ms for n in (FILTER, SAMPLE_AGE, LINK, HOST, FRAME, SCREEN)]
    assert medians == pytest.approx([3.0, 1.0, 0.7, 0.1, 6.0, 20.0], abs=0.05)
    assert found.stage(SAMPLE_AGE).p99_ms == pytest.approx(1.98)
    assert found.stage(FRAME).p99_ms == pytest.approx(6.98, abs=0.02)


@pytest.mark.parametrize("burst_ms", [4.0, 16.0])
def test_bytes_that_wait_for_their_burst_count_as_link(burst_ms: float) -> None:
    link = budget(burst_ms).stage(LINK)
    assert link.median_ms == pytest.approx(0.7 + (burst_ms - 2.0) / 2, abs=0.1)
    assert link.p99_ms == pytest.approx(0.7 + 0.99 * (burst_ms - 2.0), abs=0.1)


def test_the_medians_of_the_stages_add_up_to_the_way() -> None:
    found = budget(16.0)
    assert sum(stage.median_ms for stage in found.stages) == pytest.approx(
        found.total_median_ms, abs=0.2
    )
    assert found.total_p99_ms > found.total_median_ms + 7.0


def test_a_screen_that_nobody_measured_counts_as_nothing_and_says_so() -> None:
    unknown, none = budget(screen_ms=None), budget(screen_ms=0.0)
    assert not unknown.stage(SCREEN).measured
    assert none.stage(SCREEN).measured
    assert unknown.total_median_ms == none.total_median_ms
    assert none.total_median_ms == pytest.approx(budget().total_median_ms - 20.0)


def test_no_stage_is_negative_where_the_map_of_the_clock_errs() -> None:
    assert budget(line_ms=-0.8).stage(LINK).median_ms == 0.0


def swaying(late_s: float, newest_late_s: float, size_deg: float = 3.0) -> Drawn:
    t_s = np.arange(0, 10, 1 / 60)

    def tilt(at_s):
        return size_deg * np.stack([np.sin(3 * at_s), np.cos(2 * at_s)], axis=1)

    rate = size_deg * np.stack([3 * np.cos(3 * t_s), -2 * np.sin(2 * t_s)], axis=1)
    return Drawn(tilt(t_s - late_s) - tilt(t_s), tilt(t_s - newest_late_s) - tilt(t_s), rate)


def test_what_is_left_is_the_lag_of_what_was_drawn() -> None:
    left = left_of(swaying(late_s=-0.002, newest_late_s=0.025))
    assert left is not None
    assert left.lag_ms == pytest.approx(-2.0, abs=0.01)
    assert left.newest_lag_ms == pytest.approx(25.0, abs=0.1)
    assert left.rms_deg == pytest.approx(0.002 * 3.0 * np.sqrt(6.5), rel=0.05)
    assert left.newest_rms_deg > 10 * left.rms_deg


def test_a_board_that_hardly_moves_has_no_lag_to_tell() -> None:
    assert left_of(swaying(0.0, 0.025, size_deg=0.5)) is None
    nothing = np.zeros((0, 2))
    assert left_of(Drawn(nothing, nothing, nothing)) is None
