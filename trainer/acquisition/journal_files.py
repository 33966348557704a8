"""What a journal needs of a file system, and the real one.

Behind an interface so that tests can see the order of writes and fsyncs, stall one of them, and
fill the disk.
"""

import os
import sys
from pathlib import Path
from typing import Protocol

from trainer.acquisition.journal_errors import JournalLocked

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_WINDOWS = sys.platform == "win32"
_LOCKED_BYTE = (1 << 31) - 2
"""Windows locks keep others from reading what is locked: a byte 15 hours of trial away."""


class JournalFiles(Protocol):
    """A file system as a journal sees it. All methods raise OSError."""

    def create(self, path: Path) -> int:
        """A new file for appending, its folders made; a handle for the other methods."""

    def lock(self, handle: int) -> None:
        """Keep others off until closed; `JournalLocked` when somebody else has it."""

    def write(self, handle: int, data: bytes) -> None:
        """Append all of `data`, past any buffer of this program."""

    def truncate(self, handle: int, size: int) -> None:
        """Cut off what a failed write left behind `size` bytes."""

    def fsync(self, handle: int) -> None:
        """Return when everything written is on the disk."""

    def fsync_folder(self, folder: Path) -> None:
        """Return when the names in a folder are on the disk."""

    def close(self, handle: int) -> None:
        """Close, which unlocks."""

    def remove(self, path: Path) -> None:
        """Delete a closed file."""


class RealFiles:
    """The operating system's files."""

    def create(self, path: Path) -> int:
        """A new file; FileExistsError where there is one already."""
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND
        return os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)

    def lock(self, handle: int) -> None:
        """Take the lock at once or not at all."""
        try:
            _take_lock(handle)
        except (BlockingIOError, PermissionError) as error:
            raise JournalLocked("the journal is being written by another program") from error

    def write(self, handle: int, data: bytes) -> None:
        """All of it, however the system cuts it."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def truncate(self, handle: int, size: int) -> None:
        """Cut."""
        os.ftruncate(handle, size)

    def fsync(self, handle: int) -> None:
        """As far as the disk can be trusted."""
        os.fsync(handle)

    def fsync_folder(self, folder: Path) -> None:
        """Nothing on Windows, where a folder cannot be synced and need not be."""
        if _WINDOWS:
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def close(self, handle: int) -> None:
        """Close."""
        os.close(handle)

    def remove(self, path: Path) -> None:
        """Delete."""
        path.unlink(missing_ok=True)


def _take_lock(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
