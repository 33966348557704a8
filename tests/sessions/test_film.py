"""The screen's delay from counts in a film: arithmetic, bad counts, and a board that is knocked."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from games.screens.flash import FLASH_NS, WHITE
from tests.scripted_board import level_board
from tests.sessions.knocked_board import KnockedSource, hurried_window, knocked
from trainer.sessions.errors import SessionError
from trainer.sessions.film import FLASHES, TIMING_MS, CountAgain, film_flashes, screen_delay

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


STRIKES_S = (5.0, 7.013, 9.11, 11.257, 13.39)


class Filmed:
    """Notes the first frame of each flash while the board is pumped: what a perfect film shows."""

    def __init__(self, board, window: Window) -> None:
        self._feed, self._surface = board.feed, window.surface
        self._white = False
        self.lit_ns: list[int] = []
        board.feed.on_pump(self.look)

    def look(self) -> None:
        white = self._surface.get_at((5, 5))[:3] == WHITE
        if white and not self._white:
            self.lit_ns.append(self._feed.now_ns())
        self._white = white


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch):
    with hurried_window(monkeypatch) as opened:
        pygame.event.clear()
        yield opened


def assert_as_filmed(known_ms: list[float], film: Filmed, board) -> None:
    # A frame is seen at the pump of the next one, which takes a frame of simulated time.
    began_ns = board.feed.clock_map().host_ns(0)
    seen_ms = [
        (lit - began_ns) / 1e6 - 1e3 * strike - 1000 / 60
        for lit, strike in zip(film.lit_ns, STRIKES_S, strict=True)
    ]
    assert len(known_ms) == FLASHES
    assert known_ms == pytest.approx(seen_ms, abs=4.0)


def test_the_programs_part_is_from_the_knock_to_the_flip_of_its_flash(window: Window) -> None:
    board = knocked(KnockedSource(level_board, strikes_s=STRIKES_S))
    film = Filmed(board, window)
    assert_as_filmed(film_flashes(board, window, LIKELY_STATION), film, board)


def test_a_flash_whose_flip_ends_late_is_known_to_be_late(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = knocked(KnockedSource(level_board, strikes_s=STRIKES_S))
    film, flip = Filmed(board, window), pygame.display.flip
    held: list[int] = []

    def hold_the_third() -> None:
        white = window.surface.get_at((5, 5))[:3] == WHITE
        if white and len(film.lit_ns) == 2 and not held:
            held.append(board.feed.now_ns())
            board.connection.link.clock.sleep(0.05)
        flip()

    monkeypatch.setattr(pygame.display, "flip", hold_the_third)
    known_ms = film_flashes(board, window, LIKELY_STATION)
    assert len(held) == 1
    assert_as_filmed(known_ms, film, board)


def test_one_knock_that_rings_on_is_one_flash(window: Window) -> None:
    ringing = tuple(at + ring for at in STRIKES_S for ring in (0.0, 0.03, 0.2, 0.6))
    board = knocked(KnockedSource(level_board, strikes_s=ringing))
    assert len(film_flashes(board, window, LIKELY_STATION)) == FLASHES


def test_leaving_after_two_flashes_measures_nothing(window: Window) -> None:
    board = knocked(KnockedSource(level_board, strikes_s=STRIKES_S))
    ends_ns = board.feed.now_ns() + 5_000_000_000 + FLASH_NS

    def leave() -> None:
        if board.feed.now_ns() > ends_ns:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))

    board.feed.on_pump(leave)
    with pytest.raises(SessionError, match="2 flashes were shown: 3 flashes are needed"):
        film_flashes(board, window, LIKELY_STATION)


def test_a_simulated_board_cannot_be_knocked(window: Window) -> None:
    board = knocked(KnockedSource(level_board))
    simulated = replace(board, identity=replace(board.identity, uri="sim:mouse"))
    with pytest.raises(SessionError, match="real board"):
        film_flashes(simulated, window, LIKELY_STATION)
