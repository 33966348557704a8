"""LOOK's law of contrast on every place: where targets may lie, and behind the words."""

import pygame
import pytest

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, polygon
from games.engine.draw.palette import INK, MINT, MIST
from games.engine.spots import Spots
from games.registry import activity_named
from games.worlds.chase import KoiWater
from games.worlds.chase import still_layer as koi_layer
from games.worlds.glide import still_layer
from games.worlds.harvest import still_layer as pond_layer
from games.worlds.kit.contrast import contrast
from games.worlds.pond import Pond
from games.worlds.sunrise import RISEN, Sunrise
from tools.gallery import RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side, Source

LAYOUT = Layout((640, 360))
LOPSIDED = Rim((0.0, 90.0, 180.0, 270.0), (12.0, 7.0, 8.0, 10.0), Source.MEASURED)
TARGETS_SHARE = 0.9
"""Rings lie within this share of the rim, line and all."""


def glide(lifts: float) -> pygame.Surface:
    surface = still_layer(LAYOUT, None).copy()
    Sunrise(LAYOUT, still_layer(LAYOUT, None)).draw(surface, lifts)
    return surface


def pond(rung: int, rim: Rim = RIM, side: Side = Side.RIGHT, *no_go: Sector) -> pygame.Surface:
    setup = activity_named("harvest").setup(Conditions("", rung=rung), rim, no_go=no_go)
    spots, field = Spots.of(setup.parameters), FieldMap.of(LAYOUT, rim)
    home_deg = float(str(setup.parameters["gate_radius_deg"]))
    return pond_layer(Pond(LAYOUT, field, rim, side, spots, home_deg, no_go), None)


def koi_water(rim: Rim = RIM, side: Side = Side.RIGHT, *no_go: Sector) -> pygame.Surface:
    water = KoiWater(LAYOUT, FieldMap.of(LAYOUT, rim), rim, side, 3.6, no_go)
    return koi_layer(water, None)


PLACES = {
    "chase": (koi_water, RIM),
    "chase, a lopsided rim, left, reeds": (
        lambda: koi_water(LOPSIDED, Side.LEFT, Sector(200.0, 260.0)),
        LOPSIDED,
    ),
    "glide, before the sun": (lambda: glide(0), RIM),
    "glide, half way": (lambda: glide(RISEN / 2), RIM),
    "glide, the sun free": (lambda: glide(RISEN), RIM),
    "harvest, left": (lambda: pond(1, RIM, Side.LEFT), RIM),
    "harvest, a lopsided rim, reeds": (
        lambda: pond(6, LOPSIDED, Side.RIGHT, Sector(20.0, 110.0)),
        LOPSIDED,
    ),
}
each = pytest.mark.parametrize("name", PLACES)


def box(left: float, top: float, right: float, bottom: float) -> Mask:
    return polygon(
        [LAYOUT.at(*at) for at in ((left, top), (right, top), (right, bottom), (left, bottom))]
    )


@each
def test_mint_and_words_are_seen_in_front_of_it(name: str) -> None:
    paint, rim = PLACES[name]
    field, still = FieldMap.of(LAYOUT, rim), paint()
    mint = contrast(MINT, still, polygon(field.outline(rim, TARGETS_SHARE)))
    assert mint.median >= 3.0
    assert mint.worst_tenth >= 2.5
    column, sentence = box(1335, 150, 1880, 930), box(250, 955, 1050, 1030)
    assert contrast(INK, still, column).worst_tenth >= 7.0
    assert contrast(INK, still, sentence).worst_tenth >= 7.0
    assert contrast(MIST, still, column).median >= 7.0
