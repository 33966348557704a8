"""The blocks that hold JSON: header, events and end."""

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from trainer.recording.container.errors import DamagedRecording
from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.recording.trial import ClockMap, Recording, TrialEvent, TrialHeader

T = TypeVar("T")


@dataclass(frozen=True)
class End:
    """What the last block says: how many samples and events belong to the trial.

    `load` and `body` count the rows of the other sensors.
    """

    samples: int
    events: int
    clock_map: ClockMap
    load: int = 0
    body: int = 0

    @classmethod
    def of(cls, recording: Recording) -> "End":
        """The end of a finished recording."""
        return cls(
            len(recording.samples),
            len(recording.events),
            recording.clock_map,
            len(recording.load),
            len(recording.body),
        )


@dataclass(frozen=True)
class Events:
    """Some events in the order they were noted."""

    events: tuple[TrialEvent, ...]


def json_payload(record: TrialHeader | Events | End) -> bytes:
    """A record as UTF-8 JSON without needless space."""
    text = json.dumps(to_json(record), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def read_json_payload(cls: type[T], payload: bytes) -> T:
    """The record in a payload; `DamagedRecording` where it holds another."""
    try:
        data: Any = json.loads(payload)
        return from_json(cls, data)
    except (ValueError, JsonFormError) as error:
        raise DamagedRecording(f"the recording's {cls.__name__} cannot be read: {error}") from error
