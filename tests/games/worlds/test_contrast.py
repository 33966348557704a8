"""LOOK's law of contrast on every place: where targets may lie, and behind the words."""

import pygame
import pytest

from games.engine.activity import Activity
from games.engine.draw.eye_panel import READ
from games.engine.draw.field import FieldMap
from games.engine.draw.mask import polygon
from games.engine.spots import Spots
from games.registry import activities, activity_named
from games.worlds.chase import KoiWater
from games.worlds.chase import still_layer as koi_layer
from games.worlds.glide import still_layer
from games.worlds.harvest import still_layer as pond_layer
from games.worlds.pond import Pond
from games.worlds.sunrise import RISEN, Sunrise
from tests.games.playing import STOOD_ON
from tests.games.worlds.contrast import contrast
from tests.games.worlds.seen import (
    LAYOUT,
    LOPSIDED,
    TARGETS_SHARE,
    assert_mint_is_seen,
    assert_words_are_seen,
    box,
)
from tools.gallery import PAST, RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side


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


@each
def test_mint_and_words_are_seen_in_front_of_it(name: str) -> None:
    paint, rim = PLACES[name]
    field, still = FieldMap.of(LAYOUT, rim), paint()
    assert_mint_is_seen(still, polygon(field.outline(rim, TARGETS_SHARE)))
    assert_words_are_seen(still)


@pytest.mark.parametrize("activity", activities().values(), ids=lambda each: each.name)
def test_words_are_seen_on_every_activitys_still_layer(activity: Activity) -> None:
    """The games' in their own places, the assessments' in the grey hour."""
    level, rim = STOOD_ON[activity.surface]
    setup = activity.setup(Conditions("", seconds=30.0, level=level), rim)
    scene = activity.scene(activity.stage(setup, LAYOUT, PAST))
    if activity.by_eye:
        # While it measures, the column is the therapist's, whose words are brighter.
        assert contrast(READ, scene._still, box(1335, 150, 1880, 930)).median >= 7.0
        assert_words_are_seen(scene._before)
    else:
        assert_words_are_seen(scene._still)
