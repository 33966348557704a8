"""`make walk` counts what is entered: each file and function once, calls as often as they are."""

import sys

from tools.walk import Follower, Walk
from trainer.recording.envelope import round_rim
from trainer.recording.vocabulary import Source


def walked(action) -> Walk:
    follower = Follower()
    before = sys.getprofile()
    sys.setprofile(follower)
    try:
        action()
    finally:
        sys.setprofile(before)
    return Walk(tuple(follower.seen))


def test_files_and_functions_count_once_and_calls_as_often_as_they_come() -> None:
    walk = walked(lambda: [round_rim(tilt, Source.ASSUMED) for tilt in (5.0, 9.0)])
    (file,) = walk.files
    assert file == "trainer/recording/envelope.py"
    functions = walk.functions(file)
    assert functions[0] == "round_rim"
    assert len(functions) == len(set(functions))
    assert len(walk.calls) >= 2 * len(functions) - 1


def test_functions_of_other_packages_are_not_counted() -> None:
    assert walked(lambda: sorted([3, 2], key=str)).calls == ()
