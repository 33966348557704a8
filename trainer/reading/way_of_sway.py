"""Where the board, or the centre of pressure, went in the measured part of a trial, with what is
drawn around it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trainer.metrics.ellipse import prediction_ellipse
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.sway import Sway
from trainer.metrics.trial import measured_sway
from trainer.reading.course import DEGREES, MILLIMETRES
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope
from trainer.recording.target import target_of
from trainer.recording.trial import Recording

DIRECTIONS_DEG = np.arange(0.0, 361.0, 5.0)


class Around(StrEnum):
    """What is drawn around a way, and how each is called."""

    ELLIPSE = "95 % ellipse of the sway"
    RIM = "rim"
    RANGE = "range of the day"
    RING = "ring"


@dataclass(frozen=True)
class Outline:
    """A closed line: 2 by n, rows AP and ML."""

    kind: Around
    points: FloatArray


@dataclass(frozen=True)
class SwayWay:
    """A way as it was measured: the signal of the numbers, in its unit, with what stands around."""

    unit: str
    sway: Sway
    outlines: tuple[Outline, ...]


def way_of_sway(recording: Recording, *, counts: bool) -> SwayWay | None:
    """The way of a trial; None where nothing was measured. A trial that does not count has no
    ellipse, as it has no such number.

    `SignalError` if its tilt holds something else than numbers.
    """
    sway = measured_sway(recording)
    if sway is None:
        return None
    unit = MILLIMETRES if recording.header.on_plate else DEGREES
    return SwayWay(unit, sway, tuple(_outlines(recording, sway, counts)))


def _outlines(recording: Recording, sway: Sway, counts: bool) -> Iterator[Outline]:
    header = recording.header
    if counts:
        with suppress(NotMeasurableError):
            yield Outline(Around.ELLIPSE, prediction_ellipse(sway))
    if header.on_plate:
        return
    yield Outline(Around.RIM, _edge(header.rim))
    if header.range is not None:
        yield Outline(Around.RANGE, _edge(header.range))
    target = target_of(header.parameters)
    if target is not None and not target.moves:
        ap_deg, ml_deg, radius_deg = target.now(0.0)
        if radius_deg > 0:
            yield Outline(Around.RING, _circle(radius_deg) + np.array([[ap_deg], [ml_deg]]))


def _edge(envelope: Envelope) -> FloatArray:
    around = _circle(1.0)
    return np.asarray(around * envelope.limit_deg(*around), dtype=np.float64)


def _circle(radius: float) -> FloatArray:
    at = np.radians(DIRECTIONS_DEG)
    return np.asarray(radius * np.stack([np.cos(at), np.sin(at)]), dtype=np.float64)
