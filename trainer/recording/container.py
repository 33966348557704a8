"""One finished trial as named files, and these as one zip: what database and `.baps` files hold.

`header.json`, `events.json`, and for each stream (board, load, body) two Parquet files: the raw
counts and what was derived from them. Each has a checksum of its own, so that damage to one costs
that one alone. `docs/recording-format.md` shows how other tools read them.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from trainer.recording.body import BodySamples
from trainer.recording.columns import AnyArray, Columns, same_bits
from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import ClockMap, Recording, TrialEvent, TrialHeader

VERSION = 1
HEADER, EVENTS = "header.json", "events.json"
STREAMS: Mapping[str, type[Columns]] = {"board": Samples, "load": LoadSamples, "body": BodySamples}
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same recording gives the same bytes, whenever it is packed."""

T = TypeVar("T", bound=Columns)


class ContainerError(Exception):
    """Base of what can be wrong with a recording's bytes; every text is one line."""


class NotARecording(ContainerError):
    """The bytes do not begin like a recording."""


class UnknownVersion(ContainerError):
    """A recording of a version that this program does not know."""


class DamagedRecording(ContainerError):
    """A recording of which nothing can be used."""


@dataclass(frozen=True)
class _Head:
    """What `header.json` holds. `rows` says how many rows each stream has."""

    header: TrialHeader
    clock_map: ClockMap
    rows: Mapping[str, int]
    version: int = VERSION


def raw_name(stream: str) -> str:
    return f"{stream}.parquet"


def derived_name(stream: str) -> str:
    return f"{stream}_derived.parquet"


def pack(recording: Recording) -> bytes:
    """The recording as one zip file."""
    return zipped(parts_of(recording))


def unpack(data: bytes) -> Recording:
    """The recording in a zip file; see `recording_of`."""
    return recording_of(unzipped(data))


def parts_of(recording: Recording) -> dict[str, bytes]:
    """The files of a recording by name. A stream without rows has none, except the board's."""
    streams = {"board": recording.samples, "load": recording.load, "body": recording.body}
    rows = {name: len(table) for name, table in streams.items()}
    parts = {
        HEADER: json_bytes(_Head(recording.header, recording.clock_map, rows)),
        EVENTS: json_bytes(recording.events),
    }
    for name, table in streams.items():
        if rows[name] or name == "board":
            parts |= _stream_parts(name, table, recording.header)
    return parts


def recording_of(parts: Mapping[str, bytes]) -> Recording:
    """The recording these files hold, with a sentence in `lost` for each that is damaged.

    A missing file counts as damaged. Without header or the board's counts there is no recording:
    `DamagedRecording`.
    """
    head = _read_head(parts)
    lost: list[str] = []
    events = _read_events(parts, lost)
    return Recording(
        head.header,
        _read_stream(Samples, "board", parts, head, lost),
        events,
        head.clock_map,
        _read_stream(LoadSamples, "load", parts, head, lost),
        _read_stream(BodySamples, "body", parts, head, lost),
        tuple(lost),
    )


def without_samples(parts: Mapping[str, bytes]) -> Recording:
    """Header and events alone: all that can be said of a recording whose samples are lost."""
    head, lost = _read_head(parts), ["its samples cannot be read"]
    events = _read_events(parts, lost)
    return Recording(head.header, Samples.empty(), events, head.clock_map, lost=tuple(lost))


def same_recording(a: Recording, b: Recording) -> bool:
    """Whether two recordings are equal to the last bit, and neither has lost anything."""
    facts = [
        [to_json(r.header), to_json(r.events), to_json(r.clock_map), list(r.lost)] for r in (a, b)
    ]
    tables = ((a.samples, b.samples), (a.load, b.load), (a.body, b.body))
    return facts[0] == facts[1] and not a.lost and all(same_bits(x, y) for x, y in tables)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Files as one zip; they are compressed already, so the zip only holds them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), data)
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a zip whose checksums are right. `NotARecording` if it is no zip."""
    if not is_zip(data):
        raise NotARecording("not a recording of this program, or its first bytes are damaged")
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                _read_member(archive, name, parts)
    except zipfile.BadZipFile as error:
        raise DamagedRecording("the recording is cut, or its table of contents damaged") from error
    return parts


def is_zip(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def json_bytes(record: Any) -> bytes:
    """A record as UTF-8 JSON without needless space."""
    text = json.dumps(to_json(record), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _read_member(archive: zipfile.ZipFile, name: str, parts: dict[str, bytes]) -> None:
    try:
        parts[name] = archive.read(name)
    # zipfile raises all of these for members whose bytes were changed.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return


def _stream_parts(name: str, table: Columns, header: TrialHeader) -> dict[str, bytes]:
    from trainer.recording.parquet import to_parquet  # noqa: PLC0415  pyarrow loads slowly

    decimals, columns = table.decimals(), table.named()
    raw = {column: values for column, values in columns.items() if column not in decimals}
    # `seq` stands in both files, so that any tool can join them.
    derived = {name: columns[name] for name in (table.KEY, *decimals)}
    notes = {"trial_id": header.trial_id, "stream": name, **_scales(name, header)}
    return {
        raw_name(name): to_parquet(raw, {}, notes),
        derived_name(name): to_parquet(derived, decimals, notes),
    }


def _scales(stream: str, header: TrialHeader) -> dict[str, str]:
    """What one count is worth, as text in the file's metadata."""
    if stream == "load":
        return _load_scales(header.load or LoadSetup())
    setup = header.body.setup if stream == "body" and header.body else header.setup
    return _imu_scales(setup)


