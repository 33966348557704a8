"""Reads the rim that is given with a file to be measured: `baps metrics --envelope`."""

import json
from pathlib import Path

from trainer.metrics.errors import TableError
from trainer.recording.envelope import Envelope, round_rim
from trainer.recording.vocabulary import Source

LARGEST_TILT_DEG = 90.0
FORM = '{"directions_deg": [0, 90, ...], "tilt_deg": [14.5, 13.9, ...]}'


def read_envelope(text: str) -> Envelope:
    """A number of degrees, the same all round, or a JSON file of directions and tilts.

    Directions are degrees from the toes (0) towards the right (90). `TableError` says what is
    wrong with either.
    """
    try:
        tilt_deg = float(text)
    except ValueError:
        return _from_file(Path(text))
    if not 0 < tilt_deg < LARGEST_TILT_DEG:
        raise TableError(f"--envelope {text}: a rim lies between 0 and 90 degrees")
    return round_rim(tilt_deg, Source.ASSUMED)


def _from_file(path: Path) -> Envelope:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        directions = tuple(float(value) for value in content["directions_deg"])
        tilts = tuple(float(value) for value in content["tilt_deg"])
    except FileNotFoundError:
        raise TableError(f"--envelope {path}: not a number of degrees, and no such file") from None
    except OSError as problem:
        raise TableError(f"--envelope {path}: cannot be read ({problem.strerror})") from None
    except (ValueError, KeyError, TypeError):
        raise TableError(f"--envelope {path}: not JSON of the form {FORM}") from None
    try:
        envelope = Envelope(directions, tilts, Source.MEASURED)
    except ValueError as problem:
        raise TableError(f"--envelope {path}: {problem}") from None
    if not all(tilt < LARGEST_TILT_DEG for tilt in tilts):
        raise TableError(f"--envelope {path}: a rim lies between 0 and 90 degrees")
    return envelope
