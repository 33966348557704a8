"""What a therapist types in of a patient: stored, checked, withdrawn, and what stops a leg."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from httpx2 import Response

from tests.clinic.browsing import Browser, fields_of, form_at
from tests.clinic.conftest import PASSWORD, Clock
from tests.recordings import STARTED_AT
from tests.store.test_legs import painful
from trainer.clinic.clinic import Clinic
from trainer.clinic.entry_forms import FORMS
from trainer.plans.prescribing import from_template
from trainer.plans.templates import TEMPLATES
from trainer.recording.background import StopReason, WeightBearing
from trainer.recording.clinical import Episode
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import PainPlace, Side
from trainer.sessions import legs
from trainer.store.values import BodyWeight

ENTRIES = "/patients/K7/entries"
ODD = 'said "it\'s <b>fine</b>" & 痛い'
CALM = {
    "pain_now:left": "2",
    "pain_now:right": "0",
    "effusion:left": "0",
    **{f"{name}:left": "no" for name in ("giving_way", "locking", "calf")},
    **dict.fromkeys(("dizziness", "chest"), "no"),
}
SOUND = {
    **dict.fromkeys(("floor_10_s", "full_weight", "no_repair", "light_enough"), "yes"),
    **dict.fromkeys(("giving_way", "locking", "dizziness", "calf", "chest"), "no"),
}


@pytest.fixture
def mine(clinic: Clinic, signed_in: Callable[..., Browser]) -> Browser:
    """A browser of somebody who may treat K7, whose left leg is involved."""
    clinic.store.add_patient("K7")
    clinic.store.add_episode("K7", Episode(datetime.now(UTC) - timedelta(days=3), Side.LEFT))
    return signed_in("ada")


def typed_in(mine: Browser, form: str, about: str = "", **typed: str) -> Response:
    path = f"{ENTRIES}/{form}"
    page = mine.get(path + about)
    assert page.status_code == 200, page.text
    return mine.post(path, data={**form_at(page, path), **typed})


def test_symptoms_are_stored_and_what_lowers_the_dose_is_said(
    clinic: Clinic, mine: Browser
) -> None:
    assert typed_in(mine, "symptoms", **CALM).headers["location"] == f"{ENTRIES}?stored=1"
    assert "Stored." in mine.get(f"{ENTRIES}?stored=1").text
    assert "Stored." not in mine.get(ENTRIES).text
    kinds = {each.kind: each for each in clinic.store.entries("K7")}
    assert kinds["effusion"].side is Side.LEFT
    assert kinds["pain_now"].operator == "ada"
    typed_in(mine, "symptoms", **{**CALM, "pain_now:left": "4"})
    assert "Left leg: pain 4 of 10, and the aim is 2 or less" in mine.get(ENTRIES).text


@pytest.mark.parametrize(
    ("typed", "reason", "side"),
    [
        ({"pain_now:left": "7"}, StopReason.PAIN, Side.LEFT),
        ({"giving_way:left": "yes"}, StopReason.GIVING_WAY, Side.LEFT),
        ({"calf:left": "yes"}, StopReason.CALF, Side.LEFT),
        ({"dizziness": "yes"}, StopReason.DIZZINESS, Side.BOTH),
    ],
    ids=["pain", "giving way", "calf", "dizzy"],
)
def test_what_stops_a_leg_is_said_at_once_and_lifted_with_a_reason(
    typed: dict[str, str], reason: StopReason, side: Side, clinic: Clinic, mine: Browser
) -> None:
    assert typed_in(mine, "symptoms", **{**CALM, **typed}).status_code == 303
    (stop,) = clinic.store.stops("K7")
    assert (stop.reason, stop.side) == (reason, side)
    page = mine.get(ENTRIES).text
    for told in ("plan", "plan/edit"):
        assert "Off the board" in mine.get(f"/patients/K7/{told}").text
    assert "Off the board" in page
    assert "Left leg: pain" not in page, "of a leg that stops, nothing lighter is said"
    about = f"?lock={stop.stop_id}"
    without = typed_in(mine, "unlock", about)
    assert without.status_code == 422
    assert "Say why: choose a reason, or write one." in without.text
    assert typed_in(mine, "unlock", about, words=ODD).status_code == 303
    (lifted,) = clinic.store.stops("K7")
    assert lifted.lifted is not None
    assert (lifted.lifted.reason, lifted.lifted.operator) == (ODD, "ada")
    page = mine.get(ENTRIES).text
    assert "Off the board" not in page
    assert "&lt;b&gt;fine&lt;/b&gt;" in page


def test_a_screening_stands_against_and_stops(clinic: Clinic, mine: Browser) -> None:
    typed_in(mine, "screening", **{**SOUND, "floor_10_s": "no"})
    assert "not ten seconds on one leg on the floor" in mine.get(ENTRIES).text
    assert clinic.store.stops("K7") == ()
    assert "last time no" in mine.get(f"{ENTRIES}/screening").text
    typed_in(mine, "screening", **{**SOUND, "locking": "yes"})
    assert [each.reason for each in clinic.store.stops("K7")] == [StopReason.LOCKING]
    missing = typed_in(mine, "screening", **{**SOUND, "chest": ""})
    assert missing.status_code == 422


def test_findings_and_orders_are_noted_and_contradictions_come_back(
    clinic: Clinic, mine: Browser
) -> None:
    order = {"diagnosis": ODD, "surgery": "2026-01-31", "order": "partial"}
    both = typed_in(mine, "background", **order, percent="30", kg="20")
    assert both.status_code == 422
    assert "Say percent or kilograms, not both." in both.text
    assert form_at(both, f"{ENTRIES}/background")["diagnosis"] == ODD
    unweighed = typed_in(mine, "background", **order, kg="20")
    assert "note that first" in unweighed.text
    assert typed_in(mine, "weight", weight="80").status_code == 303
    assert typed_in(mine, "background", **order, kg="20").status_code == 303
    known = clinic.store.background("K7")
    assert known is not None
    assert (known.diagnosis, known.surgery_on, known.operator) == (ODD, date(2026, 1, 31), "ada")
    assert (known.weight_bearing, known.weight_bearing_pct) == (WeightBearing.PARTIAL, 25.0)
    future = typed_in(mine, "background", surgery="2099-01-31", order="full", percent="")
    assert "lies in the future" in future.text


def test_the_involved_leg_and_a_new_episode_are_settled(clinic: Clinic, mine: Browser) -> None:
    before = clinic.store.episode("K7")
    typed_in(mine, "leg", leg="right")
    changed = clinic.store.episode("K7")
    assert before is not None
    assert changed is not None
    assert (changed.involved, changed.begun_at) == (Side.RIGHT, before.begun_at)
    typed_in(mine, "episode", leg="both")
    newer = clinic.store.episode("K7")
    assert newer is not None
    assert (newer.involved, newer.operator) == (Side.BOTH, "ada")
    assert newer.begun_at > before.begun_at


def test_a_force_becomes_a_torque_with_the_weight_that_is_known(
    clinic: Clinic, mine: Browser
) -> None:
    clinic.store.add_weight("K7", BodyWeight(70.0, datetime.now(UTC)))
    about = "?kind=strength_abduction&unit=N"
    page = mine.get(f"{ENTRIES}/measure{about}")
    assert form_at(page, f"{ENTRIES}/measure")["weight"] == "70.0"
    typed = {"leg": "left", "position": "supine", "value": "140", "value 2": "150", "lever": "0,4"}
    assert typed_in(mine, "measure", about, **typed).status_code == 303
    (entry,) = clinic.store.entries("K7")
    assert entry.value == pytest.approx(150 * 0.4 / 70)
    assert entry.unit == "Nm/kg"


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("pain_now", {"value": "11"}, "Between 0 and 10"),
        ("akps", {"value": "101"}, "Between 0.0 and 100.0"),
        ("effusion", {"value": "0"}, "Please answer this"),
        ("dorsiflexion", {"leg": "left", "value": "abc"}, "Type a number"),
        ("akps", {"value": "80", "day": "2099-01-01"}, "lies in the future"),
        ("akps", {"value": "80", "day": "1800-01-01"}, "too long ago"),
        ("own_measure", {"label": "girth", "unit": "", "value": "3"}, "Please answer this"),
    ],
    ids=["pain 11", "akps 101", "no leg", "no number", "ahead", "long ago", "no unit"],
)
def test_a_value_that_cannot_be_comes_back(
    kind: str, typed: dict[str, str], words: str, clinic: Clinic, mine: Browser
) -> None:
    answer = typed_in(mine, "measure", f"?kind={kind}", **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert clinic.store.entries("K7") == ()


def test_own_measures_exercises_and_notes_are_stored_with_their_day(
    clinic: Clinic, mine: Browser
) -> None:
    typed_in(mine, "measure", "?kind=own_measure", label="calf girth", unit="cm", value="36,5")
    done = {"side": "left", "sets": "3", "repetitions": "12", "effort": "6", "load": "2,5"}
    typed_in(mine, "exercise", exercise="clam", day="2026-03-04", **done)
    typed_in(mine, "exercise", exercise="own", own="stairs", **done)
    nameless = typed_in(mine, "exercise", exercise="own", **done)
    assert nameless.status_code == 422
    typed_in(mine, "note", text=ODD)
    kinds = {each.kind: each for each in clinic.store.entries("K7")}
    assert kinds["other:calf girth"].value == 36.5
    assert kinds["note"].note == ODD
    clam, own = clinic.store.exercises("K7")
    assert clam.done_at.astimezone().isoformat().startswith("2026-03-04T12:00")
    assert (clam.load_kg, clam.effort, own.exercise) == (2.5, 6.0, "other:stairs")
    assert "&lt;b&gt;fine&lt;/b&gt;" in mine.get(ENTRIES).text


def test_the_other_leg_and_the_next_exercise_are_one_press_away(
    clinic: Clinic, mine: Browser
) -> None:
    plan = replace(
        from_template(TEMPLATES["hip"], "p1", datetime.now(UTC)),
        signed_by="ada",
        signed_at=datetime.now(UTC),
    )
    clinic.store.add_plan("K7", plan)
    reach = {"leg": "left", "value": "36", "again": "1"}
    to = typed_in(mine, "measure", "?kind=dorsiflexion", **reach).headers["location"]
    assert to.startswith(f"{ENTRIES}/measure?kind=dorsiflexion")
    assert form_at(mine.get(to), f"{ENTRIES}/measure")["_kind"] == "dorsiflexion"
    page = mine.get(f"{ENTRIES}/exercise")
    assert "As planned" in page.text
    clam = form_at(mine.get(f"{ENTRIES}/exercise?kind=clam"), f"{ENTRIES}/exercise")
    assert (clam["exercise"], clam["side"], clam["sets"]) == ("clam", "left", "2")
    again = mine.post(f"{ENTRIES}/exercise", data={**clam, "again": "1"})
    assert again.headers["location"] == f"{ENTRIES}/exercise?stored=1"
    (done,) = clinic.store.exercises("K7")
    assert (done.exercise, done.sets, done.repetitions) == ("clam", 2, 10)


def test_the_newest_days_come_first_and_grades_say_what_they_mean(
    clinic: Clinic, mine: Browser
) -> None:
    for day in ("2026-03-02", "2026-03-03", "2026-03-04"):
        typed_in(mine, "measure", "?kind=squat_knee", leg="left", value="1", day=day)
    shown = mine.get(ENTRIES).text
    newest, earlier = shown.split("Earlier (1)")
    assert newest.count("1 (a little inward)") == 2
    assert "2 Mar 2026" in earlier


def test_what_a_first_visit_asks_for_leads_from_one_form_to_the_next(
    clinic: Clinic, mine: Browser
) -> None:
    first = "Before the first visit"
    shown = mine.get(ENTRIES).text.split(first)[1].split("</section>")[0]
    asked = ["Findings and orders", "Body weight", "Screening", "A plan, signed"]
    assert [words for words in ("Involved leg", *asked) if words in shown] == asked
    typed_in(mine, "weight", weight="70")
    assert "Body weight" not in mine.get(ENTRIES).text.split(first)[1].split("</section>")[0]
    clinic.store.add_noise_person("K7")
    assert first not in mine.get(ENTRIES).text


def test_an_entry_is_withdrawn_once_with_a_reason_and_stays(clinic: Clinic, mine: Browser) -> None:
    typed_in(mine, "note", text="the wrong patient")
    (entry,) = clinic.store.entries("K7")
    about = f"?entry={entry.entry_id}"
    assert typed_in(mine, "withdraw", about, why=" ").status_code == 422
    form = form_at(mine.get(f"{ENTRIES}/withdraw{about}"), f"{ENTRIES}/withdraw")
    assert typed_in(mine, "withdraw", about, why="of K8").status_code == 303
    (entry,) = clinic.store.entries("K7")
    assert entry.withdrawn is not None
    assert entry.withdrawn.reason == "of K8"
    assert "of K8" in mine.get(ENTRIES).text
    assert mine.post(f"{ENTRIES}/withdraw", data={**form, "why": "again"}).status_code == 409


def test_what_was_typed_outlives_the_sign_in(clinic: Clinic, clock: Clock, mine: Browser) -> None:
    path = f"{ENTRIES}/note"
    form = form_at(mine.get(path), path)
    clock.on(minutes=30)
    kept = fields_of(mine.post(path, data={**form, "text": ODD}))
    back = mine.post("/sign-in", data={**kept, "login": "ada", "password": PASSWORD})
    assert mine.post(path, data=form_at(back, path)).status_code == 303
    assert [each.note for each in clinic.store.entries("K7")] == [ODD]


@pytest.mark.parametrize("form", [*FORMS, "nothing"])
def test_every_form_opens_or_leads_back(form: str, mine: Browser) -> None:
    answer = mine.get(f"{ENTRIES}/{form}")
    about = {"measure": 303, "unlock": 303, "withdraw": 409, "nothing": 303}
    assert answer.status_code == about.get(form, 200)


def test_pain_of_the_day_is_opened_with_its_leg(
    clinic: Clinic, mine: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = STARTED_AT.astimezone().replace(hour=0, minute=0)
    monkeypatch.setattr(legs, "today_began", lambda: day)
    clinic.store.save_trial(painful(pain=Pain(3, PainPlace.HIP)))
    assert "The left leg: pain 3 of 10, hip" in mine.get(ENTRIES).text
    typed_in(mine, "unlock", "?lock=leg:left", words="pain is gone")
    assert clinic.store.locked_leg("K7", Side.LEFT, day) is None
    assert "Off the board" not in mine.get(ENTRIES).text
