"""The wobble-board recordings, for the tests that use real motion."""

from pathlib import Path

from tests.real_data import real_data

RECORDINGS = 10


def wobble_boards() -> list[Path]:
    """All of them; the calling test skips or fails as `real_data` says."""
    found = sorted(real_data("wobbleboard").glob("*.json"))
    assert len(found) == RECORDINGS
    return found
