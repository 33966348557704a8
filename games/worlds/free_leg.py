"""The tide line before dawn, from the eye of who stands on the sand: the place of `free_leg`."""

from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.worlds.beach import NIGHT, paint_beach
from games.worlds.kit.scenery import Scenery
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import lay_veil
from games.worlds.shells import paint_places
from games.worlds.tide_pool import TidePool, paint_pool, pool_mask

VERSION = 1


def still_layer(pool: TidePool, folder: Path | None) -> pygame.Surface:
    """Beach, pool and the places where shells will lie."""
    return still(_key("free_leg", pool), lambda: _painted(pool), folder)


def pool_cut_out(pool: TidePool, place: pygame.Surface, folder: Path | None) -> pygame.Surface:
    """The pool out of that layer, as large as the layer: waves run past behind it."""
    key = _key("free_leg_pool", pool)
    shape = still(key, lambda: _shape(pool), folder)
    cut = pygame.Surface(place.get_size(), pygame.SRCALPHA, 32)
    cut.blit(place, (0, 0))
    pygame.surfarray.pixels_alpha(cut)[:] = pygame.surfarray.array_red(shape)
    return cut


def _key(name: str, pool: TidePool) -> StillKey:
    layout = pool.layout
    return StillKey(name, VERSION, layout.size, (round(pool.ring_px, 1), layout.grain))


def _painted(pool: TidePool) -> pygame.Surface:
    layout = pool.layout
    scenery = Scenery(layout.size, grain=layout.grain)
    paint_beach(scenery, layout)
    paint_places(scenery, layout)
    paint_pool(scenery, pool)
    lay_veil(scenery, layout, NIGHT)
    return scenery.surface()


def _shape(pool: TidePool) -> pygame.Surface:
    layout: Layout = pool.layout
    surface = pygame.Surface(layout.size, 0, 32)
    scenery = Scenery(layout.size, grain=0.0)
    scenery.fill((0, 0, 0))
    scenery.paint(pool_mask(pool), (255, 255, 255))
    levels = np.clip(scenery.pixels, 0, 255).astype(np.uint8)
    pygame.surfarray.blit_array(surface, levels)
    return surface
