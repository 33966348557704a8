"""What can go wrong with a journal; every text is one line that names the file."""


class JournalError(Exception):
    """Base of the family."""


class JournalLocked(JournalError, OSError):
    """Another program is writing this journal."""
