"""PostgreSQL connections with a time limit: libpq itself waits for an answer without end.

A module of its own because psycopg is an extra: it is imported only for a server.
"""

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
"""A connected server that takes longer than this for an answer counts as silent."""


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection whose queries fail with OperationalError after `ANSWER_S`."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval=interval, timeout=timeout or ANSWER_S)
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
