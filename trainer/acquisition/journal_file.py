"""The file of one journal: what is in it is always whole pieces, and how much of it is synced."""

from pathlib import Path

from trainer.acquisition.journal_files import JournalFiles


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
        """Have the disk keep what is written by now; OSError where it fails."""
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
            raise
        return handle
