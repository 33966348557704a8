"""The Lab Streaming Layer, as far as it is used: outlets, and its clock. All of pylsl is here.

`streaming` says what is published; pylsl comes with the extra `lsl`.
"""

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from trainer.recording.columns import AnyArray, FloatArray
from trainer.sessions.errors import SessionError

NOT_INSTALLED = 'streaming needs one more package: pip install "baps-trainer[lsl]"'
NO_LIBRARY = (
    "pylsl is installed but finds no liblsl, which its package for this system does not hold: "
    "install liblsl, or say where it is with PYLSL_LIB"
)
MANUFACTURER = "BAPS trainer"
READINGS_OF_CLOCKS = 20


class NoLsl(SessionError):
    """Nothing can be published, because a package is missing."""


@dataclass(frozen=True)
class Channel:
    """One channel: its label, the unit of its values, and what kind of quantity it is."""

    label: str
    unit: str
    kind: str


@dataclass(frozen=True)
class StreamForm:
    """What a stream is, as it is announced on the network.

    Without channels it is one of text markers. A rate of 0 means irregular. `about` is nested
    metadata, laid out as the XDF project recommends.
    """

    name: str
    kind: str
    source_id: str
    rate_hz: float = 0.0
    channels: tuple[Channel, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


class Outlet:
    """One stream on the network, from now until `close`."""

    def __init__(self, form: StreamForm) -> None:
        lsl = require_lsl()
        text, count = not form.channels, max(len(form.channels), 1)
        kind = "string" if text else "double64"
        info = lsl.StreamInfo(form.name, form.kind, count, form.rate_hz, kind, form.source_id)
        if form.channels:
            info.set_channel_labels([channel.label for channel in form.channels])
            info.set_channel_units([channel.unit for channel in form.channels])
            info.set_channel_types([channel.kind for channel in form.channels])
        _describe(info.desc(), form.about)
        self._outlet = lsl.StreamOutlet(info)

    @property
    def heard(self) -> bool:
        """Whether somebody receives it."""
        return bool(self._outlet.have_consumers())

    def push(self, columns: Mapping[str, AnyArray], times_s: FloatArray) -> None:
        """Send n samples with times on LSL's clock; columns in the order of the channels."""
        if len(times_s):
            table = np.column_stack([np.asarray(c, np.float64) for c in columns.values()])
            self._outlet.push_chunk(table, times_s.tolist())

    def mark(self, text: str, time_s: float) -> None:
        """Send a marker."""
        self._outlet.push_sample([text], time_s)

    def close(self) -> None:
        """Take the stream off the network."""
        self._outlet = None


def require_lsl() -> Any:
    """The package pylsl; `NoLsl` says how to get it."""
    try:
        import pylsl  # noqa: PLC0415  an extra, and slow to import
    except ImportError as error:
        raise NoLsl(NOT_INSTALLED) from error
    except RuntimeError as error:
        raise NoLsl(NO_LIBRARY) from error
    _make_quiet(pylsl)
    return pylsl


def clock_offset_s() -> float:
    """LSL's clock minus `time.perf_counter`, which are one clock on some systems and not on others.

    Of several readings, each between two of the other clock, the quickest is used.
    """
    local_clock = require_lsl().local_clock
    readings = []
    for _ in range(READINGS_OF_CLOCKS):
        before_s, there_s, after_s = time.perf_counter(), local_clock(), time.perf_counter()
        readings.append((after_s - before_s, there_s - (before_s + after_s) / 2))
    return float(min(readings)[1])


def _make_quiet(pylsl: Any) -> None:
    """Keep liblsl from printing what it does, unless somebody has set it up otherwise."""
    places = (Path("lsl_api.cfg"), Path.home() / "lsl_api/lsl_api.cfg", Path("/etc/lsl_api"))
    if "LSLAPICFG" in os.environ or any(place.exists() for place in places):
        return
    # An older liblsl cannot be told; one that runs already ignores it.
    with suppress(NotImplementedError):
        pylsl.set_config_content("[log]\nlevel = -2\n")


def _describe(element: Any, about: Mapping[str, Any]) -> None:
    for name, value in about.items():
        if isinstance(value, Mapping):
            _describe(element.append_child(name), value)
        else:
            element.append_child_value(name, str(value))
