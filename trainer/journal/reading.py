"""Journals that were left behind, for `trainer.sessions.recover`; live ones are left alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trainer.journal.files import JournalLocked, RealFiles
from trainer.journal.salvage import Salvaged, salvage
from trainer.journal.writer import SUFFIX


def journals_in(folder: Path) -> list[Path]:
    """All journals of a folder that hold anything, oldest first.

    An empty one was created just now, or right before a power cut.
    """
    found: list[tuple[float, str, Path]] = []
    for path in folder.glob(f"*{SUFFIX}"):
        # A trial that ends right now removes its journal between glob and stat.
        with suppress(OSError):
            state = path.stat()
            if state.st_size:
                found.append((state.st_mtime, path.name, path))
    return [path for _, _, path in sorted(found)]


def left_behind(folder: Path) -> list[Path]:
    """The journals of a folder that no running trial is writing, oldest first."""
    return [path for path in journals_in(folder) if not _is_being_written(path)]


def _is_being_written(path: Path) -> bool:
    files = RealFiles()
    # A file that cannot be opened is a matter for `baps recover`, which names it.
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            files.lock(handle)
        except JournalLocked:
            return True
        finally:
            files.close(handle)
    return False


@contextmanager
def claimed(path: Path) -> Iterator[Salvaged]:
    """What a journal holds, locked while it is being saved.

    `JournalLocked` if its trial still runs, `ContainerError` if nothing can be read.
    """
    files = RealFiles()
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        files.lock(handle)
        with path.open("rb") as journal:
            data = journal.read()
        yield salvage(data)
    finally:
        files.close(handle)
