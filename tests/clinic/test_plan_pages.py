"""The plan's pages: a template becomes a plan, is changed and signed, and nobody overwrites it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from httpx2 import Response

from tests.clinic.browsing import Browser, fields_of, form_at
from tests.clinic.conftest import PASSWORD, Clock
from tests.recordings import STARTED_AT
from tests.store.trials import finished
from trainer.clinic.clinic import Clinic
from trainer.recording.background import Background, WeightBearing
from trainer.recording.clinical import Episode
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan
from trainer.recording.vocabulary import Eyes, Side, Stance

PLAN, EDIT = "/patients/K7/plan", "/patients/K7/plan/edit"
ODD = 'Ärzte\'s "<b>plan</b>" & 計画 🦵'


@pytest.fixture
def mine(clinic: Clinic, signed_in: Callable[..., Browser]) -> Browser:
    """A browser of somebody who may treat K7, whose left leg is involved."""
    clinic.store.add_patient("K7")
    clinic.store.add_episode("K7", Episode(datetime.now(UTC) - timedelta(days=3), Side.LEFT))
    return signed_in("ada")


def begun(mine: Browser, origin: str = "template:ten-minutes") -> dict[str, str]:
    page = mine.get(EDIT, params={"origin": origin})
    assert page.status_code == 200, page.text
    return form_at(page, EDIT)


def did(mine: Browser, form: dict[str, str], do: str, **typed: str) -> Response:
    return mine.post(EDIT, data={**form, **typed, "do": do})


def again(page: Response) -> dict[str, str]:
    return form_at(page, EDIT)


def signed(clinic: Clinic, plan: Plan) -> Plan:
    made = replace(plan, signed_by="eve", signed_at=datetime.now(UTC))
    clinic.store.add_plan("K7", made)
    return made


def a_plan(**changes: object) -> Plan:
    board = (BoardItem("bullseye", seconds=37.5, rest_s=12.25), BoardItem("orbit", Legs.INVOLVED))
    plan = Plan("p1", "first", datetime.now(UTC), board, (ExerciseItem("clam", load_kg=2.55),))
    return replace(plan, **changes)  # type: ignore[arg-type]


def test_a_template_says_its_source_and_population_and_is_signed_by_the_login(
    clinic: Clinic, mine: Browser
) -> None:
    page = mine.get(PLAN).text
    assert "No plan is signed" in page
    assert "people with ankle instability; no dose for knees is published" in page
    form = begun(mine)
    assert did(mine, form, "sign", title=ODD).headers["location"] == PLAN
    plan = clinic.store.plan("K7")
    assert plan is not None
    assert (plan.title, plan.signed_by, plan.template) == (ODD, "ada", "ten-minutes")
    assert plan.population.startswith("people with ankle instability")
    assert "&lt;b&gt;plan&lt;/b&gt;" in mine.get(PLAN).text
    noted = [each.entry.detail for each in clinic.store.newest_log(9)]
    assert "plan, to be signed" in noted


@pytest.mark.parametrize(("weeks_ago", "over"), [(3, False), (5, True)])
def test_a_plan_whose_weeks_have_passed_says_so(
    weeks_ago: int, over: bool, clinic: Clinic, mine: Browser
) -> None:
    at = datetime.now(UTC) - timedelta(weeks=weeks_ago)
    clinic.store.add_plan("K7", a_plan(weeks=4, signed_by="eve", signed_at=at))
    assert ("Its weeks were over on" in mine.get(PLAN).text) is over


def test_minutes_and_the_sentence_follow_what_is_typed(mine: Browser) -> None:
    form = begun(mine)
    first = mine.post(f"{PLAN}/counted", data=form).text
    more = mine.post(f"{PLAN}/counted", data={**form, "item1_rounds": "6", "per_week": "2"}).text
    assert "A usual visit takes 8:" in first
    assert "A usual visit takes 8:" not in more
    assert "2 times a week for 4 weeks" in more
    assert "You sign as ada" in more
    assert "Anchor test" in more
    without = mine.post(f"{PLAN}/counted", data={**form, "anchor": "no"}).text
    assert "this plan leaves the anchor test out" in without
    assert "leaves the anchor test out" not in more
    wrong = mine.post(f"{PLAN}/counted", data={**form, "item1_rounds": "many"}).text
    assert "counted once every field is right" in wrong
    assert "Bullseye, Rounds a leg: Type a number." in wrong
    assert "I prescribe" not in wrong


def test_items_are_added_moved_changed_and_removed(clinic: Clinic, mine: Browser) -> None:
    form = again(did(mine, begun(mine), "add", add="board:orbit"))
    form = again(did(mine, form, "add", add="exercise:clam"))
    form = again(did(mine, form, "add", add="exercise:own", add_own="stairs, slowly"))
    assert [form[f"_item{n}_is"] for n in (1, 2, 3, 4)] == [
        "board:bullseye",
        "board:orbit",
        "exercise:clam",
        "exercise:other:stairs, slowly",
    ]
    form = again(did(mine, form, "up:2", item2_rounds="3", item3_load_kg="2,5"))
    assert (form["_item1_is"], form["item1_rounds"]) == ("board:orbit", "3")
    form = again(did(mine, form, "down:2"))
    assert form["_item2_is"] == "board:bullseye", "an exercise stays behind the board"
    form = again(did(mine, form, "remove:2"))
    did(mine, form, "sign", item1_stance="seated", item1_level="3", item3_sets="2")
    plan = clinic.store.plan("K7")
    assert plan is not None
    (orbit,), (clam, own) = plan.board, plan.exercises
    assert (orbit.activity, orbit.rounds, orbit.level) == ("orbit", 3, 3)
    assert orbit.stance is Stance.SEATED
    assert (clam.load_kg, own.exercise, own.sets) == (2.5, "other:stairs, slowly", 2)


def test_what_was_not_touched_stays_as_exact_as_it_was(clinic: Clinic, mine: Browser) -> None:
    before = signed(clinic, a_plan())
    form = begun(mine, before.plan_id)
    assert form["item1_seconds"] == "38"
    did(mine, form, "sign", item2_rounds="4")
    plan = clinic.store.plan("K7")
    assert plan is not None
    assert plan.board == (before.board[0], replace(before.board[1], rounds=4))
    assert plan.exercises == before.exercises


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"item1_rounds": "0"}, "Between 1 and 20"),
        ({"item1_rounds": "2.5"}, "A whole number"),
        ({"item1_seconds": "1e9"}, "Type a number"),
        ({"item1_legs": "both"}, "both legs do not stand on one leg"),
        ({"item1_eyes": "shut"}, "Choose one of these"),
        ({"item1_note": "x" * 121}, "At most 120 characters"),
        ({"title": " "}, "Please answer this"),
        ({"title": "a\x00b"}, "cannot be printed"),
        ({"minutes": "0"}, "Between 1 and 120"),
    ],
    ids=str,
)
def test_what_is_wrong_comes_back_as_it_was_typed_and_is_not_stored(
    typed: dict[str, str], words: str, clinic: Clinic, mine: Browser
) -> None:
    answer = did(mine, begun(mine), "sign", **typed)
    assert answer.status_code == 422
    assert words in answer.text
    shown, chosen = again(answer), {"item1_eyes"}
    assert {name: shown[name] for name in typed if name not in chosen} == {
        name: text for name, text in typed.items() if name not in chosen
    }
    assert clinic.store.plans("K7") == ()


def test_a_plan_without_anything_is_none(clinic: Clinic, mine: Browser) -> None:
    form = again(did(mine, begun(mine), "remove:1"))
    answer = did(mine, form, "sign")
    assert answer.status_code == 422
    assert "Nothing would be left" in answer.text
    assert clinic.store.plans("K7") == ()
    unknown = did(mine, form, "add", add="board:tightrope")
    assert unknown.status_code == 422


def test_order_and_checklist_stand_against_items_and_force_nothing(
    clinic: Clinic, mine: Browser
) -> None:
    order = Background(datetime.now(UTC), weight_bearing=WeightBearing.PARTIAL)
    clinic.store.add_background("K7", order)
    page = mine.get(EDIT, params={"origin": "template:ten-minutes"})
    assert "the order is partial weight bearing" in page.text
    assert "The checklist before single-leg work was not gone through" in page.text
    assert did(mine, again(page), "sign").status_code == 303


def test_a_plan_that_was_signed_meanwhile_is_not_overwritten(
    clinic: Clinic, mine: Browser, signed_in: Callable[..., Browser]
) -> None:
    theirs = signed_in("eve")
    my_form, their_form = begun(mine), begun(theirs)
    assert did(theirs, their_form, "sign", title="Eve's plan").status_code == 303
    overtaken = did(mine, my_form, "sign", title=ODD, item1_rounds="3")
    assert overtaken.status_code == 409
    assert "Signed by eve" in overtaken.text
    assert "Eve&#39;s plan" in overtaken.text
    kept = again(overtaken)
    assert (kept["title"], kept["item1_rounds"]) == (ODD, "3")
    plan = clinic.store.plan("K7")
    assert plan is not None
    assert plan.title == "Eve's plan"
    edited = did(mine, kept, "look")
    assert edited.status_code == 200
    assert again(edited)["title"] == ODD
    assert did(mine, kept, "sign").status_code == 303
    plan = clinic.store.plan("K7")
    assert plan is not None
    assert (plan.title, plan.signed_by) == (ODD, "ada")


def test_of_two_who_sign_at_once_one_sees_the_other_s_plan(
    clinic: Clinic, mine: Browser, signed_in: Callable[..., Browser]
) -> None:
    browsers = [mine, *(signed_in(login) for login in ("eve", "kim", "lou"))]
    forms = [begun(each) for each in browsers]
    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(
            pool.map(lambda each: did(each[0], each[1], "sign"), zip(browsers, forms, strict=True))
        )
    assert sorted(each.status_code for each in answers) == [303, 409, 409, 409]
    assert len(clinic.store.plans("K7")) == 1


def test_an_unsigned_plan_is_kept_and_does_not_count(clinic: Clinic, mine: Browser) -> None:
    first = signed(clinic, a_plan())
    assert did(mine, begun(mine), "keep", title="a thought").status_code == 303
    assert clinic.store.plan("K7") == first
    page = mine.get(PLAN).text
    assert "a thought" in page
    assert "not signed" in page
    assert form_at(mine.get(EDIT), EDIT)["title"] == "a thought"


def test_what_was_typed_outlives_the_sign_in(clinic: Clinic, clock: Clock, mine: Browser) -> None:
    form = begun(mine)
    clock.on(minutes=30)
    interrupted = did(mine, form, "look", title=ODD, item1_rounds="3")
    assert interrupted.status_code == 401
    kept = fields_of(interrupted)
    back = mine.post("/sign-in", data={**kept, "login": "ada", "password": PASSWORD})
    edited = mine.post(EDIT, data=form_at(back, EDIT))
    assert edited.status_code == 200
    assert (again(edited)["title"], again(edited)["item1_rounds"]) == (ODD, "3")


def test_directions_are_kept_away_from_until_their_day_or_until_taken_back(
    clinic: Clinic, mine: Browser
) -> None:
    until = (datetime.now().astimezone() + timedelta(days=9)).date().isoformat()
    form = form_at(mine.get(PLAN), "/patients/K7/no-go")
    typed = {**form, "leg": "left", "towards": "inside", "until": until, "why": ODD[:40]}
    past = mine.post("/patients/K7/no-go", data={**typed, "until": "2020-01-01"})
    assert past.status_code == 422
    assert "lies in the past" in past.text
    assert form_at(past, "/patients/K7/no-go")["why"] == ODD[:40]
    degrees = mine.post("/patients/K7/no-go", data={**typed, "towards": "own_degrees"})
    assert "Say the degrees" in degrees.text
    assert mine.post("/patients/K7/no-go", data=typed).status_code == 303
    (no_go,) = clinic.store.no_gos("K7")
    assert (no_go.side, no_go.reason, no_go.operator) == (Side.LEFT, ODD[:40], "ada")
    withdraw = f"/patients/K7/no-go/{no_go.sector_id}/withdraw"
    assert mine.post(withdraw, data=form_at(mine.get(PLAN), withdraw)).status_code == 303
    assert clinic.store.no_gos("K7")[0].withdrawn_at is not None
    assert mine.post(withdraw, data={"mark": form["mark"]}).status_code == 409


def test_rest_is_prescribed_and_ends_no_day_before_it_begins(clinic: Clinic, mine: Browser) -> None:
    form = form_at(mine.get(PLAN), "/patients/K7/rest")
    typed = {**form, "first": "2026-12-24", "last": "2026-12-20", "why": "holidays"}
    assert mine.post("/patients/K7/rest", data=typed).status_code == 422
    assert mine.post("/patients/K7/rest", data={**typed, "last": "24 13 2026"}).status_code == 422
    assert mine.post("/patients/K7/rest", data={**typed, "last": "2026-12-31"}).status_code == 303
    (rest,) = clinic.store.rests("K7")
    assert (rest.reason, rest.operator, rest.to_day.day) == ("holidays", "ada", 31)


def test_a_suggestion_is_taken_only_by_whoever_takes_it(clinic: Clinic, mine: Browser) -> None:
    begun_at = STARTED_AT - timedelta(days=1)
    clinic.store.add_episode("K7", Episode(begun_at, Side.LEFT))
    trial = finished(1, activity="bullseye", side=Side.LEFT, stance=Stance.SINGLE_LEG, level=2)
    clinic.store.save_trial(trial)
    plan = signed(clinic, a_plan(board=(BoardItem("bullseye", Legs.INVOLVED, level=2),)))
    page = mine.get(EDIT, params={"origin": plan.plan_id})
    assert "stay: only 1 of two visits at this level" in page.text
    assert "eyes closed: a pass with eyes open" in page.text
    form = again(page)
    assert form["item1_eyes"] == "open", "nothing is taken by itself"
    harder = again(did(mine, form, "take:1", item1_rounds="3"))
    assert (harder["item1_eyes"], harder["item1_rounds"]) == ("closed", "3")
    assert again(did(mine, form, "take:0"))["item1_level"] == "2", "that one is not met"
    did(mine, harder, "sign")
    counts = clinic.store.plan("K7")
    assert counts is not None
    assert counts.board == (replace(plan.board[0], rounds=3, eyes=Eyes.CLOSED),)
