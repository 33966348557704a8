"""The files of journals: the one that is being written, and those that were left behind.

The file system stands behind an interface so that tests can see the order of writes and fsyncs,
stall one of them, and fill the disk.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_WINDOWS = sys.platform == "win32"
_LOCKED_BYTE = (1 << 31) - 2
"""Windows locks keep others from reading the locked bytes, so lock one 15 hours of trial away."""


class JournalError(Exception):
    """Base of the family; every text is one line that names the file."""


class JournalLocked(JournalError, OSError):
    """Another program is writing this journal."""


class JournalFiles(Protocol):
    """A file system as a journal sees it. All methods raise OSError."""

    def create(self, path: Path) -> int:
        """A new file for appending, its folders made; a handle for the other methods."""

    def lock(self, handle: int) -> None:
        """Lock until closed; `JournalLocked` if another program holds the lock."""

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
        """A new file; FileExistsError if it exists."""
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
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def truncate(self, handle: int, size: int) -> None:
        os.ftruncate(handle, size)

    def fsync(self, handle: int) -> None:
        os.fsync(handle)

    def fsync_folder(self, folder: Path) -> None:
        """Does nothing on Windows, where a folder cannot be synced and need not be."""
        if _WINDOWS:
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


class JournalFile:
    """A journal's file. `append` belongs to one thread and `sync` to another."""

    def __init__(self, path: Path, files: JournalFiles) -> None:
        self.path = path
        self._files = files
        self._handle: int | None = None
        self._size = 0
        self._synced = 0
        self._torn = False
        self._in_folder = False

    def append(self, data: bytes) -> None:
        """Write all of `data`; after an OSError the same may be tried again."""
        if self._handle is None:
            self._handle = self._create()
        self._mend(self._handle)
        self._torn = True
        self._files.write(self._handle, data)
        self._torn = False
        self._size += len(data)

    def sync(self) -> None:
        """Flush what is written to the disk; OSError if that fails."""
        size, handle = self._size, self._handle
        if handle is None or size == self._synced:
            return
        self._files.fsync(handle)
        if not self._in_folder:
            self._files.fsync_folder(self.path.parent)
            self._in_folder = True
        self._synced = size

    def close(self) -> None:
        """Close and unlock. Harmless twice."""
        if self._handle is not None:
            self._files.close(self._handle)
            self._handle = None

    def remove(self) -> None:
        """Delete; the file must be closed."""
        self._files.remove(self.path)

    def _mend(self, handle: int) -> None:
        """Cut off what a failed write left, so that blocks stay whole."""
        if self._torn:
            self._files.truncate(handle, self._size)
            self._torn = False

    def _create(self) -> int:
        handle = self._files.create(self.path)
        try:
            self._files.lock(handle)
        except BaseException:
            self._files.close(handle)
            # If it stayed it would block the next attempt, for ever.
            with suppress(OSError):
                self._files.remove(self.path)
            raise
        return handle


def _take_lock(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
