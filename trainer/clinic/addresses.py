"""A patient's code as a part of an address.

A code may hold any sign; `~2F` stands for a slash, which servers take for their own even quoted.
"""

import re
from datetime import date

PLAIN = re.compile(r"[A-Za-z0-9_-]")
ESCAPED = re.compile(r"(?:~[0-9A-F]{2})+")


def in_path(code: str) -> str:
    """The code with every other sign than letters, digits, - and _ as bytes of UTF-8."""
    return "".join(sign if PLAIN.fullmatch(sign) else _escaped(sign) for sign in code)


def day_page(code: str, day: date) -> str:
    """Where the page of a patient's day is."""
    return f"/patients/{in_path(code)}/days/{day}"


def from_path(part: str) -> str:
    """The code that `in_path` wrote; what it never writes comes back as it is."""
    return ESCAPED.sub(_unescaped, part)


def _escaped(sign: str) -> str:
    return "".join(f"~{byte:02X}" for byte in sign.encode())


def _unescaped(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("~", "")).decode(errors="replace")
