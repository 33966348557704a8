"""A PostgreSQL server of a test's own, started from the programs of this computer."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

PORT = 5432
PROGRAMS = ("initdb", "postgres", "pg_isready")


def _found(program: str) -> str | None:
    """Debian keeps the server's programs in a folder of their version."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    paths = os.pathsep.join((os.environ.get("PATH", ""), *map(str, folders)))
    return shutil.which(program, path=paths)


needs_postgres = pytest.mark.skipif(
    os.name == "nt" or not all(map(_found, PROGRAMS)),
    reason="PostgreSQL's initdb and postgres are not installed",
)


@dataclass
class Server:
    """A server of its own on a socket in a folder."""

    folder: Path
    pid: int

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}&port={PORT}"


@contextmanager
def running_server() -> Iterator[Server]:
    """A server with an empty database; it is stopped and removed at the end."""
    # pytest's own folders are closed to the user that the server runs as.
    folder = Path(mkdtemp(prefix="baps-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = str(folder / "data")
    assert _as_postgres("initdb", "-D", data, "-U", "postgres", "-A", "trust").wait(120) == 0
    options = ("-c", "listen_addresses=", "-k", str(folder), "-p", str(PORT), "-F")
    running = _as_postgres("postgres", "-D", data, *options)
    try:
        _wait_for(folder / f".s.PGSQL.{PORT}", running)
        yield Server(folder, running.pid)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(120)
        shutil.rmtree(folder)


def _as_postgres(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    """The server refuses to run as root."""
    user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    command = [str(_found(program)), *arguments]
    return subprocess.Popen(
        command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **user
    )


def _wait_for(socket: Path, running: subprocess.Popen[bytes]) -> None:
    ready = [str(_found("pg_isready")), "-q", "-h", str(socket.parent), "-p", str(PORT)]
    while True:
        assert running.poll() is None
        if socket.exists() and subprocess.run(ready, check=False).returncode == 0:
            return
