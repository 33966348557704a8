"""`baps settings`: what this station has; and the one question that `play` asks about it."""

import json
import sys
from math import isnan, nan
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.options import FiniteRange, json_option
from trainer.cli.terminal import say
from trainer.home import settings_file
from trainer.texts import LANGUAGES, speak

if TYPE_CHECKING:
    from trainer.sessions.settings import Settings

QUESTION = "Is there a stop button on the rail? (asked once; baps settings changes it)"
WORDS = {True: "yes", False: "no", None: "not said yet: baps settings --rail-button yes|no"}
UNKNOWN = "unknown"
COMPUTERS, AS_COMPUTER = "computer", "that of the computer"
NOT_MEASURED = "not measured yet, taken as 0: baps diagnose --screen --film 240"


class DelayOrUnknown(FiniteRange):
    """A delay in ms, or the word for one that has to be measured again."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        if isinstance(value, str) and value.lower() == UNKNOWN:
            # None would mean that nothing was said, and FiniteRange takes no `nan` from people.
            return nan
        return super().convert(value, param, ctx)


@click.command("settings")
@click.option(
    "--rail-button",
    type=click.Choice(["yes", "no"], case_sensitive=False),
    help="whether there is a stop button on the rail",
)
@click.option(
    "--screen-delay-ms",
    type=DelayOrUnknown(0.0, 200.0),
    metavar="MS|unknown",
    help="how late the patient's screen shows a picture, 0 to 200, or unknown",
)
@click.option(
    "--display",
    type=click.IntRange(min=1),
    metavar="N",
    help="the screen that the patient sees, from 1, the main one",
)
@click.option(
    "--language",
    type=click.Choice([*LANGUAGES, COMPUTERS], case_sensitive=False),
    help="the language of the windows; computer: that of this computer",
)
@json_option
def command(
    rail_button: str | None,
    screen_delay_ms: float | None,
    display: int | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Show what this place has, or change it.

    The delay belongs to the screen on which the patient sees the games: measure it again (baps
    diagnose --screen --film 240) after another screen was plugged in.

    \b
    Examples:
      baps settings
      baps settings --rail-button no
      baps settings --screen-delay-ms 22
      baps settings --screen-delay-ms unknown
      baps settings --display 2
      baps settings --language de
    """
    from dataclasses import replace

    from trainer.sessions.settings import read_settings, write_settings

    path = settings_file()
    before = settings = read_settings(path)
    if rail_button is not None:
        settings = replace(settings, rail_button=rail_button == "yes")
    if screen_delay_ms is not None:
        known_ms = None if isnan(screen_delay_ms) else screen_delay_ms
        settings = replace(settings, screen_delay_ms=known_ms)
    if display is not None:
        settings = replace(settings, display=display)
    if language is not None:
        settings = replace(settings, language="" if language == COMPUTERS else language)
    if settings != before:
        write_settings(path, settings)
    if as_json:
        from trainer.recording.json_form import to_json

        click.echo(json.dumps(to_json(settings)))
    else:
        click.echo(f"rail button: {WORDS[settings.rail_button]}")
        delay_ms = settings.screen_delay_ms
        click.echo(f"screen delay: {NOT_MEASURED if delay_ms is None else f'{delay_ms:g} ms'}")
        click.echo(f"screen of the patient: {settings.display}")
        click.echo(f"language of the windows: {LANGUAGES.get(settings.language, AS_COMPUTER)}")


def station_settings() -> "Settings":
    """The station's settings; from now on windows and pictures speak its language."""
    from trainer.sessions.settings import read_settings

    settings = read_settings(settings_file())
    speak(settings.language)
    return settings


def settings_for(board_uri: str) -> "Settings":
    """The station's settings; a person at a real board's terminal is asked once for a new one.

    A simulated board has no rail, whatever the station has; the screen is the same screen.
    """
    from dataclasses import replace

    from trainer.recording.trial import SIMULATED_URI
    from trainer.sessions.settings import write_settings

    settings = station_settings()
    if board_uri.startswith(SIMULATED_URI):
        return replace(settings, rail_button=None)
    replayed = board_uri.startswith("replay:")
    if settings.rail_button is None and not replayed and _somebody_answers():
        settings = replace(settings, rail_button=click.confirm(QUESTION, err=True))
        write_settings(settings_file(), settings)
        say(f"rail button: {WORDS[settings.rail_button]}")
    return settings


def _somebody_answers() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
