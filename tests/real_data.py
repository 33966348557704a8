"""Where the real recordings are; a test that needs one skips where they are not."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def real_data(folder: str) -> Path:
    """A folder of the recordings.

    The calling test skips where `BAPS_TEST_DATA` is unset and nothing is at the default place, and
    fails where it is set but the folder is missing.
    """
    named = os.environ.get("BAPS_TEST_DATA")
    path = (Path(named) if named else ROOT / "../shared/data").resolve() / folder
    if not path.is_dir():
        if named:
            pytest.fail(f"BAPS_TEST_DATA is {named}, and there is no {path}")
        pytest.skip(f"real recordings are not at {path}; set BAPS_TEST_DATA")
    return path
