"""Proves the method of `trainer.progress` again: `make progress`.

Runs every scenario at length, writes the table into docs/progress.md and draws
docs/pictures/progress.png; 1 where a bound is not kept. About eight minutes of one core.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from tools.progress_counting import (
    FALSE_ALARMS,
    NOT_REACHED,
    POWER,
    POWER_PCT,
    TOLERANCE_PCT,
    Rates,
    Scenario,
    rates_of,
)
from tools.progress_picture import drawn
from tools.progress_scenarios import SCENARIOS
from trainer.metrics.document import between

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "progress.md"
PICTURE = ROOT / "docs" / "pictures" / "progress.png"
BEGIN = "<!-- rates: python -m tools.progress_simulation -->\n"
END = "<!-- end of the rates -->\n"
CLINICS, COURSES, SEED = 300, 30, 11
COLUMNS = (
    "the patient",
    "noise known from",
    "called changed, %",
    "better, %",
    "worse, %",
    "changed over, %",
    "stated, %",
    "bound",
)
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|\n"
Result = tuple[Scenario, Rates]


def with_table(page: str, results: Iterable[Result]) -> str:
    """The page with its table renewed between the marks; ValueError if they are missing."""
    return between(page, BEGIN, HEAD + "".join(map(_row, results)), END)


def _row(result: Result) -> str:
    scenario, rates = result
    kept = "kept" if rates.holds(scenario.wanted) else "**missed**"
    bound = {
        FALSE_ALARMS: f"stated ± {TOLERANCE_PCT}: {kept}",
        POWER: f"better in at least {POWER_PCT:.0f}: {kept}",
        NOT_REACHED: f"better in at least {POWER_PCT:.0f}: not reached: {rates.better_pct:.1f}",
    }.get(scenario.wanted, "–")
    cells = (
        scenario.name,
        scenario.pool,
        f"{rates.called_pct:.2f} ± {rates.error_pct:.2f}",
        f"{rates.better_pct:.2f}",
        f"{rates.worse_pct:.2f}",
        f"{rates.changed_over_pct:.1f}",
        f"{rates.stated_pct:.2f}",
        bound,
    )
    return f"| {' | '.join(cells)} |\n"


def _run(scenario: Scenario) -> Result:
    rates = rates_of(scenario, CLINICS, COURSES, SEED)
    print(f"{scenario.name}, {scenario.pool}: {rates.called_pct:.2f} %", flush=True)
    return scenario, rates


def main() -> None:
    """Run, write and draw."""
    results = [_run(scenario) for scenario in SCENARIOS]
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")
    drawn(results, PICTURE)
    if not all(rates.holds(scenario.wanted) for scenario, rates in results):
        sys.exit("a bound is not kept: see the table in docs/progress.md")


if __name__ == "__main__":
    main()
