"""The data folder: the only module that reads `BAPS_HOME`.

`trainer.store.places` says what else is where. A window asks here for the station's settings,
because it opens before the database library is loaded.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path

SETTINGS_FILE = "settings.json"


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where this computer's data are, from `BAPS_HOME` if it is set."""
    given = environment.get("BAPS_HOME")
    return Path(given).expanduser() if given else user_data_path("baps", appauthor=False)


def settings_file(environment: Mapping[str, str] = os.environ) -> Path:
    """What this station has and prefers."""
    return data_folder(environment) / SETTINGS_FILE


def stills_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Pictures that were painted once; they can be deleted at any time."""
    return data_folder(environment) / "cache"
