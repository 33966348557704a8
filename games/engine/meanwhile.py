"""Work that takes a while, done beside a calm picture: loading, finding the board, its rest.

The work runs in a thread, because SDL wants its window in the main one. `trainer.sessions.arriving`
says what the picture shows; `baps play` runs everything here that comes before the first round.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

import pygame

from games.engine.second.facts import Facts
from games.engine.window import GO_ON, Window, leaves, presses
from games.screens.arrival import ArrivalScreen, Waiting

T = TypeVar("T")

FRAMES_PER_S = 30
"""The picture is calm, and the work beside it wants the processor."""


class LeftEarly(Exception):
    """Somebody closed the window before there was anything to play."""


KEYS = (("Enter", "try again"), ("Esc", "leave"))


@dataclass(frozen=True)
class _Shown:
    waiting: Waiting
    since_s: float
    advice: str = ""


class Meanwhile:
    """Shows `screen` in a window while work is done. `tell` also gets what is said meanwhile."""

    stays = True

    def __init__(
        self,
        window: Window,
        screen: ArrivalScreen,
        tell: Callable[[str], None],
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._window, self._screen, self._tell = window, screen, tell
        self._clock_s = clock_s
        self._shown = _Shown(Waiting.PROGRAM, clock_s())
        self._left, self._again = threading.Event(), threading.Event()

    def run(self, work: Callable[[], T]) -> T:
        """Do it in a thread and return what it returns; `LeftEarly` if the window is closed."""
        job = Job(work)
        if self._window.second is not None:
            self._window.second.offer((KEYS,))
        try:
            while job.running:
                self._frame()
                self._window.sleep(1 / FRAMES_PER_S)
        except BaseException:
            # The work ends at its next pause. Until then nobody has to look at a dead window.
            self._left.set()
            self._window.close()
            job.wait()
            raise
        return job.result()

    def say(self, text: str) -> None:
        """Tell the therapist, in the terminal and small on the picture. From any thread."""
        self._tell(text)
        shown = self._shown
        self._shown = _Shown(shown.waiting, shown.since_s, text)

    def show(self, waiting: Waiting, advice: str = "") -> None:
        """Show what is waited for. From any thread."""
        if (waiting, advice) != (self._shown.waiting, self._shown.advice):
            same = waiting is self._shown.waiting
            since_s = self._shown.since_s if same else self._clock_s()
            self._shown = _Shown(waiting, since_s, advice)

    def pause(self, seconds: float) -> bool:
        """Wait, in the work's thread; True if somebody pressed Enter. `LeftEarly` ends the work."""
        pressed = self._again.wait(seconds)
        self._again.clear()
        if self._left.is_set():
            raise LeftEarly
        return pressed

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Out of the way of a question in the terminal."""
        pygame.display.iconify()
        try:
            yield
        finally:
            self._window.come_back()

    def _frame(self) -> None:
        for event in self._window.events():
            if leaves(event):
                raise LeftEarly("left before a board was ready: nothing was played")
            if presses(event, GO_ON):
                self._again.set()
        shown = self._shown
        since_s = self._clock_s() - shown.since_s
        self._screen.draw(self._window.surface, shown.waiting, since_s, shown.advice)
        self._window.flip(Facts(advice=shown.advice))


class Job(Generic[T]):
    """Work in a thread of its own, for which nobody who leaves has to wait."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._results: list[T] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._do, name="meanwhile", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is not done yet."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Until it is done."""
        self._thread.join()

    def result(self) -> T:
        """What the work returned; what it raised is raised here."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _do(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as error:  # handed to the thread that waits for it
            self._error = error
