"""Who cheats the numbers, on every activity and board: none earns a valid one.

Each is played as headless play plays it, on a board with load cells or on one without. Without
cells and contacts nothing can feel a hand on the rail: there the therapist's button tells.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from games.engine.activity import Activity, Surface
from games.engine.control import Judge
from games.engine.player import Round, play_headless
from games.replay import measure_recording, replay_trial
from tests.games.playing import (
    STOOD_ON,
    Kept,
    placed_on_domes,
    recording_of,
    shorten_wait,
    standing,
    waits_for_the_patient,
)
from tests.games.quick_feed import BODY_N, LOAD_HZ, QuickFeed
from tests.games.test_sweep import EVERY
from tools.gallery import RIM
from tools.scripted import Motion, at_rest, held, sway, then
from trainer.metrics import TrialMeasures
from trainer.recording.columns import FloatArray
from trainer.recording.conditions import Conditions
from trainer.recording.load import LoadCalibration, LoadSetup
from trainer.recording.samples import FLAG_BUTTON_DOWN, FLAG_FOOT_ON_MAT, FLAG_HAND_ON_RAIL
from trainer.recording.target import contact_intended
from trainer.recording.vocabulary import EventKind, Outcome

SECONDS, WHOLE_S = 5.0, 45.0
CELLS = LoadSetup(LOAD_HZ, LoadCalibration(newton_per_count=(1.0,) * 4), BODY_N)
STANDS = held(0.3, 0.2)
RAISED_S, BACK_S = 7.0, 9.0
"""When the two-footed resumer's foot goes down, and when it is on the board."""


