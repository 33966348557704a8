"""PostgreSQL connections with a time limit: libpq itself waits for an answer without end.

A module of its own because psycopg is an extra: it is imported only for a server.
"""

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

SERVER_PATIENCE = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}
"""Options of libpq, in seconds, the last in ms: with them it notices a lost network."""
ANSWER_S = 3.0
"""A connected server that sends nothing for longer than this counts as silent."""


def heard_from(answer: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """Go on with an answer for as long as something of it keeps coming."""
    heard_s = monotonic()
    try:
        wanted = next(answer)
        while True:
            ready = yield wanted
            if ready:
                heard_s = monotonic()
            elif monotonic() - heard_s > ANSWER_S:
                raise psycopg.OperationalError("the server does not answer")
            wanted = answer.send(ready)
    except StopIteration as done:
        return done.value


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection whose queries fail with OperationalError after `ANSWER_S` of silence."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(heard_from(gen), interval=interval, timeout=timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                # The query is still running: this connection cannot be used again.
                self.pgconn.finish()
            raise


def connected(
    _dialect: Any, _record: Any, positional: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """Listener for SQLAlchemy's `do_connect`."""
    return ImpatientConnection.connect(*positional, **named)
