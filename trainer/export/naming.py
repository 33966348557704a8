"""Names of folders and files for codes that may hold any sign: safe on every system, never twice.

A name tells people apart; who it is stands in the sidecar, so nothing is read back from a name.
"""

import re
from hashlib import sha256

NOBODY = "nobody"
"""Trials that were made without a patient."""
DATASET, TRIALS, SOURCE = "dataset_description.json", "trials.csv", "sourcedata/baps/"
"""By these files an export is known again. Under `SOURCE` the facts of a trial stand in the folder
that its tables have in a BIDS dataset.
"""
LONGEST = 40
DIGITS = 8


def folder_name(code: str | None) -> str:
    """A patient's folder: the code if it is plain, else its plain signs and a checksum."""
    return NOBODY if code is None else f"patient-{_plain(code, '[^A-Za-z0-9-]', '-')}"


def label(code: str | None) -> str:
    """A patient's label in BIDS: letters and digits alone."""
    return NOBODY if code is None else _plain(code, "[^A-Za-z0-9]", "")


def task_label(activity: str) -> str:
    """An activity in BIDS: `steadystance` for steady-stance."""
    return re.sub("[^a-z0-9]", "", activity.lower()) or "activity"


def _plain(code: str, other: str, between: str) -> str:
    # Small and capital letters are one file on Windows and macOS, and two codes may differ so.
    plain = re.sub(other, "", code)
    if plain == code and code == code.upper() and len(code) <= LONGEST and code != NOBODY.upper():
        return code
    return f"{plain[:LONGEST]}{between}{sha256(code.encode()).hexdigest()[:DIGITS]}"
