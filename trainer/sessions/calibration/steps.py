"""The parts of every guide: a step on the screen, new samples, the check at the end."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from trainer.acquisition.bias_search import STILL_S, WAITING
from trainer.acquisition.feed import STEP_S
from trainer.link.base import LinkError
from trainer.motion.calibration import CalibrationError
from trainer.recording.guidance import Figure, Finished, Guidance, Guide, Reach
from trainer.recording.interfaces import Stretch
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import START_PATIENCE_S, OpenBoard
from trainer.sessions.errors import SessionError
from trainer.store.errors import StoreError

REFUSALS = (CalibrationError, SessionError, LinkError, StoreError)
ALMOST = 0.95
KEPT, LEAVE_ALONE = "kept", "Leave the board alone for three seconds."
LOOKING = "Looking for the board."
START_AGAIN = "Start the step again when ready."


@dataclass(frozen=True)
class Step:
    """One step of a guide: its number, its picture, and what to do."""

    title: str
    step: int
    steps: int
    figure: Figure
    prompt: str

    def moment(
        self,
        progress: float = 0.0,
        notice: str = "",
        readings: Sequence[tuple[str, str]] = (),
        reach: Reach | None = None,
    ) -> Guidance:
        """What the screen shows now."""
        return Guidance(
            self.title,
            self.step,
            self.steps,
            self.figure,
            self.prompt,
            min(max(progress, 0.0), 1.0),
            notice,
            tuple(readings),
            reach,
        )

    def gave_up(self, patience_s: float, trouble: str = "") -> SessionError:
        """The error to raise after `patience_s`: the board's trouble, or what was not done."""
        tried = f"gave up after {patience_s:.0f} s"
        if trouble:
            return SessionError(f"{tried}: {trouble}. {START_AGAIN}")
        prompt = self.prompt.removesuffix(".")
        return SessionError(f"{tried}, this was not done: {prompt}. {START_AGAIN}")


@dataclass(frozen=True)
class Check:
    """A measured figure and whether it passed; `advice` is shown if it did not."""

    label: str
    text: str
    passed: bool = True
    advice: str = ""


def checked(title: str, checks: Sequence[Check], keep: Callable[[], str]) -> Finished:
    """The result of a guide. `keep` is called only if every check passed; it returns a summary."""
    lines = tuple((check.label, check.text) for check in checks)
    failed = [check for check in checks if not check.passed]
    if failed:
        labels = tuple(check.label for check in failed)
        return Finished(title, False, lines, failed[0].advice, labels)
    return Finished(title, True, (*lines, (KEPT, keep())))


def until_refused(title: str, guide: Guide) -> Guide:
    """The guide, which a refusal ends: then nothing is stored, and the old calibration stays."""
    try:
        return (yield from guide)
    except REFUSALS as refusal:
        return Finished(title, False, advice=str(refusal))


def require_motion(board: OpenBoard) -> None:
    """`SessionError` for a plain force plate: it has no motion sensor and no dome."""
    if board.is_plate:
        raise SessionError(
            "this board is a plain force plate, which does not tilt: run baps calibrate load"
        )


def require_calibrated(board: OpenBoard) -> None:
    """`CalibrationError` for an uncalibrated board: its tilt would be in the sensor's axes."""
    require_motion(board)
    if not board.calibration.calibrated:
        raise CalibrationError(
            "this board's sensor is not calibrated: run baps calibrate level, then front"
        )


def waiting_for_data(board: OpenBoard, title: str, steps: int) -> Generator[Guidance, None, None]:
    """Moments until the first sample arrives; `SessionError` if none does."""
    step = Step(title, 0, steps, Figure.WAIT, LEAVE_ALONE)
    feed, begun = board.feed, board.feed.now_ns()
    while feed.latest() is None:
        status = feed.status()
        waited_s = (feed.now_ns() - begun) / 1e9
        if waited_s > START_PATIENCE_S or status.state is LinkState.ABSENT:
            raise SessionError(
                f"the board sends no usable data: {status.advice or 'it stays silent'}"
            )
        # The prompt itself asks to leave it alone; a ring that is full would say that it is done.
        notice = "" if status.advice == WAITING else status.advice
        yield step.moment(min(waited_s / STILL_S, ALMOST), notice)
        feed.wait(STEP_S)


def on_board(
    title: str,
    opened: Callable[[], AbstractContextManager[OpenBoard]],
    guide_of: Callable[[OpenBoard], Guide],
) -> Guide:
    """Open a board, follow its guide, and close the board; a refusal ends the guide.

    Each run opens the board again, because storing a result ends its stream.
    """
    return until_refused(title, _on_board(title, opened, guide_of))


def _on_board(
    title: str,
    opened: Callable[[], AbstractContextManager[OpenBoard]],
    guide_of: Callable[[OpenBoard], Guide],
) -> Guide:
    yield Guidance(title, 0, 0, Figure.WAIT, LOOKING)
    with opened() as board:
        return (yield from guide_of(board))


class Follower:
    """Gives the new samples of a streaming board, from now on."""

    def __init__(self, board: OpenBoard) -> None:
        self._feed = board.feed
        newest = self._feed.latest()
        self._seq = newest.seq if newest else -1

    def wait(self) -> Stretch:
        """Wait for about one frame; returns its samples."""
        self._feed.wait(STEP_S)
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
        return stretch

    def now_s(self) -> float:
        """The clock for time limits."""
        return self._feed.now_ns() / 1e9

    def trouble(self) -> str:
        """The link's advice; empty while it streams."""
        status = self._feed.status()
        return "" if status.state is LinkState.STREAMING else status.advice
