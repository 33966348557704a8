"""Puts the figures of the last `make bench` into the docs: `make figures`.

They are kept in `docs/bench.json`, as the bench wrote them; the tables of README and docs/bench.md
are made from that file alone, and a test compares them, so that no figure is typed by hand.
"""

import json
import shutil
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.benchmarks.goals import GOALS

ROOT = Path(__file__).resolve().parents[2]
MEASURED, KEPT = ROOT / "build" / "bench.json", ROOT / "docs" / "bench.json"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"

Figures = list[dict[str, Any]]


def promised(figures: Figures) -> str:
    """README's table: what is promised, and what was measured beside other ways."""
    lines = ["| what | goal | measured | another way, in the same run |", "|---|---|---|---|"]
    for goal in GOALS:
        rows = [row for row in figures if row["name"] == goal.name]
        if rows:
            missed = "" if goal.met(rows[0]["value"]) else " (missed)"
            value = f"{_number(rows[0]['value'])}{_unit(rows[0])}{missed}"
            lines.append(f"| {goal.what} | {goal.words} | {value} | {_peers(rows)} |")
    return "\n".join(lines)


def everything(figures: Figures) -> str:
    """The table of docs/bench.md: every row."""
    lines = ["| name | measured | another way, in the same run |", "|---|---|---|"]
    for name, group in groupby(figures, key=lambda row: row["name"]):
        rows = list(group)
        value = f"{_number(rows[0]['value'])}{_unit(rows[0])}"
        lines.append(f"| `{name}` | {value} | {_peers(rows)} |")
    return "\n".join(lines)


PAGES = {ROOT / "README.md": promised, ROOT / "docs" / "bench.md": everything}


def with_table(page: str, table: str) -> str:
    """The page with the table between its marks; ValueError if the marks are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"there is no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def lacking(figures: Figures) -> list[str]:
    """The promised rows that were not measured."""
    names = {row["name"] for row in figures}
    return [goal.name for goal in GOALS if goal.name not in names]


def main() -> None:
    if not MEASURED.exists():
        sys.exit(f"{MEASURED.relative_to(ROOT)} is missing: run make bench")
    figures = json.loads(MEASURED.read_text(encoding="utf-8"))
    if missing := lacking(figures):
        sys.exit(f"{MEASURED.relative_to(ROOT)} lacks {', '.join(missing)}: run make bench")
    shutil.copyfile(MEASURED, KEPT)
    for path, table in PAGES.items():
        page = path.read_text(encoding="utf-8")
        path.write_text(with_table(page, table(figures)), encoding="utf-8")


def _peers(rows: Figures) -> str:
    return ", ".join(f"{row['peer']} {_number(row['peer_value'])}" for row in rows if row["peer"])


def _unit(row: dict[str, Any]) -> str:
    return "" if row["unit"] == "1" else f" {row['unit']}"


def _number(value: float) -> str:
    """Three digits, and all of those before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
