"""A whole clinic takes no more memory than some trials, on the way out and on the way in."""

import weakref
from pathlib import Path
from typing import Any

import pytest

from tests.export.trials import exported, whole
from trainer.export.exporting import everybody
from trainer.export.formats import FORMATS
from trainer.export.importing import imported
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording
from trainer.store import FinishedTrial, Store

TRIALS, AT_ONCE = 9, 3


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many trials' recordings are in memory, each time another one is read."""
    known: list[weakref.ref[Samples]] = []
    counted: list[int] = []
    real = FinishedTrial.__init__

    def counting(self: FinishedTrial, recording: Recording, *others: Any, **more: Any) -> None:
        real(self, recording, *others, **more)
        known.append(weakref.ref(recording.samples))
        counted.append(len({id(one()) for one in known if one() is not None}))

    monkeypatch.setattr(FinishedTrial, "__init__", counting)
    return counted


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_trials_leave_one_after_the_other(
    form: str, store: Store, together: list[int], tmp_path: Path
) -> None:
    for number in range(TRIALS):
        store.save_trial(whole(number + 1, f"K{number % 2}"))
    together.clear()
    exported(store, everybody(store), form, tmp_path / "out")
    assert len(together) == TRIALS
    assert max(together) <= AT_ONCE


@pytest.mark.parametrize("form", ["csv", "bids"])
def test_trials_come_in_one_after_the_other(
    form: str, store: Store, other: Store, together: list[int], tmp_path: Path
) -> None:
    for number in range(TRIALS):
        store.save_trial(whole(number + 1))
    exported(store, ["K7"], form, tmp_path / "out")
    together.clear()
    assert [tally.new for tally in imported(other, tmp_path / "out")][-1] == TRIALS
    assert len(together) == TRIALS
    assert max(together) <= AT_ONCE
