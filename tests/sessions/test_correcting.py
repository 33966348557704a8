"""Corrections of a stored trial measure it again, and bring nothing back that was discarded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.metrics.signals import completed
from tests.store.trials import metric
from tests.stored import ordinary_trial
from trainer.metrics import TrialMeasures
from trainer.recording.body import BodySetup, ThighSetup
from trainer.recording.container import EVENTS, parts_of
from trainer.recording.trial import Recording, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.sessions import correcting
from trainer.sessions.correcting import Author
from trainer.sessions.errors import SessionError
from trainer.store import FinishedTrial, Store

TRIAL_ID = "207acf63-7a32-4815-9450-6ef229b50890"
AUTHOR = Author("JD", datetime(2026, 3, 4, 6, tzinfo=UTC))
BOARD_ID = 5
VALUES = (metric("osi", 2.0), metric("thigh_repetitions", 5.0))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    measures = TrialMeasures(100, 20.0, 100.0, VALUES)
    monkeypatch.setattr(correcting, "measured", lambda recording: measures)
    with Store.open(f"sqlite:///{tmp_path / 'baps.db'}") as opened:
        yield opened


def with_a_thigh(setup: ThighSetup) -> Recording:
    plain = ordinary_trial(TRIAL_ID, completed(2000))
    board = replace(plain.header.board, board_id=BOARD_ID)
    started_at = setup.made_at + timedelta(minutes=1)
    header = replace(plain.header, board=board, body=BodySetup(thigh=setup), started_at=started_at)
    return replace(plain, header=header)


def keep(store: Store, recording: Recording, **parts: bytes) -> None:
    result = TrialResult(recording.outcome(), 20.0, "osi")
    files = {**parts_of(recording), **parts}
    store.save_trial(FinishedTrial(recording, files, VALUES, result))


def values(store: Store) -> set[str]:
    return set(store.history("K7").series[0].trials[0].metrics)


@pytest.mark.parametrize("slipped", [True, False])
def test_the_values_of_a_strap_that_slipped_stay_discarded(store: Store, slipped: bool) -> None:
    store.add_patient("K7")
    setup = ThighSetup(BOARD_ID, patient_code="K7", made_at=datetime(2026, 3, 4, 5, tzinfo=UTC))
    store.add_thigh_setup(setup)
    keep(store, with_a_thigh(setup))
    if slipped:
        assert store.discard_thigh_setup(BOARD_ID, ["thigh_repetitions"]) == 1
    before = values(store)
    assert before == {"osi"} | (set() if slipped else {"thigh_repetitions"})
    correcting.judge(store, TRIAL_ID, Outcome.TOUCH, AUTHOR)
    assert values(store) == before


def test_a_trial_whose_events_are_damaged_is_left_as_it_is(store: Store) -> None:
    recording = ordinary_trial(TRIAL_ID, completed(2000))
    keep(store, recording, **{EVENTS: b"{"})
    with pytest.raises(SessionError, match="cannot be read: run baps db check"):
        correcting.void(store, TRIAL_ID, "phone rang", AUTHOR)
    assert store.history("K7").series[0].trials[0].voided == ""
