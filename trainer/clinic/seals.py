"""The log's seals: an HMAC over each entry and the seal before it, with a key beside the database.

A plain hash could be made anew by whoever can write the table; without the key nobody can. The key
is a file that only its owner reads, in the data folder, or `BAPS_LOG_KEY` for several computers
with one database.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.recording.account import LogEntry, SealedEntry
from trainer.recording.json_form import to_json

KEY_FILE = "log.key"
KEY_VARIABLE = "BAPS_LOG_KEY"
KEY_BYTES = 32


class LogKeyMissing(Exception):
    """There are entries, but not the key they were sealed with."""


@dataclass(frozen=True)
class Seals:
    """Seals entries with one key."""

    key: bytes

    def __call__(self, before: str, number: int, entry: LogEntry) -> str:
        """The seal of an entry in its place, as hexadecimal digits."""
        told = json.dumps([before, number, to_json(entry)], sort_keys=True, ensure_ascii=True)
        return hmac.new(self.key, told.encode("ascii"), hashlib.sha256).hexdigest()


def log_key(home: Path, environment: Mapping[str, str] = os.environ, *, make: bool) -> bytes:
    """The key from the environment or the file; with `make` a new file if there is none.

    `LogKeyMissing` without a key, or with one that is none.
    """
    given = environment.get(KEY_VARIABLE)
    file = home / KEY_FILE
    if not given and not file.exists() and make:
        home.mkdir(parents=True, exist_ok=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_hex(KEY_BYTES))
    try:
        key = bytes.fromhex(given or file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise LogKeyMissing(
            f"the log's key is missing or damaged: bring back {file}, or set {KEY_VARIABLE}"
        ) from error
    if len(key) < KEY_BYTES:
        raise LogKeyMissing(f"the log's key has fewer than {2 * KEY_BYTES} hexadecimal digits")
    return key


def fault_in(entries: Iterable[SealedEntry], head: tuple[int, str], seals: Seals) -> str:
    """The first fault in the chain as a sentence; empty if every seal is right.

    Entries that were cut off at the end are missed at the head.
    """
    before, expected = "", 1
    for sealed in entries:
        if sealed.number != expected:
            return f"entry {expected} is missing"
        if not hmac.compare_digest(seals(before, sealed.number, sealed.entry), sealed.seal):
            return f"entry {sealed.number} was changed, or sealed with another key"
        before, expected = sealed.seal, expected + 1
    if head != (expected - 1, before):
        return f"entries after {expected - 1} are missing"
    return ""
