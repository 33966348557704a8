"""How much anybody may send: what people type is small, what a station delivers is not.

Whatever is too much is refused while it comes, before it is read as a form and before anybody is
asked who they are; only who is signed in may send more.
"""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trainer.clinic.gate import clinic_of, cookie_name
from trainer.store import StoreError

TYPED_BYTES, DELIVERED_BYTES = 2_000_000, 500_000_000
TOO_MUCH = "This is more than the page takes: send it in parts."


class LargestBody:
    """Refuses a body that is too large; under `delivered` files of those who are signed in come."""

    def __init__(self, app: ASGIApp, delivered: str) -> None:
        self._app, self._delivered = app, delivered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        came = 0
        most = TYPED_BYTES
        if scope["path"] == self._delivered and await run_in_threadpool(_signed_in, Request(scope)):
            most = DELIVERED_BYTES

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise HTTPException(413, TOO_MUCH)
            return message

        await self._app(scope, counted, send)


def _signed_in(request: Request) -> bool:
    """Whether a browser has a sign-in; nobody, while the database cannot say so."""
    token = request.cookies.get(cookie_name(request), "")
    try:
        return bool(token) and clinic_of(request).signed_in(token, used=False) is not None
    except StoreError:
        return False
