"""The page of what this station has and prefers; what is saved counts at once where it can."""

from collections.abc import Mapping
from dataclasses import replace

import pygame

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import FormPage
from games.screens.station.questions import Answer, Kind, Question
from trainer import texts
from trainer.sessions.errors import SessionError
from trainer.sessions.settings import (
    FARTHEST_M,
    HIGHEST_PICTURE_MM,
    LONGEST_NAME,
    LOWEST_PICTURE_MM,
    MOST_SCREEN_DELAY_MS,
    NEAREST_M,
    Settings,
    read_settings,
    write_settings,
)
from trainer.sessions.station.front import Front
from trainer.texts import said, speak

TITLE = "Settings"
LANGUAGE, AS_COMPUTER = "Language", "as the computer"
_COMPUTERS = "computer"
SOUND, REDUCED_MOTION = "Sound", "Keep still what need not move"
RAIL_BUTTON = "Is there a stop button on the rail?"
DISTANCE, HEIGHT = "From the patient's eyes to the screen", "Height of the screen's picture"
DELAY, NOT_MEASURED = "The screen's delay", "not measured"
DISPLAY, NAME = "The patient's screen", "Name of this station"
MAIN_SCREEN, OTHER_SCREEN = "the main one", "number {number}"
MEASURE = "Measure the delay"
HOW_TO_MEASURE = (
    "Measuring it takes a telephone that films 240 pictures a second, and a terminal: baps "
    "diagnose with its option “screen” shows what to film and reads the delay from it."
)
FROM_NEXT_START = "The patient's screen is changed at the next start."
SECOND = "A window of your own beside the patient's"
SECOND_FROM_NEXT_START = "Your own window comes or goes at the next start."


def settings_flow(front: Front) -> None:
    """Until they are saved, or somebody goes back."""
    try:
        kept = read_settings(front.room.places.settings)
    except SessionError as damaged:
        front.tell(str(damaged))
        return
    answers: Mapping[str, Answer] | None = _answers(kept)
    while answers is not None:
        answers = _asked(front, kept, answers)


def _asked(
    front: Front, kept: Settings, answers: Mapping[str, Answer]
) -> Mapping[str, Answer] | None:
    """Show the form once; the answers with which it is shown again, None if that is all."""
    more = [Choice("measure", MEASURE)]
    page = FormPage(front.kit, TITLE, _questions(kept), answers, more=more)
    taken = front.show(page)
    if taken == BACK:
        return None
    if taken == "measure":
        front.tell(HOW_TO_MEASURE)
        return page.answers
    chosen = _settings(page.answers)
    if not front.kept(lambda: _written(front, chosen)):
        return page.answers
    _use(front, chosen, before=kept)
    return None


def _written(front: Front, settings: Settings) -> bool:
    write_settings(front.room.places.settings, settings)
    return True


def _use(front: Front, settings: Settings, before: Settings) -> None:
    """From the next page and the next trial on."""
    speak(settings.language)
    station = settings.station(front.room.station.stills_folder)
    front.room = replace(front.room, station=station, name=settings.name)
    front.care.station = station
    front.desk.move_to(station)
    own_window = settings.second_screen != before.second_screen
    later = [FROM_NEXT_START] * (settings.display != before.display)
    front.tell_all([*later, *([SECOND_FROM_NEXT_START] * own_window)])


def _questions(kept: Settings) -> list[Question]:
    languages = [(_COMPUTERS, AS_COMPUTER), *texts.LANGUAGES.items()]
    screens = max(len(pygame.display.get_desktop_sizes()), kept.display)
    numbers = [(str(number), _screen(number)) for number in range(1, screens + 1)]
    return [
        Question("language", LANGUAGE, Kind.CHOICES, required=True, choices=languages),
        Question("sound", SOUND, Kind.YES_NO, required=True),
        Question("reduced_motion", REDUCED_MOTION, Kind.YES_NO, required=True),
        Question("rail_button", RAIL_BUTTON, Kind.YES_NO),
        _number("distance", DISTANCE, NEAREST_M, FARTHEST_M, "m", decimals=2),
        _number("height", HEIGHT, LOWEST_PICTURE_MM, HIGHEST_PICTURE_MM, "mm"),
        replace(
            _number("delay", DELAY, 0.0, MOST_SCREEN_DELAY_MS, "ms", decimals=1),
            required=False,
            hint=NOT_MEASURED,
        ),
        Question("display", DISPLAY, Kind.CHOICES, required=True, choices=numbers),
        Question("second_screen", SECOND, Kind.YES_NO, required=True),
        Question("name", NAME, Kind.TEXT, longest=LONGEST_NAME, hint=AS_COMPUTER),
    ]


def _number(
    name: str, words: str, low: float, high: float, unit: str, decimals: int = 0
) -> Question:
    asked = Question(name, words, Kind.NUMBER, True, low=low, high=high, unit=unit)
    return replace(asked, decimals=decimals)


def _screen(number: int) -> str:
    return MAIN_SCREEN if number == 1 else said(OTHER_SCREEN).format(number=number)


def _answers(kept: Settings) -> Mapping[str, Answer]:
    """The settings as the form has them; what nobody has said is left open."""
    known: dict[str, Answer | None] = {
        "language": kept.language or _COMPUTERS,
        "sound": not kept.muted,
        "reduced_motion": kept.reduced_motion,
        "rail_button": kept.rail_button,
        "distance": kept.viewing_distance_m,
        "height": kept.screen_height_mm,
        "delay": kept.screen_delay_ms,
        "display": str(kept.display),
        "second_screen": kept.second_screen,
        "name": kept.station_name or None,
    }
    return {name: answer for name, answer in known.items() if answer is not None}


def _settings(answers: Mapping[str, Answer]) -> Settings:
    language, rail, delay = (answers.get(name) for name in ("language", "rail_button", "delay"))
    return Settings(
        rail_button=None if rail is None else bool(rail),
        screen_delay_ms=None if delay is None else float(str(delay)),
        display=int(str(answers["display"])),
        language="" if language == _COMPUTERS else str(language),
        viewing_distance_m=float(str(answers["distance"])),
        screen_height_mm=float(str(answers["height"])),
        muted=not answers["sound"],
        reduced_motion=bool(answers["reduced_motion"]),
        second_screen=bool(answers["second_screen"]),
        station_name=str(answers.get("name", "")),
    )
