"""The words of the four directions stand where no line crosses them, in every language."""

from math import hypot

import numpy as np
import pygame
import pytest

from games.engine.activity import Activity, Surface
from games.engine.draw.ends import EDGE, Ends
from games.engine.draw.field import RING_WIDTH, FieldMap
from games.engine.draw.gate_arc import arc_reach_px
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import SHOUTED
from games.engine.phase import Pause, Phase
from games.engine.scene import Moment, Recent, Stage
from games.engine.scenes.field import FieldScene
from games.engine.scenes.pause import ROOM, PauseView
from games.engine.setup import number
from games.registry import activities
from tools.gallery import PAST, RIM
from trainer import texts
from trainer.recording.conditions import Conditions
from trainer.recording.vocabulary import Side, Stance

ON_DOME = [a for a in activities().values() if a.surface is Surface.DOME]
SIZES = [(640, 360), (1280, 720), (1920, 1080)]
SMALL = SIZES[0]


@pytest.fixture(autouse=True, params=texts.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return texts.speak(request.param)


def stage_of(activity: Activity, size: tuple[int, int], side: Side = Side.RIGHT) -> Stage:
    stance = Stance.TWO_LEG if side is Side.BOTH else Stance.SINGLE_LEG
    setup = activity.setup(Conditions("", side, stance, seconds=20.0, rung=4), RIM)
    return activity.stage(setup, Layout(size), PAST)


def ends_of(stage: Stage) -> tuple[Ends, FieldMap, float]:
    field = FieldMap.of(stage.layout, stage.setup.rim)
    ring_px = number(stage.setup.parameters, "gate_radius_deg") * field.px_per_deg
    return Ends(stage, field, arc_reach_px(stage.layout, ring_px)), field, ring_px


def nearest_px(area: pygame.Rect, x: float, y: float) -> float:
    across = max(area.left - x, x - area.right, 0.0)
    down = max(area.top - y, y - area.bottom, 0.0)
    return hypot(across, down)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("side", Side)
def test_neither_ring_nor_arc_crosses_a_word_in_any_activity(
    size: tuple[int, int], side: Side
) -> None:
    for activity in ON_DOME:
        stage = stage_of(activity, size, side)
        ends, field, ring_px = ends_of(stage)
        reach_px = max(arc_reach_px(stage.layout, ring_px), ring_px + RING_WIDTH)
        for area in ends.areas:
            assert nearest_px(area, *field.centre) > reach_px, (activity.name, area)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("side", Side)
def test_the_words_stay_on_the_screen_and_off_the_column_and_the_rim(
    size: tuple[int, int], side: Side
) -> None:
    stage = stage_of(activities()["bullseye"], size, side)
    (ends, field, _), layout = ends_of(stage), stage.layout
    line = np.array(field.outline(stage.setup.rim))
    for area in ends.areas:
        assert area.left >= layout.at(EDGE, 0)[0] - 1.5
        assert area.right <= layout.column - layout.px(EDGE) + 1.5
        assert not any(area.collidepoint(point) for point in line.tolist())


def test_the_picture_of_the_gate_has_no_pixel_of_its_arc_in_a_word() -> None:
    activity = activities()["bullseye"]
    stage = stage_of(activity, SMALL)
    scene = FieldScene(stage)
    trial = activity.trial(
        stage.setup.conditions, stage.setup.rim, stage.setup.parameters, stage.setup.seed
    )
    gate_deg = number(stage.setup.parameters, "gate_radius_deg")
    pictures = []
    for held in (0.5 / 36 - 1e-6, 1.0):
        surface = pygame.Surface(SMALL, 0, 32)
        moment = Moment(Phase.READY, (0.0, 0.0, gate_deg), Recent(), 20.0)
        moment.hold_share = held
        scene.draw(surface, moment, trial.rules)
        pictures.append(pygame.surfarray.array3d(surface).astype(int))
    changed = np.abs(pictures[1] - pictures[0]).max(axis=2) > 20
    assert changed.sum() > 300, "the arc was drawn"
    assert not any(changed[a.left : a.right, a.top : a.bottom].any() for a in scene._ends.areas)


def test_what_the_hands_do_fits_into_the_column() -> None:
    stage = stage_of(activities()["bullseye"], SMALL)
    scene, column = FieldScene(stage), stage.layout.column
    surface = pygame.Surface(SMALL, 0, 32)
    before = {text for text, _ in stage.lettering.written}
    scene._column.draw(surface, Moment(Phase.READY, (0.0, 0.0, 3.0), Recent(), 20.0))
    new = [(text, style) for text, style in stage.lettering.written if text not in before]
    assert new
    for text, style in new:
        assert stage.lettering.width(text, style) <= min(
            stage.layout.column_width, SMALL[0] - column
        )


def test_every_line_of_a_pause_fits_on_the_screen() -> None:
    stage = stage_of(activities()["bullseye"], SMALL)
    view = PauseView(stage, pygame.Surface(SMALL, 0, 32))
    for pause in Pause:
        for may_continue in (False, True):
            moment = Moment(Phase.PAUSED, (0.0, 0.0, 3.0), Recent(), 20.0, pause=pause)
            moment.may_continue = may_continue
            view.draw(pygame.Surface(SMALL, 0, 32), moment)
    written = [(text, style) for text, style in stage.lettering.written if style in SHOUTED]
    assert written
    for text, style in written:
        assert stage.lettering.width(text, style) <= stage.layout.px(ROOM), text
