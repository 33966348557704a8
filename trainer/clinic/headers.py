"""What every answer tells the browser: nothing from elsewhere, nothing kept, no frame around it."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
NOTHING_KEPT = "no-store"
KEPT = "public, max-age=86400"
TLS_FOR_A_YEAR = "max-age=31536000"
"""Files that are the same for everybody may be kept by the browser, pages never."""


class StrictHeaders:
    """Puts the headers on every answer, errors among them."""

    def __init__(self, app: ASGIApp, kept_under: str) -> None:
        self._app = app
        self._kept_under = kept_under

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ALWAYS)
                same = scope["path"].startswith(self._kept_under)
                headers["cache-control"] = KEPT if same else NOTHING_KEPT
                if scope["scheme"] == "https":
                    headers["strict-transport-security"] = TLS_FOR_A_YEAR
            await send(message)

        await self._app(scope, receive, send_with_headers)
