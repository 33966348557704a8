"""The web application: its pages, what stands around them, and what is said when one fails."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from trainer.clinic.clinic import Clinic
from trainer.clinic.gate import (
    SAFE,
    NotSignedIn,
    NotTheirs,
    PasswordDue,
    Refused,
    visitor_of,
)
from trainer.clinic.headers import StrictHeaders
from trainer.clinic.kept import MARK, kept_fields, typed_in
from trainer.clinic.language import SpeakTheirLanguage, asked_for
from trainer.clinic.look import STATIC, page
from trainer.clinic.pages import (
    accounts,
    boards,
    care,
    compare,
    day,
    deliver,
    emergency,
    entries,
    export,
    film,
    limits,
    live,
    noise,
    note,
    patient,
    patients,
    plan,
    plan_edit,
    report,
    sign_in,
    trial,
)
from trainer.clinic.sizes import LargestBody
from trainer.store import StoreError, StoreUnreachable, UnknownTrial
from trainer.texts import in_language, said, told

PAGES = (
    *(sign_in, patients, patient, care, emergency, accounts),
    *(day, trial, film, compare),
    *(boards, noise, live),
    *(plan, plan_edit, limits, entries, note, report, export, deliver),
)
ROUTERS = tuple(module.router for module in PAGES)
FONT = "Manrope-VariableFont_wght.ttf"
ASSETS = "/static/"
PART = "hx-request"
"""A header of requests for a part of a page."""

NO_PAGE = "There is no such page."
FAULT = "Something went wrong here. What was stored before is still there; try again."
NOT_READ = "The form could not be read: go back and fill it in again."


def create_app(clinic: Clinic) -> FastAPI:
    """The pages of one clinic."""
    app = FastAPI(title="BAPS trainer", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.clinic = clinic
    app.add_middleware(LargestBody, delivered=deliver.PATH)
    app.add_middleware(StrictHeaders, kept_under=ASSETS)
    app.add_middleware(SpeakTheirLanguage)
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route(f"{ASSETS}manrope.ttf", _font, methods=["GET"])
    app.mount(ASSETS.rstrip("/"), StaticFiles(directory=STATIC), name="static")
    for error, answer in _ANSWERS.items():
        app.add_exception_handler(error, answer)
    return app


def _font() -> FileResponse:
    return FileResponse(Path(str(files("font_manrope") / "files" / FONT)), media_type="font/ttf")


def _problem(request: Request, words: str, status: int, *, down: bool = False) -> Response:
    values = {"words": words, "down": down}
    return page("problem.html", visitor_of(request), values, status)


async def _not_signed_in(request: Request, _error: Exception) -> Response:
    """To the sign-in, and back; what was typed into a form comes along."""
    if request.method in SAFE:
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        answer = sign_in.asked(wanted)
        if PART in request.headers:
            # The form is no part of that page: the page itself leads to it.
            answer.status_code = 401
        return answer
    kept = [each for each in await typed_in(request) if each[0] != MARK]
    if not kept:
        return sign_in.asked("/", said(sign_in.NOTHING_DONE))
    return sign_in.interrupted(request.url.path, kept)


async def _password_due(_request: Request, _error: Exception) -> Response:
    return RedirectResponse("/password", 303)


async def _not_theirs(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotTheirs)
    values = {"words": str(error), "code": error.code, "to_admin": error.to_admin}
    return page("not_theirs.html", visitor_of(request), values, 404)


async def _refused(request: Request, error: Exception) -> Response:
    return _problem(request, str(error), 403)


async def _database(request: Request, error: Exception) -> Response:
    """Stations go on recording: their trials wait until the database is back. What was typed is
    shown again, to be sent once more.
    """
    status = sign_in.AWAY if isinstance(error, StoreUnreachable) else 409
    if request.method in SAFE or PART in request.headers:
        return _problem(request, str(error), status, down=status == sign_in.AWAY)
    form = await request.form()
    if kept := sign_in.kept_before(form):
        return sign_in.asked(str(form.get("wanted", "/")), str(error), kept, status=status)
    typed = await typed_in(request)
    if not any(field.label for field in kept_fields(typed)):
        return _problem(request, str(error), status, down=status == sign_in.AWAY)
    mark = str(form.get(MARK, ""))
    return sign_in.go_on(request.url.path, typed, mark, str(error), status=status)


async def _unknown_trial(request: Request, error: Exception) -> Response:
    """Somebody else's trial is as unknown as none."""
    return _problem(request, f"{told(str(error))}.", 404)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = said(NO_PAGE) if status == 404 else str(getattr(error, "detail", error))
    return _problem(request, words, status)


async def _not_read(request: Request, _error: Exception) -> Response:
    return _problem(request, said(NOT_READ), 422)


async def _fault(request: Request, _error: Exception) -> Response:
    """What went wrong stands in the terminal, never on the page."""
    # This is said outside of all that speaks the visitor's language.
    with in_language(asked_for(request.headers.get("accept-language", ""))):
        return _problem(request, said(FAULT), 500)


_ANSWERS: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    NotSignedIn: _not_signed_in,
    PasswordDue: _password_due,
    NotTheirs: _not_theirs,
    Refused: _refused,
    UnknownTrial: _unknown_trial,
    StoreError: _database,
    HTTPException: _http,
    RequestValidationError: _not_read,
    Exception: _fault,
}
