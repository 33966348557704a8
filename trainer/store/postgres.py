"""PostgreSQL connections that give up: libpq itself waits for an answer without end.

Imported only for a database on a server: psycopg is an extra.
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
"""libpq's: seconds, but milliseconds for the last. They find out that the network is gone."""
ANSWER_S = 3.0
"""A server that is reached and does not answer a question for so long is taken for silent."""


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection whose every question ends after `ANSWER_S`, with OperationalError if need be."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval=interval, timeout=timeout or ANSWER_S)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                # Still waiting for its answer: nothing else can be asked on it.
                self.pgconn.finish()
            raise


def connected(
    _dialect: Any, _record: Any, positional: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """Listens to SQLAlchemy's `do_connect`."""
    return ImpatientConnection.connect(*positional, **named)
