"""No page holds an English text where there is one in its reader's language."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from tests.browser.treated import A_WEEK, BEGUN, CODE, add_clinic, an_id
from tests.clinic.browsing import Browser
from tools.texts import read
from trainer.clinic.app import ROUTERS, create_app
from trainer.clinic.clinic import Clinic
from trainer.clinic.films import Films
from trainer.clinic.gate import PLAIN_COOKIE
from trainer.clinic.seals import Seals
from trainer.recording.account import Role
from trainer.store import Store
from trainer.store.places import sqlite_url
from trainer.texts import LANGUAGES

OTHERS = [code for code in LANGUAGES if code != "en"]
IN_PATHS = {
    "code": CODE,
    "day": BEGUN.date().isoformat(),
    "trial_id": an_id(5, 0, 0, len("left")),
}
MORE = (
    *(f"/patients/{CODE}/entries/{form}" for form in ("background", "exercise", "leg", "note")),
    f"/patients/{CODE}/entries/measure?kind=hip_abductor_strength",
    f"/patients/{CODE}/compare?a={BEGUN.date()}&b={(BEGUN + 6 * A_WEEK).date()}",
    "/nowhere",
)
FORM = "screening"
HEARD = frozenset({"alt", "aria-label", "placeholder", "title"})
NOT_READ = frozenset({"script", "style", "svg", "textarea"})
"""Charts have a label in words; what was typed stays as it is."""


class Words(HTMLParser):
    """What a page says, aloud or in writing, part by part; and its language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.language: str | None = None
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.language = given.get("lang") if tag == "html" else self.language
        self._unread += tag in NOT_READ
        if not self._unread:
            self.found += [value for name, value in attrs if name in HEARD and value]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in NOT_READ

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.found.append(" ".join(data.split()))


def words_of(page: str) -> Words:
    words = Words()
    words.feed(page)
    return words


@pytest.fixture(scope="module")
def treated(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic with something on every page."""
    folder = tmp_path_factory.mktemp("treated")
    shutil.copy(empty_file, folder / "clinic.db")
    with Store.open(sqlite_url(folder / "clinic.db")) as store:
        add_clinic(store)
        yield Clinic(store, Seals(bytes(32)), films=Films(folder / "films"))


@pytest.fixture(scope="module")
def reader(treated: Clinic) -> Iterator[Browser]:
    """The browser of an admin, who sees every page."""
    if treated.store.account("boss") is None:
        treated.new_account("boss", Role.ADMIN, by="boss")
    account = treated.store.account("boss")
    assert account is not None
    treated.change_password(account, "three small boats")
    with Browser(create_app(treated)) as browser:
        browser.cookies.set(PLAIN_COOKIE, treated.let_in(account))
        yield browser


def paths() -> list[str]:
    """All pages that are read; a film is none."""
    found = [
        re.sub(r"{(\w+)}", lambda part: IN_PATHS.get(part[1], FORM), route.path)
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods
    ]
    return [path for path in found if not path.endswith(("/film", ".pdf"))] + list(MORE)


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_holds_a_text_that_is_translated(reader: Browser, language: str) -> None:
    translated = {str(each.id): str(each.string) for each in read(language) if each.id}
    english = {text for text, words in translated.items() if words != text}
    foreign = set(translated.values())
    for path in paths():
        page = reader.get(path, headers={"accept-language": language})
        assert page.status_code < 500, (path, page.text)
        words = words_of(page.text)
        assert words.language in (language, None), path
        assert not {each for each in words.found if each in english - foreign}, path


def test_numbers_have_the_decimal_sign_of_the_language(reader: Browser) -> None:
    path = f"/patients/{CODE}/trials/{IN_PATHS['trial_id']}"
    english, german = (
        reader.get(path, headers={"accept-language": code}).text for code in ("en", "de")
    )
    assert re.search(r"<td>\d+\.\d+ ?°", english)
    assert not re.search(r"<td>\d+\.\d+ ?°", german)
    assert re.search(r"<td>\d+,\d+ ?°", german)
