"""The figures in README and docs/bench.md are those of the bench's own report."""

import json

import pytest

from tests.benchmarks.goals import GOALS, Goal
from tests.benchmarks.tables import BEGIN, END, KEPT, PAGES, lacking, promised, with_table


def row(name: str, value: float, peer: str = "", peer_value: float | None = None):
    return {"name": name, "value": value, "unit": "ms", "peer": peer, "peer_value": peer_value}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_the_figures_that_are_kept(page) -> None:
    figures = json.loads(KEPT.read_text(encoding="utf-8"))
    text = page.read_text(encoding="utf-8")
    assert with_table(text, PAGES[page](figures)) == text


def test_every_promise_was_measured() -> None:
    assert lacking(json.loads(KEPT.read_text(encoding="utf-8"))) == []


def test_a_missed_goal_is_called_missed_beside_its_peers() -> None:
    latch = GOALS[0]
    table = promised([row(latch.name, 0.25, "one", 0.3), row(latch.name, 0.25, "two", 0.5)])
    assert table.splitlines()[2].endswith("| ≤ 0.2 | 0.25 ms (missed) | one 0.3, two 0.5 |")
    assert "missed" not in promised([row(latch.name, 0.2)])


def test_a_goal_may_have_two_sides() -> None:
    lag = Goal("lag", "", 2.0, -2.0)
    assert [lag.met(value) for value in (-2.1, -2.0, 0.0, 2.1)] == [False, True, True, False]
    assert lag.words == "-2 to 2"
    assert Goal("speed", "", None, 1_500_000).words == "≥ 1,500,000"


def test_a_page_without_marks_is_not_touched() -> None:
    with pytest.raises(ValueError, match="there is no"):
        with_table(f"only {BEGIN}", "table")
    assert with_table(f"a\n{BEGIN}\nold\n{END}\nb", "new") == f"a\n{BEGIN}\nnew\n{END}\nb"
