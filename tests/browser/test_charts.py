"""Charts without a library: what a mark stands for is told under mouse, finger and arrow keys."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.treated import CODE

pytestmark = pytest.mark.xdist_group("browser")
POINT = re.compile(r"^(Left|Right) leg, \d+ \w+ \d{4}: .*°/s, \d of \d trials count, .+$")


def test_arrow_keys_walk_the_points_and_enter_opens_the_day(tab: Page) -> None:
    tab.goto(f"/patients/{CODE}")
    chart = tab.locator("figure.chart").first
    tip = chart.locator(".tip")
    chart.focus()
    expect(tip).to_have_text("")
    tab.keyboard.press("ArrowRight")
    expect(tip).to_have_text(POINT)
    first = tip.inner_text()
    tab.keyboard.press("ArrowRight")
    expect(tip).to_have_text(POINT)
    assert tip.inner_text() != first
    tab.keyboard.press("Home")
    expect(tip).to_have_text(first)
    tab.keyboard.press("Escape")
    expect(tip).to_have_text("")
    tab.keyboard.press("End")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile(f"/patients/{CODE}/days/"))


def test_a_point_is_told_under_the_mouse_opens_its_day_and_is_not_printed(tab: Page) -> None:
    tab.goto(f"/patients/{CODE}")
    chart = tab.locator("figure.chart").first
    tip, point = chart.locator(".tip"), chart.locator("svg a").nth(1)
    point.hover()
    expect(tip).to_have_text(POINT)
    tab.emulate_media(media="print")
    expect(tip).to_be_hidden()
    tab.emulate_media(media="screen")
    point.click()
    expect(tab).to_have_url(re.compile(f"/patients/{CODE}/days/"))
