"""The official BIDS validator accepts a dataset, and finds what is wrong with a spoilt one."""

import csv
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.export.trials import DISGUISE, STRANGE_CODES, exported, whole
from tools.vendored import BIDS_VALIDATOR, VENDORED
from trainer.store import Store

MISSING = "{what} is not here; {how}"
RUN = "require(process.argv[1]).default(process.argv.slice(2)).catch(code => process.exit(code))"


def validator() -> list[str]:
    """How it is called; the test is skipped where it is not here, and fails in CI."""
    (pinned,) = (file for file in VENDORED if file.target == BIDS_VALIDATOR)
    how = {
        "node": (shutil.which("node"), "tests/browser/install_tools installs it"),
        "bids-validator": (pinned.is_here, "python -m tools.vendored bids-validator brings it"),
    }
    for what, (here, brings) in how.items():
        if not here:
            words = MISSING.format(what=what, how=brings)
            if os.environ.get("CI") == "true":
                pytest.fail(words)
            pytest.skip(words)
    return ["node", "-e", RUN, str(BIDS_VALIDATOR)]


def issues(dataset: Path) -> dict[str, list[Any]]:
    done = subprocess.run(
        [*validator(), str(dataset), "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found: dict[str, list[Any]] = json.loads(done.stdout)["issues"]
    assert bool(done.returncode) == bool(found["errors"])
    return found


@pytest.fixture
def dataset(store: Store, tmp_path: Path) -> Path:
    for number, code in enumerate((*STRANGE_CODES, None), 1):
        store.save_trial(whole(number, code))
    store.save_trial(whole(50, "K7"))
    return tmp_path / "bids"


@pytest.mark.parametrize("shown", [None, DISGUISE], ids=["identified", "disguised"])
def test_the_official_validator_finds_no_error(store: Store, dataset: Path, shown: Any) -> None:
    exported(store, [*STRANGE_CODES, None], "bids", dataset, shown)
    found = issues(dataset)
    assert [(one["key"], one["files"][0].get("evidence")) for one in found["errors"]] == []
    # It takes the first row of motion.tsv for titles, which BIDS puts into channels.tsv.
    known = {"CUSTOM_COLUMN_WITHOUT_DESCRIPTION", "NO_AUTHORS"}
    known |= {"INCONSISTENT_SUBJECTS", "MISSING_SESSION"}
    assert {one["key"] for one in found["warnings"]} <= known


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("*_channels.tsv", "ORNT", "TILT"),
        ("*_motion.json", '"SamplingFrequency"', '"Sampling"'),
        ("*_events.tsv", "onset", "begin"),
    ],
    ids=["channels", "motion", "events"],
)
def test_it_finds_what_is_wrong(
    store: Store, dataset: Path, name: str, before: str, after: str
) -> None:
    exported(store, ["K7"], "bids", dataset)
    path = sorted(dataset.rglob(name))[0]
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert issues(dataset)["errors"]


def test_tables_are_as_channels_say_and_events_stand_in_seconds(
    store: Store, dataset: Path
) -> None:
    exported(store, ["K7"], "bids", dataset)
    folder = dataset / "sub-K7" / "ses-001" / "motion"
    stem = "sub-K7_ses-001_task-steadystance"
    recording = whole(1).recording
    for system, rows in (("board", 60), ("load", 80), ("body", 60)):
        run = f"{stem}_tracksys-{system}_run-01"
        channels = table(folder / f"{run}_channels.tsv")
        motion = table(folder / f"{run}_motion.tsv")
        assert len(motion) == rows
        assert {len(row) for row in motion} == {len(channels) - 1}
    assert table(folder / f"{stem}_tracksys-load_run-01_motion.tsv")[0][5] == "n/a"
    about = json.loads((folder / f"{stem}_tracksys-board_run-01_motion.json").read_bytes())
    assert about["SamplingFrequency"] == recording.header.setup.rate_hz
    assert about["ORNTChannelCount"] == 2
    events = table(folder / f"{stem}_run-01_events.tsv")
    assert [row[2] for row in events[1:]] == [event.kind.value for event in recording.events]
    times = recording.samples.t_s
    assert float(events[2][0]) == times[30] - times[0]


def test_visits_are_sessions_and_trials_of_a_task_are_runs(store: Store, dataset: Path) -> None:
    exported(store, ["K7"], "bids", dataset)
    scans = sorted(path.relative_to(dataset).as_posix() for path in dataset.rglob("*_scans.tsv"))
    assert scans == [f"sub-K7/ses-{n:03}/sub-K7_ses-{n:03}_scans.tsv" for n in (1, 2)]
    assert table(dataset / "participants.tsv") == [["participant_id", "code"], ["sub-K7", "K7"]]


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))
