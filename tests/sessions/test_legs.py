"""A locked leg is refused in one line that says why and what to do; codes for nobody never are."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.recordings import STARTED_AT
from tests.store.test_legs import painful
from tests.store.trials import trial_id
from trainer.cli.main import cli
from trainer.recording.background import HardStop, StopReason
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import PainPlace, Side
from trainer.sessions import legs
from trainer.sessions.known_locks import AS_KNOWN
from trainer.sessions.legs import LegLocked, PatientLegs, saw_pain, unlock
from trainer.sessions.recover import recover
from trainer.store import Spool, Store, places
from trainer.store.errors import StoreUnreachable

PLAY = ("play", "bullseye", "--board", "sim:patient", "--fast", "--seconds", "5")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    day = painful().recording.header.started_at.astimezone().replace(hour=0, minute=0)
    monkeypatch.setattr(legs, "today_began", lambda: day)
    with Store.open() as opened:
        yield opened


def refusal(store: Store, side: Side = Side.LEFT, code: str = "K7") -> str:
    with pytest.raises(LegLocked) as refused:
        PatientLegs(store, print, code).require_free(side)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_leg_that_hurts_a_little_waits_for_the_therapists_go(store: Store) -> None:
    store.save_trial(painful(pain=Pain(3, PainPlace.KNEE_FRONT)))
    said = refusal(store)
    assert f"the left leg of K7 stopped on {STARTED_AT.astimezone():%Y-%m-%d}" in said
    assert "pain 3 of 10, front of the knee" in said
    assert 'to go on, the therapist says baps patient unlock K7 --side left --reason "…"' in said
    PatientLegs(store, print, "K7").require_free(Side.RIGHT)
    PatientLegs(store, print, "K7").go_on(Side.LEFT)
    PatientLegs(store, print, "K7").require_free(Side.LEFT)


def test_a_leg_that_hurts_much_rests_until_a_therapist_decides_otherwise(store: Store) -> None:
    store.save_trial(painful(pain=Pain(8)))
    assert "off the board until a therapist says baps patient unlock K7" in refusal(store)
    assert "the left leg of K7" in refusal(store, Side.BOTH)


def silent(*_args: object) -> None:
    raise StoreUnreachable("the database is silent")


def test_what_is_known_of_a_lock_holds_while_the_database_does_not_answer(
    store: Store, monkeypatch
) -> None:
    store.save_trial(painful(pain=Pain(3)))
    known = refusal(store)
    told: list[str] = []
    with monkeypatch.context() as away:
        away.setattr(Store, "_reading", silent)
        for side in (Side.LEFT, Side.BOTH):
            with pytest.raises(LegLocked) as refused:
                PatientLegs(store, told.append, "K7").require_free(side)
            assert str(refused.value).startswith(known.partition(": ")[0])
        PatientLegs(store, told.append, "K7").require_free(Side.RIGHT)
    assert told.count(AS_KNOWN) == 1
    unlock(store, None, "K7", Side.LEFT, "seen")
    monkeypatch.setattr(Store, "_reading", silent)
    PatientLegs(store, print, "K7").require_free(Side.LEFT)


@pytest.mark.parametrize(("score", "held"), [(3, False), (8, True)], ids=["a little", "much"])
def test_pain_of_a_trial_holds_though_the_database_falls_silent_after_it(
    store: Store, monkeypatch, score, held
) -> None:
    PatientLegs(store, print, "K7").require_free(Side.LEFT)
    monkeypatch.setattr(Store, "_reading", silent)
    saw_pain(store, "K7", painful(pain=Pain(score)).recording)
    assert "pain" in refusal(store)
    monkeypatch.setattr(Store, "_writing", silent)
    PatientLegs(store, print, "K7").go_on(Side.LEFT)
    if held:
        assert "off the board" in refusal(store), "go on lifts no hard stop"
    else:
        PatientLegs(store, print, "K7").require_free(Side.LEFT)


@pytest.mark.parametrize("unlocked", list(Side))
def test_who_frees_one_leg_frees_none_that_a_stop_of_both_holds_in_a_silent_database(
    store: Store, monkeypatch, unlocked
) -> None:
    store.add_patient("K7")
    store.add_stop("K7", HardStop(trial_id(901), Side.LEFT, StopReason.CHEST, STARTED_AT))
    refusal(store)
    unlock(store, None, "K7", unlocked, "seen")
    monkeypatch.setattr(Store, "_reading", silent)
    for side in (Side.LEFT, Side.RIGHT):
        if unlocked is Side.BOTH:
            PatientLegs(store, print, "K7").require_free(side)
        else:
            assert "chest symptoms" in refusal(store, side)


def test_codes_that_stand_for_nobody_are_never_locked(store: Store) -> None:
    store.save_trial(painful(pain=Pain(8), patient_code="GUEST"))
    PatientLegs(store, print, "GUEST").require_free(Side.LEFT)


def test_without_a_database_nothing_is_refused() -> None:
    PatientLegs(None, print, "K7").require_free(Side.LEFT)


def test_pain_that_waits_for_the_database_locks_its_leg_until_somebody_goes_on(
    store: Store,
) -> None:
    spool = Spool(places().spool)
    spool.keep(painful(pain=Pain(3)))
    for database in (None, store):
        with pytest.raises(LegLocked, match="pain 3 of 10"):
            PatientLegs(database, print, "K7", spool).require_free(Side.BOTH)
    PatientLegs(None, print, "K7", spool).require_free(Side.RIGHT)
    PatientLegs(None, print, "K8", spool).require_free(Side.LEFT)
    PatientLegs(None, print, "K7", spool).go_on(Side.LEFT)
    PatientLegs(None, print, "K7", spool).require_free(Side.LEFT)
    recover(places(), store)
    assert spool.waiting() == []
    assert store.history("K7").series[0].trials[0].pain == Pain(3)
    PatientLegs(store, print, "K7", spool).require_free(Side.LEFT)


def test_pain_that_nobody_went_on_after_still_locks_when_it_is_delivered(store: Store) -> None:
    spool = Spool(places().spool)
    spool.keep(painful(pain=Pain(3)))
    recover(places(), store)
    assert "pain 3 of 10" in refusal(store)


def test_a_restarted_play_refuses_a_leg_whose_pain_waits_and_unlock_reaches_it(
    store: Store, monkeypatch
) -> None:
    Spool(places().spool).keep(painful(pain=Pain(3)))
    monkeypatch.setenv("BAPS_DB", "postgresql://nobody@127.0.0.1:1/none")
    run = CliRunner().invoke
    leg = ("--patient", "K7", "--side", "left")
    assert isinstance(run(cli, [*PLAY, *leg]).exception, LegLocked)
    unlock = ["patient", "unlock", "K7", "--side", "left", "--reason", "all well"]
    assert "left leg of K7: may go on" in run(cli, unlock).output
    assert run(cli, [*PLAY, *leg]).exit_code == 0


def test_play_and_log_refuse_a_locked_leg_until_it_is_unlocked(store: Store, monkeypatch) -> None:
    store.save_trial(painful(pain=Pain(7)))
    run = CliRunner().invoke
    leg = ("--patient", "K7", "--side", "left")
    for command in (PLAY, ("log", "--board", "sim:patient", "--seconds", "5")):
        refused = run(cli, [*command, *leg])
        assert isinstance(refused.exception, LegLocked), command
    unlock = ["patient", "unlock", "K7", "--side", "left"]
    assert run(cli, [*unlock, "--reason", " "]).exit_code == 2
    assert "left leg of K7: may go on" in run(cli, [*unlock, "--reason", "all well"]).output
    assert "was not locked" in run(cli, [*unlock, "--reason", "all well"]).output
    assert run(cli, [*PLAY, *leg]).exit_code == 0


def test_a_history_shows_what_the_patient_said_of_the_pain(store: Store) -> None:
    store.save_trial(painful(pain=Pain(7, PainPlace.BACK)))
    shown = CliRunner().invoke(cli, ["history", "K7"]).output
    assert "stopped for pain 7 of 10, the back" in " ".join(shown.split())
    stored = json.loads(CliRunner().invoke(cli, ["history", "K7", "--json"]).output)
    assert stored["series"][0]["trials"][0]["pain"] == {"score": 7, "place": "back"}
