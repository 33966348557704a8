"""The language of a page: the account's own, or else the first that the browser asks for and there
is, or else English.

Several pages are made at a time, in threads; each speaks its own language (`trainer.texts`). Who
asks is known only in the gate, which changes it for the rest of the request.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from trainer.texts import LANGUAGES, in_language


class SpeakTheirLanguage:
    """Each answer is made in the language that its browser asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with in_language(asked_for(Headers(scope=scope).get("accept-language", ""))):
            await self._app(scope, receive, send)


def asked_for(header: str) -> str:
    """The language that `de-AT,de;q=0.9,en;q=0.8` likes best of those there are; else English."""
    found = [_weighed(part) for part in header.split(",")]
    known = [(weight, name) for weight, name in found if name in LANGUAGES and weight > 0]
    return max(known, key=lambda each: each[0])[1] if known else "en"


def _weighed(part: str) -> tuple[float, str]:
    name, _, weight = part.partition(";")
    language = name.strip().replace("_", "-").partition("-")[0].lower()
    try:
        return float(weight.partition("=")[2] or 1), language
    except ValueError:
        return 0.0, language
