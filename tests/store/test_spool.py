"""Finished trials wait on disk until they are delivered."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.recordings import same_bits
from tests.store.trials import finished, metric
from trainer.store import Spool, SpoolError, Store


def test_a_trial_waits_with_everything_and_is_delivered_once(store: Store, tmp_path: Path) -> None:
    remarked = finished(remarks=("the heel stood two cells from last time",))
    trial = replace(remarked, metrics=(metric("osi", 5.0),), measured_with="these")
    spool = Spool(tmp_path / "spool")
    assert spool.waiting() == []
    path = spool.keep(trial)
    assert spool.waiting() == [path]
    back = spool.read(path)
    assert (back.parts, back.metrics, back.result, back.remarks) == (
        trial.parts,
        trial.metrics,
        trial.result,
        trial.remarks,
    )
    assert same_bits(back.recording.samples, trial.recording.samples)
    assert back.measured_with == "these"
    assert store.save_trial(back)
    assert store.count_due("these") == 0
    assert not store.save_trial(back)
    spool.remove(path)
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_trial_that_an_older_program_spooled_is_delivered_and_due_to_be_measured(
    store: Store, tmp_path: Path
) -> None:
    spool = Spool(tmp_path)
    path = spool.keep(replace(finished(), measured_with="these"))
    beside = path.with_suffix(".json")
    older = json.loads(beside.read_text(encoding="utf-8"))
    del older["measured_with"]
    beside.write_text(json.dumps(older), encoding="utf-8")
    assert store.save_trial(spool.read(path))
    assert store.due_trials("these", "", 10) == (finished().trial_id,)


def test_a_trial_spooled_twice_waits_once(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.keep(finished())
    spool.keep(finished())
    assert len(spool.waiting()) == 1


def test_a_metric_that_is_not_a_number_waits_as_well(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    back = spool.read(spool.keep(finished()))
    assert repr(back.metrics) == repr(finished().metrics)


def test_a_damaged_trial_is_told_and_left_where_it_is(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    path = spool.keep(finished())
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(SpoolError, match="left where it is"):
        spool.read(path)
    assert path.exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SpoolError, match="cannot be written"):
        Spool(tmp_path / "file").keep(finished())
