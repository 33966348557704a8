"""Which exceptions are for people: shown as one line with exit code 1."""

from games.engine.window import NoDisplay
from games.registry import UnknownActivity
from trainer.journal.files import JournalError
from trainer.link.errors import LinkError
from trainer.metrics import MetricError
from trainer.motion.calibration import CalibrationError
from trainer.recording.container import ContainerError
from trainer.sessions.errors import SessionError
from trainer.simulation.errors import SimulationError
from trainer.store.errors import StoreError

PEOPLE_ERRORS: tuple[type[Exception], ...] = (
    CalibrationError,
    ContainerError,
    JournalError,
    LinkError,
    MetricError,
    NoDisplay,
    SessionError,
    SimulationError,
    StoreError,
    UnknownActivity,
)
"""One family a package; each text says what happened and what to do."""
