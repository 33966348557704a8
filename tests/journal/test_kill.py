"""A trial whose program is killed at a random moment comes back but for its last moments."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.recordings import same_bits, swaying
from trainer.journal.reading import claimed, journals_in

ROOT = Path(__file__).parents[2]
MOST_MISSING = 125
"""0.25 s at 500 Hz."""


def handed_over(told: Path) -> int:
    return int.from_bytes(told.read_bytes(), "little")


@pytest.mark.parametrize("seed", range(5))
def test_at_most_a_quarter_second_is_missing_after_a_kill(tmp_path: Path, seed: int) -> None:
    told = tmp_path / "told"
    told.write_bytes(bytes(8))
    child = [sys.executable, "-m", "tests.journal.feeding_child", str(tmp_path), str(told)]
    with subprocess.Popen(child, cwd=ROOT) as process:
        while not (handed_over(told) and journals_in(tmp_path)):
            assert process.poll() is None, "the child ended by itself"
            time.sleep(0.01)
        time.sleep(random.Random(seed).uniform(0.0, 1.0))
        process.kill()
    (path,) = journals_in(tmp_path)
    with claimed(path) as left:
        back = left.recording.samples
    assert handed_over(told) - len(back) <= MOST_MISSING
    assert same_bits(back, swaying(20 * 500).samples[: len(back)])
