"""The picture of the latency budget is drawn from the bench's own rows."""

import json
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from games.engine.draw.palette import CORAL
from tests.benchmarks.bench_budget import NATIVE, TIMER, UNO, _rows, _rows_left
from tools import budget_picture
from tools.budget_picture import BAR_LEFT, BudgetPicture, Case, cases_of
from trainer.sessions.latency import LINK, STAGES, Budget, Left, Stage

LEFT = Left(0.4, 0.1, 12.0, 0.5)


def budget(link_ms: float) -> Budget:
    stages = tuple(Stage(name, link_ms if name == LINK else 1.0, 9.0) for name in STAGES)
    return Budget(stages, 5.0 + link_ms, 20.0 + link_ms, LEFT)


def measured() -> list[dict[str, object]]:
    ours = budget(2.0)
    rows = []
    for peer, link_ms in ((NATIVE, 0.5), (TIMER, 8.0)):
        other = replace(budget(link_ms), left=replace(LEFT, lag_ms=-0.7))
        rows += _rows(ours, other, peer) + _rows_left(ours.left, other.left, peer)
    return [row.as_dict() for row in rows]


def test_each_way_of_the_bytes_is_a_bar_with_the_figures_of_its_rows() -> None:
    cases = {case.name: case for case in cases_of(measured())}
    assert list(cases) == [NATIVE, UNO, TIMER]
    assert [case.stages_ms[LINK] for case in cases.values()] == [0.5, 2.0, 8.0]
    assert [case.p99_ms for case in cases.values()] == [20.5, 22.0, 28.0]
    assert [case.left_ms for case in cases.values()] == [-0.7, 0.4, -0.7]
    assert cases[TIMER].total_ms == pytest.approx(12.0)


def test_a_bench_cut_short_says_nothing_of_what_is_left_and_is_drawn_all_the_same() -> None:
    rows = [row for row in measured() if row["name"] != "budget_left_ms"]
    assert [case.left_ms for case in cases_of(rows)] == [None] * 3


def coral_pixels(cases: list[Case]) -> int:
    """In the middle of the first bar."""
    pygame.font.init()
    picture = BudgetPicture(cases).painted()
    y = budget_picture.FIRST_BAR_Y + 8
    row = [picture.get_at((x, y))[:3] for x in range(BAR_LEFT, picture.get_width())]
    return sum(1 for colour in row if colour == CORAL)


def test_the_link_is_drawn_as_long_as_it_is() -> None:
    native, uno, _ = cases_of(measured())
    short, long = (coral_pixels([case]) / 1e3 for case in (native, uno))
    scale = (uno.total_ms + budget_picture.SCREEN_MS) / (native.total_ms + budget_picture.SCREEN_MS)
    assert long / short * scale == pytest.approx(2.0 / 0.5, rel=0.15)


def test_without_a_budget_one_line_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "bench.json"
    other.write_text(json.dumps([{"name": "cli_start_ms", "value": 78, "peer": ""}]))
    for path in (other, tmp_path / "missing.json"):
        monkeypatch.setattr(budget_picture, "MEASURED", path)
        with pytest.raises(SystemExit, match="run make bench"):
            budget_picture.main()
