"""Writes the tables of `docs/metrics.md` from the registry.

`python -m trainer.metrics.document [FILE]`; a test compares the file with `renewed()`.
"""

import sys
from pathlib import Path

from trainer.metrics.facts import LABELS
from trainer.metrics.kinds import Family
from trainer.metrics.registry import OURS, Metric, all_metrics

DOCUMENT = Path("docs/metrics.md")
BEGIN = "<!-- tables: python -m trainer.metrics.document -->\n"
END = "<!-- end of the tables -->\n"

_HEAD = """\
| name | read as | better | formula | unit | for | needs | source | version |
|---|---|---|---|---|---|---|---|---|
"""


def tables() -> str:
    """One table for each family, in the registry's order."""
    parts = []
    for family in Family:
        rows = (_row(metric) for metric in all_metrics() if metric.family is family)
        parts.append(f"\n## {family.value}\n\n{_HEAD}{''.join(rows)}")
    return "".join(parts) + "\n"


def renewed(document: str) -> str:
    """The document with its tables renewed between the two marks."""
    return between(document, BEGIN, tables(), END)


def between(document: str, begin: str, text: str, end: str) -> str:
    """The document with this text between two marks; ValueError if it lacks one of them."""
    before, _, rest = document.partition(begin)
    _, mark, after = rest.partition(end)
    if not mark:
        here = f"{begin.strip()} … {end.strip()}"
        raise ValueError(f"there is no {here}: the document needs the marks around its tables")
    return before + begin + text + end + after


def read_as(metric: Metric) -> str:
    """What a therapist reads for each name, and what a patient does."""
    return "<br>".join((*metric.words, f"*{metric.plain}*"))


def _row(metric: Metric) -> str:
    names = "<br>".join(f"`{name}`" for name in metric.names)
    cells = (
        names,
        read_as(metric),
        metric.better.value,
        metric.formula.replace("|", "\\|"),
        metric.unit_of("u"),
        ", ".join(metric.fits),
        ", ".join(filter(None, (LABELS[need] for need in metric.needs))) or "–",
        f"*{OURS}*" if metric.source == OURS else metric.source,
        str(metric.version),
    )
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT
    target.write_text(renewed(target.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
