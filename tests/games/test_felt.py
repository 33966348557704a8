"""A round by feel tells nothing of how it goes until it is over: no light, no number, no note."""

from collections.abc import Callable

import numpy as np
import pygame
import pytest

from games.engine.activity import Kind, Surface
from games.engine.draw.layout import Layout
from games.engine.phase import Phase
from games.engine.rules import Rules
from games.engine.scene import Onlooker
from games.engine.setup import TrialSetup
from games.engine.sound.listener import Listener
from games.engine.trial import Trial
from games.registry import activities, activity_named
from tests.games.sound.hearing import Heard, moment
from tests.games.steered_trial import balancing, follower, steered
from tools.gallery import PAST, RIM
from trainer.recording.conditions import Conditions
from trainer.recording.vocabulary import Feedback

TRAININGS = [
    name
    for name, one in activities().items()
    if one.kind is Kind.TRAINING and one.surface is Surface.DOME
]
LAYOUT = Layout((640, 360))
WHO = {"free_leg": balancing(1.0)}
"""Where being in the ring is not all that is asked for."""


def after(name: str, feedback: Feedback, until_s: float = 25.0) -> tuple[TrialSetup, Trial]:
    """A round of somebody who does what is asked for, until something was earned."""
    activity = activity_named(name)
    conditions = Conditions("", seconds=40.0, rung=4, feedback=feedback)
    setup = activity.setup(conditions, RIM, seed=3)
    trial = steered(activity, setup, WHO.get(name, follower()), until_s)
    assert trial.rules.earned
    return setup, trial


def picture(setup: TrialSetup, trial: Trial) -> np.ndarray:
    activity = activity_named(setup.conditions.activity)
    surface = pygame.Surface(LAYOUT.size, 0, 32)
    shown = Onlooker(trial).moment()
    activity.scene(activity.stage(setup, LAYOUT, PAST)).draw(surface, shown, trial.rules)
    return pygame.surfarray.array3d(surface).astype(int)


@pytest.mark.parametrize("name", TRAININGS)
def test_nothing_is_earned_or_lit_until_it_is_over(name: str) -> None:
    _, trial = after(name, Feedback.FEEL)
    shown = Onlooker(trial).moment()
    assert (shown.felt, shown.earned, shown.value, shown.lit) == (True, 0, 0.0, 0.0)
    _, whole = after(name, Feedback.FEEL, until_s=60.0)
    over = Onlooker(whole).moment()
    assert over.phase is Phase.FINISHED
    assert (over.felt, over.earned) == (False, whole.rules.earned)


@pytest.mark.parametrize("name", TRAININGS)
def test_with_the_light_it_is_told_at_once(name: str) -> None:
    _, trial = after(name, Feedback.LIGHT)
    shown = Onlooker(trial).moment()
    assert not shown.felt
    assert (shown.earned, shown.value) == (trial.rules.earned, trial.rules.shown) > (0, 0.0)


def nothing_more(rules: Rules) -> None:
    """A pool's lamps come from the moment alone."""


def none_home(rules: Rules) -> None:
    rules.home_at_s.clear()  # type: ignore[attr-defined]


def none_lit(rules: Rules) -> None:
    rules.lit_at_s.clear()  # type: ignore[attr-defined]


def nobody_joined(rules: Rules) -> None:
    rules.joined_at_s.clear()  # type: ignore[attr-defined]
    rules.together_s = 0.0  # type: ignore[attr-defined]


def all_missed(rules: Rules) -> None:
    for ring in rules.rings:  # type: ignore[attr-defined]
        ring.flown = False if ring.flown is not None else None


@pytest.mark.parametrize(
    ("name", "forget"),
    [
        ("bullseye", nothing_more),
        ("harvest", none_home),
        ("glide", all_missed),
        ("knee_lane", none_lit),
        ("chase", nobody_joined),
    ],
)
def test_the_picture_is_that_of_a_round_in_which_nothing_was_earned(
    name: str, forget: Callable[[Rules], None]
) -> None:
    pictures = {}
    for feedback in (Feedback.FEEL, Feedback.LIGHT):
        setup, trial = after(name, feedback)
        earning = picture(setup, trial)
        forget(trial.rules)
        trial.rules.earned, trial.rules.shown = 0, 0.0
        pictures[feedback] = earning, picture(setup, trial)
    assert np.array_equal(*pictures[Feedback.FEEL])
    assert not np.array_equal(*pictures[Feedback.LIGHT])


@pytest.mark.parametrize(("feedback", "notes"), [(Feedback.FEEL, 0), (Feedback.LIGHT, 3)])
def test_what_is_earned_makes_no_sound(feedback: Feedback, notes: int) -> None:
    heard, activity = Heard(), activity_named("bullseye")
    setup = activity.setup(Conditions("", feedback=feedback), RIM)
    listener = Listener(heard, setup, Kind.TRAINING)
    for second in range(1, 4):
        listener.hear(moment(earned=second), float(second))
    assert len(heard.notes) == notes
