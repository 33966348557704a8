"""What one station has, in a small JSON file of its data folder: whether there is a rail button.

`baps settings` shows and changes it, `baps play` asks once, and every instruction follows it.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from games.engine.setup import Station
from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.sessions.errors import SessionError


@dataclass(frozen=True)
class Settings:
    """`rail_button` is None until somebody says whether there is one."""

    rail_button: bool | None = None

    def station(self) -> Station:
        """The station as screens see it; nobody is told to press a button that may be missing."""
        return Station(rail_button=self.rail_button is True)


def read_settings(path: Path) -> Settings:
    """The station's settings, empty without a file; `SessionError` if the file is damaged."""
    try:
        return from_json(Settings, json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except (ValueError, JsonFormError) as error:
        raise SessionError(
            f"{path} cannot be read ({error}): delete it, then run baps settings"
        ) from error


def write_settings(path: Path, settings: Settings) -> None:
    """Replace the file at once, so that it is never half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(to_json(settings)) + "\n", encoding="utf-8")
    new.replace(path)
