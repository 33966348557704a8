"""The order of a whole run."""

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

from tests.order import WAITING, spread


def item(nodeid: str) -> SimpleNamespace:
    return SimpleNamespace(nodeid=nodeid, path=Path(nodeid.partition("::")[0]))


FILES = [[item(f"tests/games/test_{name}.py::test_{n}") for n in range(3)] for name in "abcdef"]
OTHERS = [each for file in FILES for each in file]
WAIT = [item(f"{begin}test_{n}.py::test_it") for begin in WAITING for n in range(2)]


def test_every_test_is_there_once_and_those_that_compute_are_in_their_order() -> None:
    found = spread([*WAIT, *OTHERS])
    assert sorted(each.nodeid for each in found) == sorted(each.nodeid for each in WAIT + OTHERS)
    assert [each for each in found if each not in WAIT] == OTHERS


def test_no_two_that_wait_are_neighbours_none_cuts_a_file_and_none_is_the_last() -> None:
    found = spread([*WAIT, *OTHERS])
    waiting = [at for at, each in enumerate(found) if each in WAIT]
    assert all(after - before > 1 for before, after in pairwise(waiting))
    assert all(found[at - 1 : at] != [file[0]] for at in waiting for file in FILES)
    assert found[-1] not in WAIT


def test_where_only_one_kind_is_asked_for_nothing_changes() -> None:
    assert spread(WAIT) == WAIT
    assert spread(OTHERS) == OTHERS
