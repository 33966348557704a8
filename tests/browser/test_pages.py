"""Every page: nobody is shut out of it, it asks nobody else for anything, and it is light."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, Response, ViewportSize, expect

from tests.browser.axe import axe_script, grave_faults
from tests.browser.conftest import Signed
from tests.browser.pages import FILLED, STATES, State, filled, is_page, page_paths
from tests.browser.watching import LAPTOP, LIGHTS, SHEET, TABLET, watched_tab

pytestmark = pytest.mark.xdist_group("browser")
FIRST_PAGE_BYTES = 300_000
PRINTED = (
    "/patients/{code}",
    "/patients/{code}/days/{day}",
    "/patients/{code}/trials/{trial_id}",
    "/patients/{code}/plan",
    "/patients/{code}/note",
    "/patients/{code}/compare",
)
PRESSED = "nav, button:not(.seek), .button, select, input:not([type=hidden])"
CUT_OFF = """() => [...document.querySelectorAll("html, .wide, table, figure, svg")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1
    || each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 80))"""
"""What stands out on the right, or is only seen by shifting it."""
FLAGS = """() => {
  const flags = document.querySelector(".flags");
  for (const words of ["left leg worse: check", "leg stopped", "both legs better"]) {
    const more = flags.firstElementChild.cloneNode(true);
    more.lastChild.textContent = " " + words;
    flags.append(more);
  }
  return [...document.querySelectorAll(".flags .tag")].map((each) => each.getBoundingClientRect());
}"""
"""Where the flags of a patient with more of them than anybody has stand."""
ONE_LINE_PX, APART_PX = 36, 4


def faults_by_look(tab: Page) -> dict[str, list[str]]:
    """The grave faults of the page that is open, by day on a laptop and by night on a tablet."""
    script = axe_script()
    found = {}
    for light, size in zip(LIGHTS, (LAPTOP, TABLET), strict=True):
        tab.emulate_media(color_scheme=light)
        tab.set_viewport_size(size)
        found[f"{light}, {size['width']}"] = grave_faults(tab, script)
    return {look: faults for look, faults in found.items() if faults}


@pytest.fixture(scope="module")
def kept_open(chromium: Browser, signed: Signed) -> Iterator[Page]:
    """A tab for many pages: a new one would fetch letters, scripts and styles each time."""
    with watched_tab(chromium, signed.address, signed.state) as opened:
        yield opened


@pytest.fixture
def same_tab(kept_open: Page) -> Page:
    """That tab as it is at first."""
    kept_open.emulate_media(media="screen", color_scheme="light")
    kept_open.set_viewport_size(LAPTOP)
    return kept_open


@pytest.fixture(scope="module")
def whole_pages(kept_open: Page) -> frozenset[str]:
    """The paths at which there is neither a part of a page nor a file."""
    found = frozenset(path for path in page_paths() if is_page(kept_open, filled(path)))
    assert len(found) > 15
    return found


@pytest.mark.parametrize("path", page_paths())
def test_a_page_has_no_grave_fault(same_tab: Page, whole_pages: frozenset[str], path: str) -> None:
    if path in whole_pages:
        same_tab.goto(filled(path))
        assert faults_by_look(same_tab) == {}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_page_that_says_no_has_no_grave_fault(
    request: pytest.FixtureRequest, state: State
) -> None:
    tab: Page = request.getfixturevalue(
        "strangers_tab" if state.stranger else "tab" if state.leaves else "same_tab"
    )
    state.bring(tab)
    assert faults_by_look(tab) == {}


def test_a_fault_is_found(tab: Page) -> None:
    """Otherwise no page has one."""
    tab.goto("/patients/new")
    tab.evaluate(
        "document.querySelector('input[name=code]').parentElement.replaceWith("
        "document.querySelector('input[name=code]'))"
    )
    assert any(fault.startswith("label") for fault in grave_faults(tab, axe_script()))


@pytest.mark.parametrize("path", page_paths())
def test_nothing_is_cut_off_on_a_tablet_or_on_paper(
    same_tab: Page, whole_pages: frozenset[str], path: str
) -> None:
    if path in whole_pages:
        same_tab.goto(filled(path))
        same_tab.set_viewport_size(TABLET)
        assert same_tab.evaluate(CUT_OFF) == []
        same_tab.set_viewport_size(SHEET)
        same_tab.emulate_media(media="print")
        assert same_tab.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("path", PRINTED)
def test_what_is_printed_is_by_day_and_has_nothing_to_press(same_tab: Page, path: str) -> None:
    same_tab.goto(filled(path))
    heading = same_tab.get_by_role("heading", level=1)
    expect(heading).to_contain_text(FILLED["code"])
    expect(same_tab.locator(PRESSED).filter(visible=True)).not_to_have_count(0)
    same_tab.emulate_media(media="print", color_scheme="dark")
    expect(same_tab.locator(PRESSED).filter(visible=True)).to_have_count(0)
    expect(same_tab.locator("body")).to_have_css("color", "rgb(10, 28, 40)")
    expect(same_tab.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(heading).to_be_visible()


def test_on_paper_a_trial_s_events_keep_their_seconds(same_tab: Page) -> None:
    """On the page they are pressed to get there in the film."""
    same_tab.goto(filled("/patients/{code}/trials/{trial_id}"))
    expect(same_tab.locator(".events .seek").first).to_be_visible()
    same_tab.emulate_media(media="print")
    expect(same_tab.locator(".events .seek").first).to_be_visible()


@pytest.mark.parametrize("size", [LAPTOP, TABLET], ids=["laptop", "tablet"])
def test_flags_in_the_list_stand_apart_and_in_one_line(tab: Page, size: ViewportSize) -> None:
    tab.set_viewport_size(size)
    tab.goto("/")
    boxes = tab.evaluate(FLAGS)
    assert len(boxes) >= 4
    assert max(box["height"] for box in boxes) < ONE_LINE_PX
    for one, other in combinations(boxes, 2):
        apart = (
            max(one["left"], other["left"]) - min(one["right"], other["right"]),
            max(one["top"], other["top"]) - min(one["bottom"], other["bottom"]),
        )
        assert max(apart) >= APART_PX


def test_volunteers_come_with_a_tick(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("searchbox").fill("nobody")
    expect(tab.get_by_text("Nobody with that code or name.")).to_be_visible()
    with tab.expect_response("**/patients?q=nobody&volunteers=1"):
        tab.get_by_role("checkbox").check()


def test_the_first_pages_are_light(strangers_tab: Page, tab: Page) -> None:
    """The sign-in and the patients, with everything that a browser fetches for them."""
    came: list[Response] = []
    for opened in (strangers_tab, tab):
        opened.on("response", lambda response: came.append(response))  # noqa: PLW0108
        opened.goto("/", wait_until="networkidle")
    # Addresses are the same for nobody and for somebody: what differs is the page itself.
    sizes = {(response.url, len(response.body())) for response in came}
    assert any(url.endswith("manrope.ttf") for url, _ in sizes)
    assert sum(size for _, size in sizes) < FIRST_PAGE_BYTES, sizes
