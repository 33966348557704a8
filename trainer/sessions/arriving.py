"""Wait for a board in front of a picture: until it is plugged in, answers, and has lain still.

`baps play` in a window calls it. Without a window nobody would see what to do, so there a missing
board is an error at once.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Protocol, TypeVar

from games.screens.arrival import Waiting
from trainer.link.base import BadUri, LinkError, PortRefused
from trainer.link.discovery import plugged_in
from trainer.motion.rest_checks import LEANING, MOVING
from trainer.recording.interfaces import FeedStatus
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import NoSensor, SessionError
from trainer.sessions.readiness import REAL, Look, Say

T = TypeVar("T")

LOOK_EVERY_S = 0.3
ASK_AGAIN_S = 2.0
"""A port that was refused is tried again so often: another program may have let it go, or the
system was still giving it its rights. One that was opened is left alone: it may be flashed now."""

DISTURBED = (MOVING, LEANING)

Opened = Callable[[], AbstractContextManager[OpenBoard]]
Ready = Callable[[OpenBoard, Look], None]


class Waiter(Protocol):
    """Who waits for a board, and sees why it is not ready."""

    stays: bool
    """Whether it waits for a board that is missing."""

    def run(self, work: Callable[[], T]) -> T:
        """Do something that takes a while."""

    def say(self, text: str) -> None:
        """Tell the therapist."""

    def show(self, waiting: Waiting, advice: str = "") -> None:
        """Show what is waited for."""

    def pause(self, seconds: float) -> bool:
        """Wait; True if somebody asks to try again. Raises if nobody waits any longer."""

    def aside(self) -> AbstractContextManager[None]:
        """Make room for a question in the terminal."""


class AtTerminal:
    """Whoever called a command without a window: a board that is missing is an error."""

    stays = False

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    def run(self, work: Callable[[], T]) -> T:
        return work()

    def show(self, waiting: Waiting, advice: str = "") -> None:
        """Nothing to show it on."""

    def pause(self, seconds: float) -> bool:
        return False

    def aside(self) -> AbstractContextManager[None]:
        return nullcontext()


class BoardPulled(SessionError):
    """The board went away while it was waited for."""


@contextmanager
def arrived_board(uri: str, waiter: Waiter, opened: Opened, ready: Ready) -> Iterator[OpenBoard]:
    """A board that is there and ready, however often it is pulled, changed or plugged in before."""
    say = _unless_said_last(waiter.say)
    while True:
        with ExitStack() as attempt:
            board = _found(uri, waiter, say, lambda: attempt.enter_context(opened()))
            try:
                ready(board, _look(board, waiter))
            except BoardPulled as pulled:
                say(str(pulled))
                continue
            waiter.show(Waiting.PROGRAM)
            yield board
            return


def _unless_said_last(say: Say) -> Say:
    """Says a text unless it is what was said last, however often a port is tried."""
    last: list[str] = []

    def once(text: str) -> None:
        if last != [text]:
            last[:] = [text]
            say(text)

    return once


def _found(uri: str, waiter: Waiter, say: Say, opened: Callable[[], OpenBoard]) -> OpenBoard:
    """A board that was opened; waits for one if there is none."""
    while True:
        there = plugged_in(uri)
        waiter.show(Waiting.PROGRAM)
        try:
            return opened()
        except (LinkError, NoSensor) as error:
            if isinstance(error, BadUri) or not (waiter.stays and uri.startswith(REAL)):
                raise
            say(str(error))
            waiter.show(Waiting.TROUBLE if plugged_in(uri) else Waiting.NO_BOARD, str(error))
            wait_for_change(uri, there, waiter, again=isinstance(error, PortRefused))


def wait_for_change(uri: str, there: tuple[object, ...], waiter: Waiter, again: bool) -> None:
    """Until another port is there, somebody asks to try again, or a refused port may be free."""
    waited_s = 0.0
    while plugged_in(uri) == there and not (again and waited_s > ASK_AGAIN_S):
        if waiter.pause(LOOK_EVERY_S):
            return
        waited_s += LOOK_EVERY_S


def _look(board: OpenBoard, waiter: Waiter) -> Look:
    """Follow a board until it delivers samples."""

    def look(status: FeedStatus) -> None:
        waiter.pause(0.0)
        if board.simulated or board.replayed is not None:
            return
        if status.state is LinkState.LOST and waiter.stays:
            raise BoardPulled(status.advice)
        if status.advice in DISTURBED:
            waiter.show(Waiting.MOVED)
        elif status.state is LinkState.STARTING:
            waiter.show(Waiting.STILL, status.advice)
        elif status.state is not LinkState.STREAMING:
            waiter.show(Waiting.TROUBLE, status.advice)

    return look
