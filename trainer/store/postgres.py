"""PostgreSQL connections with a time limit: libpq itself waits for an answer without end.

A module of its own because psycopg is an extra: it is imported only for a server.
"""

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

SERVER_PATIENCE = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}
"""Options of libpq, in seconds, the last in ms: with them it notices a lost network."""
ANSWER_S, PING_S = 3.0, 0.5
"""A connected server that sends nothing for longer than this counts as silent.

The ping before a question has less: with the new connection that follows it, a server that fell
silent costs two and a half seconds, and a page that says so comes within three.
"""


def heard_from(
    answer: Generator[Any, Any, Any], patience_s: float = ANSWER_S
) -> Generator[Any, Any, Any]:
    """Go on with an answer for as long as something of it keeps coming."""
    heard_s = monotonic()
    try:
        wanted = next(answer)
        while True:
            ready = yield wanted
            if ready:
                heard_s = monotonic()
            elif monotonic() - heard_s > patience_s:
                raise psycopg.OperationalError("the server does not answer")
            wanted = answer.send(ready)
    except StopIteration as done:
        return done.value


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection whose queries fail with OperationalError after `ANSWER_S` of silence."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            # SQLAlchemy pings in autocommit mode, and nothing else here uses it.
            patience_s = PING_S if self.autocommit else ANSWER_S
            answer = heard_from(gen, patience_s)
            return super().wait(answer, interval=interval, timeout=timeout)
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
