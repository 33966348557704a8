"""Every activity on either leg in every mode: it plays, and a replay has its score and picture.

`test_sweep` has every activity in its usual mode; here people of three skills play. The places are
painted once for all of it.
"""

from itertools import product
from pathlib import Path

import numpy as np
import pygame
import pytest

from games.engine.activity import Kind, Surface
from games.engine.draw.layout import Layout
from games.engine.scene import Onlooker
from games.engine.setup import Station, TrialSetup
from games.pictures import draw_moment
from games.registry import activities, activity_named
from games.replay import replay_trial
from tests.games.rounds_played import Board, moved, patient_of, setup_of
from tests.games.test_ladders import TRAININGS
from tools.gallery import PAST
from trainer.recording.vocabulary import EventKind, Eyes, Feedback, Side

SMALL, LARGE = (640, 360), (1920, 1080)
SECONDS, LOOKS_AT_S, AT_MOST_S = 4.0, 5.0, 20.0
ASSESSMENTS = {
    name: each
    for name, each in activities().items()
    if each.kind is Kind.ASSESSMENT and each.surface is not Surface.PLATE
}
"""Nobody is simulated on a plate here: `test_sweep` has who stands there."""
MODES = (Feedback.LIGHT, Feedback.FEEL, Feedback.EAR)
SKILLS = (0.9, 0.5, 0.1)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Station:
    """Where all of these tests find what one of them has painted."""
    folder: Path = tmp_path_factory.mktemp("stills")
    return Station(stills_folder=folder)


def setup_for(name: str, side: Side, mode: Feedback, station: Station, rung: int) -> TrialSetup:
    eyes = Eyes.CLOSED if mode is Feedback.EAR else Eyes.OPEN
    activity = activity_named(name)
    asked = {"side": side, "eyes": eyes, "feedback": mode, "station": station}
    return setup_of(activity, rung, SECONDS, **asked)


class Watched:
    """A round from its first sample on, and the picture of it at one moment."""

    def __init__(self, setup: TrialSetup, skill: float, size: tuple[int, int]) -> None:
        activity = activity_named(setup.conditions.activity)
        self.trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
        self.setup, self.board = setup, Board(setup, self.trial)
        self._onlooker = Onlooker(self.trial)
        self.picture, self.drawn_at = pygame.Surface(size, 0, 32), 0
        scene = activity.scene(activity.stage(setup, Layout(size), PAST))
        patient = patient_of(setup, skill, seed=1)
        while not self.trial.finished and self.board.passed_s < AT_MOST_S:
            self.board.pass_on(moved(patient, self.trial.shown_target()))
            self._onlooker.see(self.board.samples[-1])
            if self.trial.running_s >= LOOKS_AT_S and not self.drawn_at:
                scene.draw(self.picture, self._onlooker.moment(), self.trial.rules)
                self.drawn_at = self.trial.consumed

    def check_replay(self) -> None:
        """The recording alone gives the same score, end and picture."""
        activity = activity_named(self.setup.conditions.activity)
        shown, result = self.trial.rules.shown, self.trial.result()
        recording = self.board.recording(self.setup)
        again = replay_trial(recording)
        assert (again.rules.shown, again.result()) == (shown, result)
        start = recording.first(EventKind.START)
        if not self.drawn_at or start is None:
            return
        times = recording.samples.t_s
        at_s = times[self.drawn_at - 1] - times[start.index] + 1e-9
        size = self.picture.get_size()
        drawn = draw_moment(activity, self.setup, recording, at_s, size=size, past=PAST)
        live, replayed = (pygame.surfarray.array3d(one) for one in (self.picture, drawn))
        assert live[::4, ::4].std() > 2
        assert np.array_equal(live, replayed)


@pytest.mark.parametrize(("side", "mode"), list(product((Side.LEFT, Side.RIGHT), MODES)))
@pytest.mark.parametrize("name", TRAININGS)
def test_a_round_in_any_mode_on_either_leg_is_the_same_when_replayed(
    name: str, side: Side, mode: Feedback, station: Station
) -> None:
    """The three modes are played by people of three skills; a skilled one always gets to it."""
    skill = SKILLS[MODES.index(mode)] if side is Side.LEFT else SKILLS[0]
    watched = Watched(setup_for(name, side, mode, station, rung=2), skill, SMALL)
    assert watched.drawn_at or skill < SKILLS[0]
    watched.check_replay()


@pytest.mark.parametrize("name", TRAININGS)
def test_a_round_on_a_large_screen_is_the_same_when_replayed(name: str, station: Station) -> None:
    watched = Watched(setup_for(name, Side.RIGHT, Feedback.LIGHT, station, rung=2), 0.9, LARGE)
    assert watched.drawn_at
    watched.check_replay()


def _cases() -> list[object]:
    """Every assessment with a dome or the floor, on either leg, with the eyes that it may have."""
    return [
        pytest.param(name, side, eyes, id=f"{name}-{side.value}-{eyes.value}")
        for name, activity in ASSESSMENTS.items()
        for side in (Side.LEFT, Side.RIGHT)
        for eyes in sorted(activity.eyes)
    ]


@pytest.mark.parametrize(("name", "side", "eyes"), _cases())
def test_an_assessment_on_either_leg_is_the_same_when_replayed(
    name: str, side: Side, eyes: Eyes, station: Station
) -> None:
    """By people of three skills; a skilled one, on the right leg, is seen on a large screen."""
    activity = activity_named(name)
    asked = {"side": side, "eyes": eyes, "station": station}
    for skill in SKILLS if side is Side.LEFT else SKILLS[:1]:
        setup = setup_of(activity, 0, SECONDS, **asked)
        watched = Watched(setup, skill, SMALL if side is Side.LEFT else LARGE)
        assert watched.drawn_at or skill < SKILLS[0]
        watched.check_replay()
