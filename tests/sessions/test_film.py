"""The screen's delay from counts in a film: arithmetic, bad counts, and a board that is knocked."""

import numpy as np
import pytest

from trainer.sessions.film import TIMING_MS, CountAgain, screen_delay

KNOWN_MS = [18.2, 21.0, 16.4, 19.9, 17.3]


def filmed(delay_ms: float, film_hz: float, seed: int = 1) -> list[int]:
    """What a careful person counts: knock and light each show in the next picture of the film."""
    random = np.random.default_rng(seed)
    counts = []
    for known in KNOWN_MS:
        phase = random.uniform(0, 1e3 / film_hz)
        touch, light = phase, phase + known + delay_ms
        counts.append(int(light * film_hz // 1e3) - int(touch * film_hz // 1e3))
    return counts


@pytest.mark.parametrize("film_hz", [120.0, 240.0, 960.0])
@pytest.mark.parametrize("delay_ms", [0.0, 12.0, 48.0, 130.0])
def test_counts_give_the_delay_back_within_what_is_claimed(delay_ms: float, film_hz: float) -> None:
    inside = 0
    for seed in range(40):
        found = screen_delay(KNOWN_MS, filmed(delay_ms, film_hz, seed), film_hz)
        inside += abs(found.delay_ms - delay_ms) <= found.uncertain_ms
    assert inside >= 34
    assert found.uncertain_ms <= np.hypot(1.2e3 / film_hz, TIMING_MS)
    assert found.flashes == len(KNOWN_MS)


def test_a_faster_film_is_more_certain() -> None:
    slow, fast = (screen_delay(KNOWN_MS, filmed(20.0, hz), hz) for hz in (120.0, 960.0))
    assert TIMING_MS < fast.uncertain_ms < slow.uncertain_ms / 1.5


def test_flashes_may_be_left_out_but_three_are_needed() -> None:
    counts = [*filmed(20.0, 240.0)[:3], None, None]
    assert screen_delay(KNOWN_MS, counts, 240.0).flashes == 3
    with pytest.raises(CountAgain, match="only 2 of 5 flashes are counted: 3 flashes are needed"):
        screen_delay(KNOWN_MS, [8, 9, None, None, None], 240.0)


def test_light_before_its_flip_is_to_be_counted_again() -> None:
    with pytest.raises(CountAgain, match=r"light would come .* before its flip: count again"):
        screen_delay(KNOWN_MS, [2, 3, 2, 3, 2], 240.0)


def test_a_little_less_than_nothing_is_nothing() -> None:
    found = screen_delay([17.0] * 5, [4] * 5, 240.0)
    assert found.delay_ms == 0.0


def test_a_count_that_is_far_from_the_others_is_named() -> None:
    counts = filmed(20.0, 240.0)
    counts[3] += 10
    with pytest.raises(CountAgain, match=r"flash 4 is .* ms off the others"):
        screen_delay(KNOWN_MS, counts, 240.0)


def test_a_film_of_another_rate_shows_as_a_delay_that_no_screen_has() -> None:
    with pytest.raises(CountAgain, match=r"no screen takes .* 30 pictures a second"):
        screen_delay(KNOWN_MS, filmed(20.0, 240.0), 30.0)
