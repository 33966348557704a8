"""`frame_ms_*` of every training but bullseye, and what its place costs to paint.

A simulated patient plays a round; then the same samples are played again, and of each frame only
the drawing and the flip are counted, in processor time of this thread: what other programs take
is not in it. `first_painting_s_*` is the processor time in which a place is painted,
`from_cache_s_*` the time until it is there again from the picture in its folder, both at 1280×720
and, in rows that end in 1080, at 1920×1080. Rows without a game's name are those of the slowest.
"""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame

from games.engine.activity import Activity, Kind
from games.engine.draw.layout import DESIGN, Layout
from games.engine.placing import SMALL
from games.engine.scenes.field import FieldScene
from games.registry import activities
from games.worlds.kit.stills import forget
from tests.benchmarks.children import find_display
from tests.benchmarks.drawing import window_of
from tests.benchmarks.row import Row, part
from tools.activity_gallery import pictured_setup
from tools.played import Block, PlayedRound
from trainer.recording.trial import PastScores

FRAMES, FROM_S = 600, 10.0
"""So many frames from this running time on: something has been earned by then."""
PASSES = 3
"""The calmest counts: what other programs do to the memory the cores share only adds to a cost."""
LEAST_FRAMES, SOONEST_S = 5, 1.0
TINY = (320, 180)
"""The only size where a bench is only tried: a place is painted within a second."""
ENDINGS = {720: "", 1080: "_1080"}
"""Of the rows' names where a place is painted at so many lines."""
WITH_PEER = "bullseye"
"""It is measured beside its peer, by `bench_drawing`."""


def rows(share: float = 1.0) -> list[Row]:
    find_display()
    sizes = {720: SMALL, 1080: DESIGN} if share == 1.0 else {720: TINY}
    games = [each for each in activities().values() if each.kind is Kind.TRAINING]
    rounds = [(each, _round(each, share)) for each in games if each.name != WITH_PEER]
    found = [row for at, size in sizes.items() for row in _painted(games, size, ENDINGS[at])]
    for lines, size in sizes.items():
        passes = [
            [_frames(game, blocks, size, share) for game, blocks in rounds]
            for _ in range(part(PASSES, share))
        ]
        frames = [min(costs) for costs in zip(*passes, strict=True)]
        named = zip(rounds, frames, strict=True)
        found += [Row(f"frame_ms_{game.name}_{lines}", cost, "ms") for (game, _), cost in named]
        found.append(Row(f"frame_ms_slowest_{lines}", max(frames), "ms"))
    pygame.display.quit()
    return found


def _from_s(share: float) -> float:
    return max(FROM_S * share, SOONEST_S)


def _round(game: Activity, share: float) -> list[Block]:
    """What came from the board in a simulated patient's round, as far as it will be drawn."""
    played = PlayedRound(game, pictured_setup(game)).play(_from_s(share))
    for _ in range(part(FRAMES, share, LEAST_FRAMES)):
        played.step()
    return played.blocks


def _frames(game: Activity, blocks: list[Block], size: tuple[int, int], share: float) -> float:
    """Median of a frame's own time."""
    surface = window_of(size)
    setup = pictured_setup(game)
    scene = game.scene(game.stage(setup, Layout(size), PastScores()))
    played, costs = PlayedRound(game, setup), []
    for block in blocks:
        played.take(block)
        if played.trial.running_s < _from_s(share):
            continue
        began_ns = time.thread_time_ns()
        scene.draw(surface, played.onlooker.moment(), played.trial.rules)
        pygame.display.flip()
        costs.append((time.thread_time_ns() - began_ns) / 1e6)
        pygame.event.pump()
    return float(np.median(costs))


def _painted(games: list[Activity], size: tuple[int, int], ending: str) -> list[Row]:
    """First painting and return from the folder, of each place and of the slowest."""
    painting_s, cached_s = {}, {}
    for game in games:
        with tempfile.TemporaryDirectory() as folder:
            painting_s[game.name], cached_s[game.name] = _place(game, size, Path(folder))
    found = []
    for name, seconds in (("first_painting_s", painting_s), ("from_cache_s", cached_s)):
        found += [Row(f"{name}_{game}{ending}", value, "s") for game, value in seconds.items()]
        found.append(Row(f"{name}{ending}", max(seconds.values()), "s"))
    return found


def _place(game: Activity, size: tuple[int, int], folder: Path) -> tuple[float, float]:
    """Seconds for its place: painted, and again from the folder that the painting was kept in."""
    setup = pictured_setup(game)
    setup = replace(setup, station=replace(setup.station, stills_folder=folder))
    scene = game.scene(game.stage(setup, Layout(size), PastScores()))
    assert isinstance(scene, FieldScene), game.name
    for picture in folder.iterdir():
        picture.unlink()
    forget()
    began_s = time.process_time()
    scene.still_place()
    painted_s = time.process_time() - began_s
    forget()
    began_s = time.perf_counter()
    scene.still_place()
    return painted_s, time.perf_counter() - began_s
