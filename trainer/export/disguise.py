"""Trials without what tells who the patient is: what an export holds unless somebody asks for more.

Study numbers, boards' numbers and the shift of dates are computed with a key that stays in the data
folder, so that each export has the same ones and nobody without the key can go back.
`docs/export.md` says in words what is left out, and what stays.
"""

import hashlib
import hmac
import os
import secrets
import tempfile
from base64 import b32encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from trainer.export.errors import ExportError
from trainer.recording.envelope import Rim
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import NEVER, SensorCalibration
from trainer.recording.trial import SIMULATED_URI, TrialEvent
from trainer.recording.vocabulary import EventKind
from trainer.store.values import FinishedTrial

T = TypeVar("T")
KEY_FILE, KEY_BYTES = "export.key", 32
NO_KEY = "{path} is damaged: bring it back from a copy, or delete it for other study numbers"
LEFT_OUT = "left out"
STUDY_DIGITS = 10
EARLIEST_DAYS, SPREAD_DAYS = 28 * 365 + 7, 20 * 365
"""28 years at least: no board was made then, and Windows knows no times before 1970."""
OF_A_BOARD = (SensorCalibration, LoadCalibration, Rim)
"""Their times are the same for all patients: two shifts would betray each other."""
UNKNOWN = (NEVER, date.min)
WAYS = ("replay:", "serial:")


class AsItIs:
    """With codes, dates and what people typed in."""

    identified = True
    words = "with codes and true dates"

    def name_of(self, code: str) -> str:
        """What stands for a patient's code."""
        return code

    def trial(self, trial: FinishedTrial) -> FinishedTrial:
        """The trial, unchanged."""
        return trial


def key_in(home: Path) -> bytes:
    """The clinic's key; made at the first export, readable to its owner alone. `ExportError`."""
    path = home / KEY_FILE
    home.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_key(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ExportError(NO_KEY.format(path=path))
    return key


def _make_key(path: Path) -> None:
    """Whole or not at all; where two make one at once, the first stays."""
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f"{KEY_FILE}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(made, path)
    finally:
        Path(made).unlink()


class Disguise:
    """De-identified by a key."""

    identified = False
    words = "de-identified"

    def __init__(self, key: bytes) -> None:
        self._key = key

    def name_of(self, code: str) -> str:
        """The number that stands for a patient's code."""
        return f"S{b32encode(self._digest('patient', code)).decode()[:STUDY_DIGITS]}"

    def shift(self, code: str | None) -> timedelta:
        """How far back a patient's days move: whole days, so that the time of day stays."""
        spread = int.from_bytes(self._digest("days", code or "")[:4]) % SPREAD_DAYS
        return timedelta(days=-(EARLIEST_DAYS + spread))

    def trial(self, trial: FinishedTrial) -> FinishedTrial:
        """The trial under a study number, its days shifted, without free text or operators."""
        recording, code = trial.recording, trial.recording.header.patient_code
        record = partial(self.record, code=code)
        events = tuple(map(record, recording.events))
        why, said = recording.voided_reason(), (trial.why_not, *trial.remarks)
        why_not, *remarks = (text.replace(why, LEFT_OUT) if why else text for text in said)
        after = replace(recording, header=record(recording.header), events=events)
        unlocked = trial.unlocked
        return replace(
            trial,
            recording=after,
            parts={},
            why_not=why_not,
            remarks=tuple(remarks),
            unlocked=unlocked and replace(record(unlocked), reason=LEFT_OUT),
        )

    def record(self, record: T, code: str | None) -> T:
        """Any record of a patient, and the records in it."""
        found: T = self._value(record, code)
        return found

    def _value(self, value: Any, code: str | None) -> Any:
        if isinstance(value, date):
            return value if value in UNKNOWN else value + self.shift(code)
        if isinstance(value, tuple | frozenset):
            items = [self._value(item, code) for item in value]
            return value._make(items) if hasattr(value, "_make") else type(value)(items)
        if isinstance(value, Mapping):
            return {self._value(k, code): self._value(v, code) for k, v in value.items()}
        if isinstance(value, TrialEvent):
            return replace(value, data=self._event_data(value, code))
        if is_dataclass(value) and not isinstance(value, type):
            changed = {f.name: self._field(value, f.name, code) for f in fields(value) if f.init}
            return replace(value, **changed)
        return value

    def _field(self, record: Any, name: str, code: str | None) -> Any:
        value = getattr(record, name)
        if name == "patient_code" and value is not None:
            return self.name_of(value)
        if name == "operator":
            return ""
        if name == "board_id" and value:
            return int.from_bytes(self._digest("board", str(value))[:8])
        if name == "uri":
            return _kind_of(value)
        if name == "made_at" and isinstance(record, OF_A_BOARD):
            return NEVER
        return self._value(value, code)

    def _event_data(self, event: TrialEvent, code: str | None) -> Mapping[str, Any]:
        """Without the hand that corrected a trial, and without its words."""
        data = dict(event.data)
        if "operator" in data:
            data["operator"] = ""
        if "at" in data:
            moment = datetime.fromisoformat(str(data["at"])) + self.shift(code)
            data["at"] = moment.isoformat()
        if event.kind is EventKind.VOID and data.get("reason"):
            data["reason"] = LEFT_OUT
        return data

    def _digest(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self._key, f"{purpose}\0{text}".encode(), hashlib.sha256)


def _kind_of(uri: str) -> str:
    """By which way a board was reached; a simulated one stays whole, for it is nobody's."""
    if uri.startswith(SIMULATED_URI):
        return uri
    return next((kind for kind in WAYS if uri.startswith(kind)), "")
