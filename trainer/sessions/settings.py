"""What one station has, in a small JSON file of its data folder: rail button, screen, language.

`baps settings` shows and changes it, `baps play` asks once, and every window follows it.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from games.engine.setup import Station
from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.sessions.errors import SessionError
from trainer.texts import LANGUAGES

MOST_SCREEN_DELAY_MS = 200.0
"""Televisions that improve the picture take 50 to 150 ms; more is a mistake in counting."""


@dataclass(frozen=True)
class Settings:
    """`rail_button` is None until somebody says whether there is one.

    `display` is the number of the screen that the patient sees, from 1, the main one. `language` is
    the code of the windows' language, empty for that of the computer.

    `screen_delay_ms` is the time from a flip to its light, None until it is measured. It belongs to
    the screen on which the patient sees the games; a station has one such screen.
    """

    rail_button: bool | None = None
    screen_delay_ms: float | None = None
    display: int = 1
    language: str = ""

    def __post_init__(self) -> None:
        delay_ms = self.screen_delay_ms
        # A comparison with `nan` is false, so that it is refused, too.
        if delay_ms is not None and not 0.0 <= delay_ms <= MOST_SCREEN_DELAY_MS:
            raise ValueError(
                f"a screen's delay is 0 to {MOST_SCREEN_DELAY_MS:g} ms, not {delay_ms:g}"
            )
        if self.display < 1:
            raise ValueError(f"screens are numbered from 1, not {self.display}")
        if self.language and self.language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise ValueError(f"there is no language {self.language!r}, only {known}")

    def station(self, stills_folder: Path | None = None) -> Station:
        """The station as screens see it; nobody is told to press a button that may be missing."""
        return Station(
            rail_button=self.rail_button is True,
            screen_delay_ms=self.screen_delay_ms or 0.0,
            stills_folder=stills_folder,
        )


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
