"""The first ten bytes of every recording: what it is, and in which version."""

import struct

from trainer.recording.container.errors import NotARecording, UnknownVersion
from trainer.recording.trial import TrialHeader

MAGIC = b"BAPS\r\n\x1a\n"
"""The line ends and the DOS end-of-file sign show a transfer in text mode at once, as in PNG."""

BOARD_ALONE, WITH_OTHER_SENSORS = 1, 2
"""Version 2 has blocks of load cells and body sensor; a recording without them stays version 1."""

NEWEST_VERSION = WITH_OTHER_SENSORS
_FORM = struct.Struct("<8sH")
SIZE = _FORM.size


def preamble(version: int) -> bytes:
    """What a recording begins with."""
    return _FORM.pack(MAGIC, version)


def version_for(header: TrialHeader) -> int:
    """The lowest version that can hold a trial."""
    alone = header.load is None and header.body is None
    return BOARD_ALONE if alone else WITH_OTHER_SENSORS


def format_version(data: bytes) -> int:
    """The version of these bytes; an error that says why they cannot be read."""
    if len(data) < SIZE or not data.startswith(MAGIC):
        raise NotARecording("not a recording of this program, or its first bytes are damaged")
    version = _FORM.unpack_from(data)[1]
    if not BOARD_ALONE <= version <= NEWEST_VERSION:
        raise UnknownVersion(
            f"the recording has format version {version}, this program reads up to version "
            f"{NEWEST_VERSION}: update it, or the recording is damaged"
        )
    return int(version)
