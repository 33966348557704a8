"""What all guides are made of: a step as it is shown, the wait for data, the check at the end."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from trainer.acquisition.feed import STEP_S
from trainer.link.errors import LinkError
from trainer.motion.calibration import CalibrationError
from trainer.recording.guidance import Figure, Finished, Guidance, Guide, Reach
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import START_PATIENCE_S, OpenBoard
from trainer.sessions.errors import SessionError
from trainer.store.errors import StoreError

REFUSALS = (CalibrationError, SessionError, LinkError, StoreError)


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
            raise SessionError(f"the board gives no usable data: {status.advice or 'silence'}")
        yield step.moment(waited_s / START_PATIENCE_S, status.advice)
        feed.wait(STEP_S)
