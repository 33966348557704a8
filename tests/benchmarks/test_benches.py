"""Every bench of `make bench` runs, with a hundredth of its work; the figures then say nothing."""

import json
import math
import os
import subprocess
import sys
from io import StringIO

import pytest
from rich.console import Console

from tests.benchmarks.__main__ import BENCHES, QUICK, WIDTH, measured, table_of
from tests.benchmarks.row import Row
from tests.virtual_uno.building import ROOT

PEERS = {"ahrs", "imufusion", "micromotion", "pylsl"}
"""Of the extra `bench`, which `make test` installs, too."""
KEYS = {"name", "value", "unit", "peer", "peer_value", "ratio"}


@pytest.fixture(autouse=True)
def without_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_runs_and_its_rows_have_the_promised_form(name: str, request) -> None:
    if name == "firmware":
        request.getfixturevalue("built")
    try:
        rows = measured(name, QUICK)
    except ModuleNotFoundError as missing:
        if missing.name not in PEERS or os.environ.get("CI") == "true":
            raise
        pytest.skip(f"the peer {missing.name} is not installed; make .venv/.dev installs it")
    assert rows
    for row in json.loads(json.dumps([row.as_dict() for row in rows], allow_nan=False)):
        assert row.keys() == KEYS
        assert row["name"]
        assert row["unit"]
        numbers = [row["value"], row["peer_value"], row["ratio"]]
        assert all(math.isfinite(number) for number in numbers if number is not None)
        assert (row["peer_value"] is None) == (row["peer"] == "")


def test_a_bench_that_does_not_exist_is_named_with_those_that_do() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "speed"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "there is no bench speed; there are " in done.stderr


def test_the_table_shows_every_name_whole_however_long_the_others_are() -> None:
    name, peer = "collector_pause_ms_longest_plain_collector", "one full collection in the trial"
    shown = Console(width=WIDTH, file=StringIO())
    shown.print(table_of([Row(name, 0.04293, "x real time", peer, 32.13)], "a caption"))
    assert f"│ {name} │" in shown.file.getvalue()
    assert "a caption" in shown.file.getvalue()
