"""A browser without a window: it keeps cookies, reads forms, and sends them as they stand."""

from html.parser import HTMLParser

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient


class Browser(TestClient):
    """Asks the pages of one application; it is not led on by itself."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(
            app,
            base_url="http://127.0.0.1:8433",
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def sign_in(self, login: str, password: str, **fields: str) -> Response:
        return self.post("/sign-in", data={"login": login, "password": password, **fields})

    def fill_in(self, path: str, fields: dict[str, str], *, form_at: str = "") -> Response:
        """Open the page at `form_at`, or the path itself, and send its form with these fields."""
        page = self.get(form_at or path)
        assert page.status_code == 200, page.text
        return self.post(path, data={"mark": mark_of(page), **fields})


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.found[str(given["name"])] = given.get("value") or ""


def fields_of(page: Response) -> dict[str, str]:
    """The fields of a page's forms, with what stands in them."""
    parser = _Fields()
    parser.feed(page.text)
    return parser.found


def mark_of(page: Response) -> str:
    return fields_of(page)["mark"]


class _Form(HTMLParser):
    """The fields of the form with this action, as a browser would send them."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action, self._inside = action, False
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._inside = given.get("action") == self._action
        elif not self._inside:
            return
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            if "checked" in given:
                self.fields[name] = given.get("value", "on")
        elif tag == "input" and name:
            self.fields[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text, self.fields[name] = name, ""
        elif tag == "option" and ("selected" in given or self._select not in self.fields):
            self.fields[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        if tag == "form":
            self._inside = False


def form_at(page: Response, action: str) -> dict[str, str]:
    """The fields of the form that is sent to an address, its buttons left out."""
    parser = _Form(action)
    parser.feed(page.text)
    assert "mark" in parser.fields, f"no form to {action} in {page.text}"
    return parser.fields
