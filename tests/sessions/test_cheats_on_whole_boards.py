"""Cheats on whole simulated boards, from their wire bytes to the patient's history: none earns a
thing, and who stands there honestly does, until a touch is judged late.

`tests.games.test_bots` plays scripted samples and `test_cheats_earn_nothing` measures written
recordings; here a simulated board sends bytes, a visit plays them and a database keeps the trial.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import cos, sin, tau
from pathlib import Path
from typing import Any

import pytest

from games.engine.activity import Activity, Kind, Surface
from games.registry import activities
from tests.games.playing import placed_on_domes, shorten_wait, waits_for_the_patient
from tests.sessions.simulated_visit import visited
from trainer.cli.history_json import history_object as as_object
from trainer.metrics import version_of
from trainer.motion.exercises import EXERCISE
from trainer.recording.conditions import Chosen, Conditions
from trainer.recording.envelope import assumed_rim, no_rim
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.target import contact_intended
from trainer.recording.vocabulary import EventKind, Outcome
from trainer.sessions.correcting import Author, judge
from trainer.sessions.keeper import KeptTrial
from trainer.simulation.board_state import TICK_S
from trainer.store.store import Store

SECONDS, SLOW_SECONDS, RUNG = 5.0, 10.0, 3
MEASURING_S = 10.0
"""Since the board was switched on: well in the measured part of whoever holds the ring at once."""
BEYOND_DEG = 30.0
"""Farther than any rim: the board stops there."""
SWAY_DEG, SWAY_HZ = 0.4, 0.42
NOW = datetime.now(UTC)
Course = Callable[[float], tuple[float, float]]


def level(_t_s: float) -> tuple[float, float]:
    return (0.0, 0.0)


def along_the_rim(t_s: float) -> tuple[float, float]:
    """The rim-rider stands as asked up to the measured part, then rolls along the rim."""
    round_ = tau * 0.2 * t_s
    return (BEYOND_DEG * cos(round_), BEYOND_DEG * sin(round_)) if t_s > MEASURING_S else (0.0, 0.0)


def foot_down_and_back(t_s: float) -> tuple[float, float]:
    """The two-footed resumer puts a foot down for 2 s, then stands on the board with both."""
    down = MEASURING_S < t_s < MEASURING_S + 2.0
    return (0.0, BEYOND_DEG) if down else (0.0, 0.0)


def swaying(t_s: float) -> tuple[float, float]:
    """Less than anybody's own sway on a board: who stands there honestly is no stone."""
    turn = tau * SWAY_HZ * t_s
    return SWAY_DEG * cos(turn), SWAY_DEG * sin(turn)


class Steered(Steering):
    """A wish that follows a course, or without one the target, with some sway; a steered board asks
    for it once in each tick.
    """

    def __init__(self, course: Course | None) -> None:
        super().__init__()
        self.stimulus = Stimulus()
        self._course = course
        self._ticks = 0

    def wished(self) -> tuple[float, float]:
        self._ticks += 1
        if self._course is not None:
            return self._course(self._ticks * TICK_S)
        target = self.stimulus.shown()
        ap_deg, ml_deg = swaying(self._ticks * TICK_S)
        return (target.ap_deg + ap_deg, target.ml_deg + ml_deg) if target else (ap_deg, ml_deg)


@dataclass(frozen=True)
class Bot:
    """Who is on which simulated board, how the trial ends, where a steered board is tilted."""

    board: str
    ends: tuple[Outcome, ...]
    course: Course | None = level
    dome: int = 2


NOBODY_CAME, TOUCH = (Outcome.STOPPED,), (Outcome.TOUCH,)
FOOT_DOWN, COMPLETED = (Outcome.FOOT_DOWN,), (Outcome.COMPLETED,)
ON_RIM = (Outcome.RIM_REST, Outcome.COMPLETED)
"""Resting on the rim ends an assessment; a training goes on, and its rim time is too long."""
HONEST, STEERED = "sim:patient?skill=0.9", "sim:keys?level=2"
CHEATS = {
    Surface.DOME: {
        "nobody on cells": Bot("sim:patient?nobody=1&cells=80", NOBODY_CAME),
        "rail held on cells": Bot("sim:patient?skill=0.9&rail=0.3&cells=80", TOUCH),
        "rail held by its strip": Bot("sim:patient?skill=0.9&rail=0.3&contacts=1", TOUCH),
        "rim ridden": Bot(STEERED, ON_RIM, along_the_rim),
        "rim ridden on cells": Bot(f"{STEERED}&cells=80", ON_RIM, along_the_rim),
        "resumed on two feet": Bot(STEERED, FOOT_DOWN, foot_down_and_back),
        "resumed on two feet on cells": Bot(f"{STEERED}&cells=80", FOOT_DOWN, foot_down_and_back),
    },
    Surface.PLATE: {
        "nobody": Bot("sim:plate?nobody=1", NOBODY_CAME),
        "rail held": Bot("sim:plate?rail=0.3", TOUCH),
    },
    Surface.FLOOR: {
        # The sensors lie somewhere: no repetition is seen.
        "nobody": Bot("sim:floor?nobody=1", COMPLETED),
    },
}
"""The bots of each surface. A strip or a mat is fitted to a board on a dome alone."""
HONESTLY = {
    Surface.DOME: {
        "no cells": Bot(HONEST, COMPLETED),
        "cells": Bot(f"{HONEST}&cells=80", COMPLETED),
        "contacts": Bot(f"{HONEST}&contacts=1", COMPLETED),
        "steered": Bot(STEERED, COMPLETED, course=None),
    },
    Surface.PLATE: {"plate": Bot("sim:plate", COMPLETED)},
    Surface.FLOOR: {"floor": Bot("sim:floor?skill=0.9", COMPLETED)},
}


