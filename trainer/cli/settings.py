"""`baps settings`: what this station has; and the one question that `play` asks about it."""

import json
import sys
from typing import TYPE_CHECKING

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import say

if TYPE_CHECKING:
    from trainer.sessions.settings import Settings

QUESTION = "Is there a stop button on the rail? (asked once; baps settings changes it)"
WORDS = {True: "yes", False: "no", None: "not said yet: baps settings --rail-button yes|no"}


@click.command("settings")
@click.option(
    "--rail-button",
    type=click.Choice(["yes", "no"], case_sensitive=False),
    help="whether there is a stop button on the rail",
)
@json_option
def command(rail_button: str | None, as_json: bool) -> None:
    """Show what this place has, or change it.

    \b
    Examples:
      baps settings
      baps settings --rail-button no
    """
    from dataclasses import replace

    from trainer.sessions.settings import read_settings, write_settings
    from trainer.store.places import places

    path = places().settings
    settings = read_settings(path)
    if rail_button is not None:
        settings = replace(settings, rail_button=rail_button == "yes")
        write_settings(path, settings)
    if as_json:
        from trainer.recording.json_form import to_json

        click.echo(json.dumps(to_json(settings)))
    else:
        click.echo(f"rail button: {WORDS[settings.rail_button]}")


def settings_for(board_uri: str) -> "Settings":
    """The station's settings; a person at a real board's terminal is asked once for a new one.

    A simulated board has no rail, whatever the station has.
    """
    from dataclasses import replace

    from trainer.link.uri import is_simulated
    from trainer.sessions.settings import Settings, read_settings, write_settings
    from trainer.store.places import places

    if is_simulated(board_uri):
        return Settings()
    path = places().settings
    settings = read_settings(path)
    replayed = board_uri.startswith("replay:")
    if settings.rail_button is None and not replayed and _somebody_answers():
        settings = replace(settings, rail_button=click.confirm(QUESTION, err=True))
        write_settings(path, settings)
        say(f"rail button: {WORDS[settings.rail_button]}")
    return settings


def _somebody_answers() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
