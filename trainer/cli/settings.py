"""`baps settings`: what this station has; and the one question that `play` asks about it."""

import json
import sys
from collections.abc import Callable, Iterator
from math import isnan, nan
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trainer.cli.options import FiniteRange, json_option
from trainer.cli.terminal import say
from trainer.home import settings_file
from trainer.texts import LANGUAGES, speak

if TYPE_CHECKING:
    from trainer.sessions.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
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


def _yes_or_no(name: str, words: str) -> Callable[[F], F]:
    choice = click.Choice(["yes", "no"], case_sensitive=False)
    return click.option(name, type=choice, help=words)


@click.command("settings")
@_yes_or_no("--rail-button", "whether there is a stop button on the rail")
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
@click.option(
    "--viewing-distance-m",
    type=FiniteRange(0.5, 10.0),
    metavar="M",
    help="from the patient's eyes to the screen, 0.5 to 10",
)
@click.option(
    "--screen-height-mm",
    type=FiniteRange(100.0, 4000.0),
    metavar="MM",
    help="height of the screen's picture, 100 to 4000",
)
@_yes_or_no("--muted", "whether the windows make no sound")
@_yes_or_no("--reduced-motion", "whether nothing moves on the screen that need not")
@click.option(
    "--second-screen/--no-second-screen",
    default=None,
    help="whether the therapist has a window beside the patient's",
)
@click.option(
    "--station-name",
    metavar="NAME",
    help="what this station is called; computer: as this computer",
)
@json_option
def command(as_json: bool, **given: Any) -> None:
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
      baps settings --viewing-distance-m 3 --screen-height-mm 400
      baps settings --muted yes --reduced-motion yes
      baps settings --second-screen
      baps settings --station-name "by the window"
    """
    from dataclasses import replace

    from trainer.sessions.settings import read_settings, write_settings

    path = settings_file()
    before = read_settings(path)
    said = {name: _kept(name, value) for name, value in given.items() if value is not None}
    try:
        settings = replace(before, **said)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if settings != before:
        write_settings(path, settings)
    if as_json:
        from trainer.recording.json_form import to_json

        click.echo(json.dumps(to_json(settings), ensure_ascii=False))
    else:
        for line in _lines(settings):
            click.echo(line)


def _kept(name: str, value: Any) -> Any:
    """What was typed as it is kept."""
    if name == "screen_delay_ms":
        return None if isnan(value) else value
    if name in ("language", "station_name"):
        return "" if value.lower() == COMPUTERS else value.strip()
    return value == "yes" if value in ("yes", "no") else value


def _lines(settings: "Settings") -> Iterator[str]:
    delay_ms = settings.screen_delay_ms
    yield f"rail button: {WORDS[settings.rail_button]}"
    yield f"screen delay: {NOT_MEASURED if delay_ms is None else f'{delay_ms:g} ms'}"
    yield f"screen of the patient: {settings.display}"
    yield (
        f"distance of the screen: {settings.viewing_distance_m:g} m, its picture "
        f"{settings.screen_height_mm:g} mm high"
    )
    yield f"language of the windows: {LANGUAGES.get(settings.language, AS_COMPUTER)}"
    yield f"sound: {'off' if settings.muted else 'on'}"
    yield f"motion: {'reduced' if settings.reduced_motion else 'as usual'}"
    yield f"second window for the therapist: {WORDS[settings.second_screen]}"
    yield f"name of the station: {settings.name}"


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