IN_TURN = (
    ("rim ridden", "rim ridden on cells"),
    ("resumed on two feet", "resumed on two feet on cells"),
    ("no cells", "cells"),
    ("contacts", "steered"),
)
"""One activity on a dome plays the second of such a pair, the next one the first: what sees the
cheat is the same for all. `tests.games.test_bots` takes the other half of the boards with cells.
"""


def cases(bots: dict[Surface, dict[str, Bot]]) -> list[object]:
    """Every activity there is with the bots of what it is played on; to ride the rim is no cheat
    where the rim is asked for.
    """
    return [
        pytest.param(activity, bot, id=f"{activity.name}, {name}")
        for place, activity in placed_on_domes(activities().values())
        for name, bot in bots[activity.surface].items()
        if bot.course is not along_the_rim or not _wants_rim(activity)
        if not any(name in pair and name != pair[1 - place % 2] for pair in IN_TURN)
    ]


def empty_domes() -> list[object]:
    """Every activity on a dome, with nobody on it: one of the five domes each, in turn."""
    return [
        pytest.param(
            activity,
            Bot(f"sim:patient?nobody=1&level={dome}", NOBODY_CAME, dome=dome),
            id=f"{activity.name}, nobody on dome {dome}",
        )
        for place, activity in placed_on_domes(activities().values())
        if activity.surface is Surface.DOME
        for dome in (1 + place % 5,)
    ]


def _wants_rim(activity: Activity) -> bool:
    return contact_intended(activity.setup(Conditions(""), assumed_rim(2)).parameters)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('bots') / 'baps.db'}") as opened:
        yield opened


@pytest.fixture
def code(request: pytest.FixtureRequest) -> str:
    """A patient of this test alone."""
    return f"bot-{abs(hash(request.node.name))}"


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_wait(monkeypatch)


def played(store: Store, code: str, activity: Activity, bot: Bot, folder: Path) -> KeptTrial:
    """The one trial of a new patient, played as `baps play --fast` plays it, and stored."""
    asked = Conditions(activity.name, level=bot.dome, seconds=_seconds(activity))
    steered, chosen = Steered(bot.course), Chosen(rung=RUNG)
    board = bot.board + _exercising(activity)
    with visited(store, code, board, folder, steered, chosen) as (visit, stimulus):
        steered.stimulus = stimulus
        return visit.play_headless(activity, asked, 1, stimulus, lambda _: None)


def _seconds(activity: Activity) -> float:
    """A slow squat with a bead takes longer than the whole of a short trial."""
    return SLOW_SECONDS if activity.by_thigh else SECONDS


def _exercising(activity: Activity) -> str:
    """What the simulated patient on the floor is told to do, for the end of its board's URI."""
    if activity.surface is not Surface.FLOOR:
        return ""
    exercise = activity.setup(Conditions(""), no_rim()).parameters[EXERCISE]
    return f"&exercise={exercise}"


@dataclass(frozen=True)
class Earned:
    """What `history --json` says of a patient's one trial, the scores to beat, the next rung."""

    trial: dict[str, Any]
    scores: tuple[float, ...]
    rung: int


def earned(store: Store, code: str, activity: Activity, kept: KeptTrial) -> Earned:
    (series,) = as_object(store.history(code))["series"]
    (trial,) = series["trials"]
    conditions, headline = kept.recording.header.conditions, activity.headline.name
    past = store.past_scores(code, conditions, headline, version_of(headline))
    rounds = store.before_trial(code, conditions, 0, simulated=True).rounds
    return Earned(
        trial,
        past.values,
        activity.rung(_seconds(activity), rounds, date.today(), conditions.feedback),
    )


def assert_earned_nothing(got: Earned) -> None:
    assert got.trial["valid"] is False
    assert got.trial["why"]
    assert got.scores == ()
    assert got.rung <= RUNG


@pytest.mark.parametrize(("activity", "bot"), [*cases(CHEATS), *empty_domes()])
def test_a_cheat_is_stored_with_its_reason_and_earns_neither_score_nor_rung(
    store: Store, tmp_path: Path, code: str, activity: Activity, bot: Bot
) -> None:
    kept = played(store, code, activity, bot, tmp_path)
    assert kept.result.outcome in bot.ends
    assert_earned_nothing(earned(store, code, activity, kept))
    if bot.course is foot_down_and_back and activity.kind is Kind.TRAINING:
        assert kept.recording.first(EventKind.RESUME), "it never went on after the foot"


@pytest.mark.parametrize(("activity", "bot"), cases(HONESTLY))
def test_who_stands_there_honestly_earns_a_score_and_a_harder_rung_until_a_touch_is_judged_late(
    store: Store, tmp_path: Path, code: str, activity: Activity, bot: Bot
) -> None:
    kept = played(store, code, activity, bot, tmp_path)
    honest = earned(store, code, activity, kept)
    assert (kept.result.outcome, honest.trial["why"]) == (Outcome.COMPLETED, "")
    assert honest.trial["valid"] is True
    # In so short a trial more is asked of a reach than there is time for.
    waits = waits_for_the_patient(activity, kept.recording.header.parameters)
    assert len(honest.scores) == 1 or waits
    assert honest.rung == (RUNG + 1 if activity.kind is Kind.TRAINING else 0)
    judge(store, kept.recording.header.trial_id, Outcome.TOUCH, Author("JD", NOW))
    late = earned(store, code, activity, kept)
    assert_earned_nothing(late)
    assert "time_to_failure_s" not in late.trial["metrics"]
