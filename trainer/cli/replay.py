"""`baps replay`: any stored trial again, as the patient saw it, in a picture or an animation."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.options import FiniteRange
from trainer.cli.settings import station_settings
from trainer.cli.terminal import progress_bar, say

if TYPE_CHECKING:
    from games.engine.activity import Activity
    from trainer.recording.trial import Recording

PICTURE, ANIMATIONS = ".png", (".gif", ".webp")
ENDINGS = (PICTURE, *ANIMATIONS)
LARGE, SMALL = (1280, 720), (640, 360)
STRIP_OF, MOST_IN_STRIP = 6, 60
BEFORE_START_S = 2.0
"""An animation begins with the light in the gate."""

LOOKS_LIKE_FILE = re.compile(r"[/\\]|\.\w+$")


class Size(click.ParamType[tuple[int, int]]):
    """A picture's size, `WIDTHxHEIGHT`."""

    name = "WIDTHxHEIGHT"
    smallest, largest = (320, 180), (3840, 2160)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", str(value).strip().lower())
        size = (int(found[1]), int(found[2])) if found else (0, 0)
        fits = all(
            low <= one <= high
            for low, one, high in zip(self.smallest, size, self.largest, strict=True)
        )
        if not fits:
            self.fail(f"{value!r} is no size from 320x180 to 3840x2160", param, ctx)
        return size


@dataclass(frozen=True)
class Wanted:
    """What is to be drawn, from the command line."""

    path: Path
    at_s: float | None
    frames: int | None
    speed: float | None
    size: tuple[int, int] | None
    overwrite: bool

    @property
    def ending(self) -> str:
        return self.path.suffix.lower()

    def check(self) -> None:
        """One clear error for what does not fit together or cannot be written."""
        if self.ending not in ENDINGS:
            raise click.UsageError(
                f"--out {self.path}: a picture or strip is a .png, an animation a .gif or .webp"
            )
        if self.ending in ANIMATIONS and (self.at_s is not None or self.frames is not None):
            raise click.UsageError("--at and --frames make a picture: name it .png")
        if self.ending == PICTURE and self.speed is not None:
            raise click.UsageError("--speed is an animation's: name it .gif or .webp")
        if self.at_s is not None and self.frames is not None:
            raise click.UsageError("--at makes one picture, --frames a strip: give one of them")
        if not self.path.parent.is_dir():
            raise click.ClickException(
                f"there is no folder {self.path.parent}: make it, or choose another --out"
            )
        if self.path.is_dir():
            raise click.ClickException(f"{self.path} is a folder: name a file in it with --out")
        if self.path.exists() and not self.overwrite:
            raise click.ClickException(
                f"{self.path} exists already: choose another --out, or replace it with --overwrite"
            )


@click.command("replay")
@click.argument("trial", metavar="ID|FILE")
@click.option(
    "--out",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="what to write: a .png, or an animation as .gif or .webp",
)
@click.option(
    "--at",
    "at_s",
    metavar="SECONDS",
    type=FiniteRange(),
    help="one picture so many seconds after the start, before it if negative",
)
@click.option(
    "--frames",
    metavar="N",
    type=click.IntRange(1, MOST_IN_STRIP),
    help=f"a strip of N pictures from the start to the end [default: {STRIP_OF}]",
)
@click.option(
    "--speed",
    metavar="X",
    type=FiniteRange(0.05, 100),
    help="how many times as quick as it was [default: 1]",
)
@click.option(
    "--size", type=Size(), help="of each picture [default: 1280x720; strip and animation 640x360]"
)
@click.option("--overwrite", is_flag=True, help="replace FILE if it exists")
def command(
    trial: str,
    path: Path,
    at_s: float | None,
    frames: int | None,
    speed: float | None,
    size: tuple[int, int] | None,
    overwrite: bool,
) -> None:
    """Draw a stored trial again, as the patient saw it, from its recording alone.

    ID is in baps history CODE --trials; its first characters are enough. FILE is a recording or a
    journal.

    \b
    Examples:
      baps replay 207acf63 --out trial.webp --speed 2
      baps replay 207acf63 --out moment.png --at 12.5
      baps replay 207acf63 --out strip.png --frames 6
    """
    wanted = Wanted(path, at_s, frames, speed, size, overwrite)
    wanted.check()
    from trainer.sessions.drawn_again import NotDrawn, check_tilt

    recording = _recording(trial)
    try:
        check_tilt(recording)
        _draw(wanted, recording)
    except NotDrawn as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be written: {error.strerror or error}"
        ) from error
    click.echo(f"written: {path}")


def _recording(trial: str) -> "Recording":
    """The recording in a file, or else in the database; what is lost of it is said."""
    from trainer.cli.db import opened_store
    from trainer.link.replay_file import JSON_SUFFIX, read_replay

    path = Path(trial)
    if path.suffix == JSON_SUFFIX:
        raise click.ClickException(
            f"{path} holds no trial, so nobody saw anything: see baps play --board replay:FILE"
        )
    if path.is_file() or LOOKS_LIKE_FILE.search(trial):
        recording = read_replay(path)
    else:
        with opened_store() as store:
            recording = store.load_recording(trial)
    for sentence in recording.lost:
        say(sentence)
    return recording


def _draw(wanted: Wanted, recording: "Recording") -> None:
    from games.animation import Span, save_picture, save_strip
    from trainer.sessions.drawn_again import activity_of, playback_of

    station_settings()
    activity = activity_of(recording)
    one = wanted.at_s is not None
    size = wanted.size or (LARGE if one else SMALL)
    shown = playback_of(activity, recording, size)
    if wanted.at_s is not None:
        save_picture(wanted.path, shown.draw(wanted.at_s))
    elif wanted.ending == PICTURE:
        span = Span(0.0, max(shown.length_s, 0.0))
        save_strip(wanted.path, shown.draw, span, wanted.frames or STRIP_OF)
    else:
        _animate(wanted, activity, recording, size)


def _animate(
    wanted: Wanted, activity: "Activity", recording: "Recording", size: tuple[int, int]
) -> None:
    """From shortly before the start to the end, and a training's result."""
    from games.animation import Film, Span, frames_of, save_animation
    from games.engine.activity import Kind
    from games.engine.setup import LIKELY_STATION
    from games.pictures import draw_result
    from trainer.sessions.drawn_again import playback_of
    from trainer.sessions.preparation import setup_of

    shown = playback_of(activity, recording, size)
    span = Span(-BEFORE_START_S, max(shown.length_s, 0.0))
    try:
        moments = frames_of(wanted.ending, span, wanted.speed or 1.0)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    result = None
    if activity.kind is Kind.TRAINING:
        result = draw_result(activity, setup_of(recording, LIKELY_STATION), recording, size=size)
    film = Film(moments, lambda: playback_of(activity, recording, size).draw, result)
    with progress_bar("replay") as progress:
        save_animation(wanted.path, film, progress)
