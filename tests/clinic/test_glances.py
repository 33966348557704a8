"""The patients' list remembers what it worked out, and is right whatever was changed since."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from tests.clinic.conftest import Clock
from tests.clinic.measured import LEAN, measured, watched_clinic
from tests.store.trials import metric, trial_id
from tests.store.visited import a_plan
from trainer.clinic.clinic import Clinic
from trainer.recording.background import PrescribedRest
from trainer.recording.clinical import Episode, ExerciseDone
from trainer.recording.exercises import EXERCISES
from trainer.recording.history import local_day
from trainer.recording.visit import VisitRecord
from trainer.recording.vocabulary import Outcome, Side
from trainer.sessions.at_a_glance import POOLED, AtAGlance, Glances
from trainer.sessions.patient_record import record_of
from trainer.store import Store
from trainer.store.values import Remeasured

FIRST = trial_id(1000)
Change = Callable[[Store, Clock], object]


def recomputed(store: Store) -> object:
    """The same version of a definition, made anew with another number."""
    (read,) = store.to_measure([FIRST])
    values = (replace(metric("mean_tilt_velocity", 19.0), censored=False),)
    return store.renew_trials([Remeasured(FIRST, read.events_checksum, values, "", (), "again")])


CHANGES: dict[str, Change] = {
    "a trial": lambda s, c: s.save_trial(measured(1901, "K7", c.at)),
    "a value corrected": lambda s, c: s.amend_trial(
        measured(1000, "K7", c.at - timedelta(days=5), speed=17.0)
    ),
    "a trial judged": lambda s, c: s.judge_trial(
        replace(measured(1000, "K7", c.at - timedelta(days=5)), why_not="a foot was down")
    ),
    "a trial recomputed": lambda s, _: recomputed(s),
    "a strap that slipped": lambda s, _: s.discard_thigh_setup(7, [LEAN]),
    "an exercise": lambda s, c: s.add_exercise(
        "K7", ExerciseDone("done-2", next(iter(EXERCISES)), c.at)
    ),
    "an exercise withdrawn": lambda s, _: s.withdraw_entry("K7", "done-1", "a mistake"),
    "an episode": lambda s, c: s.add_episode("K7", Episode(c.at - timedelta(days=1), Side.LEFT)),
    "a plan": lambda s, c: s.add_plan(
        "K7", a_plan(3, per_week=5, signed_by="JD", signed_at=c.at - timedelta(days=30))
    ),
    "rest": lambda s, _: s.add_rest(
        "K7", PrescribedRest(date(2020, 1, 1), date(2100, 1, 1), "travel")
    ),
    "a visit": lambda s, c: s.open_visit("K7", VisitRecord("v-2", c.at.date(), c.at)),
    "a volunteer": lambda s, _: s.add_noise_person("K8"),
    "no volunteer any more": lambda s, _: s.remove_noise_person("S1"),
    "somebody else's trial": lambda s, c: s.save_trial(measured(2901, "K8", c.at)),
    "somebody else's value": lambda s, c: s.amend_trial(
        measured(2000, "K8", c.at - timedelta(days=5), speed=17.0)
    ),
    "somebody else's episode": lambda s, c: s.add_episode("K8", Episode(c.at, Side.LEFT)),
}


@pytest.fixture
def glances(clinic: Clinic, clock: Clock) -> Glances:
    """Of a clinic with two patients and a volunteer, asked for once."""
    store = clinic.store
    watched_clinic(store, clock.at - timedelta(days=5))
    known = Glances(store, clock)
    assert known.of(["K7"])["K7"] == fresh(store)
    return known


def fresh(store: Store) -> AtAGlance:
    record = record_of(store, "K7", local_day(Clock().at))
    legs = record.progress.legs
    return AtAGlance(record.kept, tuple((leg.side, leg.verdict.finding) for leg in legs))


@pytest.mark.parametrize("what", CHANGES)
def test_the_list_is_right_after(what: str, clinic: Clinic, clock: Clock, glances: Glances) -> None:
    store = clinic.store
    before = store.changes(POOLED)
    assert CHANGES[what](store, clock) is not False
    after = store.changes(POOLED)
    assert (before.by_code["K7"], before.pooled) != (after.by_code["K7"], after.pooled)
    assert glances.of(["K7"])["K7"] == fresh(store)


@pytest.mark.parametrize("what", ["a trial judged", "an episode", "a plan", "rest"])
def test_what_is_shown_follows(what: str, clinic: Clinic, clock: Clock, glances: Glances) -> None:
    before = glances.of(["K7"])["K7"]
    if what == "a trial judged":
        for number in range(1000, 1100, 20):
            for nth in range(3):
                day = clock.at - timedelta(days=5 - (number - 1000) // 20)
                trial = measured(number + nth, "K7", day)
                poor = replace(trial.result, outcome=Outcome.INTERRUPTED)
                clinic.store.judge_trial(replace(trial, result=poor, why_not="interrupted"))
    else:
        CHANGES[what](clinic.store, clock)
    assert glances.of(["K7"])["K7"] != before


def test_nothing_is_read_but_the_count_while_nothing_changes(
    clinic: Clinic, glances: Glances
) -> None:
    heard: list[str] = []
    reader = clinic.store._engines.reader
    event.listen(reader, "before_cursor_execute", lambda *told: heard.append(told[2]))
    for _ in range(3):
        glances.of(["K7"])
    asked = [each for each in heard if each.startswith("SELECT")]
    assert len(asked) == 3, "one question each time"
    assert all("FROM changes" in each for each in asked)


def test_what_cannot_matter_to_somebody_leaves_them_remembered(
    clinic: Clinic, clock: Clock, glances: Glances
) -> None:
    before = clinic.store.changes(POOLED)
    clinic.store.save_trial(measured(2950, "K8", clock.at, activity="bullseye"))
    after = clinic.store.changes(POOLED)
    assert after.pooled == before.pooled
    assert after.by_code["K7"] == before.by_code["K7"]
    assert after.by_code["K8"] > before.by_code["K8"]
