"""`collector_pause_ms_longest_playing`: the collector's pauses in a window after a clinic's day.

A process of its own holds what forty patients' ten trials each leave behind: results, numbers,
recordings' events, the screens' surfaces, and half a million small objects. Then bullseye is played
in its window. The other way is Python's collector as it is, without `no_full_collections`: a full
collection then falls into a trial or not, as chance will have it, so its cost is shown, too.
"""

import contextlib
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pygame

from games.engine import loop
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from games.replay import measure_recording
from tests.benchmarks.row import Row, part
from tests.games.playing import kept_on, played, recording_of, setup_of
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed
from tools.scripted import scripted_samples, sway

TRIALS, OBJECTS = 400, 500_000
ROUNDS, ROUND_S, SHORTEST_S = 3, 10, 1


def rows(share: float = 1.0) -> list[Row]:
    (ours_ms, _), (theirs_ms, full_ms) = (_in_a_process(how, share) for how in ("frozen", "plain"))
    name = "collector_pause_ms_longest_playing"
    return [
        Row(name, ours_ms, "ms", "the collector as it is", theirs_ms),
        Row(name, ours_ms, "ms", "one full collection in the trial", full_ms),
    ]


def _in_a_process(how: str, share: float) -> tuple[float, float]:
    sizes = [str(part(whole, share)) for whole in (TRIALS, OBJECTS, ROUNDS)]
    sizes.append(str(part(ROUND_S, share, SHORTEST_S)))
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_collector", how, *sizes],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"},
    )
    pause_ms, full_ms = map(float, done.stdout.splitlines()[-1].split())
    return pause_ms, full_ms


@dataclass
class _Watched:
    """The collector's longest pause while a trial runs."""

    playing: bool = False
    longest_ms: float = 0.0
    began_s: float = 0.0

    def look(self, phase: str, _info: dict[str, int]) -> None:
        now_s = time.perf_counter()
        if phase == "start":
            self.began_s = now_s
        elif self.playing:
            self.longest_ms = max(self.longest_ms, 1e3 * (now_s - self.began_s))


def main(how: str, trials: int, objects: int, rounds: int, round_s: int) -> None:
    watched = _Watched()
    if how == "plain":
        loop.no_full_collections = _nothing  # type: ignore[assignment]
    loop.no_full_collections = _watching(loop.no_full_collections, watched)  # type: ignore[assignment]
    gc.callbacks.append(watched.look)
    setup = setup_of("bullseye", seconds=float(round_s))
    with Window(setup.station, sleep=lambda _seconds: None) as window:
        day = _clinics_day(trials, objects)
        for _ in range(rounds):
            feed = TypingFeed(sway(2.0), {1.0: ENTER, 10.0 + round_s: ESCAPE})
            kept = kept_on(feed, setup)
            loop.play_in_window(Round(activity_named("bullseye"), setup, feed, kept), window)
            day.append(kept)
        began_s = time.perf_counter()
        gc.collect()
        full_ms = 1e3 * (time.perf_counter() - began_s)
    print(watched.longest_ms, full_ms)


def _clinics_day(trials: int, objects: int) -> list[object]:
    """What a window's process may hold in the evening."""
    setup = setup_of("bullseye", seconds=20.0)
    samples = scripted_samples(sway(2.0), 27.0)
    _, events = played(setup, samples)
    measures = measure_recording(recording_of(setup, samples, events))
    day: list[object] = [[{"trial": n, "row": (n, str(n))} for n in range(objects // 3)]]
    for number in range(trials):
        surface = pygame.Surface((160, 90))
        day.append({"number": number, "screen": surface, "measures": list(measures.values)})
        day.append([(event.kind, event.index, dict(event.data)) for event in events])
    return day


@contextlib.contextmanager
def _nothing() -> Iterator[None]:
    yield


def _watching(
    how: Callable[[], contextlib.AbstractContextManager[None]], watched: _Watched
) -> Callable[[], contextlib.AbstractContextManager[None]]:
    @contextlib.contextmanager
    def measured() -> Iterator[None]:
        with how():
            watched.playing = True
            try:
                yield
            finally:
                watched.playing = False

    return measured


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
