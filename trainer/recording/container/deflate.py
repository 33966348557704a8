"""Raw DEFLATE streams (RFC 1951), written in whichever way comes out smaller."""

import zlib

RAW = -15
LEVEL = 9
MEMORY = 9


def deflate(data: bytes) -> bytes:
    """The smaller of coding with repeats and coding by frequency alone."""
    return min(
        (
            _with(data, strategy)
            for strategy in (zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_DEFAULT_STRATEGY)
        ),
        key=len,
    )


def deflate_noise(data: bytes) -> bytes:
    """For bytes that are known not to repeat: by frequency alone, which is quick."""
    return _with(data, zlib.Z_HUFFMAN_ONLY)


def inflate(data: bytes) -> bytes | None:
    """What was deflated; None where this is not one whole stream."""
    stream = zlib.decompressobj(RAW)
    try:
        opened = stream.decompress(data) + stream.flush()
    except zlib.error:
        return None
    return opened if stream.eof and not stream.unused_data else None


def _with(data: bytes, strategy: int) -> bytes:
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, RAW, MEMORY, strategy)
    return stream.compress(data) + stream.flush()
