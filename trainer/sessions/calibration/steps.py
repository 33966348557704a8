"""What all guides are made of: the board, a step as shown, new samples, the check at the end."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

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
LOOKING = "Looking for the board."
START_AGAIN = "Start the step again when ready."


@dataclass(frozen=True)
class Step:
    """One step of a guide: which of how many, its picture, and what to do."""

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
        """How the step stands now."""
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
        """What to raise when patience runs out: what is wrong with the board, or was not done."""
        why = trouble or f"this was not done: {self.prompt}"
        return SessionError(f"gave up after {patience_s:.0f} s: {why.rstrip('.')}. {START_AGAIN}")


@dataclass(frozen=True)
class Check:
    """A measured figure and whether it is as it should be; `advice` for when it is not."""

    label: str
    text: str
    passed: bool = True
    advice: str = ""


def checked(title: str, checks: Sequence[Check], keep: Callable[[], str]) -> Finished:
    """What came of a guide. `keep`, called only where every check passed, says what it kept."""
    lines = tuple((check.label, check.text) for check in checks)
    failed = [check for check in checks if not check.passed]
    if failed:
        labels = tuple(check.label for check in failed)
        return Finished(title, False, lines, failed[0].advice, labels)
    return Finished(title, True, (*lines, ("kept", keep())))


def told(title: str, guide: Guide) -> Guide:
    """The guide, with a refusal as its end: nothing is kept then, the old calibration stays."""
    try:
        return (yield from guide)
    except REFUSALS as refusal:
        return Finished(title, False, advice=str(refusal))


def require_motion(board: OpenBoard) -> None:
    """`SessionError` for a plain force plate: there is no sensor to calibrate and no dome."""
    if board.is_plate:
        raise SessionError(
            "this board is a plain force plate, which does not tilt: run baps calibrate load"
        )


def require_calibrated(board: OpenBoard) -> None:
    """`CalibrationError` for a board whose axes are not known: its tilt would be another's."""
    require_motion(board)
    if not board.calibration.calibrated:
        raise CalibrationError(
            "this board's sensor is not calibrated: run baps calibrate level, then front"
        )


def waiting_for_data(board: OpenBoard, title: str, steps: int) -> Generator[Guidance, None, None]:
    """Moments until the first sample is there; `SessionError` when none comes."""
    step = Step(title, 0, steps, Figure.WAIT, "Leave the board alone for three seconds.")
    feed, begun = board.feed, board.feed.now_ns()
    while feed.latest() is None:
        status = feed.status()
        waited_s = (feed.now_ns() - begun) / 1e9
        if waited_s > START_PATIENCE_S or status.state is LinkState.ABSENT:
            raise SessionError(
                f"the board sends no usable data: {status.advice or 'it stays silent'}"
            )
        yield step.moment(waited_s / START_PATIENCE_S, status.advice)
        feed.wait(STEP_S)


def on_board(
    title: str,
    opened: Callable[[], AbstractContextManager[OpenBoard]],
    guide_of: Callable[[OpenBoard], Guide],
) -> Guide:
    """Say that the board is looked for, open it, follow its guide; a refusal is told as its end.

    Each run of a guide opens the board afresh and gives it back.
    """
    return told(title, _on_board(title, opened, guide_of))


def _on_board(
    title: str,
    opened: Callable[[], AbstractContextManager[OpenBoard]],
    guide_of: Callable[[OpenBoard], Guide],
) -> Guide:
    yield Guidance(title, 0, 0, Figure.WAIT, LOOKING)
    with opened() as board:
        return (yield from guide_of(board))


class Follower:
    """Follows a board that has delivered samples, from now on."""

    def __init__(self, board: OpenBoard) -> None:
        self._feed = board.feed
        newest = self._feed.latest()
        self._seq = newest.seq if newest else -1

    def wait(self) -> Stretch:
        """Let about a frame pass; what it brought."""
        self._feed.wait(STEP_S)
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
        return stretch

    def now_s(self) -> float:
        """The clock that patience is measured by."""
        return self._feed.now_ns() / 1e9

    def trouble(self) -> str:
        """What the link says is wrong; nothing while it streams."""
        status = self._feed.status()
        return "" if status.state is LinkState.STREAMING else status.advice
