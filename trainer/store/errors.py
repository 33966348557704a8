"""What can be wrong with the database. Each text is one line that says what to do."""

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError


class StoreError(Exception):
    """Base of the family."""


class UnknownPatient(StoreError):
    """No patient has this code."""


class PatientExists(StoreError):
    """The code is taken."""


class UnknownTrial(StoreError):
    """No trial has this id, or its recording is missing."""


class UnknownEntry(StoreError):
    """Nothing that was typed in has this id, or it was withdrawn already."""


class UnknownVisit(StoreError):
    """No visit has this id."""


class PlanSignedMeanwhile(StoreError):
    """Another plan counts by now than the one that somebody went on from."""


class UnknownAccount(StoreError):
    """No account has this login."""


class AccountExists(StoreError):
    """The login is taken."""


class TrialChangedMeanwhile(StoreError):
    """Somebody else has corrected the trial since it was read."""


class LastOfCare(StoreError):
    """Too few would be left who treat the patient."""


class StoreUnreachable(StoreError):
    """The database cannot be used now: trials wait in the spool."""


class StoreLeftAlone(StoreUnreachable):
    """It did not answer a short while ago and was not asked: this was reported then."""


class StoreLocked(StoreUnreachable):
    """Another program keeps the database busy."""


class StoreNotWritable(StoreUnreachable):
    """The file or its folder cannot be written."""


class StoreFull(StoreUnreachable):
    """No room on the disk."""


class StoreCorrupted(StoreUnreachable):
    """The file is not a database, or is damaged."""


class StoreTooNew(StoreUnreachable):
    """Written by a later version of this program."""


class StoreTooOld(StoreUnreachable):
    """A shared database, which somebody must upgrade by hand."""


class StoreConflict(StoreError):
    """Another station stored the same thing at the same time."""


class NotABackup(StoreError):
    """This file is not a backup that can be restored."""


BUSY = "the database {database} is kept busy by another program; close it or try again"
NO_RIGHTS = "the database {database} cannot be written: check the rights of the file and folder"
NO_FOLDER = "the database {database} cannot be opened: check its folder and its rights"
NO_ROOM = "the database {database} has no room left on its disk: make some and try again"
BAD_DISK = "the database {database} cannot be written: the disk is full or failing"
DAMAGED = "the database {database} is damaged: restore a backup with baps db restore FILE"
NO_DATABASE = "the database {database} is not a database: set BAPS_DB to the right file"
NO_TEXT = "a sign in this text is none that can be stored: type it again"
TOO_LONG = "a text is longer than the database {database} takes: make it shorter"
_SIGNS: tuple[tuple[str, type[StoreError], str], ...] = (
    ("locked", StoreLocked, BUSY),
    ("busy", StoreLocked, BUSY),
    ("readonly", StoreNotWritable, NO_RIGHTS),
    ("unable to open", StoreNotWritable, NO_FOLDER),
    ("disk is full", StoreFull, NO_ROOM),
    ("disk i/o error", StoreFull, BAD_DISK),
    ("malformed", StoreCorrupted, DAMAGED),
    ("not a database", StoreCorrupted, NO_DATABASE),
    ("cannot contain nul", StoreError, NO_TEXT),
    ("value too long", StoreError, TOO_LONG),
)
"""Parts of the drivers' messages in lower case, and what they mean."""


def translated(error: SQLAlchemyError, database: str) -> StoreError:
    """The error as one line for people; `database` is its name without a password."""
    if isinstance(error, IntegrityError):
        return StoreConflict(f"the database {database} holds this already, or in part: try again")
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    for sign, kind, meaning in _SIGNS:
        if sign in said.lower():
            return kind(meaning.format(database=database))
    first_line = said.strip().splitlines()[0] if said.strip() else type(error).__name__
    return StoreUnreachable(f"the database {database} cannot be used: {first_line}")
