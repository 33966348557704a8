"""A guided calibration on the terminal: prompts as lines, what goes on in one line renewed."""

import sys
from collections.abc import Callable

import click

from trainer.recording.guidance import Finished, Guidance, Guide

BAR = 20
WIDTH = 78


def guide_on_terminal(guide: Guide, say: Callable[[str], None]) -> Finished:
    """Run a guide to its end. Notices and progress are shown where standard error is a terminal."""
    live = LiveLine() if sys.stderr.isatty() else None
    said = ""
    while True:
        try:
            moment = next(guide)
        except StopIteration as end:
            finished: Finished = end.value
            if live:
                live.show("")
            return finished
        if moment.prompt != said:
            said = moment.prompt
            if live:
                live.show("")
            say(numbered(moment))
        if live:
            live.show(beside(moment))


class LiveLine:
    """One line of a terminal, written anew when it changes."""

    def __init__(self) -> None:
        self._shown = ""

    def show(self, text: str) -> None:
        """Show it instead of what was there."""
        if text != self._shown:
            self._shown = text
            blank = f"\r{'':{WIDTH}}\r"
            click.echo(blank + text[:WIDTH], nl=False, err=True)


def numbered(moment: Guidance) -> str:
    """The prompt, with its number where there are several steps."""
    several = moment.step > 0 and moment.steps > 1
    return f"{moment.step} of {moment.steps}: {moment.prompt}" if several else moment.prompt


def beside(moment: Guidance) -> str:
    """A bar, what is not right just now, and the live figures."""
    full = round(BAR * moment.progress)
    readings = ", ".join(f"{label} {text}" for label, text in moment.readings)
    parts = (f"[{'#' * full}{'.' * (BAR - full)}]", moment.notice, readings)
    return "  ".join(part for part in parts if part)
