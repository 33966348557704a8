"""The order of a whole run: tests that mostly wait stand evenly between the others.

A test on the simulated Uno in real time leaves its core idle half of the time, and two such tests
side by side leave both. Between other tests the worker beside it computes in the meantime.
"""

from collections.abc import Sequence
from itertools import groupby

import pytest

WAITING = ("tests/end_to_end/", "tests/benchmarks/test_benches.py")
"""The beginnings of their ids."""


def spread(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The same tests, one that waits before every few of the other files.

    A file is not cut: what is set up for it once would be set up again. The last of those that wait
    are the longest, so they come first, and no worker is left alone with one in the end.
    """
    waiting = [item for item in items if item.nodeid.startswith(WAITING)][::-1]
    others = (item for item in items if not item.nodeid.startswith(WAITING))
    files = [list(file) for _, file in groupby(others, key=lambda item: item.path)]
    found: list[pytest.Item] = []
    for number, file in enumerate(files):
        begin, end = (len(waiting) * at // len(files) for at in (number, number + 1))
        found += [*waiting[begin:end], *file]
    return found if files else list(items)
