"""Times as the wall clock here shows them; files and JSON keep UTC."""

from datetime import datetime


def local(moment: datetime | None) -> str:
    """A moment to the minute; a dash for none."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else "–"
