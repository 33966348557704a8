"""Files to import, wherever they stand: a folder, or a zip that is never trusted.

A zip says how large its members are, and may lie: nothing is unpacked to the disk, members are
counted and measured before they are read, and no more is read than they said.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from trainer.export.errors import NotReadable, TooLarge

MOST_MEMBERS = 2_000_000
LARGEST_FILE = 256 * 2**20
"""A trial of an hour at 1 kHz is 200 MB of CSV."""
MOST_TIMES_SMALLER = 200
"""Tables of samples become some five times smaller; a bomb becomes a thousand times smaller."""
SMALL = 2**20
"""What is so small may be as dense as it likes."""
TOO_LARGE = "{name} holds {size} MB, which no trial has: it is not an export of this program"
ZIP = b"PK\x03\x04"


class Files(Protocol):
    """Named files; names have `/` between folders."""

    where: str

    def names(self) -> list[str]:
        """All files, in order."""

    def read(self, name: str) -> bytes:
        """One file; `NotReadable` where it is missing or damaged, `TooLarge`."""


class FolderFiles:
    """The files below a folder; links that lead out of it are not followed."""

    def __init__(self, folder: Path) -> None:
        self.where = str(folder)
        self._folder = folder.resolve()

    def names(self) -> list[str]:
        found = (path for path in self._folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(self._folder).as_posix() for path in found)

    def read(self, name: str) -> bytes:
        path = self._folder / PurePosixPath(name)
        if not path.resolve().is_relative_to(self._folder):
            raise NotReadable(f"{name} leads out of {self.where}")
        try:
            size = path.stat().st_size
            if size > LARGEST_FILE:
                raise TooLarge(TOO_LARGE.format(name=name, size=size // 2**20))
            return path.read_bytes()
        except FileNotFoundError as error:
            raise NotReadable(f"{name} is missing in {self.where}") from error


class ZipFiles:
    """The members of a zip."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self.where = where
        self._archive = archive
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise TooLarge(f"{where} has {len(members)} members: it is not an export")
        self._members = {one.filename: one for one in members if not one.is_dir()}

    def names(self) -> list[str]:
        return sorted(self._members)

    def read(self, name: str) -> bytes:
        member = self._members.get(name)
        if member is None:
            raise NotReadable(f"{name} is missing in {self.where}")
        dense = member.file_size > SMALL and (
            member.file_size > MOST_TIMES_SMALLER * max(member.compress_size, 1)
        )
        if dense or member.file_size > LARGEST_FILE:
            raise TooLarge(TOO_LARGE.format(name=name, size=member.file_size // 2**20))
        try:
            with self._archive.open(member) as file:
                # One byte more than it said: a member that lies is cut here.
                data = file.read(member.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise NotReadable(f"{name} in {self.where} is damaged: {error}") from error
        if len(data) != member.file_size:
            raise NotReadable(f"{name} in {self.where} is not as large as it says")
        return data


class Below:
    """Those of some files that stand below a folder, without its name."""

    def __init__(self, files: Files, folder: str) -> None:
        self.where, self._files, self._folder = files.where, files, folder

    def names(self) -> list[str]:
        begins = self._folder
        return [name[len(begins) :] for name in self._files.names() if name.startswith(begins)]

    def read(self, name: str) -> bytes:
        return self._files.read(self._folder + name)


def members_of(data: bytes, where: str) -> Files:
    """The files in a zip that is in memory; `NotReadable`."""
    try:
        return ZipFiles(zipfile.ZipFile(io.BytesIO(data)), where)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise NotReadable(f"{where} is a damaged zip: {error}") from error


@contextmanager
def opened(path: Path) -> Iterator[Files]:
    """The files of a folder or of a zip; `NotReadable`."""
    if path.is_dir():
        yield FolderFiles(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield ZipFiles(archive, str(path))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise NotReadable(f"{path} is a damaged zip: {error}") from error
