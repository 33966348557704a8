"""What can go wrong in a simulation. Messages name the file or value, and its fault."""


class SimulationError(Exception):
    """Base of this package's errors; `str()` is one line for the person who asked for it."""
