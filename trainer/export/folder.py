"""A folder that appears whole or not at all: what an export is written into.

Everything goes under a hidden name beside the final one, onto the disk, and is renamed in the end.
Whatever goes wrong before, a full disk among it, leaves nothing under the final name.
"""

import errno
import os
import shutil
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self, TypeVar
from uuid import uuid4

from trainer.export.errors import DiskFull, NotEmpty
from trainer.store.spool import sync_folder

T = TypeVar("T")
THERE_ALREADY = "{target} is there already, and not an empty folder: choose another --out"
NO_ROOM = (
    "the disk of {target} is full: make room and try again; nothing of the export is left there"
)


class ExportFolder:
    """Use it in a `with`: it is renamed at the end, or removed if something went wrong."""

    def __init__(self, target: Path) -> None:
        if _occupied(target):
            raise NotEmpty(THERE_ALREADY.format(target=target))
        self.target = target.absolute()
        self._part = self.target.with_name(f".{self.target.name}.{uuid4().hex[:8]}.part")
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._part.mkdir(parents=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._open.close()
                self._appear()
            elif _no_room(error):
                raise DiskFull(NO_ROOM.format(target=self.target)) from error
        except OSError as late:
            # What is written last may be what the disk has no room for.
            if _no_room(late):
                raise DiskFull(NO_ROOM.format(target=self.target)) from late
            raise
        finally:
            # Windows removes no file that is open, and one on a full disk cannot be ended.
            with suppress(OSError):
                self._open.close()
            # After the rename there is nothing left to remove.
            shutil.rmtree(self._part, ignore_errors=True)

    def path(self, name: str) -> Path:
        """Where a file of this name is written, for a library that wants a path."""
        path = self._part / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, data: bytes) -> None:
        """A whole file; names have `/` between folders."""
        self.path(name).write_bytes(data)

    def append(self, name: str, data: bytes) -> None:
        """More of a file that grows from trial to trial."""
        with self.path(name).open("ab") as file:
            file.write(data)

    def enter(self, file: AbstractContextManager[T]) -> T:
        """A file that stays open; it is closed with the folder, if nobody does it before."""
        return self._open.enter_context(file)

    def _appear(self) -> None:
        for folder, _, files in os.walk(self._part):
            for name in files:
                _sync(Path(folder, name))
            sync_folder(Path(folder))
        with suppress(FileNotFoundError):
            self.target.rmdir()
        self._part.rename(self.target)
        sync_folder(self.target.parent)


def _no_room(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _occupied(target: Path) -> bool:
    if not target.exists() and not target.is_symlink():
        return False
    return not target.is_dir() or any(target.iterdir())


def _sync(path: Path) -> None:
    # Windows syncs only what is open for writing.
    with path.open("r+b") as file:
        os.fsync(file.fileno())
