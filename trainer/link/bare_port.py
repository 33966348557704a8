"""A serial port written without `serial:`. Imports nothing slow: every `--help` needs it."""

import re

SERIAL_PORT = re.compile(r"/dev/.+|com\d+", re.IGNORECASE)


def with_scheme(text: str) -> str:
    """The board's URI; a bare port means `serial:PORT`."""
    uri = text.strip()
    return f"serial:{uri}" if SERIAL_PORT.fullmatch(uri) else uri
