"""The watch over a tab: what it would complain of in every test of this folder."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Signed
from tests.browser.watching import Complained, Watch, watched_tab

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(
    ("done", "complaint"),
    [
        ("await fetch('https://example.org/').catch(() => 0)", "console: .*example.org"),
        ("await fetch('/static/nothing.js')", "404: .*nothing.js"),
        ("console.error('a script is lost')", "console: a script is lost"),
        ("setTimeout(() => { throw new Error('lost') })", "script: .*lost"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">')", "console: .*"),
    ],
    ids=["elsewhere", "missing", "console", "script", "inline style"],
)
def test_it_complains(chromium: Browser, signed: Signed, done: str, complaint: str) -> None:
    with pytest.raises(Complained, match=complaint):
        _do(chromium, signed, done)


def _do(chromium: Browser, signed: Signed, done: str) -> None:
    with watched_tab(chromium, signed.address) as tab:
        tab.goto("/")
        tab.evaluate(f"async () => {{ {done}; await new Promise((go) => setTimeout(go)); }}")


def test_it_notes_what_is_asked_of_somebody_else(chromium: Browser, signed: Signed) -> None:
    context = chromium.new_context(base_url=signed.address)
    watch = Watch(context, "http://127.0.0.1:1")
    context.new_page().goto("/sign-in")
    context.close()
    assert watch.complaints[0] == f"asked somebody else: {signed.address}/sign-in"
