"""Signing in: the first time, with wrong passwords, for too long, and in the middle of a form."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests.clinic.browsing import Browser, fields_of
from tests.clinic.conftest import PASSWORD, Clock
from trainer.clinic.clinic import FREE_FAILURES, LONGEST_WAIT, Clinic, wait_after
from trainer.recording.account import Action, Role

WRONG = "not the password"


def test_the_first_admin_changes_the_one_time_password_before_anything_else(
    clinic: Clinic, browser: Callable[[], Browser]
) -> None:
    one_time = clinic.first_admin()
    assert one_time is not None
    assert clinic.first_admin() is None
    mine = browser()
    assert mine.sign_in("Admin", one_time).headers["location"] == "/"
    assert mine.get("/").headers["location"] == "/password"
    changed = {"old": one_time, "new": PASSWORD, "again": PASSWORD}
    assert mine.fill_in("/password", changed).headers["location"] == "/"
    assert mine.get("/").status_code == 200
    assert browser().sign_in("admin", one_time).status_code == 401


def test_no_password_that_is_easy_to_find_is_taken(signed_in: Callable[..., Browser]) -> None:
    mine = signed_in("ada")
    for new, words in (
        ("short", "at least 12"),
        ("ada" + 9 * "x", "does not hold the name"),
        (12 * "ab", "more than a few"),
        (129 * "y", "at most 128"),
    ):
        answer = mine.fill_in("/password", {"old": PASSWORD, "new": new, "again": new})
        assert answer.status_code == 422
        assert words in answer.text
    differs = mine.fill_in("/password", {"old": PASSWORD, "new": "x" + PASSWORD, "again": PASSWORD})
    assert "differ" in differs.text
    unproven = mine.fill_in(
        "/password", {"old": WRONG, "new": "x" + PASSWORD, "again": "x" + PASSWORD}
    )
    assert unproven.status_code == 422


def test_wrong_passwords_running_cost_more_and_more_time(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser], browser: Callable[[], Browser]
) -> None:
    signed_in("ada")
    for _ in range(FREE_FAILURES + 2):
        assert browser().sign_in("ada", WRONG).status_code == 401
    assert browser().sign_in("ada", PASSWORD).status_code == 401, "right, but too early"
    clock.on(seconds=wait_after(FREE_FAILURES + 2).total_seconds())
    assert browser().sign_in("ada", PASSWORD).status_code == 303
    failed = [e for e in clinic.store.newest_log(50) if e.entry.action is Action.SIGN_IN_FAILED]
    assert len(failed) == FREE_FAILURES + 3


def test_the_wait_grows_up_to_its_longest() -> None:
    waits = [wait_after(failures) for failures in range(1000)]
    assert waits == sorted(waits)
    assert max(waits) == LONGEST_WAIT


def test_passwords_tried_at_once_count_each(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    signed_in("ada")
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(lambda _: clinic.sign_in("ada", WRONG), range(12)))
    account = clinic.store.account("ada")
    assert not any(tokens)
    assert account is not None
    assert account.failures == FREE_FAILURES + 1, "the others came too early to be tried"


def test_an_unknown_name_is_told_from_a_wrong_password_by_nothing(
    browser: Callable[[], Browser], signed_in: Callable[..., Browser]
) -> None:
    signed_in("ada")
    known, unknown = browser().sign_in("ada", WRONG), browser().sign_in("nobody", WRONG)
    assert known.status_code == unknown.status_code
    assert known.text.replace('value="ada"', 'value="nobody"') == unknown.text
    assert 'value="nobody"' in unknown.text, "a name is not typed twice"


def test_a_space_behind_the_name_is_none_of_it(
    browser: Callable[[], Browser], signed_in: Callable[..., Browser]
) -> None:
    signed_in("ada")
    assert browser().sign_in(" Ada ", PASSWORD).status_code == 303


def test_whoever_does_nothing_is_signed_out(
    clinic: Clinic, clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    clock.on(minutes=14)
    assert "Sign in" not in mine.get("/").text
    clock.on(minutes=14)
    assert "Sign in" not in mine.get("/", headers={"x-watching": "1"}).text
    clock.on(minutes=2)
    assert "Sign in" in mine.get("/").text, "what a page asks for by itself keeps nobody in"
    clock.on(minutes=-16)
    assert "Sign in" in mine.get("/").text, "and a clock set back lets nobody in again"


def test_nobody_stays_signed_in_for_longer_than_a_day_of_work(
    clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    for _ in range(12 * 6):
        clock.on(minutes=10)
        assert "Sign in" not in mine.get("/").text
    clock.on(minutes=11)
    assert "Sign in" in mine.get("/").text


def test_signing_out_ends_it_also_for_a_copied_cookie(signed_in: Callable[..., Browser]) -> None:
    mine = signed_in("ada")
    cookie = mine.cookies["baps"]
    assert mine.fill_in("/sign-out", {}, form_at="/").headers["location"] == "/sign-in"
    mine.cookies.set("baps", cookie)
    assert "Sign in" in mine.get("/").text


def test_whoever_presses_sign_out_too_late_comes_to_the_patients(
    clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    mark = {"mark": fields_of(mine.get("/"))["mark"]}
    clock.on(minutes=30)
    answer = mine.post("/sign-out", data=mark)
    assert "what you pressed was not done" in answer.text
    signing = {**fields_of(answer), "login": "ada", "password": PASSWORD}
    assert mine.post("/sign-in", data=signing).headers["location"] == "/"


def test_what_an_admin_changes_meanwhile_stays(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    signed_in("ada")
    before = clinic.store.account("ada")
    assert before is not None
    clinic.change_account(replace(before, disabled_at=clinic.now()), "admin", "disabled")
    clinic.choose_language(before, "de")
    clinic.change_password(before, "another three boats")
    after = clinic.store.account("ada")
    assert after is not None
    assert after.disabled_at is not None
    assert after.language == "de"


def test_a_form_that_was_interrupted_keeps_its_text(
    clock: Clock, signed_in: Callable[..., Browser]
) -> None:
    mine = signed_in("ada")
    form = fields_of(mine.get("/patients/new"))
    clock.on(minutes=30)
    typed = {**form, "code": "K7 \"'<b>ä", "name": "Ärztin <i>"}
    interrupted = mine.post("/patients/new", data=typed)
    assert interrupted.status_code == 401
    assert "Nothing that you typed is lost" in interrupted.text
    kept = fields_of(interrupted)
    assert kept["kept:code"] == typed["code"]
    wrong = mine.post("/sign-in", data={**kept, "login": "ada", "password": WRONG})
    again = mine.post("/sign-in", data={**fields_of(wrong), "login": "ada", "password": PASSWORD})
    assert again.status_code == 200
    assert "&lt;i&gt;" in again.text
    assert "<label>Code, never a name <input" in again.text
    assert 'action="/patients/new"' in again.text


def test_no_page_leads_to_an_address_elsewhere(
    browser: Callable[[], Browser], signed_in: Callable[..., Browser]
) -> None:
    signed_in("ada")
    for wanted in ("https://example.org/", "//example.org", "/\\example.org", "javascript:1"):
        answer = browser().sign_in("ada", PASSWORD, wanted=wanted)
        assert answer.headers["location"] == "/"


def test_a_form_from_elsewhere_is_refused(signed_in: Callable[..., Browser]) -> None:
    mine = signed_in("ada")
    form = {**fields_of(mine.get("/patients/new")), "code": "K8"}
    for forged in (
        {"data": {**form, "mark": ""}},
        {"data": {**form, "mark": "ä"}},
        {"data": {"code": "K8"}},
        {"data": form, "headers": {"sec-fetch-site": "cross-site"}},
        {"data": form, "headers": {"origin": "https://example.org"}},
    ):
        assert mine.post("/patients/new", **forged).status_code == 403
    assert mine.post("/patients/new", data=form).status_code == 303


def test_the_cookie_is_for_no_script_and_no_other_site(
    browser: Callable[[], Browser], signed_in: Callable[..., Browser]
) -> None:
    signed_in("ada")
    cookie = browser().sign_in("ada", PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_station_has_no_pages(signed_in: Callable[..., Browser]) -> None:
    assert signed_in("room-2", Role.STATION).get("/").status_code == 403
