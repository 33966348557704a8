"""SQLite or PostgreSQL through SQLAlchemy. `trainer.sessions` writes; commands read.

`Store.open()` is the way in; `places()` says where everything is stored; `Spool` holds trials while
the database is out of reach. Imports `trainer.recording` and nothing else of this program.
"""

from trainer.store.backup import copy_database, restore_database
from trainer.store.errors import (
    AccountExists,
    LastOfCare,
    NotABackup,
    PatientExists,
    PlanSignedMeanwhile,
    StoreConflict,
    StoreCorrupted,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreNotWritable,
    StoreTooNew,
    StoreTooOld,
    StoreUnreachable,
    UnknownAccount,
    UnknownEntry,
    UnknownPatient,
    UnknownTrial,
    UnknownVisit,
)
from trainer.store.places import Places, database_file, database_url, places
from trainer.store.schema import Upgraded, upgrade_database
from trainer.store.spool import Spool, SpoolError
from trainer.store.store import Store
from trainer.store.trials import CheckReport
from trainer.store.values import (
    BeforeTrial,
    BodyWeight,
    FinishedTrial,
    GyroBias,
    KnownPlacement,
    LegLock,
    Patient,
    PatientOverview,
    Remeasured,
    Renewal,
    ToMeasure,
    WhichMetrics,
)
from trainer.store.which_calibration import Chosen, choose_calibration

__all__ = [
    "AccountExists",
    "BeforeTrial",
    "BodyWeight",
    "CheckReport",
    "Chosen",
    "FinishedTrial",
    "GyroBias",
    "KnownPlacement",
    "LastOfCare",
    "LegLock",
    "NotABackup",
    "Patient",
    "PatientExists",
    "PatientOverview",
    "Places",
    "PlanSignedMeanwhile",
    "Remeasured",
    "Renewal",
    "Spool",
    "SpoolError",
    "Store",
    "StoreConflict",
    "StoreCorrupted",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreNotWritable",
    "StoreTooNew",
    "StoreTooOld",
    "StoreUnreachable",
    "ToMeasure",
    "UnknownAccount",
    "UnknownEntry",
    "UnknownPatient",
    "UnknownTrial",
    "UnknownVisit",
    "Upgraded",
    "WhichMetrics",
    "choose_calibration",
    "copy_database",
    "database_file",
    "database_url",
    "places",
    "restore_database",
    "upgrade_database",
]
