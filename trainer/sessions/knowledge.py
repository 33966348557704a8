"""What is known of a board before it streams."""

from trainer.acquisition.intake import KnownBoard
from trainer.recording.calibration import UNCALIBRATED, SensorCalibration
from trainer.wire.frozen import Hello


def from_eeprom(_hello: Hello, stored: SensorCalibration | None) -> KnownBoard:
    """What the board itself remembers."""
    return KnownBoard(stored or UNCALIBRATED)
