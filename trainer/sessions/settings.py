"""What one station has, in a small JSON file of its data folder: rail button, screen, sound, name.

`baps settings` shows and changes it, `baps play` asks once, and every window follows it.
"""

import json
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from games.engine.setup import LIKELY_STATION, Station
from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.sessions.errors import SessionError
from trainer.texts import LANGUAGES

MOST_SCREEN_DELAY_MS = 200.0
"""Televisions that improve the picture take 50 to 150 ms; more is a mistake in counting."""

NEAREST_M, FARTHEST_M = 0.5, 10.0
"""A patient on the board reaches a nearer screen, and sees nothing on one farther away."""

LOWEST_PICTURE_MM, HIGHEST_PICTURE_MM = 100.0, 4000.0
"""From a small tablet's picture to a projector's."""

LONGEST_NAME = 40


@dataclass(frozen=True)
class Settings:
    """`rail_button` is None until somebody says whether there is one.

    `display` is the number of the screen that the patient sees, from 1, the main one. `language` is
    the code of the windows' language, empty for that of the computer.

    `screen_delay_ms` is the time from a flip to its light, None until it is measured. It belongs to
    the screen on which the patient sees the games; a station has one such screen. So do
    `viewing_distance_m`, from the patient's eyes, and `screen_height_mm`, its picture's height.

    `second_screen` says that the therapist has a window of their own beside the patient's.

    `station_name` tells stations apart that share a database, empty for the computer's name.
    """

    rail_button: bool | None = None
    screen_delay_ms: float | None = None
    display: int = 1
    language: str = ""
    viewing_distance_m: float = LIKELY_STATION.viewing_distance_m
    screen_height_mm: float = LIKELY_STATION.screen_height_mm
    muted: bool = False
    reduced_motion: bool = False
    station_name: str = ""
    second_screen: bool = False

    def __post_init__(self) -> None:
        for problem in self._problems():
            raise ValueError(problem)

    def _problems(self) -> Iterator[str]:
        delay_ms = self.screen_delay_ms
        # A comparison with `nan` is false, so that it is refused, too.
        if delay_ms is not None and not 0.0 <= delay_ms <= MOST_SCREEN_DELAY_MS:
            yield f"a screen's delay is 0 to {MOST_SCREEN_DELAY_MS:g} ms, not {delay_ms:g}"
        if self.display < 1:
            yield f"screens are numbered from 1, not {self.display}"
        if self.language and self.language not in LANGUAGES:
            yield f"there is no language {self.language!r}, only {', '.join(LANGUAGES)}"
        if not NEAREST_M <= self.viewing_distance_m <= FARTHEST_M:
            yield (
                f"a screen is {NEAREST_M:g} to {FARTHEST_M:g} m from the patient, not "
                f"{self.viewing_distance_m:g}"
            )
        if not LOWEST_PICTURE_MM <= self.screen_height_mm <= HIGHEST_PICTURE_MM:
            yield (
                f"a picture is {LOWEST_PICTURE_MM:g} to {HIGHEST_PICTURE_MM:g} mm high, not "
                f"{self.screen_height_mm:g}"
            )
        if len(self.station_name) > LONGEST_NAME or not self.station_name.isprintable():
            yield f"a station's name has at most {LONGEST_NAME} letters in one line"

    @property
    def name(self) -> str:
        """What this station is called: as it was said, or the computer's name."""
        return self.station_name or platform.node()[:LONGEST_NAME] or "station"

    def station(self, stills_folder: Path | None = None) -> Station:
        """The station as screens see it; nobody is told to press a button that may be missing."""
        return Station(
            viewing_distance_m=self.viewing_distance_m,
            screen_height_mm=self.screen_height_mm,
            muted=self.muted,
            reduced_motion=self.reduced_motion,
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
