"""Where the wobble-board recordings are, for the tests that use real motion."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDINGS = 10


def wobble_boards() -> list[Path]:
    """The recordings; the calling test skips where none is set and none is there."""
    named = os.environ.get("BAPS_TEST_DATA")
    folder = (Path(named) if named else ROOT / "../shared/data").resolve() / "wobbleboard"
    found = sorted(folder.glob("*.json"))
    if len(found) < RECORDINGS:
        if named:
            pytest.fail(f"BAPS_TEST_DATA is {named}, and {folder} holds {len(found)} recordings")
        pytest.skip(f"real recordings are not at {folder}; set BAPS_TEST_DATA")
    return found
