"""A file layer for journals that remembers every call, and fails or hangs when told to."""

import errno
import threading
from pathlib import Path


class RecordingFiles:
    """Files in memory. `calls` holds (name, size) in the order the calls returned."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []
        self.data = bytearray()
        self.room: int | None = None
        self.sync_fails = False
        self.syncing = threading.Event()
        self.sync_may_go_on = threading.Event()
        self.sync_may_go_on.set()
        self.changed = threading.Condition()

    def create(self, path: Path) -> int:
        self._told("create", 0)
        return 3

    def lock(self, handle: int) -> None:
        self._told("lock", 0)

    def write(self, handle: int, data: bytes) -> None:
        if self.room is not None and len(self.data) + len(data) > self.room:
            self.data += data[: self.room - len(self.data)]
            self._told("refused", len(data))
            raise OSError(errno.ENOSPC, "No space left on device")
        self.data += data
        self._told("write", len(data))

    def truncate(self, handle: int, size: int) -> None:
        del self.data[size:]
        self._told("truncate", size)

    def fsync(self, handle: int) -> None:
        size = len(self.data)
        self.syncing.set()
        self.sync_may_go_on.wait()
        if self.sync_fails:
            self._told("fsync refused", size)
            raise OSError(errno.EIO, "Input/output error")
        self._told("fsync", size)

    def fsync_folder(self, folder: Path) -> None:
        self._told("fsync_folder", 0)

    def close(self, handle: int) -> None:
        self._told("close", 0)

    def remove(self, path: Path) -> None:
        self._told("remove", 0)

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def wait_for(self, name: str, times: int) -> None:
        """Return once a call was made so often; the test's own time limit ends a vain wait."""
        with self.changed:
            self.changed.wait_for(lambda: self.names().count(name) >= times)

    def _told(self, name: str, size: int) -> None:
        with self.changed:
            self.calls.append((name, size))
            self.changed.notify_all()
