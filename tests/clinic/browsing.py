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
