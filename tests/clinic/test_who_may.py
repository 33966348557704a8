"""Every route, for nobody, for the wrong role, and for a patient of another therapist."""

from collections.abc import Callable

import pytest
from fastapi.routing import APIRoute

from tests.clinic.browsing import Browser, fields_of
from trainer.clinic.app import ROUTERS
from trainer.clinic.clinic import GLASS_LASTS, Clinic
from trainer.recording.account import Action, Role

OPEN = {"/sign-in"}
"""What somebody sees who is not signed in."""
TRIAL = "00000000-0000-0000-0000-000000000001"
FOR_ADMINS = ("/accounts", "/log")

IN_PATHS = {
    "code": "K7",
    "login": "ada",
    "form": "symptoms",
    "sector_id": "none",
    "day": "2026-03-04",
    "trial_id": TRIAL,
}
"""What stands for the parts of a path."""


def filled_path(path: str) -> str:
    for name, value in IN_PATHS.items():
        path = path.replace(f"{{{name}}}", value)
    assert "{" not in path, f"say in IN_PATHS what stands in {path}"
    return path


def routes() -> list[tuple[str, str]]:
    """Method and path of each route, the parts of a path filled in."""
    found = [
        (method, filled_path(route.path))
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods)
    ]
    assert len(found) > 10
    return found


def test_nobody_sees_anything_without_signing_in(
    clinic: Clinic, browser: Callable[[], Browser]
) -> None:
    clinic.store.add_patient("K7", "Somebody")
    for method, path in routes():
        if path in OPEN:
            continue
        answer = browser().request(method, path)
        assert "Sign in" in answer.text, (method, path)
        assert "Somebody" not in answer.text
        assert "set-cookie" not in answer.headers


def test_a_therapist_sees_no_page_for_admins(signed_in: Callable[..., Browser]) -> None:
    mine = signed_in("ada")
    mark = fields_of(mine.get("/"))["mark"]
    asked = [(m, path) for m, path in routes() if path.startswith(FOR_ADMINS)]
    assert len(asked) >= 5
    for method, path in asked:
        answer = mine.request(method, path, data={"mark": mark} if method == "POST" else None)
        assert answer.status_code == 403, (method, path)
    assert signed_in("boss", Role.ADMIN).get("/log").status_code == 200


def test_a_station_reads_nothing_is_told_so_and_can_sign_out(
    clinic: Clinic, signed_in: Callable[..., Browser]
) -> None:
    clinic.store.add_patient("K7", "Somebody")
    station = signed_in("room-2", Role.STATION)
    first = station.get("/")
    mark = fields_of(first)["mark"]
    assert "delivers recordings and reads nothing. Sign out" in first.text
    assert 'action="/sign-out"' in first.text
    assert 'href="/boards"' not in first.text
    for method, path in routes():
        if path in OPEN | {"/password", "/language", "/sign-out", "/deliver"}:
            continue
        answer = station.request(method, path, data={"mark": mark} if method == "POST" else None)
        assert answer.status_code == 403, (method, path)
        assert "Somebody" not in answer.text
    assert station.post("/sign-out", data={"mark": mark}).status_code == 303
    assert "Sign in" in station.get("/").text


def test_what_fails_leaves_the_way_to_other_pages(signed_in: Callable[..., Browser]) -> None:
    mine = signed_in("ada")
    for path in ("/accounts", "/patients/K8", "/patients/K8/trials/none"):
        assert 'href="/boards"' in mine.get(path).text, path


def test_a_patient_of_somebody_else_is_as_unknown_as_none(
    signed_in: Callable[..., Browser],
) -> None:
    theirs, mine = signed_in("eve"), signed_in("ada")
    assert theirs.fill_in("/patients/new", {"code": "K7", "mine": "1"}).status_code == 303
    assert "K7" in theirs.get("/").text
    assert "K7" not in mine.get("/").text
    mark = fields_of(mine.get("/"))["mark"]
    for method, path in routes():
        if "K7" not in path:
            continue
        for code in ("K7", "K8"):
            answer = mine.request(
                method,
                path.replace("K7", code),
                data={"mark": mark} if method == "POST" else None,
            )
            assert answer.status_code == 404, (method, path)
            assert f"no patient {code} whom you treat" in answer.text
    taken = mine.fill_in("/patients/new", {"code": "K7"})
    assert "This code is taken" in taken.text


def test_an_emergency_opens_a_patient_for_an_hour_and_is_noted(
    clinic: Clinic, clock: Callable[[], object], signed_in: Callable[..., Browser]
) -> None:
    theirs, mine = signed_in("eve"), signed_in("ada")
    theirs.fill_in("/patients/new", {"code": "K7", "mine": "1"})
    assert mine.fill_in("/emergency", {"code": "K7", "reason": "no"}).status_code == 422
    nobody = mine.fill_in("/emergency", {"code": "K8", "reason": "fell at the door"})
    assert (nobody.status_code, "no patient K8" in nobody.text) == (422, True)
    opened = mine.fill_in("/emergency", {"code": "K7 ", "reason": "fell at the door"})
    assert opened.headers["location"] == "/patients/K7"
    assert "K7" in mine.get("/").text
    noted = [e.entry for e in clinic.store.newest_log(9) if e.entry.action is Action.BREAK_GLASS]
    told = [(each.login, each.about, each.detail) for each in noted]
    assert told == [("ada", code, "fell at the door") for code in ("K7", "K8")]
    clock.on(seconds=GLASS_LASTS.total_seconds() - 61 * 50)
    assert "K7" in mine.get("/").text
    clock.on(minutes=14)
    mine.get("/accounts")
    clock.on(minutes=14)
    mine.get("/accounts")
    clock.on(minutes=14)
    mine.get("/accounts")
    clock.on(minutes=10)
    assert "K7" not in mine.get("/").text


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/static/clinic.css"])
def test_every_answer_lets_nothing_in_from_elsewhere(
    path: str, browser: Callable[[], Browser]
) -> None:
    headers = browser().get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    kept = "public" if path.startswith("/static/") else "no-store"
    assert kept in headers["cache-control"]


def test_a_page_that_does_not_exist_says_so(signed_in: Callable[..., Browser]) -> None:
    answer = signed_in("ada").get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