def rim_ride(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Along the rim, always moving."""
    direction = 2 * np.pi * 0.2 * t_s
    ap, ml = np.cos(direction), np.sin(direction)
    tilt_deg = RIM.limit_deg(ap, ml)
    return 0.98 * tilt_deg * ap, 0.98 * tilt_deg * ml


def nobody(_t_s: float) -> float:
    return 0.0


def whole_weight(_t_s: float) -> float:
    return 1.0


def foot_beside(t_s: float) -> float:
    return 0.3 if RAISED_S <= t_s < BACK_S else 1.0


@dataclass(frozen=True)
class Bot:
    """What the board and the switches do; `share` is the part of the weight on the board.

    On the floor the patient does the exercise all the time, or not at all.
    """

    motion: Motion
    share: Callable[[float], float] = whole_weight
    flags: tuple[int, float, float] = (0, 0.0, 0.0)
    judged: Outcome | None = None
    exercises: bool = True


EMPTY = {
    "nobody, level": Bot(at_rest(0.0, 0.0), nobody, exercises=False),
    "nobody, at rest at 2.3 deg": Bot(at_rest(2.3, 0.0), nobody, exercises=False),
    "nobody, on the rim": Bot(at_rest(0.0, 9.9), nobody, exercises=False),
    "stepped off": Bot(
        then(STANDS, 6.0, at_rest(2.3, 0.0)), lambda t_s: float(t_s < 6.0), exercises=False
    ),
}
RIDING = "riding the rim"
ON_RIM = {
    RIDING: Bot(then(STANDS, 3.0, rim_ride)),
    "resting on the rim": Bot(then(STANDS, 6.0, at_rest(0.0, 9.9))),
}
HOLDING = {
    "rail held, felt by the strip": Bot(STANDS, flags=(FLAG_HAND_ON_RAIL, 0.0, WHOLE_S)),
    "rail held, seen by the therapist": Bot(STANDS, flags=(FLAG_BUTTON_DOWN, 7.0, 7.3)),
    "touch judged late": Bot(STANDS, judged=Outcome.TOUCH),
}
HOLDING_WEIGHED = {"rail held, felt by the cells": Bot(STANDS, lambda _t_s: 0.9)}
RESUMING = {
    "both feet on the board after a foot on the mat": Bot(
        STANDS, foot_beside, flags=(FLAG_FOOT_ON_MAT, RAISED_S, BACK_S)
    ),
}
RESUMING_ON_BOARD = {
    "both feet on the board after a foot down": Bot(
        then(then(STANDS, RAISED_S, at_rest(0.0, 9.9)), BACK_S, STANDS), foot_beside
    ),
}
ON_FLOOR = {**EMPTY, **HOLDING, **RESUMING}
ANYWHERE = {**ON_FLOOR, **RESUMING_ON_BOARD}
BOTS = {
    (Surface.DOME, False): {**ANYWHERE, **ON_RIM},
    (Surface.DOME, True): {**ANYWHERE, **ON_RIM, **HOLDING_WEIGHED},
    (Surface.PLATE, True): {**ANYWHERE, **HOLDING_WEIGHED},
    # Without cells a plate sees nobody, whatever is done on it.
    (Surface.PLATE, False): {"standing": Bot(STANDS), **ANYWHERE},
    # On the floor there is neither a rim nor a cell: only mat and therapist see the other foot.
    (Surface.FLOOR, False): ON_FLOOR,
}
WITH_CELLS = {surface: [cells for on, cells in BOTS if on is surface] for surface in Surface}


def cheats(activity: Activity, cells: bool) -> dict[str, Bot]:
    """Who earns nothing in it; to ride the rim is no cheat where the rim is asked for."""
    bots = dict(BOTS[activity.surface, cells])
    if contact_intended(activity.setup(Conditions(""), RIM).parameters):
        del bots[RIDING]
    return bots


def boards(place: int, activity: Activity) -> list[bool]:
    """Whether its board has cells: on a dome one activity's has none, and the next one's has.

    In `tests.sessions.test_cheats_on_whole_boards` it is the other way round.
    """
    found = WITH_CELLS[activity.surface]
    return [place % 2 == 1] if activity.surface is Surface.DOME else found


CASES = [
    pytest.param(activity, cells, bot, id=f"{activity.name}, {'' if cells else 'no '}cells, {name}")
    for place, activity in placed_on_domes(EVERY)
    for cells in boards(place, activity)
    for name, bot in cheats(activity, cells).items()
]


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_wait(monkeypatch)


def measured(activity: Activity, cells: bool, bot: Bot) -> TrialMeasures:
    """The numbers of a bot's trial, and its end replayed from the recording alone."""
    level, rim = STOOD_ON[activity.surface]
    setup = activity.setup(Conditions("", seconds=SECONDS, level=level), rim)
    if cells:
        setup = replace(setup, least_load_n=BODY_N / 2, body_weight_n=BODY_N)
    feed = QuickFeed(bot.motion, WHOLE_S, bot.share if cells else None, bot.flags)
    if activity.surface is Surface.PLATE:
        feed.samples.ap_deg[:] = feed.samples.ml_deg[:] = 0.0
    if activity.surface is Surface.FLOOR:
        worn = recording_of(setup, feed.samples)
        feed.body = (worn if bot.exercises else standing(worn)).body
    kept = Kept()
    played = Round(activity, setup, feed, kept)
    result = play_headless(played)
    (end,) = [event.index for event in kept.events if event.kind is EventKind.END]
    recording = recording_of(setup, feed.samples[:end], kept.events)
    if not bot.exercises and recording.header.sacrum is not None:
        recording = standing(recording)
    if cells:
        header = replace(recording.header, load=CELLS)
        recording = replace(recording, header=header, load=feed.load)
    trial = replay_trial(recording, activity=activity)
    assert trial.result() == result
    if bot.judged is not None:
        trial.drain()
        trial.control(Judge(bot.judged))
        recording = replace(recording, events=(*recording.events, *trial.drain()))
    return measure_recording(recording, activity)


@pytest.mark.parametrize(("activity", "cells", "bot"), CASES)
def test_none_of_them_earns_a_number_that_counts(activity: Activity, cells: bool, bot: Bot) -> None:
    assert measured(activity, cells, bot).why_not


@pytest.mark.parametrize(
    ("activity", "cells"),
    [
        pytest.param(activity, cells, id=f"{activity.name}, {'' if cells else 'no '}cells")
        for activity in EVERY
        for cells in WITH_CELLS[activity.surface]
        if cells or activity.surface is not Surface.PLATE
    ],
)
def test_who_really_stands_there_does(activity: Activity, cells: bool) -> None:
    measures = measured(activity, cells, Bot(sway(1.6)))
    assert not measures.why_not
    headline = activity.headline.name
    level, rim = STOOD_ON[activity.surface]
    setup = activity.setup(Conditions("", seconds=SECONDS, level=level), rim)
    if waits_for_the_patient(activity, setup.parameters):
        # Standing is not all that is asked for: the reason says what is missing.
        assert measures.value(headline) is not None or measures.omitted[headline]
    else:
        assert measures.value(headline) is not None
