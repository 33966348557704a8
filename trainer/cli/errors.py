"""Which exceptions are for people: shown as one line with exit code 1."""

from trainer.link.errors import LinkError
from trainer.motion.calibration import CalibrationError

PEOPLE_ERRORS: tuple[type[Exception], ...] = (LinkError, CalibrationError)
