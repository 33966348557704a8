"""Know your own noise: who still has to come, and what the noise is once everybody has."""

from dataclasses import replace

from tests.progress.days import ANCHOR, OTHER_LEG, SPEED, history, leg, logs
from trainer.progress import own_noise
from trainer.recording.history import History
from trainer.recording.vocabulary import Side, Stance


def volunteer(code: str, left: int, right: int, gain: float = 0.0) -> History:
    days = logs([0.0, gain])
    legs = [leg(days[:n], c) for n, c in ((left, ANCHOR), (right, OTHER_LEG)) if n]
    return replace(history(*legs), patient_code=code)


def test_nobody_yet() -> None:
    found = own_noise([volunteer("S-1", 0, 0)], SPEED)
    assert found.task is None
    assert (found.done, found.noise.enough) == (0, False)
    assert found.words.startswith("nobody has been measured yet")


def test_each_volunteer_is_told_what_is_missing() -> None:
    people = [volunteer("S-1", 2, 2), volunteer("S-2", 2, 1), volunteer("S-3", 1, 0)]
    found = own_noise(people, SPEED)
    assert [each.missing for each in found.volunteers] == [
        (),
        ("right leg: one more day",),
        ("left leg: one more day", "right leg: two days"),
    ]
    assert found.volunteers[1].days == {Side.LEFT: 2, Side.RIGHT: 1}
    assert found.done == 1
    assert found.words.startswith("1 of 10 people have all their days")


def test_a_day_on_which_too_few_trials_count_is_no_day() -> None:
    poor = history(leg([[8.0] * 3, [8.0, None, None]]))
    assert own_noise([poor], SPEED).volunteers[0].days == {Side.LEFT: 1}


def test_two_legs_are_one_test() -> None:
    two_legs = replace(ANCHOR, side=Side.BOTH, stance=Stance.TWO_LEG)
    found = own_noise([history(leg(logs([0.0]), two_legs))], SPEED)
    assert found.volunteers[0].missing == ("one more day",)


def test_ten_people_know_their_noise() -> None:
    people = [volunteer(f"S-{n}", 2, 2, 0.02 * n) for n in range(10)]
    found = own_noise(people, SPEED)
    assert (found.done, found.noise.people, found.noise.enough) == (10, 10, True)
    assert found.words == (
        "on the same leg without change, speed of the board differs in two of three pairs of "
        "visits by less than 6 %; a change must be larger than −13 % to +15 % at two visits "
        "running (from 10 people of the staff alone)"
    )


def test_ten_people_with_one_leg_each_know_nothing_yet() -> None:
    people = [volunteer(f"S-{n}", 2, 0, 0.02 * n) for n in range(10)]
    found = own_noise(people, SPEED)
    assert (found.done, found.noise.people, found.noise.enough) == (0, 0, False)
    assert found.words.startswith("0 of 10 people have all their days")