def _imu_scales(setup: SensorSetup) -> dict[str, str]:
    return {
        "g_per_accel_count": repr(1 / setup.counts_per_g),
        "deg_s_per_gyro_count": repr(1 / setup.counts_per_deg_s),
    }


def _load_scales(setup: LoadSetup) -> dict[str, str]:
    calibration = setup.calibration
    return {
        "newton_per_count": json.dumps(calibration.newton_per_count),
        "zero_counts": json.dumps(calibration.zero_counts),
    }


def _read_head(parts: Mapping[str, bytes]) -> _Head:
    if HEADER not in parts:
        raise DamagedRecording(f"{HEADER} is missing or damaged, so nothing can be used")
    try:
        found = json.loads(parts[HEADER])
        version = found["version"]
        if version != VERSION:
            raise UnknownVersion(
                f"the recording has format version {version}, this program reads version {VERSION}"
                ": update it"
            )
        return from_json(_Head, found)
    except (ValueError, KeyError, TypeError, JsonFormError) as error:
        raise DamagedRecording(f"{HEADER} cannot be read: {error}") from error


def _read_events(parts: Mapping[str, bytes], lost: list[str]) -> tuple[TrialEvent, ...]:
    try:
        return tuple(from_json(TrialEvent, event) for event in json.loads(parts[EVENTS]))
    except (ValueError, KeyError, TypeError, JsonFormError):
        lost.append(f"{EVENTS} is damaged: what happened in the trial is not known")
        return ()


def _read_stream(
    cls: type[T], name: str, parts: Mapping[str, bytes], head: _Head, lost: list[str]
) -> T:
    n = head.rows.get(name, 0)
    if not n and raw_name(name) not in parts:
        return cls.empty()
    raw = _read_columns(parts, raw_name(name), n)
    if raw is None:
        return _without_counts(cls, name, lost)
    derived = _read_columns(parts, derived_name(name), n)
    if derived is None:
        lost.append(
            f"{derived_name(name)} is damaged: what was derived from the {name}'s counts is NaN"
        )
        derived = {column: np.full(n, np.nan) for column in cls.decimals()}
        derived["t_s"] = _times_s(name, raw["device_us"], head.header)
    try:
        return cls.from_named({**derived, **raw})
    except KeyError as error:
        raise DamagedRecording(f"the {name} stream has no column {error}") from error


def _times_s(name: str, device_us: AnyArray, header: TrialHeader) -> AnyArray:
    """`t_s` of a stream, as it was computed from the device's clock when it was recorded."""
    start = header.start
    origin_us = start.first_device_us - round(start.first_t_s * 1e6)
    lead_us = header.setup.delay_us
    delay_us = {
        "board": lead_us,
        "load": lead_us if header.on_plate or header.load is None else header.load.delay_us,
        "body": header.body.setup.delay_us if header.body else lead_us,
    }[name]
    return np.asarray((device_us - delay_us + lead_us - origin_us) / 1e6)


def _without_counts(cls: type[T], name: str, lost: list[str]) -> T:
    if cls is Samples:
        raise DamagedRecording(
            f"{raw_name(name)} is damaged: the counts are lost; other tools can still read "
            f"{derived_name(name)}"
        )
    lost.append(f"{raw_name(name)} is damaged: the {name} stream is left out")
    return cls.empty()


def _read_columns(parts: Mapping[str, bytes], name: str, n: int) -> dict[str, AnyArray] | None:
    from trainer.recording.parquet import NotParquet, from_parquet  # noqa: PLC0415  as above

    try:
        columns = from_parquet(parts[name])
    except (KeyError, NotParquet):
        return None
    return columns if _all_long(columns.values(), n) else None


def _all_long(columns: Iterable[AnyArray], n: int) -> bool:
    return all(len(values) == n for values in columns)
