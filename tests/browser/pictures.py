"""Pictures of every page, to be looked at: `python -m tests.browser.pictures FOLDER`.

By day and by night, on a laptop and a tablet, in every state that tests look at; and each printed.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Signed, filled_home, running_chromium, signed_clinic
from tests.browser.pages import STATES, filled, is_page, page_paths
from tests.browser.watching import LAPTOP, LIGHTS, TABLET, watched_tab


def take(folder: Path) -> None:
    """Fill the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        running_chromium() as browser,
        tempfile.TemporaryDirectory() as home,
        signed_clinic(browser, filled_home(Path(home) / "home")) as clinic,
    ):
        for path in page_paths():
            _page(browser, clinic, filled(path), folder)
        for state in STATES:
            signed = None if state.stranger else clinic.state
            with watched_tab(browser, clinic.address, signed) as tab:
                _looks(tab, state.bring, folder / state.name.replace(" ", "-"))


def _page(browser: Browser, clinic: Signed, path: str, folder: Path) -> None:
    name = path.strip("/").partition("?")[0].replace("/", "-") or "patients"
    with watched_tab(browser, clinic.address, clinic.state) as tab:
        if is_page(tab, path):
            _looks(tab, lambda tab: tab.goto(path), folder / name)


def _looks(tab: Page, bring: Callable[[Page], object], name: Path) -> None:
    bring(tab)
    # What a page asks for by itself has come, too.
    tab.wait_for_load_state("networkidle")
    for light in LIGHTS:
        tab.emulate_media(color_scheme=light)
        for size in (LAPTOP, TABLET):
            tab.set_viewport_size(size)
            tab.screenshot(path=f"{name}-{light}-{size['width']}.png", full_page=True)
    tab.emulate_media(media="print")
    tab.pdf(path=f"{name}.pdf", format="A4")


if __name__ == "__main__":
    take(Path(sys.argv[1]))
