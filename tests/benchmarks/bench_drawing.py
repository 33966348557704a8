"""`frame_ms_*`: what a frame costs by itself, drawn and flipped as quickly as possible.

Today's games, and as much alpha as those to come may blit: one and a half million pixels a frame.
The other way is the same picture as textures through SDL's own renderer.
"""

import time
from collections.abc import Callable

import numpy as np
import pygame

from games.engine.draw.layout import DESIGN
from games.engine.placing import SMALL
from tests.benchmarks.children import find_display
from tests.benchmarks.drawing import Blit, Blits, Drawing, Textures, window_of
from tests.benchmarks.row import Row, part

FRAMES = 400
GAMES = "bullseye", "steady-stance"
LAYER, SPRITE, ALPHA_PIXELS = (1280, 720), (120, 120), 1_500_000
PEER = "textures through SDL's renderer"


def rows(share: float = 1.0) -> list[Row]:
    find_display()
    frames = part(FRAMES, share, least=20)
    found = [row for size in (SMALL, DESIGN) for row in _rows(size, frames)]
    pygame.display.quit()
    return found


def _rows(size: tuple[int, int], frames: int) -> list[Row]:
    pictures = {name.replace("-", "_"): _blits(name, size) for name in GAMES}
    pictures["alpha_1500k"] = _much_alpha(size)
    own_ms = _own(size, pictures["alpha_1500k"], frames)
    found = []
    for name, blits in pictures.items():
        textures = Textures(size, blits)
        peer_ms = _ms(textures.draw, textures.renderer.present, frames)
        found.append(Row(f"frame_ms_{name}_{size[1]}", own_ms[name], "ms", PEER, peer_ms))
    return found


def _own(size: tuple[int, int], alpha: list[Blit], frames: int) -> dict[str, float]:
    surface = window_of(size)
    found = {}
    for name in GAMES:
        drawing = Drawing(name, size)
        found[name.replace("-", "_")] = _ms(
            lambda number, one=drawing: one.draw(surface, number), pygame.display.flip, frames
        )
    ready = [
        (one.premul_alpha() if one.get_flags() & pygame.SRCALPHA else one, at)
        for one, at, *_ in alpha
    ]

    def blit(_number: int) -> None:
        surface.blit(*ready[0])
        for one, at in ready[1:]:
            surface.blit(one, at, None, pygame.BLEND_PREMULTIPLIED)

    found["alpha_1500k"] = _ms(blit, pygame.display.flip, frames)
    pygame.display.quit()
    pygame.display.init()
    return found


def _blits(name: str, size: tuple[int, int]) -> list[Blit]:
    kept = Blits()
    Drawing(name, size).draw(kept, 0)
    return kept.kept


def _much_alpha(size: tuple[int, int]) -> list[Blit]:
    """A still layer, one layer of alpha, and sprites until there are enough pixels."""
    random = np.random.default_rng(1)
    still = pygame.Surface(size, 0, 32)
    blits: list[Blit] = [Blit(still, (0, 0)), Blit(_glow(LAYER), (0, 0))]
    sprites = [_glow(SPRITE) for _ in range(8)]
    left = ALPHA_PIXELS - LAYER[0] * LAYER[1]
    for number in range(left // (SPRITE[0] * SPRITE[1])):
        x, y = random.uniform((0, 0), (size[0] - SPRITE[0], size[1] - SPRITE[1]))
        blits.append(Blit(sprites[number % 8], (float(x), float(y))))
    return blits


def _glow(size: tuple[int, int]) -> pygame.Surface:
    surface = pygame.Surface(size, pygame.SRCALPHA, 32)
    surface.fill((90, 200, 170, 255))
    x, y = np.linspace(-1, 1, size[0])[:, None], np.linspace(-1, 1, size[1])[None, :]
    alpha = 255 * np.clip(1 - np.hypot(x, y), 0, 1)
    pygame.surfarray.pixels_alpha(surface)[:] = alpha.astype(np.uint8)
    return surface


def _ms(draw: Callable[[int], None], show: Callable[[], object], frames: int) -> float:
    """Median of a frame's own time."""
    costs = []
    for number in range(frames):
        began = time.perf_counter()
        draw(number)
        show()
        costs.append(1e3 * (time.perf_counter() - began))
        pygame.event.pump()
    return float(np.median(costs[len(costs) // 10 :]))
