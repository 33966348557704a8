"""The units of metrics as UCUM codes, which FHIR wants."""

from trainer.export.errors import ExportError

UNITY = "1"
_CODES = {
    "%": "%",
    "1": UNITY,
    "Hz": "Hz",
    "N": "N",
    "Nm": "N.m",
    "deg": "deg",
    "deg/s": "deg/s",
    "kg": "kg",
    "mm": "mm",
    "ms": "ms",
    "s": "s",
}
_SUPERSCRIPTS = str.maketrans("²³", "23")


def ucum(unit: str) -> str:
    """The code of a unit as metrics write it: `deg²/s` is `deg2/s`. `ExportError` if unknown."""
    if unit in _CODES:
        return _CODES[unit]
    parts = [part.translate(_SUPERSCRIPTS) for part in unit.split("/")]
    if not all(part.rstrip("23") in _CODES for part in parts):
        raise ExportError(f"the unit {unit!r} has no UCUM code: add it to trainer/export/ucum.py")
    return "/".join(_CODES[part.rstrip("23")] + part[len(part.rstrip("23")) :] for part in parts)
