"""A watched tab of a browser: what a page complains of or asks of somebody else is noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

LAPTOP, TABLET = {"width": 1280, "height": 800}, {"width": 1024, "height": 768}
SHEET = {"width": 688, "height": 1016}
"""What is printed on of A4, within the margins of the pages, in the browser's pixels."""
LIGHTS = ("light", "dark")
FIRST_ERROR, SIGNED_OUT = 400, 401
"""A page that goes on asking by itself while somebody signs out hears of it, and leads away."""
PATIENCE_MS = 60_000
"""Nothing is timed: what never comes is told apart from what comes late on a busy computer."""
OF_AN_ANSWER = "Failed to load resource"
"""The console's words for an answer with an error, which is looked at as an answer."""


class Complained(AssertionError):
    """Something went wrong in a tab."""


class Watch:
    """What went wrong in a browser's tabs while tests looked elsewhere."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.complaints: list[str] = []
        self._host = urlsplit(address).netloc
        context.on("request", self._requested)
        context.on("response", self._answered)
        context.on("console", self._printed)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))

    def _requested(self, request: Request) -> None:
        there = urlsplit(request.url)
        if there.scheme not in ("data", "blob") and there.netloc != self._host:
            self.complaints.append(f"asked somebody else: {request.url}")

    def _answered(self, response: Response) -> None:
        """A page may tell of an error; what it is made of may not be missing."""
        told = response.request.is_navigation_request() or response.status == SIGNED_OUT
        if response.status >= FIRST_ERROR and not told:
            self.complaints.append(f"{response.status}: {response.url}")

    def _printed(self, message: ConsoleMessage) -> None:
        """Also what the page's own policy (`trainer.clinic.headers`) has refused."""
        if message.type in ("error", "warning") and OF_AN_ANSWER not in message.text:
            self.complaints.append(f"console: {message.text}")


@contextmanager
def watched_tab(browser: Browser, address: str, state: str | None = None) -> Iterator[Page]:
    """A tab of a browser of its own at `address`; in the end nothing may have gone wrong in it.

    `state` is a file with the cookies of somebody who is signed in.
    """
    context = browser.new_context(base_url=address, viewport=LAPTOP, storage_state=state)
    context.set_default_timeout(PATIENCE_MS)
    watch = Watch(context, address)
    try:
        yield context.new_page()
    finally:
        context.close()
    if watch.complaints:
        raise Complained("; ".join(watch.complaints))
