"""What can go wrong between here and the board. Every message says what to do."""


class LinkError(Exception):
    """Base of all link errors; `str()` is one line for the person in front of the screen."""


class BoardAbsent(LinkError):
    """Nothing there that answers as a board."""


class PortRefused(LinkError):
    """The port exists but may not be opened: no permission, or another program has it."""


class WrongFirmware(LinkError):
    """A board answers, but speaks another schema."""


class SenselessBoard(LinkError):
    """A board answers, and what it says of itself cannot be."""


class BadUri(LinkError):
    """The `--board` text names no board."""


class LinkLost(LinkError):
    """The port went away under an open link."""


class CommandRefused(LinkError):
    """The board answered a command with nack, or not at all (`reason` 0)."""

    def __init__(self, text: str, reason: int = 0) -> None:
        super().__init__(text)
        self.reason = reason
