"""What commands show on the terminal: lines, tables, progress, times, Ctrl-C."""

import json
import os
import queue
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import click

from trainer.recording.shown import SHORT_ID

if TYPE_CHECKING:
    from rich.console import Console

    from trainer.recording.guidance import Answer, Finished, Guidance, Guide

T = TypeVar("T")
BAR = 20
ANSWER_WORDS = {"keep": "keep it", "pain": "it hurts here"}


class StoppedEarly(click.Abort):
    """Ctrl-C after something was recorded; the text says where it is."""


def say(text: str) -> None:
    """Print a message on standard error, apart from the data."""
    click.echo(text, err=True)


def local(moment: datetime | None) -> str:
    """Local time to the minute; files and JSON use UTC."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else "–"


def shortest_id(ids: Iterable[str]) -> int:
    """How many characters tell these ids apart, `SHORT_ID` or more; all if nothing less does."""
    known = set(ids)
    longest = max(map(len, known))
    enough = (n for n in range(SHORT_ID, longest) if len({i[:n] for i in known}) == len(known))
    return next(enough, longest)


def show_all(records: Sequence[T], as_json: bool, nothing: str, line: Callable[[T], str]) -> None:
    """Print records as a JSON list, or each as a line; `nothing` where there is none."""
    from trainer.recording.json_form import to_json

    if as_json:
        click.echo(json.dumps(to_json(tuple(records)), ensure_ascii=False))
        return
    for text in map(line, records) if records else (nothing,):
        click.echo(text)


def console() -> "Console":
    """Prints tables. If the reader is gone it raises, instead of rich's exit code 1."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Piped()


def aligned(columns: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """The lines of a table, each column as wide as its widest cell."""
    widths = [max(map(len, column), default=0) for column in columns]
    lines = zip(*columns, strict=True)
    return [
        gap.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def has_display() -> bool:
    """Whether a window can be seen."""
    # With these drivers SDL opens windows that nobody sees.
    if os.environ.get("SDL_VIDEODRIVER") in ("dummy", "offscreen"):
        return False
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def require_display(instead: str) -> None:
    """An error if no window can be seen; `instead` says what to do."""
    if not has_display():
        raise click.ClickException(f"no display: {instead}")


def somebody_can_answer() -> bool:
    """Whether a person sits at the keyboard of this terminal."""
    return sys.stdin.isatty()


@contextmanager
def kept_on_stop(kept: Callable[[], str]) -> Iterator[None]:
    """On Ctrl-C, report what was kept; `kept` returns "" if nothing was."""
    try:
        yield
    except (KeyboardInterrupt, StoppedEarly) as stop:
        raise StoppedEarly("; ".join(filter(None, (str(stop), kept())))) from None


class LiveLine:
    """A line on standard error that changes in place; silent unless that is a terminal."""

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
        """Replace the line."""
        if self.live and text != self._shown:
            click.echo(f"\r{'':{len(self._shown)}}\r{text}", nl=False, err=True)
            self._shown = text

    def say(self, text: str) -> None:
        """Print a line that stays, above the one that changes."""
        self.show("")
        say(text)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error; call the result with the share done, 0 to 1."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda share: progress.update(task, completed=share)


def guide_on_terminal(guide: "Guide") -> "Finished":
    """Run a guide to its end: prompts and notices as lines, progress in place.

    A notice that fits is shown next to the bar; any other is printed as a line, once per step.
    Answers are typed.
    """
    with LiveLine() as live:
        return _followed(guide, live)


def _followed(guide: "Guide", live: LiveLine) -> "Finished":
    prompt, told = "", set[str]()
    typed = TypedAnswers()
    answer = None
    while True:
        try:
            moment = guide.send(answer)
        except StopIteration as end:
            finished: Finished = end.value
            return finished
        if moment.prompt != prompt:
            prompt, told = moment.prompt, set()
            live.say(numbered(moment))
            if moment.answers and typed.possible:
                live.say(how_to_answer(moment))
        answer = typed.newest(moment) if moment.answers else None
        line = beside(moment)
        if moment.notice and not (live.live and live.fits(line)):
            # A notice that differs only in its figures is the same notice.
            wording = re.sub(r"\d+", "", moment.notice)
            if wording not in told:
                told.add(wording)
                live.say(moment.notice)
            line = beside(moment, notice="")
        live.show(line if live.fits(line) else "")


class TypedAnswers:
    """What somebody types while a guide runs, read beside it because reading waits."""

    def __init__(self) -> None:
        self.possible = somebody_can_answer()
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None

    def newest(self, moment: "Guidance") -> "Answer | None":
        """The answer typed since the last call, if it is one of this moment's."""
        if not self.possible:
            return None
        self.begin()
        with suppress(queue.Empty):
            word = self._lines.get_nowait().strip().lower()
            return next((a for a in moment.answers if word and a.value.startswith(word)), None)
        return None

    def begin(self) -> None:
        """Begin to read, once: before the first answer is possible, typing means nothing."""
        if self._reader is None:
            # A daemon: the last line that it waits for never comes.
            self._reader = threading.Thread(target=self._read, daemon=True)
            self._reader.start()

    def _read(self) -> None:
        for line in sys.stdin:
            self._lines.put(line)


def how_to_answer(moment: "Guidance") -> str:
    """What can be typed now."""
    words = (f"{answer.value[0]} and Enter: {ANSWER_WORDS[answer]}" for answer in moment.answers)
    return "; ".join(words)


def _on_terminal() -> bool:
    return sys.stderr.isatty()


def numbered(moment: "Guidance") -> str:
    """The prompt, with its number if there are several steps."""
    several = moment.step > 0 and moment.steps > 1
    return f"{moment.step} of {moment.steps}: {moment.prompt}" if several else moment.prompt


def beside(moment: "Guidance", notice: str | None = None) -> str:
    """A bar, the notice, and the live figures."""
    full = round(BAR * moment.progress)
    readings = ", ".join(f"{label} {text}" for label, text in moment.readings)
    bar = f"[{'#' * full}{'.' * (BAR - full)}]"
    parts = (bar, moment.notice if notice is None else notice, readings)
    return "  ".join(part for part in parts if part)
