"""A watched tab of a browser: what a page complains of or asks of somebody else is noted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

LAPTOP, TABLET = {"width": 1280, "height": 800}, {"width": 1024, "height": 768}
SHEET = {"width": 688, "height": 1016}
"""What is printed on of A4, within the margins of the pages, in the browser's pixels."""
LIGHTS = ("light", "dark")
FIRST_ERROR = 400
PATIENCE_MS = 60_000
"""Nothing is timed: what never comes is told apart from what comes late on a busy computer."""
OF_AN_ANSWER = "Failed to load resource"
"""The console's words for an answer with an error, which is looked at as an answer."""


class Complained(AssertionError):
    """Something went wrong in a tab."""


class Watch:
    """What went wrong in a browser's tabs while tests looked elsewhere."""

    def __init__(self, context: BrowserContext, address: str, told: Sequence[int] = ()) -> None:
        self.complaints: list[str] = []
        self._told = told
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
        asked = response.request.is_navigation_request() or response.status in self._told
        if response.status >= FIRST_ERROR and not asked:
            self.complaints.append(f"{response.status}: {response.url}")

    def _printed(self, message: ConsoleMessage) -> None:
        """Also what the page's own policy (`trainer.clinic.headers`) has refused."""
        if message.type in ("error", "warning") and OF_AN_ANSWER not in message.text:
            self.complaints.append(f"console: {message.text}")


@contextmanager
def watched_tab(
    browser: Browser, address: str, state: str | None = None, told: Sequence[int] = ()
) -> Iterator[Page]:
    """A tab of a browser of its own at `address`; in the end nothing may have gone wrong in it.

    `state` is a file with the cookies of somebody who is signed in. A script of the page expects
    the errors `told`.
    """
    context = browser.new_context(base_url=address, viewport=LAPTOP, storage_state=state)
    context.set_default_timeout(PATIENCE_MS)
    watch = Watch(context, address, told)
    try:
        yield context.new_page()
    finally:
        context.close()
    if watch.complaints:
        raise Complained("; ".join(watch.complaints))
