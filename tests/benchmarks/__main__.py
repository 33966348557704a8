"""Runs all benches, or those named on the command line, one after another."""

import json
import sys
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.row import Row

BENCHES = ("decode", "metrics", "recording", "tilt", "firmware", "latch", "start")
REPORT = Path("build/bench.json")


def main() -> None:
    rows: list[Row] = []
    for name in sys.argv[1:] or BENCHES:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        rows += import_module(f"tests.benchmarks.bench_{name}").rows()
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([row.as_dict() for row in rows], indent=2) + "\n")
    Console(width=120).print(_table(rows))


def _table(rows: list[Row]) -> Table:
    table = Table("name", "value", "unit", "peer", "peer's value", "ratio")
    for row in rows:
        peer = f"{row.peer_value:.4g}" if row.peer_value is not None else ""
        ratio = f"{row.ratio:.3g}" if row.ratio is not None else ""
        table.add_row(row.name, f"{row.value:.4g}", row.unit, row.peer, peer, ratio)
    return table


if __name__ == "__main__":
    main()
