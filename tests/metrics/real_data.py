"""Where the posturography recordings are, for the tests that compare with published numbers."""

import csv
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def posturography() -> Path:
    """The folder of recordings; the calling test skips where none is set and none is there."""
    named = os.environ.get("BAPS_TEST_DATA")
    folder = (Path(named) if named else ROOT / "../shared/data").resolve() / "posturography"
    if not (folder / "published.csv").is_file():
        if named:
            pytest.fail(f"BAPS_TEST_DATA is {named}, and {folder} holds no published.csv")
        pytest.skip(f"real recordings are not at {folder}; set BAPS_TEST_DATA")
    return folder


def published(trial: str) -> dict[str, str]:
    """What the authors publish for one trial."""
    with (posturography() / "published.csv").open(newline="", encoding="utf-8") as file:
        return next(row for row in csv.DictReader(file) if row["trial"] == trial)
