"""The first ten bytes of every recording: what it is, and in which version."""

import struct

from trainer.recording.container.errors import NotARecording, UnknownVersion

MAGIC = b"BAPS\r\n\x1a\n"
"""The line ends and the DOS end-of-file sign show a transfer in text mode at once, as in PNG."""

VERSION = 1
_FORM = struct.Struct("<8sH")
SIZE = _FORM.size


def preamble() -> bytes:
    """What a recording begins with."""
    return _FORM.pack(MAGIC, VERSION)


def check_preamble(data: bytes) -> None:
    """Nothing, or why these bytes cannot be read."""
    if len(data) < SIZE or not data.startswith(MAGIC):
        raise NotARecording("not a recording of this program, or its first bytes are damaged")
    version = _FORM.unpack_from(data)[1]
    if version != VERSION:
        raise UnknownVersion(
            f"the recording has format version {version}, this program reads version {VERSION}: "
            "update it, or the recording is damaged"
        )
