"""What can go wrong in a session. Each text is one line that says what to do."""


class SessionError(Exception):
    """Base of the family."""


class NoSensor(SessionError):
    """A board answers, but none of its sensors does."""
