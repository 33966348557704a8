"""Runs all benches, or those named on the command line, one after another.

A bench is a module `bench_NAME` with `rows(share)`, where `share` is the part of its usual work to
do; one that is short anyway has `rows()` and is always whole. `--quick` does a hundredth: it shows
that a bench still runs, and measures nothing. Benches that are named replace their own rows in
`build/bench.json`; all of them write it anew.
"""

import argparse
import inspect
import json
import sys
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from tests.benchmarks.goals import GOALS
from tests.benchmarks.row import Row

BENCHES = sorted(
    file.stem.removeprefix("bench_") for file in Path(__file__).parent.glob("bench_*.py")
)
REPORT = Path("build/bench.json")
QUICK = 0.01
QUICKLY = "with --quick: these figures say only that a bench runs"
WIDTH = 150


def measured(name: str, share: float) -> list[Row]:
    """The rows of one bench."""
    rows = import_module(f"tests.benchmarks.bench_{name}").rows
    listed: list[Row] = rows(share) if inspect.signature(rows).parameters else rows()
    return listed


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="see whether they still run")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(BENCHES)
    if unknown:
        parser.error(f"there is no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    listed: list[Row] = []
    for name in asked.names or BENCHES:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        listed += measured(name, QUICK if asked.quick else 1.0)
    if not asked.quick:
        _keep(listed, beside=bool(asked.names))
    Console(width=WIDTH).print(table_of(listed, QUICKLY if asked.quick else ""))


def _keep(rows: list[Row], beside: bool) -> None:
    """Write the report, or put the rows into the one that is there, `beside` its other rows."""
    fresh = [row.as_dict() for row in rows]
    names = {row.name for row in rows}
    old = json.loads(REPORT.read_text(encoding="utf-8")) if beside and REPORT.exists() else []
    kept = [row for row in old if row["name"] not in names]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(kept + fresh, indent=2) + "\n", encoding="utf-8")


def table_of(rows: list[Row], caption: str) -> Table:
    """The rows for people; a name is never cut short, for somebody will look it up."""
    goals = {goal.name: goal for goal in GOALS}
    name = Column("name", no_wrap=True, min_width=max(len(row.name) for row in rows))
    table = Table(name, "value", "unit", "goal", "peer", "peer's value", "ratio", caption=caption)
    for row in rows:
        goal = goals.get(row.name)
        missed = goal is not None and not goal.met(row.value)
        words = f"{goal.words}{' MISSED' if missed else ''}" if goal else ""
        peer = f"{row.peer_value:.4g}" if row.peer_value is not None else ""
        ratio = f"{row.ratio:.3g}" if row.ratio is not None else ""
        table.add_row(row.name, f"{row.value:.4g}", row.unit, words, row.peer, peer, ratio)
    return table


if __name__ == "__main__":
    main()
