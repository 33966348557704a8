"""One made-up trial: what becomes of a fall, a hand, a lost link, pain; and what it is told by."""

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from games.registry import activity_named
from trainer.demo.boards import URI, boards
from trainer.demo.moving import Hold
from trainer.demo.round import About, Mishap, Trouble, played
from trainer.recording.conditions import Conditions
from trainer.recording.pain import Pain, pain_in
from trainer.recording.vocabulary import Outcome, Side, Source
from trainer.store.values import FinishedTrial

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BOARD = boards(AT)[0]


def a_round(
    activity: str = "steady-stance",
    seconds: float = 20.0,
    hold: Hold = Hold(8.0),  # noqa: B008  frozen
    trouble: Trouble | None = None,
    rung: int = 0,
) -> FinishedTrial:
    game = activity_named(activity)
    asked = Conditions(activity, side=Side.LEFT, level=2, seconds=seconds, rung=rung)
    setup = game.setup(asked, BOARD.rim(2), seed=5)
    about = About("trial", "DEMO-01", "visit", AT, BOARD)
    return played(game, setup, about, hold, np.random.default_rng(3), trouble)


def value_of(trial: FinishedTrial, name: str) -> float:
    return next(metric.value for metric in trial.metrics if metric.name == name)


@pytest.mark.parametrize("speed_deg_s", [5.0, 8.0, 12.0])
def test_the_board_is_measured_as_quick_as_it_was_made(speed_deg_s: float) -> None:
    trial = a_round(hold=Hold(speed_deg_s))
    assert trial.result.outcome is Outcome.COMPLETED
    assert value_of(trial, "mean_tilt_velocity") == pytest.approx(speed_deg_s, rel=0.12)


@pytest.mark.parametrize(
    ("hold", "trouble", "outcome"),
    [
        (Hold(8.0, falls_s=9.0), None, Outcome.FOOT_DOWN),
        (Hold(8.0, falls_s=9.0, rolls=True), None, Outcome.RIM_REST),
        (Hold(8.0), Trouble(Mishap.TOUCH, 9.0), Outcome.TOUCH),
        (Hold(8.0), Trouble(Mishap.LINK, 9.0), Outcome.INTERRUPTED),
        (Hold(8.0), Trouble(Mishap.PAIN, 9.0, Pain(7)), Outcome.PAIN),
        (Hold(40.0), None, Outcome.NOT_HELD),
    ],
    ids=["falls", "rolls", "touch", "link", "pain", "too unsteady"],
)
def test_what_happens_is_judged_by_the_rules(
    hold: Hold, trouble: Trouble | None, outcome: Outcome
) -> None:
    trial = a_round(hold=hold, trouble=trouble)
    assert trial.result.outcome is outcome
    assert trial.recording.outcome() is outcome
    assert trial.why_not


def test_pain_is_kept_with_its_score() -> None:
    trial = a_round(trouble=Trouble(Mishap.PAIN, 9.0, Pain(7)))
    assert pain_in(trial.recording.events) == Pain(7)


def test_a_void_trial_ran_to_its_end() -> None:
    trial = a_round(trouble=Trouble(Mishap.VOID))
    assert trial.result.outcome is Outcome.COMPLETED
    assert trial.recording.voided_reason()
    assert trial.why_not.startswith("declared void")


def test_a_training_goes_on_after_a_fall() -> None:
    trial = a_round("bullseye", 40.0, Hold(8.0, falls_s=9.0), rung=2)
    assert trial.result.outcome is Outcome.FOOT_DOWN
    assert trial.result.duration_s == pytest.approx(43.0)


@pytest.mark.parametrize("game", ["orbit", "slalom", "harvest", "glide", "chase"])
def test_who_moves_less_earns_more(game: str) -> None:
    steady, shaky = (a_round(game, 40.0, Hold(speed), rung=3) for speed in (5.0, 11.0))
    headline = steady.result.headline
    assert value_of(steady, headline) > value_of(shaky, headline) >= 0


def test_it_says_that_it_is_simulated() -> None:
    header = a_round().recording.header
    assert header.board.uri == URI
    assert header.conditions.envelope_source is Source.SIMULATED
    assert header.start.calibration.calibrated
    assert math.isclose(header.setup.rate_hz, 100.0)
