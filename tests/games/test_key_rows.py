"""The therapist's keys: on the patient's picture only after somebody touched a key or the mouse."""

import pygame
import pytest

from games.engine.draw.chrome import PLAYING_KEYS
from games.engine.draw.keys import FADE_NS, SEEN_NS, KeyRows
from games.engine.draw.layout import Layout
from games.engine.input import touches
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.setup import LIKELY_STATION
from games.registry import activity_named
from tests.games.playing import kept_on, setup_of
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed
from tools.scripted import sway

LAYOUT = Layout((640, 360))
SECOND_NS = 1_000_000_000


def rows() -> KeyRows:
    keys = KeyRows(LAYOUT, LAYOUT.lettering(LIKELY_STATION))
    keys.offer(PLAYING_KEYS)
    return keys


def light_of(keys: KeyRows, now_ns: int) -> float:
    surface = pygame.Surface(LAYOUT.size)
    keys.draw(surface, now_ns)
    return float(pygame.surfarray.array3d(surface).max())


def test_keys_are_seen_for_4_s_after_a_touch_and_never_unasked() -> None:
    keys = rows()
    assert light_of(keys, 0) == 0
    assert keys.areas(0) == []
    keys.touch(SECOND_NS)
    assert light_of(keys, SECOND_NS) == 0
    full = light_of(keys, SECOND_NS + FADE_NS)
    assert full > 100
    assert 0 < light_of(keys, SECOND_NS + FADE_NS // 2) < full
    assert light_of(keys, SECOND_NS + SEEN_NS) == full
    assert 0 < light_of(keys, SECOND_NS + SEEN_NS + FADE_NS // 2) < full
    assert light_of(keys, SECOND_NS + SEEN_NS + FADE_NS) == 0


def test_a_key_can_be_clicked_only_where_it_is_seen() -> None:
    keys = rows()
    keys.touch(0)
    assert [name for name, _ in keys.areas(SECOND_NS)] == [name for name, _ in PLAYING_KEYS][::-1]
    assert keys.areas(5 * SECOND_NS) == []


@pytest.mark.parametrize(
    ("event", "steered", "counts"),
    [
        (pygame.event.Event(pygame.KEYDOWN, key=pygame.K_t), False, True),
        (pygame.event.Event(pygame.MOUSEMOTION, pos=(1, 1)), False, True),
        (pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(1, 1)), True, True),
        (pygame.event.Event(pygame.MOUSEMOTION, pos=(1, 1)), True, False),
        (pygame.event.Event(pygame.KEYDOWN, key=pygame.K_LEFT), True, False),
        (pygame.event.Event(pygame.KEYUP, key=pygame.K_t), False, False),
    ],
)
def test_tilting_a_simulated_board_is_no_touch(event, steered: bool, counts: bool) -> None:
    assert touches(event, steered) is counts


def test_a_trial_that_nobody_touches_shows_no_key_and_one_that_is_touched_does(
    window, monkeypatch
) -> None:
    seen: dict[float, bool] = {}
    draw = KeyRows.draw

    def noting(self: KeyRows, onto: pygame.Surface, now_ns: int) -> None:
        seen[now_ns / 1e9] = self.seen(now_ns)
        draw(self, onto, now_ns)

    monkeypatch.setattr(KeyRows, "draw", noting)
    setup = setup_of("bullseye", seconds=20.0)
    feed = TypingFeed(sway(2.0), {1.0: ENTER, 12.0: pygame.K_t, 20.0: ESCAPE, 22.0: ESCAPE})
    play_in_window(Round(activity_named("bullseye"), setup, feed, kept_on(feed, setup)), window)

    def at(second: float) -> bool:
        return next(shown for t_s, shown in seen.items() if t_s >= second)

    assert [at(second) for second in (0.5, 8.0, 13.0, 18.0)] == [True, False, True, False]
