"""Runs axe-core in a page: what somebody who hears or types a page would stumble over."""

import os
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from tools.vendored import AXE, VENDORED

GRAVE = ("serious", "critical")
MISSING = "axe-core is not here; python -m tools.vendored axe-core brings it"


def axe_script() -> str:
    """The script; the test is skipped where it is not here, and fails in CI."""
    (pinned,) = (file for file in VENDORED if file.target == AXE)
    if pinned.is_here:
        return AXE.read_text(encoding="utf-8")
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


def grave_faults(tab: Page, script: str) -> list[str]:
    """Each serious or critical fault of the page as it looks now, and where it is."""
    if not tab.evaluate("typeof axe === 'object'"):
        # The page's policy is for what it loads itself: this comes from the outside.
        tab.evaluate(script)
    found = tab.evaluate("axe.run({resultTypes: ['violations']})")
    return [_words(fault) for fault in found["violations"] if fault["impact"] in GRAVE]


def _words(fault: Mapping[str, Any]) -> str:
    places = ", ".join(str(node["target"]) for node in fault["nodes"])
    return f"{fault['id']} ({fault['impact']}): {fault['help']} at {places}"
