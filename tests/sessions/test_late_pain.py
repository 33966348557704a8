"""Pain that is said after a trial was kept still reaches the database, and locks the leg."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from games.engine.control import Judge, as_event
from tests.recordings import STARTED_AT, swaying
from tests.store.trials import metric
from trainer.metrics import TrialMeasures
from trainer.recording.pain import Pain
from trainer.recording.trial import Recording, TrialResult
from trainer.recording.vocabulary import Outcome, PainPlace
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.recover import recover
from trainer.store import Places, Spool, Store
from trainer.store.places import database_url, sqlite_url

BEFORE, AFTER = TrialResult(Outcome.COMPLETED, 0.5, "osi"), TrialResult(Outcome.PAIN, 0.5, "osi")
COUNTS = TrialMeasures(300, 0.6, 100.0, (metric("osi", 1.0),))
HURT = TrialMeasures(300, 0.6, 100.0, (), why_not="the trial was stopped for pain")
PAIN = Pain(7, PainPlace.HIP)


@pytest.fixture
def here(tmp_path) -> Places:
    return Places(tmp_path, database_url(sqlite_url(tmp_path / "baps.db")))


@pytest.fixture
def store(here: Places) -> Iterator[Store]:
    with Store.open(sqlite_url(here.home / "baps.db")) as opened:
        yield opened


def painful(recording: Recording) -> Recording:
    n = len(recording.samples)
    told = as_event(Judge(Outcome.PAIN), n), PAIN.event(n)
    return replace(recording, events=(*recording.events, *told))


def locked(store: Store, recording: Recording) -> str | None:
    side, since = recording.header.conditions.side, STARTED_AT - timedelta(hours=1)
    lock = store.locked_leg("K7", side, since)
    return lock and lock.words


def test_pain_said_after_a_trial_was_stored_amends_it_and_locks_its_leg(
    here: Places, store: Store
) -> None:
    trial = swaying(300)
    delivery = StoreDelivery(store, here.spool, print)
    delivery.deliver(trial, COUNTS, BEFORE, None)
    assert delivery.amend(painful(trial), HURT, AFTER).stored
    assert locked(store, trial) == PAIN.words
    (stored,) = store.history("K7").series[0].trials
    assert (stored.outcome, stored.valid, stored.pain) == (Outcome.PAIN, False, PAIN)
    assert store.load_recording(stored.trial_id).events == painful(trial).events


@pytest.mark.parametrize("stored_before", [True, False])
def test_pain_said_while_the_database_is_away_is_delivered_later(
    here: Places, store: Store, stored_before: bool
) -> None:
    trial = swaying(300)
    StoreDelivery(store if stored_before else None, here.spool, print).deliver(
        trial, COUNTS, BEFORE, None
    )
    away = StoreDelivery(None, here.spool, print)
    assert not away.amend(painful(trial), HURT, AFTER).stored
    recover(here, store)
    assert locked(store, trial) == PAIN.words
    (stored,) = store.history("K7").series[0].trials
    assert (stored.outcome, stored.why) == (Outcome.PAIN, HURT.why_not)
    assert Spool(here.spool).waiting() == []


def test_pain_before_the_first_sample_is_stored_as_a_trial_of_its_own(
    here: Places, store: Store
) -> None:
    nothing = painful(replace(swaying(300), samples=swaying(300).samples[:0], events=()))
    delivery = StoreDelivery(store, here.spool, print)
    delivery.deliver(nothing, HURT, TrialResult(Outcome.PAIN, 0.0, "osi"), None)
    assert locked(store, nothing) == PAIN.words
