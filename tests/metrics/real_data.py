"""The posturography recordings, for the tests that compare with published numbers."""

import csv
from pathlib import Path

from tests.real_data import real_data


def posturography() -> Path:
    """Their folder; the calling test skips or fails as `real_data` says."""
    return real_data("posturography")


def published(trial: str) -> dict[str, str]:
    """What the authors publish for one trial."""
    with (posturography() / "published.csv").open(newline="", encoding="utf-8") as file:
        return next(row for row in csv.DictReader(file) if row["trial"] == trial)
