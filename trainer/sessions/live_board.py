"""`trainer.open_board`: a board in Python, for scripts of one's own.

It opens boards in the way of `baps log`: a calibration in the board's EEPROM or in the database is
used, and the board is checked at rest. What the command would print goes to the logger `trainer`.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Self

from trainer.journal.files import JournalError
from trainer.link.bare_port import with_scheme
from trainer.link.base import LinkError, RealClock, SimulatedClock
from trainer.link.uri import LinkContext
from trainer.motion.calibration import CalibrationError
from trainer.recording.container import ContainerError
from trainer.sessions.blocks import Block, Blocks
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.listening import Obstacles, stretches
from trainer.sessions.opening import ready_board
from trainer.simulation.board_state import SimulationError
from trainer.store.errors import StoreError

CAN_BE_FAST = ("sim:", "replay:")
CLOSED = "the board is closed: read its blocks before close(), and inside of its `with`"
FAMILIES = (
    LinkError,
    SessionError,
    StoreError,
    CalibrationError,
    ContainerError,
    JournalError,
    SimulationError,
    OSError,
)


class BoardError(Exception):
    """A board could not be opened or was lost; the text is one line that says what to do."""


class LiveBoard:
    """A streaming board. `blocks` yields its samples, `close` ends it; the rest describes it.

    Like a file it is open from the start, and a `with` closes it at its end.
    """

    def __init__(self, board: OpenBoard, say: Callable[[str], None], opening: ExitStack) -> None:
        """From now on this closes what `opening` would close."""
        self._board = board
        self._blocks = Blocks(board)
        self._obstacles = Obstacles(board, say)
        self._seq = -1
        streams, identity = board.streams, board.identity
        self.closed = False
        """True after `close`, and so after a `with`."""
        self.uri: str = identity.uri
        self.board_id: str = f"{identity.board_id:016x}"
        """Of 16 hexadecimal digits; all 0 before the board's first calibration."""
        self.firmware: str = identity.firmware
        self.rate_hz: float = board.setup.rate_hz
        self.load_rate_hz: float = streams.load_setup.rate_hz if streams.load_setup else 0.0
        self.thigh_rate_hz: float = streams.body_setup.setup.rate_hz if streams.body_setup else 0.0
        """Nominal rates in Hz; 0 for a sensor that the board does not have."""
        self.columns: tuple[str, ...] = self._blocks.names
        """What `Block.columns` holds."""
        self.calibrated: bool = board.calibrated
        self.warning: str = board.uncalibrated_words
        """What an uncalibrated board must be told with; empty if it is calibrated."""
        self._opened = opening.pop_all()

    def __repr__(self) -> str:
        closed = ", closed" if self.closed else ""
        return f"<board {self.board_id} on {self.uri}, {self.rate_hz:g} Hz{closed}>"

    def __enter__(self) -> Self:
        if self.closed:
            raise BoardError(CLOSED)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the stream and give the port back; a second call does nothing."""
        self.closed = True
        with in_one_family():
            self._opened.close()

    def blocks(self, seconds: float | None = None) -> Iterator[Block]:
        """Yield the new samples some 50 times a second, for `seconds` of the board's time.

        Without `seconds` it ends only with a replay. Every sample comes once, in this call or the
        next, from the first one after opening; who does not ask for a minute misses some, which
        the next block's `missed` says. `BoardError` if the board stays away for 30 s; a shorter
        loss is a gap in `seq`.
        """
        arriving = stretches(self._board, self._seq, seconds, self._obstacles)
        while True:
            if self.closed:
                raise BoardError(CLOSED)
            with in_one_family():
                stretch = next(arriving, None)
            if stretch is None:
                return
            self._seq = int(stretch.samples.seq[-1])
            yield self._blocks.block(stretch, self._board.feed.clock_map())


def open_board(
    uri: str = "auto", *, fast: bool = False, say: Callable[[str], None] | None = None
) -> LiveBoard:
    """Open a board by the URI that `baps log --board` takes; close it, or use it in a `with`.

    It returns when the first sample has come, a few seconds after the board was left alone. With
    `fast`, a simulated patient or a replay runs as fast as it is asked, on a simulated clock.
    `say` gets each message for people; by default they are warnings of the logger `trainer`.
    `BoardError` if it cannot be opened.
    """
    if not isinstance(uri, str):
        raise BoardError(f"board {uri!r} is not a text such as 'auto' or 'sim:patient'")
    uri = with_scheme(uri)
    if fast and not uri.startswith(CAN_BE_FAST):
        raise BoardError(f"fast=True takes a board of sim: or replay:, not {uri!r}")
    say = say or logging.getLogger("trainer").warning
    context = LinkContext(clock=SimulatedClock() if fast else RealClock())
    with ExitStack() as opening:
        with in_one_family():
            board = opening.enter_context(ready_board(uri, say, context))
        return LiveBoard(board, say, opening)


@contextmanager
def in_one_family() -> Iterator[None]:
    """Raise every error that is written for people as a `BoardError`."""
    try:
        yield
    except FAMILIES as error:
        raise BoardError(str(error)) from error
