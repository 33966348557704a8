"""What can go wrong in a session; every text is one line that says what to do."""


class SessionError(Exception):
    """Base of the family."""


class NoSensor(SessionError):
    """A board answers, and no sensor on it does."""
