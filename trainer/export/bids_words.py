"""What BIDS wants to be told of a dataset, its tracking systems, channels and events."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.export.rows import event_rows
from trainer.export.units import COLUMNS, column_names
from trainer.recording.json_form import Json
from trainer.recording.shown import NOT_MEDICAL
from trainer.recording.trial import Recording
from trainer.store.values import FinishedTrial

BIDS_VERSION = "1.9.0"
README = "bids_readme.md"
NOT_GIVEN = "n/a"
CHANNELS = ("name", "component", "type", "tracked_point", "units", "placement", "description")
EVENT_COLUMNS = ("onset", "duration", "trial_type", "sample", "data")
NAME = "Trials on an instrumented balance board"
TASK = "{activity}, on the {side} leg ({stance}), eyes {eyes}, support {support}"


@dataclass(frozen=True)
class System:
    """A tracking system: its label in file names, its name, what it is on, who made it."""

    label: str
    name: str
    on: str
    made_by: str


SYSTEMS: Mapping[str, System] = {
    "board": System("board", "board", "board", "InvenSense, or as the firmware says"),
    "load": System("load", "load cells", "board", NOT_GIVEN),
    "body": System("body", "body sensor", "thigh", "InvenSense, or as the firmware says"),
}
TYPES: Mapping[str, tuple[str, str]] = {
    "t_s": ("LATENCY", NOT_GIVEN),
    "ap_deg": ("ORNT", "y"),
    "ml_deg": ("ORNT", "x"),
    "thigh_flexion_deg": ("JNTANG", NOT_GIVEN),
    "thigh_medial_lean_deg": ("JNTANG", NOT_GIVEN),
    **{f"a{axis}_g": ("ACCEL", axis) for axis in "xyz"},
    **{f"g{axis}_deg_s": ("GYRO", axis) for axis in "xyz"},
}
"""Type and component of a channel; the others are MISC."""


def channel_rows(stream: str, recording: Recording) -> list[tuple[str, ...]]:
    """The channels of a stream, in the order of its table, under their titles."""
    point = _point(stream, recording)
    return [CHANNELS, *(_channel(name, point) for name in column_names(stream))]


def _channel(name: str, point: str) -> tuple[str, ...]:
    kind, component = TYPES.get(name, ("MISC", NOT_GIVEN))
    column = COLUMNS[name]
    return (name, component, kind, point, column.unit or NOT_GIVEN, point, column.says)


def _point(stream: str, recording: Recording) -> str:
    header = recording.header
    if stream == "board" and header.sacrum is not None:
        return "sacrum"
    if stream == "body" and header.body is not None:
        return header.body.placement.value
    return SYSTEMS[stream].on


def motion_facts(stream: str, recording: Recording, task: str) -> dict[str, Json]:
    """The motion.json of a stream."""
    header, system = recording.header, SYSTEMS[stream]
    body = header.body.setup if header.body is not None else header.setup
    load_hz = header.load.rate_hz if header.load is not None else header.setup.rate_hz
    rate_hz = {"board": header.setup.rate_hz, "load": load_hz, "body": body.rate_hz}[stream]
    names = column_names(stream)
    kinds = Counter(TYPES.get(name, ("MISC", ""))[0] for name in names)
    counts: dict[str, Json] = {f"{kind}ChannelCount": kinds[kind] for kind in sorted(kinds)}
    return {
        "TaskName": task,
        "TaskDescription": TASK.format(**_said(recording)),
        "SamplingFrequency": rate_hz,
        "TrackingSystemName": system.name,
        "DeviceSerialNumber": f"{header.board.board_id:016x}",
        "Manufacturer": system.made_by,
        "SoftwareVersions": header.board.firmware or NOT_GIVEN,
        "MotionChannelCount": len(names),
        **counts,
        "TrackedPointsCount": 1,
        "MissingValues": NOT_GIVEN,
        "RecordingDuration": _duration_s(recording),
    }


def _said(recording: Recording) -> dict[str, str]:
    said = recording.header.conditions
    return {
        "activity": said.activity,
        "side": said.side.value,
        "stance": said.stance.value,
        "eyes": said.eyes.value,
        "support": said.support.value,
    }


def _duration_s(recording: Recording) -> float:
    times = recording.samples.t_s
    return float(times[-1] - times[0]) if len(times) else 0.0


def event_lines(trial: FinishedTrial) -> Iterator[tuple[object, ...]]:
    """What happened, in seconds from the board's first sample; the words of `EventKind`."""
    times = trial.recording.samples.t_s
    first_s = float(times[0]) if len(times) else 0.0
    for row in event_rows(trial):
        onset_s = None if row.t_s is None else row.t_s - first_s
        data = "; ".join(f"{name}={value}" for name, value in _pairs(row.data))
        yield onset_s, 0, row.kind, row.sample, data or None


def _pairs(data: Json) -> Iterator[tuple[str, Json]]:
    assert isinstance(data, dict)
    yield from data.items()


def dataset(program: str, program_version: str) -> dict[str, Json]:
    """dataset_description.json."""
    return {
        "Name": NAME,
        "BIDSVersion": BIDS_VERSION,
        "DatasetType": "raw",
        "License": NOT_GIVEN,
        "Acknowledgements": NOT_MEDICAL,
        "GeneratedBy": [{"Name": program, "Version": program_version}],
    }


def event_columns() -> dict[str, Json]:
    """events.json: what BIDS has no words for."""
    return {
        "trial_type": {"Description": "what happened, a word of the program's own"},
        "sample": {"Description": "row of the board's motion.tsv before which it happened"},
        "data": {"Description": "what is known of it besides, as name=value"},
    }


def participant_columns(*, identified: bool) -> dict[str, Json]:
    """participants.json."""
    columns: dict[str, Json] = {
        "participant_id": {"Description": "the patient's label in this dataset"}
    }
    if identified:
        columns["code"] = {"Description": "the patient's code in the clinic"}
    return columns
