"""What commands say to the person at the terminal: lines, tables, progress, times, Ctrl-C."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from trainer.recording.guidance import Finished, Guidance, Guide

DISCLAIMER = "Not a medical device; not a standard clinical score."
BAR = 20


class StoppedEarly(click.Abort):
    """Ctrl-C where something was recorded; the text says where that is."""


def say(text: str) -> None:
    """A line for the person, beside the data."""
    click.echo(text, err=True)


def local(moment: datetime | None) -> str:
    """A moment to the minute as the wall clock here shows it; files and JSON keep UTC."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else "–"


def console() -> "Console":
    """Where tables are printed; a reader that went away is an error here, not exit code 1."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Piped()


def has_display() -> bool:
    """Whether a window can be seen."""
    # SDL would draw into the void and never say so.
    if os.environ.get("SDL_VIDEODRIVER") in ("dummy", "offscreen"):
        return False
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def require_display(instead: str) -> None:
    """End in one line where no window can be seen; `instead` is what to do."""
    if not has_display():
        raise click.ClickException(f"no display: {instead}")


@contextmanager
def kept_on_stop(kept: Callable[[], str]) -> Iterator[None]:
    """Say at Ctrl-C what was kept; `kept` is asked then, and empty where nothing was."""
    try:
        yield
    except (KeyboardInterrupt, StoppedEarly) as stop:
        raise StoppedEarly("; ".join(filter(None, (str(stop), kept())))) from None


class LiveLine:
    """One line of a terminal on standard error that changes in place; silent elsewhere."""

    def __init__(self, shown: bool = True) -> None:
        self.live = shown and _on_terminal()
        self._shown = ""

    def __enter__(self) -> "LiveLine":
        return self

    def __exit__(self, *_: object) -> None:
        self.show("")

    def fits(self, text: str) -> bool:
        return len(text) < shutil.get_terminal_size().columns

    def show(self, text: str) -> None:
        """Show this instead of what was there."""
        if self.live and text != self._shown:
            click.echo(f"\r{'':{len(self._shown)}}\r{text}", nl=False, err=True)
            self._shown = text

    def say(self, text: str) -> None:
        """A line that stays, above the one that changes."""
        self.show("")
        say(text)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error; the callable takes the share done, 0 to 1."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda share: progress.update(task, completed=share)


def guide_on_terminal(guide: "Guide") -> "Finished":
    """Run a guided calibration to its end: prompts and notices as lines, progress in place.

    A notice that fits stands beside the bar of a terminal; any other is a line, said once a step.
    """
    with LiveLine() as live:
        return _followed(guide, live)


def _followed(guide: "Guide", live: LiveLine) -> "Finished":
    prompt, told = "", set[str]()
    while True:
        try:
            moment = next(guide)
        except StopIteration as end:
            finished: Finished = end.value
            return finished
        if moment.prompt != prompt:
            prompt, told = moment.prompt, set()
            live.say(numbered(moment))
        line = beside(moment)
        if moment.notice and not (live.live and live.fits(line)):
            # A notice whose figures change is the same notice.
            wording = re.sub(r"\d+", "", moment.notice)
            if wording not in told:
                told.add(wording)
                live.say(moment.notice)
            line = beside(moment, notice="")
        live.show(line if live.fits(line) else "")


def _on_terminal() -> bool:
    return sys.stderr.isatty()


def numbered(moment: "Guidance") -> str:
    """The prompt, with its number where there are several steps."""
    several = moment.step > 0 and moment.steps > 1
    return f"{moment.step} of {moment.steps}: {moment.prompt}" if several else moment.prompt


def beside(moment: "Guidance", notice: str | None = None) -> str:
    """A bar, what is not right just now, and the live figures."""
    full = round(BAR * moment.progress)
    readings = ", ".join(f"{label} {text}" for label, text in moment.readings)
    bar = f"[{'#' * full}{'.' * (BAR - full)}]"
    parts = (bar, moment.notice if notice is None else notice, readings)
    return "  ".join(part for part in parts if part)
