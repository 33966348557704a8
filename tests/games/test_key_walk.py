"""The event button alone around a trial: it walks over the keys once it was held."""

import pytest

from tests.games.button_feed import ButtonFeed
from tests.games.ended_trials import OVER, play
from tools.scripted import held
from trainer.metrics.repeats import REST_S
from trainer.recording.pain import Pain, pain_in
from trainer.recording.vocabulary import Outcome, PainPlace

ACTIVITIES = pytest.mark.parametrize("activity", ["bullseye", "steady-stance"])
OUTSIDE = held(9.0, 0.0)


@ACTIVITIES
@pytest.mark.parametrize(
    ("row", "pain", "goes_on"),
    [
        ("-" + "......." + "-" + "-" + "-", Pain(7, PainPlace.KNEE_FRONT), False),
        ("-" + "..." + "-" + "...." + "-" + "-", Pain(3, PainPlace.HIP), True),
    ],
    ids=["7 locks", "3 goes on"],
)
def test_who_holds_until_a_trial_ends_says_pain_and_how_much_and_where(
    window, activity: str, row: str, pain: Pain, goes_on: bool
) -> None:
    ended, kept = play(window, ButtonFeed({1.0: ".", 6.0: "-" + row}), activity)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.PAIN
    assert ended.result.duration_s > 0.0, "it was under way"
    assert pain_in(kept.events) == pain
    assert ended.goes_on_after_pain is goes_on


@ACTIVITIES
def test_pain_is_said_before_the_start_too(window, activity: str) -> None:
    ended, kept = play(
        window, ButtonFeed({1.0: ".", 3.0: "--" + "..-" + "-" + "-"}, motion=OUTSIDE), activity
    )
    assert ended.result is not None
    assert (ended.result.outcome, ended.result.duration_s) == (Outcome.PAIN, 0.0)
    assert pain_in(kept.events) == Pain(2, PainPlace.KNEE_FRONT)


@ACTIVITIES
def test_it_was_no_pain_and_the_trial_was_only_stopped(window, activity: str) -> None:
    ended, kept = play(window, ButtonFeed({1.0: ".", 6.0: "-" + ".-"}), activity)
    assert ended.again
    assert [result.outcome for result in kept.results] == [Outcome.STOPPED]


@ACTIVITIES
def test_pain_that_was_chosen_by_mistake_is_taken_back(window, activity: str) -> None:
    to_mistake = "." * 11 + "-"
    feed = ButtonFeed({1.0: ".", 6.0: "--" + to_mistake}, escapes_s=20.0)
    ended, kept = play(window, feed, activity)
    assert ended.result is not None
    assert ended.result.outcome is Outcome.STOPPED
    assert pain_in(kept.events) == Pain()


@ACTIVITIES
@pytest.mark.parametrize(
    "today", [(), (Outcome.COMPLETED,) * 2], ids=["the first", "the last of a set"]
)
def test_what_follows_a_trial_is_left_by_holding_and_walking_to_the_last_key(
    window, activity: str, today: tuple[Outcome, ...]
) -> None:
    ended, _ = play(window, ButtonFeed({1.0: ".", OVER + 4: "-" + ".." + "-"}), activity, today)
    assert not ended.again
    assert ended.result is not None
    assert ended.result.outcome is Outcome.COMPLETED
    assert ended.shown_s < REST_S


def test_an_instruction_is_left_by_holding_and_walking(window) -> None:
    ended, _ = play(window, ButtonFeed({1.0: "-..-"}))
    assert ended.result is None


def test_a_touch_stays_a_touch_and_a_press_before_the_start_of_no_account(window) -> None:
    ended, _ = play(window, ButtonFeed({1.0: ".", 2.0: ".", 6.5: "."}, escapes_s=OVER))
    assert ended.result is not None
    assert ended.result.outcome is Outcome.TOUCH
