"""Know your own noise, as pages: who measures, what is missing, how far off verdicts are."""

from collections.abc import Callable
from datetime import timedelta

from tests.clinic.browsing import Browser
from tests.clinic.conftest import Clock
from tests.clinic.measured import measure_day
from trainer.clinic.clinic import Clinic
from trainer.clinic.noise_view import NoiseView, noise_view
from trainer.recording.account import Action
from trainer.recording.clinical import Episode
from trainer.recording.vocabulary import Side

SPEED = "mean_tilt_velocity"


def people(clinic: Clinic, *codes: str) -> None:
    for code in codes:
        clinic.store.add_patient(code)
        clinic.store.add_noise_person(code)


def view(clinic: Clinic, *visible: str) -> NoiseView:
    return noise_view(clinic, visible, SPEED, None)


def test_each_volunteer_s_days_and_trials_are_told_with_what_is_missing(
    clinic: Clinic, clock: Clock
) -> None:
    people(clinic, "S1", "S2", "S3")
    yesterday = clock.at - timedelta(days=1)
    measure_day(clinic.store, 1001, "S1", yesterday)
    measure_day(clinic.store, 1021, "S1", clock.at)
    measure_day(clinic.store, 2001, "S2", clock.at, (Side.LEFT,))
    shown = view(clinic, "S1", "S2")
    first, second = shown.people
    assert (first.done, first.missing) == (True, "has all days")
    assert first.legs[0] == ("left leg", "2 of 2 days, 6 trials")
    assert second.legs == (
        ("left leg", "1 of 2 days, 3 trials"),
        ("right leg", "0 of 2 days, 0 trials"),
    )
    assert second.missing == "left leg: one more day, right leg: two days"
    assert second.today == "right leg"
    assert (shown.done, shown.to_find, shown.hidden) == (1, 7, 1)


def test_verdicts_come_with_the_tenth_person_and_say_what_the_noise_is(
    clinic: Clinic, clock: Clock
) -> None:
    codes = [f"S{n}" for n in range(1, 11)]
    people(clinic, *codes)
    for n, code in enumerate(codes, start=1):
        for day in range(2):
            if code == "S10" and day:
                (waiting,) = view(clinic).pools
            measure_day(clinic.store, 1000 * n + 20 * day, code, clock.at + timedelta(days=day))
    assert not waiting.spoken
    assert waiting.verdicts.startswith("No verdict yet: 9 of 10 people are known, 1 more is needed")
    assert waiting.noise == ""
    (known,) = view(clinic).pools
    assert (known.spoken, known.patients, known.volunteers) == (True, 0, 10)
    assert "two of three pairs of visits" in known.noise


def test_patients_with_enough_visits_count_beside_the_volunteers(
    clinic: Clinic, clock: Clock
) -> None:
    clinic.store.add_patient("K7")
    for day in range(7):
        measure_day(clinic.store, 1000 + 20 * day, "K7", clock.at + timedelta(days=day))
    (pool,) = view(clinic).pools
    assert (pool.patients, pool.volunteers) == (1, 0)


def test_a_volunteer_is_added_and_taken_out_and_both_are_noted(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    clinic.store.add_patient("S1")
    assert mine.fill_in("/noise", {"code": "S1"}).headers["location"] == "/noise"
    assert "S1" in mine.get("/noise").text
    taken = mine.fill_in("/noise/S1/remove", {}, form_at="/noise")
    assert taken.headers["location"] == "/noise"
    assert clinic.store.noise_people() == ()
    noted = [e.entry for e in clinic.store.newest_log(9) if e.entry.action is Action.WRITE]
    assert [(e.about, e.detail) for e in noted] == [
        ("S1", "no longer measures the clinic's noise"),
        ("S1", "measures the clinic's noise"),
    ]


def test_who_cannot_measure_is_told_why_and_what_was_typed_stays(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    theirs, mine = signed_in("eve"), signed_in("ada")
    theirs.fill_in("/patients/new", {"code": "E1", "mine": "1"})
    clinic.store.add_patient("K7")
    clinic.store.add_episode("K7", Episode(clock.at, Side.LEFT))
    for code, why in (("K7", "an involved leg"), ("E1", "no patient E1"), ("Z9", "no patient Z9")):
        answer = mine.fill_in("/noise", {"code": code})
        assert answer.status_code == 422
        assert why in answer.text
        assert f'value="{code}"' in answer.text
    assert clinic.store.noise_people() == ()


def test_a_volunteer_of_somebody_else_is_counted_and_not_named(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    theirs, mine = signed_in("eve"), signed_in("ada")
    theirs.fill_in("/patients/new", {"code": "E1", "mine": "1"})
    theirs.fill_in("/noise", {"code": "E1"})
    shown = mine.get("/noise").text
    assert "E1" not in shown
    assert "And 1 whom somebody else treats" in shown
