"""What can be wrong with a recording's bytes; every text is one line."""


class ContainerError(Exception):
    """Base of the family."""


class NotARecording(ContainerError):
    """The bytes do not begin like a recording."""


class UnknownVersion(ContainerError):
    """A recording of a version that this program does not know."""


class DamagedRecording(ContainerError):
    """A recording whose bytes are not what was written."""
