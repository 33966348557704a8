"""Which exceptions are for people: shown as one line, with exit code 1."""

import click

FAMILIES = frozenset(
    {
        "games.engine.window.NoDisplay",
        "games.registry.UnknownActivity",
        "trainer.acquisition.journal_errors.JournalError",
        "trainer.link.errors.LinkError",
        "trainer.metrics.errors.MetricError",
        "trainer.motion.calibration.CalibrationError",
        "trainer.recording.container.errors.ContainerError",
        "trainer.sessions.errors.SessionError",
        "trainer.simulation.errors.SimulationError",
        "trainer.store.errors.StoreError",
    }
)
"""One family a package; each text says what happened and what to do. Names and not classes: to
import all of these packages takes a second, and most commands need few of them."""


class StoppedEarly(click.Abort):
    """Ctrl-C where something was recorded; the text says where that is."""


def is_for_people(error: Exception) -> bool:
    """Whether the text of an error is a line for the person at the terminal."""
    return any(f"{c.__module__}.{c.__qualname__}" in FAMILIES for c in type(error).__mro__)
