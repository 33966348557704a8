"""One visit of a simulated patient who changes legs and domes on a board that stays open."""

from pathlib import Path

import numpy as np

from games.registry import activity_named
from tests.sessions.simulated_visit import visited
from trainer.recording.conditions import Conditions
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side
from trainer.store.store import Store

URI = "sim:patient?skill=0.9&seed=4"
STOOD = ((Side.LEFT, 3), (Side.RIGHT, 2))


def recordings_of(folder: Path) -> list[Recording]:
    """One trial after the other, each on its leg and dome."""
    folder.mkdir()
    with (
        Store.open(f"sqlite:///{folder / 'baps.db'}") as store,
        visited(store, "K7", URI, folder) as (visit, stimulus),
    ):
        activity, kept = activity_named("steady-stance"), []
        for side, level in STOOD:
            conditions = Conditions("steady-stance", side=side, level=level, seconds=5.0)
            played = visit.play_headless(activity, conditions, 1, stimulus, lambda _share: None)
            kept.append(played.recording)
        return kept


def test_the_board_streams_on_from_leg_to_leg_and_the_same_visit_is_the_same(
    tmp_path: Path,
) -> None:
    first, again = recordings_of(tmp_path / "first"), recordings_of(tmp_path / "again")
    assert [(r.header.conditions.side, r.header.conditions.level) for r in first] == list(STOOD)
    seqs = [(int(r.samples.seq[0]), int(r.samples.seq[-1])) for r in first]
    assert seqs == sorted(seqs)
    assert {int(each) for r in first for each in r.samples.epoch} == {0}
    for one, other in zip(first, again, strict=True):
        assert np.array_equal(one.samples.ap_deg, other.samples.ap_deg)
        assert np.array_equal(one.samples.ml_deg, other.samples.ml_deg)
