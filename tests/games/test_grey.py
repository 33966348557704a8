"""The grey hour: what every assessment drawn in it keeps to."""

import numpy as np
import pygame
import pytest

from games.engine.activity import Activity
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL
from games.engine.phase import Phase
from games.engine.scene import Moment, Recent
from games.engine.scenes.grey import (
    ASIDE_ROOM,
    ASIDE_TIGHT,
    ASIDE_Y,
    BELOW_CROSS,
    BELOW_FIELD,
    GreyScene,
)
from games.engine.scenes.tap import WAIT
from games.engine.trial import Trial
from games.engine.words import STEP_ON_PLATE, Hindrance
from games.registry import activities
from tools.gallery import PAST, RIM
from trainer import texts
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.vocabulary import Eyes

SIZE = (640, 360)
IN_IT = ("limits", "blind_return", "tap", "circles", "rim_roll", "track", "steady-stance")
NOT_SEEN = tuple(name for name in IN_IT if Eyes.CLOSED in activities()[name].eyes)
each = pytest.mark.parametrize("name", IN_IT)


def scene_of(activity: Activity, eyes: Eyes = Eyes.OPEN) -> tuple[GreyScene, Trial]:
    setup = activity.setup(Conditions("", seconds=20.0, eyes=eyes), RIM)
    scene = activity.scene(activity.stage(setup, Layout(SIZE), PAST))
    assert isinstance(scene, GreyScene)
    trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
    return scene, trial


def drawn(scene: GreyScene, trial: Trial, phase: Phase, cursor=(1.0, -2.0)) -> np.ndarray:
    surface = pygame.Surface(SIZE, 0, 32)
    moment = Moment(phase, (0.0, 0.0, 3.0), Recent(), 20.0, cursor=cursor, lit=1.0, t_s=5.0)
    scene.draw(surface, moment, trial.rules)
    return pygame.surfarray.array3d(surface).astype(int)


@each
@pytest.mark.parametrize("phase", [Phase.READY, Phase.LEAD_IN, Phase.MEASURING])
def test_nothing_in_it_is_amber_and_it_stays_dark(name: str, phase: Phase) -> None:
    red, green, blue = np.moveaxis(drawn(*scene_of(activities()[name]), phase), -1, 0)
    assert not ((red > blue + 40) & (red > green)).any(), "amber and coral are earned elsewhere"
    assert np.median(red + green + blue) < 3 * 60


@each
def test_while_it_measures_no_light_follows_the_board_unless_it_is_asked_for(name: str) -> None:
    scene, trial = scene_of(activities()[name])
    here, there = (drawn(scene, trial, Phase.MEASURING, at) for at in ((3.0, 3.0), (-3.0, -3.0)))
    follows = bool((here != there).any())
    assert follows == bool(trial.rules.asked.cursor or trial.terms.cursor_visible)
    at_gate = [drawn(scene, trial, Phase.READY, at) for at in ((3.0, 3.0), (-3.0, -3.0))]
    assert (at_gate[0] != at_gate[1]).any(), "before the start it helps to find level"


@pytest.mark.parametrize("name", NOT_SEEN)
def test_with_eyes_closed_the_room_is_darker(name: str) -> None:
    activity = activities()[name]
    bright, dark = (
        drawn(*scene_of(activity, eyes), Phase.MEASURING)[:40, :40].mean() for eyes in Eyes
    )
    assert dark < bright


@pytest.mark.parametrize("name", ["tap", "steady-stance", "quiet-stance"])
def test_where_nothing_is_aimed_at_the_cross_stands_in_the_middle_of_the_screen(name: str) -> None:
    picture = drawn(*scene_of(activities()[name]), Phase.MEASURING).sum(axis=2)
    x, y = np.nonzero(picture[160:480, 60:290] > 600)
    assert (x.min() + x.max()) / 2 + 160 == pytest.approx(SIZE[0] / 2, abs=1.0)
    assert (y.min() + y.max()) / 2 + 60 == pytest.approx(0.48 * SIZE[1], abs=1.5)


def test_a_sentence_too_long_for_one_line_becomes_two_that_fit() -> None:
    scene, trial = scene_of(activities()["blind_return"])
    lettering, layout = scene.stage.lettering, scene.stage.layout
    long = "Bringen Sie das Licht in den Kreis, und spüren Sie genau hin, wo das ist"
    scene.sentence = lambda moment, rules: long  # type: ignore[method-assign]
    drawn(scene, trial, Phase.MEASURING)
    lines = [text for text, style in lettering.written if style is BODY and text in long]
    assert len(lines) == 2
    assert sorted(" ".join(lines).split()) == sorted(long.split())
    assert all(lettering.width(line, BODY) <= layout.px(BELOW_FIELD[2]) for line in lines)


def test_on_a_plate_there_is_no_level_to_find_and_nobody_is_asked_onto_a_board() -> None:
    activity = activities()["quiet-stance"]
    setup = activity.setup(Conditions("", seconds=20.0, level=NO_DOME), RIM)
    stage = activity.stage(setup, Layout(SIZE), PAST)
    scene, moment = GreyScene(stage), Moment(Phase.READY, (0.0, 0.0, 1.0), Recent(), 20.0)
    said = []
    for hindrance in (Hindrance.NOBODY, None):
        moment.hindrance = hindrance
        scene.draw(pygame.Surface(SIZE, 0, 32), moment, None)
        said.append({text for text, style in stage.lettering.written if style.from_board})
    assert said[0] == {STEP_ON_PLATE}
    assert said[1] - said[0] == {"Stand still and look at the cross"}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_therapists_line_of_a_tap_is_read_from_the_board_and_clear_of_the_sentence(
    language: str,
) -> None:
    texts.speak(language)
    scene, trial = scene_of(activities()["tap"])
    drawn(scene, trial, Phase.MEASURING)
    lettering, layout = scene.stage.lettering, scene.stage.layout
    words = texts.said(WAIT).format(count=0)
    lines = [text for text, style in lettering.written if style is LABEL and text in words]
    assert lines, "it is written in the size of the patient's labels"
    assert all(lettering.width(line, LABEL) <= layout.px(ASIDE_ROOM) for line in lines)
    above = (len(lines) - 1) * ASIDE_TIGHT * lettering.size_px(LABEL)
    first_y = layout.at(0, ASIDE_Y)[1] - above
    assert first_y - lettering.cap_px(LABEL) > layout.at(0, BELOW_CROSS[1])[1]
