"""Two rounds with the light, then one by feel, on a ladder of its own; by ear with eyes closed."""

from datetime import date

from games.engine.feedback import FELT_FROM_RUNG, next_feedback, rung_with
from trainer.recording.trial import PastRound
from trainer.recording.vocabulary import Eyes, Feedback, Outcome

TODAY, ENOUGH = date(2026, 3, 11), 15.0


def played(rung: int, feedback: Feedback = Feedback.LIGHT, counted: bool = True) -> PastRound:
    return PastRound(rung, Outcome.COMPLETED, 20.0, counted, TODAY, feedback=feedback)


def test_a_third_of_the_rounds_is_played_by_feel_once_the_light_is_mastered() -> None:
    rounds: list[PastRound] = []
    for _ in range(12):
        feedback = next_feedback(rounds, Eyes.OPEN)
        rounds.append(played(rung_with(feedback, rounds, TODAY, ENOUGH), feedback))
    assert [one.feedback is Feedback.FEEL for one in rounds] == [
        *(False,) * 5,
        *(True, False, False, True, False, False, True),
    ]
    assert [one.rung for one in rounds if one.feedback is Feedback.FEEL] == [3, 4, 5]
    assert [one.rung for one in rounds if one.feedback is Feedback.LIGHT][:6] == [1, 2, 3, 4, 5, 6]


def test_rounds_on_easy_rungs_or_that_do_not_count_are_followed_by_the_light() -> None:
    easy = [played(FELT_FROM_RUNG - 1), played(FELT_FROM_RUNG)]
    assert next_feedback(easy, Eyes.OPEN) is Feedback.LIGHT
    missed = [played(8), played(8, counted=False)]
    assert next_feedback(missed, Eyes.OPEN) is Feedback.LIGHT
    assert next_feedback([], Eyes.OPEN) is Feedback.LIGHT


def test_with_eyes_closed_every_round_is_by_ear() -> None:
    assert next_feedback([], Eyes.CLOSED) is Feedback.EAR


def test_the_rungs_of_one_feedback_say_nothing_about_the_other() -> None:
    rounds = [played(9), played(9), played(2, Feedback.FEEL)]
    assert rung_with(Feedback.FEEL, rounds, TODAY, ENOUGH) == 3
    assert rung_with(Feedback.LIGHT, rounds, TODAY, ENOUGH) == 10
